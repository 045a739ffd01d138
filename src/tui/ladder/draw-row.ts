import { formatBytes } from '../../format/bytes.js';
import { fitToWidth } from '../../format/display-width.js';
import { formatDuration } from '../../format/duration.js';
import { escapeTerminal } from '../../format/escape.js';
import { arrowLabels } from '../../format/ladder.js';
import { ladderScreenText as text } from '../../format/messages/en/screen.js';
import { ladderText } from '../../format/messages/en.js';
import type { PacketRow, Side, StateEntry } from '../../rows.js';
import type { PacketList } from '../model.js';
import type { Theme } from '../theme.js';
import { EMPTY_LINE, type Line, line, type Span, span, type Tone } from '../widgets/line.js';
import type { LadderRow, LadderRows } from './ladder-rows.js';

export interface LadderFrame {
  readonly width: number;
  readonly theme: Theme;
  readonly packets: PacketList;
  readonly ladder: LadderRows;
  /** The time beside a packet; counts from the packet before. */
  timeText(timeNs: number, beforeNs: number | null): string;
  /** A person's own note stands on this packet. */
  hasNote(packet: number): boolean;
}

const MARK = 1;
const TIME = 12;
const GUTTER = 11;
/** The lane of ICMP errors: who on the way said what. */
const ICMP = 30;
const NARROWEST_LANE = 14;
const ROOMY_LANE = 20;
const WIDEST_LANE = 76;

/** How the columns of a ladder share its width. */
export interface LadderColumns {
  readonly packet: number;
  readonly lane: number;
  /** 0 where ICMP errors stand in the lane itself. */
  readonly icmp: number;
}

export function ladderColumns(width: number, lastPacket: number, hasIcmp: boolean): LadderColumns {
  const packet = Math.max(6, String(lastPacket).length);
  const fixed = MARK + TIME + 1 + packet + 1 + GUTTER + 1 + 1 + GUTTER;
  const room = width - fixed;
  const icmp = hasIcmp && room >= ICMP + 1 + ROOMY_LANE ? ICMP : 0;
  const lane = Math.min(WIDEST_LANE, Math.max(NARROWEST_LANE, room - (icmp > 0 ? icmp + 1 : 0)));
  return { packet, lane, icmp };
}

export function ladderTitle(columns: LadderColumns, { theme: { glyphs } }: LadderFrame): Line {
  const cell = (title: string, width: number, align: 'left' | 'right' = 'left') =>
    fitToWidth(title, width, align, glyphs.ellipsis);
  const cells = [
    ` ${cell(text.time, TIME, 'right')}`,
    cell(text.packet, columns.packet, 'right'),
    cell(ladderText.initiator, GUTTER, 'right'),
    cell('', columns.lane),
    cell(ladderText.responder, GUTTER),
    ...(columns.icmp > 0 ? [cell(text.icmp, columns.icmp)] : []),
  ];
  return [span(cells.join(' '), 'title')];
}

/** One row of the ladder in exactly its columns. Beside the first one that is shown stand the states that both sides have come to. */
export function drawLadderRow(
  row: LadderRow,
  columns: LadderColumns,
  frame: LadderFrame,
  isFirst = false,
): Line {
  switch (row.kind) {
    case 'packet':
      return packetLine(row.index, columns, frame, isFirst);
    case 'fold':
      return foldLine(row.from, row.to, columns, frame);
    case 'pause':
      return ruleLine(
        ladderText.gap(formatDuration(row.seconds), null),
        frame.theme.glyphs.gap,
        'warning',
        columns,
        frame,
      );
    case 'state':
      return stateLine(row.side, row.entry, columns, frame);
  }
}

function packetLine(index: number, columns: LadderColumns, frame: LadderFrame, isFirst: boolean): Line {
  const { packets, ladder, theme } = frame;
  const row = packets.row(index);
  const { ellipsis } = theme.glyphs;
  const before = index > 0 ? packets.timeNs(index - 1) : null;
  const time = frame.timeText(packets.timeNs(index), before);
  const states = ladder.statesBeside(index);
  const former = isFirst ? ladder.statesBefore(index) : {};
  const isIcmp = row.kind === 'icmp';
  const lane = isIcmp ? icmpLane(row, columns, frame) : arrow(row, columns.lane, frame);
  const number = fitToWidth(String(row.packet), columns.packet, 'right', ellipsis);
  return [
    span(frame.hasNote(row.packet) ? '*' : ' ', 'note'),
    span(`${fitToWidth(time, TIME, 'right', ellipsis)} `, 'quiet'),
    span(`${number} `),
    ...besideArrow(states.initiator, former.initiator, 'initiator', ellipsis),
    span(' '),
    ...lane,
    span(' '),
    ...besideArrow(states.responder, former.responder, 'responder', ellipsis),
    ...(isIcmp && columns.icmp > 0 ? [span(' '), span(icmpWords(row, columns.icmp, ellipsis), 'bad')] : []),
  ];
}

