import { GROUPS, type Group, type Page } from '../explain/page.js';
import { explainText as text } from '../format/messages/en/explain/frame.js';
import { wrapText } from '../format/table.js';
import { asciiOnly } from './explanation-text.js';
import type { Terminal } from './terminal.js';

const SEPARATOR = '  ';
const LAST_ERRNO = 133;

/** Every word that has a page, by group. */
export function wordList(pages: readonly Page[], terminal: Terminal): string {
  const width = terminal.width;
  const lines = [...wrapText(text.listHead, width)];
  for (const group of GROUPS) {
    const own = pages.filter((page) => page.group === group);
    const shown = group === 'errno' ? own.filter(isAboutConnections) : own;
    lines.push('', terminal.paint('title', text.groups[group]));
    lines.push(
      ...wrapWords(
        shown.map((page) => page.word),
        width - 2,
      ).map((line) => `  ${line}`),
    );
    if (own.length > shown.length) lines.push(`  ${text.otherErrnos(own.length - shown.length, LAST_ERRNO)}`);
  }
  lines.push('', ...wrapText(text.listFoot, width));
  return `${lines.join('\n')}\n`;
}

/** The words of one group, each with its meaning. */
export function groupList(group: Group, pages: readonly Page[], terminal: Terminal): string {
  const own = pages.filter((page) => page.group === group);
  const indent = Math.max(0, ...own.map(({ word }) => word.length)) + 2;
  const lines = own.flatMap(({ word, title, meaning, group: kind }) =>
    wrapText(
      kind === 'errno' ? `${title.replace(`${word} `, '')}; ${meaning}` : meaning,
      terminal.width - indent,
    ).map((line, i) => `${(i === 0 ? word : '').padEnd(indent)}${line}`),
  );
  const list = [terminal.paint('title', text.groups[group]), ...lines].join('\n');
  return `${terminal.ascii ? asciiOnly(list) : list}\n`;
}

/** Words of two parts are not broken. */
function wrapWords(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + SEPARATOR.length + word.length <= width)
      lines[lines.length - 1] = line + SEPARATOR + word;
    else lines.push(word);
  }
  return lines;
}

function isAboutConnections(page: Page): boolean {
  return page.see.length > 0 || page.advice.length > 0 || page.causes.length > 0;
}
