import { GROUPS, type Page } from '../explain/page.js';
import type { PageJson } from '../report/explanation-json.js';
import { constant, list, object, orNull, text, words } from './schema.js';

const group = words('What kind of word it is.', GROUPS);

function paragraphs(description: string) {
  return list(description, text('A paragraph.'));
}

const page = object<PageJson>('One meaning of a word.', {
  group,
  word: text('The word.'),
  aliases: list('Other words for it.', text('A word.')),
  title: text('What it is called.'),
  meaning: text('What it means, in a few words.'),
  about: paragraphs('The same at length.'),
  parts: paragraphs('What its parts mean.'),
  wire: list(
    'How it looks on the wire, step by step.',
    object<PageJson['wire'][number]>('One step.', {
      initiator: text('What stands at the initiator: a state, a call.'),
      between: text(
        '"> SYN" goes to the responder, "< ACK" to the initiator, ">x" and "<x" are lost, "~ 60s" is time.',
      ),
      responder: text('What stands at the responder.'),
    }),
  ),
  causes: paragraphs('What brings it about, the usual first.'),
  advice: list(
    'What to do.',
    object<Page['advice'][number]>('One piece of advice.', {
      text: text('In a sentence.'),
      command: orNull(text('A command to type, if there is one.')),
    }),
  ),
  beliefs: paragraphs('What is often said of it and is not so.'),
  sources: list('Standards, manuals and kernel settings.', text('A source.')),
  see: list('Words that have pages of their own.', text('A word.')),
});

export interface ExplanationJson {
  schema: 'synopsis/explain/1';
  word: string;
  pages: readonly PageJson[];
  elsewhere: string | null;
}

/** What a word means: `explain WORD -f json`. */
export const explanation = object<ExplanationJson>('What a word means.', {
  schema: constant('The name and the version of this format.', 'synopsis/explain/1'),
  word: text('As it was asked for.'),
  pages: list('What is known of it, the widest meaning first.', page),
  elsewhere: orNull(text('What an errno number means on other systems, in a sentence.')),
});

export interface WordListJson {
  schema: 'synopsis/explain-list/1';
  words: readonly Pick<Page, 'group' | 'word' | 'title' | 'meaning'>[];
}

/** The words that have pages: `explain -f json`. */
export const wordList = object<WordListJson>('The words that can be explained.', {
  schema: constant('The name and the version of this format.', 'synopsis/explain-list/1'),
  words: list(
    'Every word, by group.',
    object<WordListJson['words'][number]>('A word.', {
      group,
      word: text('The word.'),
      title: text('What it is called.'),
      meaning: text('What it means, in a few words.'),
    }),
  ),
});