/** "├─── PSH,ACK 1448 ───▶│": the head points at the receiver. */
function arrow(row: PacketRow, width: number, { theme: { glyphs } }: LadderFrame): Line {
  const { bar, dash, double, right, left } = glyphs;
  const isReset = row.flags.includes('RST');
  const stroke = isReset ? double : dash;
  // Two bars, one head, two strokes at the tail, a space on both sides of the label.
  const room = width - 7;
  const labels = arrowLabels(row, false, false);
  const label = fitToWidth(
    labels.find((candidate) => candidate.length <= room) ?? labels.at(-1)!,
    room,
    'left',
    glyphs.ellipsis,
  ).trimEnd();
  const rest = stroke.repeat(Math.max(0, room - label.length));
  const tone: Tone = isReset ? 'bad' : isTroubled(row) ? 'warning' : row.sender;
  const body =
    row.sender === 'initiator'
      ? `${stroke}${stroke} ${label} ${rest}${right}`
      : `${left}${rest} ${label} ${stroke}${stroke}`;
  return [span(bar, 'quiet'), span(body, tone), span(bar, 'quiet')];
}

/** Notes on a packet that are no trouble by themselves. */
const HARMLESS = new Set(['keep-alive', 'keep-alive-ack', 'offload-size']);

function isTroubled({ notes, window, flags }: PacketRow): boolean {
  return notes.some((note) => !HARMLESS.has(note)) || (window === 0 && !flags.includes('RST'));
}

/** Where there is no lane of its own, an ICMP error stands between the bars. */
function icmpLane(row: PacketRow, columns: LadderColumns, { theme: { glyphs } }: LadderFrame): Line {
  const inside = columns.lane - 2;
  const words = columns.icmp > 0 ? '' : ` ${icmpWords(row, inside - 1, glyphs.ellipsis)}`;
  return [
    span(glyphs.bar, 'quiet'),
    span(fitToWidth(words, inside, 'left', glyphs.ellipsis), 'bad'),
    span(glyphs.bar, 'quiet'),
  ];
}

function icmpWords({ icmp }: PacketRow, width: number, ellipsis: string): string {
  if (icmp === null) return '';
  const whole = `${icmp.name} ${ladderText.icmpFrom(escapeTerminal(icmp.sender))}`;
  return fitToWidth(whole.length <= width ? whole : icmp.name, width, 'left', ellipsis);
}

/** What the packet brought, else quietly what was before. */
function besideArrow(
  entry: StateEntry | undefined,
  former: StateEntry | undefined,
  side: Side,
  ellipsis: string,
): Line {
  if (entry !== undefined || former === undefined) return gutter(entry, side, ellipsis);
  return gutter(former, side, ellipsis).map(({ text: word }) => span(word, 'quiet'));
}

function gutter(entry: StateEntry | undefined, side: Side, ellipsis: string): Line {
  const align = side === 'initiator' ? 'right' : 'left';
  const word = entry === undefined ? '' : entry.certainty === 'retracted' ? `(${entry.state})` : entry.state;
  return [span(fitToWidth(word, GUTTER, align, ellipsis), side)];
}

function foldLine(from: number, to: number, columns: LadderColumns, frame: LadderFrame): Line {
  const { packets, theme } = frame;
  const { bytes } = packets.summarize(from, to);
  const seconds = (packets.timeNs(to - 1) - packets.timeNs(from)) / 1e9;
  const words = text.fold(
    to - from,
    formatBytes(bytes.initiator),
    formatBytes(bytes.responder),
    formatDuration(seconds),
  );
  return ruleLine(words, theme.glyphs.fold, 'quiet', columns, frame);
}

/** Words across the lane, a mark repeated on both sides. */
function ruleLine(
  words: string,
  mark: string,
  tone: Tone,
  columns: LadderColumns,
  { width, theme }: LadderFrame,
): Line {
  const indent = MARK + TIME + 1 + columns.packet + 1;
  const shown = fitToWidth(
    `${mark.repeat(3)} ${words} ${mark.repeat(3)}`,
    width - indent,
    'left',
    theme.glyphs.ellipsis,
  );
  return [span(' '.repeat(indent)), span(shown.trimEnd(), tone)];
}

function stateLine(
  side: Side,
  entry: StateEntry,
  columns: LadderColumns,
  { theme: { glyphs } }: LadderFrame,
): Line {
  const indent = ' '.repeat(MARK + TIME + 1 + columns.packet + 1);
  const why = entry.packet === null ? ` ${ladderText.timer(null)}` : '';
  const lane: Span[] = [
    span(glyphs.bar, 'quiet'),
    span(fitToWidth(why, columns.lane - 2, 'left', glyphs.ellipsis), 'quiet'),
    span(glyphs.bar, 'quiet'),
  ];
  return line(
    indent,
    ...(side === 'initiator' ? gutter(entry, side, glyphs.ellipsis) : [span(' '.repeat(GUTTER))]),
    ' ',
    ...lane,
    ' ',
    ...(side === 'responder' ? gutter(entry, side, glyphs.ellipsis) : EMPTY_LINE),
  );
}
