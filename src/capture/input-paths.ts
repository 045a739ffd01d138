import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/** What the words of a command line stand for. */
export interface InputPaths {
  /** Files in the order of the words; what a pattern or a folder gave is sorted as people count: 9 before 10. */
  paths: string[];
  /** Those that only stand in a folder that was named: one that is no capture is passed over. */
  fromFolders: ReadonlySet<string>;
  /** What was not looked into, in sentences. */
  remarks: string[];
}

/** Whether all of these can be read a second time: pipes and standard input cannot. */
export function canReadAgain(paths: readonly string[]): boolean {
  return paths.every((path) => path !== '-' && statSync(path, { throwIfNoEntry: false })?.isFile());
}

/**
 * Finds the captures meant by paths, patterns and folders. A path that exists is meant as it is written; otherwise *, ?,
 * [a-z] and {a,b} match names, for shells that do not (and for quoted patterns). A folder stands for the files in it, not for those in folders
 * further down. A pattern that matches nothing is left as it is: opening it says so.
 */
export function inputPaths(words: readonly string[]): InputPaths {
  const found: string[] = [];
  const fromFolders = new Set<string>();
  const remarks: string[] = [];
  for (const word of words) {
    const stat = word === '-' ? undefined : statSync(word, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const path of filesIn(word, remarks)) {
        if (!found.includes(path)) fromFolders.add(path);
        found.push(path);
      }
    } else {
      const matches = stat === undefined && isPattern(word) ? matching(word) : [];
      found.push(...(matches.length > 0 ? matches : [word]));
    }
  }
  return { paths: found, fromFolders, remarks };
}

/** Hidden files are left alone, as a shell does. */
function filesIn(folder: string, remarks: string[]): string[] {
  const entries = entriesOf(folder).filter(({ name }) => !name.startsWith('.'));
  const paths = entries.map(({ name }) => join(folder, name));
  const isFolder = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
  const below = isFolder.filter(Boolean).length;
  if (below > 0) remarks.push(`${folder}: the folders within it (${below}) were not looked into`);
  return paths.filter((path, i) => !isFolder[i] && statSync(path, { throwIfNoEntry: false })?.isFile());
}

function isPattern(word: string): boolean {
  return /[*?]|\[.+\]|\{.*,.*\}/.test(word);
}

/** The files that a pattern matches, folder by folder. */
function matching(pattern: string): string[] {
  const separators = sep === '\\' ? /[\\/]+/ : /\/+/;
  const segments = pattern.split(separators);
  const isAbsolute = segments[0] === '' || segments[0]!.endsWith(':');
  let reached = [isAbsolute ? `${segments.shift()!}${sep}` : ''];
  for (const segment of segments) {
    if (segment === '') continue;
    reached = isPattern(segment)
      ? reached.flatMap((folder) => namesLike(segment, folder).map((name) => join(folder, name)))
      : reached.map((folder) => join(folder, segment));
  }
  return reached.filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === false);
}

function namesLike(segment: string, folder: string): string[] {
  const regex = patternRegex(segment);
  if (regex === null) return [];
  return entriesOf(folder === '' ? '.' : folder)
    .map(({ name }) => name)
    .filter((name) => regex.test(name) && (segment.startsWith('.') || !name.startsWith('.')));
}

/** Null where the brackets make no sense. */
function patternRegex(segment: string): RegExp | null {
  let depth = 0;
  const source = segment.replace(/\[(!|\^)?([^\]]+)\]|./gs, (token: string, not?: string, set?: string) => {
    if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\[\]^]/g, '\\$&')}]`;
    if (token === '*') return '.*';
    if (token === '?') return '.';
    if (token === '{') {
      depth++;
      return '(?:';
    }
    if (depth > 0 && token === ',') return '|';
    if (depth > 0 && token === '}') {
      depth--;
      return ')';
    }
    return token.replace(/[.+^$()|[\]{}\\]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return null;
  }
}

const byNumber = new Intl.Collator('en', { numeric: true });

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => byNumber.compare(a.name, b.name));
  } catch {
    return [];
  }
}

/** "a.txt, b.md and 3 more", without their folders. */
export function namesOf(paths: readonly string[], shown = 5): string {
  const names = paths.slice(0, shown).map((path) => basename(path));
  return paths.length > shown ? `${names.join(', ')} and ${paths.length - shown} more` : names.join(', ');
}
