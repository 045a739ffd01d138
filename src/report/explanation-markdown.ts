import type { Group, Page } from '../explain/page.js';
import type { Explanation } from '../explain/pages.js';
import { wireLines } from '../explain/wire.js';
import { explainText as text } from '../format/messages/en/explain/frame.js';
import { asciiOnly } from './explanation-text.js';

const LADDER_WIDTH = 80;

/** The pages of a word as Markdown, to be pasted into a ticket or a wiki. */
export function explanationMarkdown({ pages, elsewhere }: Explanation, ascii: boolean): string {
  const blocks = pages.flatMap((page) => pageBlocks(page, ascii));
  if (elsewhere !== null) blocks.push(escaped(elsewhere));
  const all = blocks.join('\n\n');
  return `${ascii ? asciiOnly(all) : all}\n`;
}

/** All words, or those of one group, each with its meaning. */
export function listMarkdown(pages: readonly Page[], groups: readonly Group[], ascii: boolean): string {
  const blocks = groups.flatMap((group) => {
    const own = pages.filter((page) => page.group === group);
    if (own.length === 0) return [];
    const rows = own.map(({ word, meaning }) => `| ${escaped(word)} | ${escaped(meaning)} |`);
    return [`## ${escaped(text.groups[group])}`, ['| | |', '|---|---|', ...rows].join('\n')];
  });
  const all = blocks.join('\n\n');
  return `${ascii ? asciiOnly(all) : all}\n`;
}

function pageBlocks(page: Page, ascii: boolean): string[] {
  const section = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- ${item}`).join('\n')];
  const wire = wireLines(page.wire, {
    ascii,
    width: LADDER_WIDTH,
    titles: [text.initiator, text.responder],
  });
  return [
    `## ${escaped(page.title)}`,
    escaped(`${text.kinds[page.group]}: ${page.meaning}`),
    ...(page.parts.length === 0 ? [] : [page.parts.map((part) => `- ${escaped(part)}`).join('\n')]),
    ...page.about.map(escaped),
    ...(wire.length === 0 ? [] : [`### ${text.wire}`, ['```', ...wire, '```'].join('\n')]),
    ...section(page.group === 'state' ? text.manyOfThem : text.causes, page.causes.map(escaped)),
    ...section(
      text.advice,
      page.advice.map(({ text: say, command }) =>
        command === null ? escaped(say) : `${escaped(say)} \`${command}\``,
      ),
    ),
    ...section(text.beliefs, page.beliefs.map(escaped)),
    ...(page.sources.length === 0 ? [] : [`${text.sources}: ${escaped(page.sources.join('; '))}`]),
    ...(page.see.length === 0 ? [] : [`${text.see}: ${page.see.map((word) => `\`${word}\``).join(', ')}`]),
  ];
}

/** What Markdown would take for its own. */
function escaped(say: string): string {
  return say.replace(/[\\`*<>[\]|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&');
}
