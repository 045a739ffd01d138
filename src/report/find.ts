import type { ClockText } from '../format/clock-text.js';
import { escapeTerminal } from '../format/escape.js';
import { findText as text } from '../format/messages/en/find.js';
import { wrapText } from '../format/table.js';
import type { TextOutput } from '../output/text-output.js';
import { type Match, matchRow } from '../query/find-connections.js';
import type { LogLine } from '../query/log-line.js';
import type { Terminal } from './terminal.js';

const WIDEST_TEXT = 100;
const INDENT = '   ';

export interface FoundText {
  output: TextOutput;
  terminal: Terminal;
  clock: ClockText;
  /** The captures as they were given, for the line that says how to go on. */
  file: string;
}

/** The matches for people: how well each fits and why, and what happened to it. */
export function printMatches(
  line: LogLine,
  matches: readonly Match[],
  counts: { fitting: number; all: number },
  { output, terminal, clock, file }: FoundText,
): void {
  const width = Math.min(terminal.width, WIDEST_TEXT);
  const write = (sentence: string, indent = '') => {
    for (const part of wrapText(escapeTerminal(sentence), width - indent.length))
      output.write(`${indent}${part}\n`);
  };
  write(text.lookingFor(partsOf(line, clock, matches)));
  if (matches.length === 0) {
    output.write('\n');
    write(text.none(counts.all));
    return;
  }
  for (const [i, match] of matches.entries()) {
    output.write(`\n${terminal.paint('title', text.match(i + 1, match.score, match.row.connection))}\n`);
    write(match.row.verdict, INDENT);
    const why = [
      text.fits(match.fits),
      match.side === null ? '' : text.side(match.side, match.row[match.side].address),
      match.eventTime === null ? '' : text.event(clock.ofEpoch(Number(match.eventTime))),
      match.clockOffsetSeconds === null ? '' : text.offset(match.clockOffsetSeconds),
    ];
    for (const part of wrapText(escapeTerminal(why.filter(Boolean).join('; ')), width - INDENT.length)) {
      output.write(`${INDENT}${terminal.paint('quiet', part)}\n`);
    }
  }
  output.write('\n');
  const more = counts.fitting - matches.length;
  if (more > 0) write(text.more(more));
  output.write(`${terminal.paint('quiet', text.next(escapeTerminal(file), matches[0]!.row.connection))}\n`);
}

/** What was understood of the line, so that a wrong reading shows. */
function partsOf(line: LogLine, clock: ClockText, matches: readonly Match[]): string[] {
  const logged = matches.find(
    ({ eventTime, clockOffsetSeconds }) => eventTime !== null && clockOffsetSeconds !== null,
  );
  const time =
    line.moment === null
      ? []
      : [
          logged === undefined
            ? text.unknownTime
            : text.time(clock.ofEpoch(Number(logged.eventTime) + logged.clockOffsetSeconds!)),
        ];
  return [...time, ...line.errnos, ...line.endpoints.map(({ host, port }) => text.endpoint(host, port))];
}

/** The matches for programs, one object a line, the best first. */
export function printMatchesNdjson(matches: readonly Match[], output: TextOutput): void {
  for (const match of matches) output.write(`${JSON.stringify(matchRow(match))}\n`);
}
