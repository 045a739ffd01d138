import { UsageError } from '../../errors.js';
import { GROUPS, type Page } from '../../explain/page.js';
import { type Explanation, explain as explainWord, groupOf, pages } from '../../explain/pages.js';
import { explainText } from '../../format/messages/en/explain/frame.js';
import { openAtomicFile } from '../../output/atomic-file.js';
import { nearestWord } from '../../query/nearest.js';
import { explanationJson, listJson } from '../../report/explanation-json.js';
import { groupList, wordList } from '../../report/explanation-list.js';
import { explanationMarkdown, listMarkdown } from '../../report/explanation-markdown.js';
import { explanationText } from '../../report/explanation-text.js';
import type { Terminal } from '../../report/terminal.js';
import type { RawOptions } from '../options.js';
import type { Surroundings } from '../surroundings.js';
import { terminalOf } from '../terminal.js';

/** Shorter words are letters of Zeek's: nobody mistypes those. */
const SHORTEST_SUGGESTION = 3;

/** What a word means, or the words that there are. @throws UsageError where nothing is known of it. */
export function explain(words: readonly string[], raw: RawOptions, surroundings: Surroundings): void {
  const output = raw.output ?? null;
  const terminal = terminalOf({ output, ascii: raw.ascii ?? false, color: raw.color ?? null }, surroundings);
  const text = explanation(words.join(' '), raw.format ?? 'text', terminal);
  const target =
    output === null ? surroundings.stdout : openAtomicFile(output, { force: raw.force ?? false, inputs: [] });
  target.write(text);
  target.end();
}

/** Words with a page that begin like `typed`, in small letters if those were typed. */
export function completedWords(typed: string): string[] {
  const isSmall = typed !== '' && typed === typed.toLowerCase();
  const words = pages().map(({ word }) => (isSmall ? word.toLowerCase() : word));
  return [...new Set(words)].filter((word) => word.startsWith(typed));
}

/** What somebody may have meant who mistyped it; words of quite another length are not compared. */
function nearest(typed: string): string | null {
  const words = new Set(pages().flatMap((page) => [page.word, ...page.aliases]));
  const alike = [...words].filter(
    (word) =>
      word.length >= SHORTEST_SUGGESTION &&
      !/^\d+$/.test(word) &&
      Math.abs(word.length - typed.length) <= typed.length / 3,
  );
  return nearestWord(typed, alike);
}

function explanation(query: string, format: string, terminal: Terminal): string {
  if (query.trim() === '') return list(pages(), format, terminal);
  const found = explainWord(query);
  if (found.pages.length > 0) return one(query, found, format, terminal);
  const group = groupOf(query);
  if (group === null) throw new UsageError(explainText.unknown(query, nearest(query)));
  const own = pages().filter((page) => page.group === group);
  return format === 'text' ? groupList(group, own, terminal) : list(own, format, terminal);
}

function one(query: string, found: Explanation, format: string, terminal: Terminal): string {
  if (format === 'json') return explanationJson(query, found);
  if (format === 'markdown') return explanationMarkdown(found, terminal.ascii);
  return explanationText(found, terminal);
}

function list(shown: readonly Page[], format: string, terminal: Terminal): string {
  if (format === 'json') return listJson(shown);
  if (format === 'markdown') return listMarkdown(shown, GROUPS, terminal.ascii);
  return wordList(shown, terminal);
}
