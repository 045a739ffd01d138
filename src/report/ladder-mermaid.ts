import { formatEndpoint } from '../format/address.js';
import type { ClockText } from '../format/clock-text.js';
import { formatDuration } from '../format/duration.js';
import { escapeDiagram } from '../format/escape.js';
import { arrowLabels } from '../format/ladder.js';
import { type LadderEvent, type LadderState, ladderEvents } from '../format/ladder-events.js';
import { connectionText, ladderText } from '../format/messages/en.js';
import type { ConnectionRow, Side } from '../rows.js';
import { foldText } from './ladder-svg.js';
import type { DrawnConnection } from './ladders.js';

export interface LadderMermaidOptions {
  clock: ClockText;
  /** What packets prove, by their numbers. */
  marks: ReadonlyMap<number, readonly string[]>;
}

/** A connection as a sequence diagram for mermaid, which many trackers and wikis draw. */
export function ladderMermaid(
  { row, steps }: DrawnConnection,
  { clock, marks }: LadderMermaidOptions,
): string {
  const timeOfDay = (time: string | null) => (time === null ? null : clock.ofEpoch(Number(time)));
  const lines = [
    '---',
    `title: ${JSON.stringify(connectionText.head(row.connection, row.outcome))}`,
    '---',
    'sequenceDiagram',
    `  participant I as ${participant(row, 'initiator')}`,
    `  participant R as ${participant(row, 'responder')}`,
    ...ladderEvents(steps, row, marks).flatMap((event) => eventLines(event, timeOfDay)),
    over(row.verdict),
  ];
  return `${lines.join('\n')}\n`;
}

function participant(row: ConnectionRow, side: Side): string {
  const { address, port, name } = row[side];
  return `${escapeDiagram(formatEndpoint(name ?? address, port))}<br/>${ladderText[side]}`;
}

function eventLines(event: LadderEvent, timeOfDay: (time: string | null) => string | null): string[] {
  switch (event.kind) {
    case 'packet':
      return packetLines(event);
    case 'fold':
      return [over(foldText(event.fold))];
    case 'gap':
      return [over(ladderText.gap(formatDuration(event.seconds), timeOfDay(event.untilTime)))];
    case 'state': {
      const timer = event.isTimer ? ` (${ladderText.timer(timeOfDay(event.timerTime))})` : '';
      return [beside(event.side, `${stateText(event.state)}${timer}`)];
    }
  }
}

function packetLines({ step, states, marks }: Extract<LadderEvent, { kind: 'packet' }>): string[] {
  const { row, delta } = step;
  const time = Number.isNaN(delta) ? '' : ` ${delta < 0 ? '' : '+'}${formatDuration(delta)}`;
  const isIcmp = row.kind === 'icmp';
  const label = isIcmp
    ? `${ladderText.icmp(row.icmp!.name)} ${ladderText.icmpFrom(row.icmp!.sender)}`
    : arrowLabels(row, step.repeats, step.skips)[0]!;
  return [
    `  ${arrow(row.sender, isIcmp, row.flags.includes('RST'))}: #35;${row.packet}${time} ${escapeDiagram(label)}`,
    ...(['initiator', 'responder'] as const)
      .filter((side) => states[side].length > 0)
      .map((side) => beside(side, states[side].map(stateText).join(', '))),
    ...marks.map((mark) => over(mark)),
  ];
}

/** A cross where a RST ends it, dots for what a router says to the one whose packet it could not deliver. */
function arrow(sender: Side, isIcmp: boolean, isReset: boolean): string {
  const [from, to] = sender === 'initiator' ? ['I', 'R'] : ['R', 'I'];
  if (isIcmp) return `${to}-->>${from}`;
  return `${from}${isReset ? '-x' : '->>'}${to}`;
}

function stateText({ state, isRetracted }: LadderState): string {
  return isRetracted ? `(${state})` : state;
}

function beside(side: Side, said: string): string {
  return side === 'initiator'
    ? `  Note left of I: ${escapeDiagram(said)}`
    : `  Note right of R: ${escapeDiagram(said)}`;
}

function over(said: string): string {
  return `  Note over I,R: ${escapeDiagram(said)}`;
}
