import type { Advice, PageText } from '../format/messages/page-text.js';
import type { WireStep } from './wire.js';

/** What kind of word a page is about, in the order in which pages of the same word are shown. */
export const GROUPS = [
  'word',
  'state',
  'flags',
  'errno',
  'finding',
  'outcome',
  'handshake',
  'teardown',
  'cause',
  'effect',
  'certainty',
  'label',
  'note',
  'zeek',
  'history',
  'time',
  'severity',
  'test',
  'completeness',
] as const;
export type Group = (typeof GROUPS)[number];

/** What a page holds that is the same in every language. */
export interface PageFacts {
  /** Other words that lead here. */
  aliases?: readonly string[];
  /** How it looks between the two ends. */
  wire?: readonly WireStep[];
  /** Standards, manuals and kernel settings. */
  sources?: readonly string[];
  /** Words with pages of their own. */
  see?: readonly string[];
}

/** One page of `synopsis explain`: what a word means, what causes it, what to do about it. */
export interface Page {
  readonly group: Group;
  readonly word: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly meaning: string;
  readonly about: readonly string[];
  readonly parts: readonly string[];
  readonly wire: readonly WireStep[];
  readonly causes: readonly string[];
  readonly advice: readonly { readonly text: string; readonly command: string | null }[];
  readonly beliefs: readonly string[];
  readonly sources: readonly string[];
  readonly see: readonly string[];
}

/** The pages of one group: what is the same in every language, and the sentences of one. */
export function pagesOf<Word extends string>(
  group: Group,
  texts: Readonly<Record<Word, PageText>>,
  facts: Readonly<Partial<Record<NoInfer<Word>, PageFacts>>>,
): Page[] {
  return (Object.keys(texts) as Word[]).map((word) => makePage(group, word, texts[word], facts[word] ?? {}));
}

export function makePage(group: Group, word: string, text: PageText, facts: PageFacts): Page {
  return {
    group,
    word,
    aliases: facts.aliases ?? [],
    title: text.title ?? word,
    meaning: text.meaning,
    about: text.about ?? [],
    parts: text.parts ?? [],
    wire: facts.wire ?? [],
    causes: text.causes ?? [],
    advice: (text.advice ?? []).map(adviceParts),
    beliefs: text.beliefs ?? [],
    sources: facts.sources ?? [],
    see: facts.see ?? [],
  };
}

function adviceParts(advice: Advice): Page['advice'][number] {
  return typeof advice === 'string'
    ? { text: advice, command: null }
    : { text: advice[0], command: advice[1] };
}
