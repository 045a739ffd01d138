import { formatEndpoint } from '../format/address.js';
import { formatBytes } from '../format/bytes.js';
import type { ClockText } from '../format/clock-text.js';
import { formatDuration } from '../format/duration.js';
import { escapeTerminal } from '../format/escape.js';
import { type LadderLine, ladderLines } from '../format/ladder.js';
import type { LadderStep } from '../format/ladder-steps.js';
import { connectionText as text } from '../format/messages/en.js';
import { wrapText } from '../format/table.js';
import { calendarDate, hasDate, zoneLabel } from '../format/time.js';
import { type ConnectionRow, type EndpointRow, type Side, TIME_CAUSES } from '../rows.js';
import { type Terminal, type Tone, toneOf } from './terminal.js';

const LABEL = 11;
const SIDES: readonly Side[] = ['initiator', 'responder'];
/** More resets than these are counted only; their ladder shows them all. */
const SHOWN_RESETS = 4;
/** Of fewer round trips, 95 of a hundred are no more than the longest. */
const SPREAD_SAMPLES = 20;
/** Smaller shares of the time than this are not told. */
const SHOWN_SHARE = 0.005;

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
    ...entry(text.labels.initiator, endpoint(row, 'initiator'), terminal),
    ...entry(text.labels.responder, endpoint(row, 'responder'), terminal),
    ...entry(text.labels.time, lifetime(row, clock), terminal),
    ...entry(text.labels.began, beginning(row), terminal),
    ...entry(text.labels.ended, ending(row), terminal),
    ...(row.resets.length === 0 ? [] : entry(text.labels.resets, resets(row), terminal)),
    ...paragraph(text.labels.programs, programs(row), terminal),
    ...paragraph(text.labels.path, path(row), terminal),
    ...paragraph(text.labels.spent, timeSpent(row), terminal),
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

function endpoint(row: ConnectionRow, side: Side): string {
  const { address, port, name } = row[side];
  const { state, packets, payloadBytes } = row.endpoints[side];
  const printed = formatEndpoint(address, port) + (name === undefined ? '' : ` (${name})`);
  return `${escapeTerminal(printed)}, ${state}; ${text.sent(packets, formatBytes(payloadBytes))}`;
}

function lifetime(row: ConnectionRow, clock: ClockText): string {
  if (row.startTime === null) return text.untimed;
  const start = Number(row.startTime);
  return text.lived(
    hasDate(start) ? calendarDate(start, clock.zone) : null,
    clock.ofEpoch(start, 6),
    zoneLabel(start, clock.zone),
    formatDuration(row.durationSeconds),
  );
}

function beginning(row: ConnectionRow): string {
  const {
    kind,
    rttSeconds,
    initiatorRttSeconds,
    responderRttSeconds,
    synRetransmissions,
    synAckRetransmissions,
  } = row.handshake;
  const said: string[] = [text.handshake[kind]];
  if (rttSeconds !== null) {
    const split = initiatorRttSeconds !== null && responderRttSeconds !== null;
    const parts = split
      ? ` (${text.rttParts(formatDuration(initiatorRttSeconds), formatDuration(responderRttSeconds))})`
      : '';
    said.push(text.rtt(formatDuration(rttSeconds)) + parts);
  }
  if (synRetransmissions > 0) said.push(text.synAgain(synRetransmissions));
  if (synAckRetransmissions > 0) said.push(text.synAckAgain(synAckRetransmissions));
  const roles = text.rolesFrom[row.rolesFrom];
  if (roles !== null) said.push(roles);
  return said.join('; ');
}

function ending(row: ConnectionRow): string {
  const { kind, closedFirst, halfClosedSeconds, resetBy } = row.teardown;
  const said: string[] = [text.teardown[kind]];
  if (closedFirst !== null) said.push(text.closedFirst(closedFirst));
  if (halfClosedSeconds !== null && halfClosedSeconds > 0)
    said.push(text.halfClosed(formatDuration(halfClosedSeconds)));
  if (resetBy !== null) said.push(text.resetBy(resetBy));
  return said.join('; ');
}

function resets(row: ConnectionRow): string {
  const shown = row.resets
    .slice(0, SHOWN_RESETS)
    .map(({ packet, by, effect, cause }) => text.reset(packet, by, text.effects[effect], text.causes[cause]));
  const more = row.resets.length - shown.length;
  return [...shown, ...(more > 0 ? [text.moreResets(more)] : [])].join('; ');
}

/** What the calls at each end return, where the trace tells more than "ok". */
function programs(row: ConnectionRow): string[] {
  return SIDES.map((side) => {
    const { connect, read, write, afterwards } = row.endpoints[side].application;
    const calls = [
      ...(connect === null || connect === 'ok' ? [] : [text.call('connect', connect, null)]),
      ...(read === null ? [] : [text.call('read', read, afterwards.read)]),
      ...(write === null || write === 'ok' ? [] : [text.call('write', write, afterwards.write)]),
    ];
    return calls.length === 0 ? '' : text.program(side, calls);
  });
}

/** Round trips, and what went wrong on the way. */
function path(row: ConnectionRow): string[] {
  return SIDES.flatMap((side) => {
    const end = row.endpoints[side];
    return [
      roundTrips(side, end),
      repeats(side, end),
      end.differingRetransmissions === 0 ? '' : text.differing(side, end.differingRetransmissions),
      end.reordering === null ? '' : text.overtaken(side, end.outOfOrder, extent(end.reordering.maxSeconds)),
      end.zeroWindows === 0 ? '' : text.windowClosed(side, formatDuration(end.zeroWindowSeconds)),
      end.gapBytes === 0 ? '' : text.lacking(side, formatBytes(end.gapBytes)),
    ];
  });
}

function roundTrips(side: Side, { rtt, timestampRtt }: EndpointRow): string {
  const usual = rtt.smoothedSeconds ?? timestampRtt.meanSeconds;
  if (usual === null) return '';
  const said = text.roundTrip(side, formatDuration(usual));
  if (rtt.samples < SPREAD_SAMPLES || rtt.p50Seconds === null || rtt.p95Seconds === null) return said;
  return `${said} (${text.spread(formatDuration(rtt.p50Seconds), formatDuration(rtt.p95Seconds))})`;
}

/** Where the originals were lost, if any were. */
function repeats(side: Side, end: EndpointRow): string {
  if (end.retransmissions === 0) return '';
  const where = text.lostWhere(end.lostBeforeCapture, end.lostAfterCapture);
  const said = text.repeated(side, end.retransmissions, formatBytes(end.retransmittedBytes));
  return where === '' ? said : `${said}, ${where}`;
}

function extent(seconds: number | null): string | null {
  return seconds === null ? null : formatDuration(seconds);
}

/** What the time went into, the most first; shares that round to nothing are left out. */
function timeSpent(row: ConnectionRow): string[] {
  const { timeSpent, durationSeconds } = row;
  if (timeSpent === null || !durationSeconds) return [];
  return TIME_CAUSES.map((cause) => ({ cause, seconds: timeSpent[cause] }))
    .filter(({ seconds }) => seconds / durationSeconds >= SHOWN_SHARE)
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ cause, seconds }) => {
      const percent = `${Math.round((seconds / durationSeconds) * 100)} %`;
      return text.timeShare(text.timeCauses[cause], formatDuration(seconds), percent);
    });
}

/** An entry of several clauses; none when all are empty. */
function paragraph(label: string, clauses: readonly string[], terminal: Terminal): string[] {
  const said = clauses.filter((clause) => clause !== '');
  return said.length === 0 ? [] : entry(label, said.join('; '), terminal);
}
