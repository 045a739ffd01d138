import { connectionPages } from './connections.js';
import { errnoElsewhere, errnoPages } from './errnos.js';
import { findingPages } from './findings.js';
import { combinationPage, flagPages, flagsFromText } from './flags.js';
import { packetPages } from './packets.js';
import { GROUPS, type Group, type Page } from './page.js';
import { statePages } from './states.js';
import { completenessPage, historyPage, toolPages } from './tools.js';
import { wordPages } from './words.js';

/** What is known of a word: its pages, the widest meaning first, and what else a number may be. */
export interface Explanation {
  readonly pages: readonly Page[];
  readonly elsewhere: string | null;
}

let all: readonly Page[] | null = null;
let byWord: ReadonlyMap<string, readonly Page[]> | null = null;

/** Every page that was written, by group. Those of flag combinations, histories and completeness numbers are made when asked for. */
export function pages(): readonly Page[] {
  all ??= [
    ...wordPages(),
    ...statePages(),
    ...flagPages(),
    ...errnoPages(),
    ...findingPages(),
    ...connectionPages(),
    ...packetPages(),
    ...toolPages(),
  ].sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));
  return all;
}

/** The page of a word, in any case and with any of "-", "_" and space; of several the widest. Null where there is none. */
export function pageOf(word: string, group?: Group): Page | null {
  const found = explain(word).pages;
  return (group === undefined ? found[0] : found.find((page) => page.group === group)) ?? null;
}

/**
 * Everything that is known of a word: "close-wait", "SYN+ACK", "104", "WSAECONNRESET", "completeness 37", "ShADadFf". The name of
 * a group before it narrows: "outcome reset".
 */
export function explain(text: string): Explanation {
  const query = text.trim();
  const [first = '', ...rest] = query.split(/[\s:]+/);
  const group = groupOf(first);
  const inGroup = group === null || rest.length === 0 ? [] : pagesOfGroup(group, rest.join(' '));
  const found = [...new Set([...inGroup, ...pagesNamed(query)])];
  if (found.length > 0) return { pages: found, elsewhere: elsewhere(query) };
  const flags = flagsFromText(query.replace(/^tcp\.flags(?:\s*==\s*|\.)/i, ''));
  if (flags !== null) return { pages: [combinationPage(flags, flagPages())], elsewhere: null };
  const history = MIXED_HISTORY.test(query) ? historyPage(query) : null;
  return { pages: history === null ? [] : [history], elsewhere: elsewhere(query) };
}

/** A group by its name, "finding" or "findings"; null where it is none. */
export function groupOf(name: string): Group | null {
  const plain = normalised(name);
  return GROUPS.find((group) => group === plain || `${group}s` === plain) ?? GROUP_NAMES[plain] ?? null;
}

/** Words that people use for the groups. */
const GROUP_NAMES: Readonly<Record<string, Group>> = {
  flag: 'flags',
  errnos: 'errno',
  error: 'errno',
  analysis: 'label',
  wireshark: 'label',
  connstate: 'zeek',
  severities: 'severity',
  certainties: 'certainty',
};

/** So many capital letters that it is no word: "ShADadFf". */
const MIXED_HISTORY = /^(?=.*[a-z])(?=.*[A-Z].*[A-Z])[\^A-Za-z]+$/;

function pagesNamed(text: string): readonly Page[] {
  byWord ??= indexed(pages());
  const found = byWord.get(normalised(text)) ?? [];
  const number = /^-?\d{1,5}$/.test(text) ? completenessPage(Number(text)) : null;
  return number === null ? found : [...found, number];
}

function pagesOfGroup(group: Group, text: string): readonly Page[] {
  const dynamic = group === 'completeness' ? completenessPage(Number(text)) : null;
  const history = group === 'history' && text.length > 1 ? historyPage(text) : null;
  const made = dynamic ?? history;
  if (made !== null) return [made];
  const flags = group === 'flags' ? flagsFromText(text) : null;
  const found = pagesNamed(text).filter((page) => page.group === group);
  return found.length === 0 && flags !== null ? [combinationPage(flags, flagPages())] : found;
}

function elsewhere(text: string): string | null {
  return /^-?\d{1,4}$/.test(text) ? errnoElsewhere(Math.abs(Number(text))) : null;
}

function indexed(known: readonly Page[]): Map<string, Page[]> {
  const index = new Map<string, Page[]>();
  for (const page of known) {
    for (const name of new Set([page.word, ...page.aliases].map(normalised))) {
      index.set(name, [...(index.get(name) ?? []), page]);
    }
  }
  return index;
}

/** Case, and what stands between parts of a word, do not count; nor do Wireshark's and the kernel's prefixes. */
function normalised(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^(?:tcp\.(?:analysis|flags)|net\.(?:ipv4|core))\./, '')
    .replace(/(?<=.)[\s_,+/-]+(?=.)|^-+(?=\d)/g, '');
}
