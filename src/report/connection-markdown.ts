import type { ClockText } from '../format/clock-text.js';
import { escapeMarkdown } from '../format/escape.js';
import { ladderLines } from '../format/ladder.js';
import { connectionText as text } from '../format/messages/en.js';
import { connectionFacts } from './connection-facts.js';
import type { DrawnConnection } from './ladders.js';
import { code, fenced } from './report-markdown.js';

const LADDER_WIDTH = 88;

/** One connection as Markdown, for a ticket: what happened to it, what it was, its ladder, how to find it in Wireshark. */
export function connectionMarkdown({ row, steps }: DrawnConnection, clock: ClockText): string {
  const ladder = ladderLines(steps, row, {
    width: LADDER_WIDTH,
    ascii: false,
    timeOfDay: (time) => clock.ofEpoch(Number(time)),
  });
  const facts = connectionFacts(row, clock).map(
    ({ label, said }) => `- **${escapeMarkdown(label)}**: ${escapeMarkdown(said)}`,
  );
  const found = row.findings.map(code).join(', ');
  const blocks = [
    `# ${escapeMarkdown(text.head(row.connection, row.outcome))}`,
    escapeMarkdown(row.verdict),
    [...facts, ...(found === '' ? [] : [`- **${text.labels.found}**: ${found}`])].join('\n'),
    fenced(ladder.map((line) => line.text)),
    `${text.inWireshark}: ${code(`tcp.stream == ${row.connection}`)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}
