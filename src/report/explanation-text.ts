import type { Page } from '../explain/page.js';
import type { Explanation } from '../explain/pages.js';
import { wireLines } from '../explain/wire.js';
import { explainText as text } from '../format/messages/en/explain/frame.js';
import { wrapText } from '../format/table.js';
import type { Terminal } from './terminal.js';

/** Lines that are easily read: wider ones tire. */
const WIDEST = 100;

/** The pages of a word as text, one after the other. */
export function explanationText({ pages, elsewhere }: Explanation, terminal: Terminal): string {
  const width = Math.min(terminal.width, WIDEST);
  const parts = pages.map((page) => pageLines(page, terminal, width));
  if (elsewhere !== null) parts.push(wrapText(elsewhere, width));
  const rule = terminal.paint('quiet', (terminal.ascii ? '-' : '─').repeat(width));
  const all = parts.map((lines) => lines.join('\n')).join(`\n\n${rule}\n`);
  return `${terminal.ascii ? asciiOnly(all) : all}\n`;
}

function pageLines(page: Page, terminal: Terminal, width: number): string[] {
  const head = (title: string) => ['', terminal.paint('title', title)];
  const section = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [...head(title), ...items.flatMap((item) => listItem(item, width))];
  const wire = wireLines(page.wire, {
    ascii: terminal.ascii,
    width: width - 2,
    titles: [text.initiator, text.responder],
  });
  return [
    terminal.paint('title', page.title),
    ...wrapText(`${text.kinds[page.group]}: ${page.meaning}`, width),
    ...(page.parts.length === 0 ? [] : ['', ...page.parts.flatMap((part) => listItem(part, width))]),
    ...page.about.flatMap((paragraph) => ['', ...wrapText(paragraph, width)]),
    ...(wire.length === 0 ? [] : [...head(text.wire), ...wire.map((line) => `  ${line}`)]),
    ...section(page.group === 'state' ? text.manyOfThem : text.causes, page.causes),
    ...(page.advice.length === 0 ? [] : head(text.advice)),
    ...page.advice.flatMap(({ text: say, command }) => [
      ...listItem(say, width),
      ...(command === null ? [] : [terminal.paint('good', `      ${command}`)]),
    ]),
    ...section(text.beliefs, page.beliefs),
    ...(page.sources.length + page.see.length === 0 ? [] : ['']),
    ...labelled(text.sources, page.sources.join('; '), width),
    ...labelled(text.see, page.see.join('; '), width),
  ];
}

function listItem(item: string, width: number): string[] {
  return wrapText(item, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
}

function labelled(label: string, words: string, width: number): string[] {
  const indent = Math.max(text.sources.length, text.see.length) + 2;
  if (words === '') return [];
  return wrapText(words, width - indent).map((line, i) => `${(i === 0 ? label : '').padEnd(indent)}${line}`);
}

/** What pages hold beyond ASCII, in ASCII. */
export function asciiOnly(page: string): string {
  return page.replaceAll('§', 'section ').replaceAll('…', '...');
}
