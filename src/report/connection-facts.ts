import { formatEndpoint } from '../format/address.js';
import { formatBytes } from '../format/bytes.js';
import type { ClockText } from '../format/clock-text.js';
import { formatDuration } from '../format/duration.js';
import { escapeTerminal } from '../format/escape.js';
import { connectionText as text } from '../format/messages/en.js';
import { calendarDate, hasDate, zoneLabel } from '../format/time.js';
import { type ConnectionRow, type EndpointRow, type Side, TIME_CAUSES } from '../rows.js';

const SIDES: readonly Side[] = ['initiator', 'responder'];
/** More resets than these are counted only; their ladder shows them all. */
const SHOWN_RESETS = 4;
/** Of fewer round trips, 95 of a hundred are no more than the longest. */
const SPREAD_SAMPLES = 20;
/** Smaller shares of the time than this are not told. */
const SHOWN_SHARE = 0.005;

/** What a connection was, in sentences with labels. Nothing in them can drive a terminal. */
export function connectionFacts(row: ConnectionRow, clock: ClockText): { label: string; said: string }[] {
  const { labels } = text;
  return [
    { label: labels.initiator, said: endpoint(row, 'initiator') },
    { label: labels.responder, said: endpoint(row, 'responder') },
    { label: labels.time, said: lifetime(row, clock) },
    { label: labels.began, said: beginning(row) },
    { label: labels.ended, said: ending(row) },
    { label: labels.resets, said: resets(row) },
    { label: labels.programs, said: clauses(programs(row)) },
    { label: labels.path, said: clauses(path(row)) },
    { label: labels.spent, said: clauses(timeSpent(row)) },
  ].filter(({ said }) => said !== '');
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

function clauses(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}
