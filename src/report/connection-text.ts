import type { ClockText } from '../format/clock-text.js';
import { type LadderLine, ladderLines } from '../format/ladder.js';
import type { LadderStep } from '../format/ladder-steps.js';
import { connectionText as text } from '../format/messages/en.js';
import { wrapText } from '../format/table.js';
import type { ConnectionRow } from '../rows.js';
import { connectionFacts } from './connection-facts.js';
import { type Terminal, type Tone, toneOf } from './terminal.js';

const LABEL = 11;

/** One connection for people: what it was, then its ladder. */
export function connectionReport(
  row: ConnectionRow,
  steps: readonly LadderStep[],
  clock: ClockText,
  terminal: Terminal,
): string {
  const timeOfDay = (time: string) => clock.ofEpoch(Number(time));
  const ladder = ladderLines(steps, row, {
    width: Math.min(terminal.width, 132),
    ascii: terminal.ascii,
    timeOfDay,
  });
  const lines = [
    terminal.paint(
      toneOf(row.outcome) === 'plain' ? 'title' : toneOf(row.outcome),
      text.head(row.connection, row.outcome),
    ),
    ...connectionFacts(row, clock).flatMap(({ label, said }) => entry(label, said, terminal)),
    '',
    ...ladder.map((line) => terminal.paint(TONES[line.kind], line.text)),
  ];
  return `${lines.join('\n')}\n`;
}

const TONES: Readonly<Record<LadderLine['kind'], Tone>> = {
  title: 'title',
  packet: 'plain',
  reset: 'bad',
  icmp: 'bad',
  fold: 'quiet',
  gap: 'warning',
  state: 'plain',
};

/** A labelled paragraph; lines after the first stand under the text, not under the label. */
function entry(label: string, sentence: string, terminal: Terminal): string[] {
  return wrapText(sentence, Math.min(terminal.width, 100) - LABEL - 2).map(
    (line, i) => `  ${i === 0 ? label.padEnd(LABEL) : ''.padEnd(LABEL)}${line}`,
  );
}
