import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf } from '../flow/direction.js';
import type { Outcome } from '../rows.js';
import type { StateVisitor } from '../sink.js';
import { FLAG_COUNTERS, Known } from '../tcp/endpoint-columns.js';
import { bitOf, COUNTED_NOTES } from '../tcp/observations.js';
import { Effect } from '../tcp/reset-log.js';
import type { TcpTables } from '../tcp/tables.js';
import { runsOutNs, type TimerSettings } from '../tcp/timers.js';

/** What is asked of every connection when hosts and services are counted: numbers from columns, nothing is built. */

const F = ConnectionFact;

export function wasOpen(t: TcpTables, slot: number): boolean {
  if (t.connections.facts[slot]! & F.HandshakeAckSeen) return true;
  const known = t.endpoints.known;
  return ((known[endpointOf(slot, 0)]! | known[endpointOf(slot, 1)]!) & Known.Connected) !== 0;
}

export function answerNs(t: TcpTables, slot: number): number {
  const c = t.connections;
  const initiator = endpointOf(slot, c.initiatorEnd[slot]!);
  if (!(c.facts[slot]! & F.SynAckSeen) || !(t.endpoints.known[initiator]! & Known.Syn)) return Number.NaN;
  return c.synAckNs[slot]! - c.synNs[slot]!;
}

/** The RST that ended the connection; NaN for none. */
export function endingResetNs(t: TcpTables, slot: number): number {
  const log = t.resets;
  for (let entry = t.connections.firstReset[slot]!; entry !== 0; entry = log.next[entry]!) {
    if (log.effect[entry] === Effect.Ended || log.effect[entry] === Effect.Refused) return log.timeNs[entry]!;
  }
  return Number.NaN;
}

export function endingNs(t: TcpTables, slot: number): number {
  if (t.connections.facts[slot]! & F.FirstFinSeen) return t.connections.firstFinNs[slot]!;
  return endingResetNs(t, slot);
}

/** The end, 0 or 1, that the ending came from; -1 for none. */
export function endedByEnd(t: TcpTables, slot: number): number {
  const facts = t.connections.facts[slot]!;
  if (facts & F.FirstFinSeen) return facts & F.FirstFinFromUpper ? 1 : 0;
  if (facts & F.ResetEnded) return facts & F.ResetFromUpper ? 1 : 0;
  return -1;
}

/** A RST that draws a segment after a silence comes within about a round trip of it. */
const ANSWER_NS = 1e9;

export function silenceBeforeCutNs(t: TcpTables, slot: number, outcome: Outcome): number {
  const lists = t.observations?.lists;
  const silenceNs = lists?.silenceNs[slot] ?? 0;
  if (lists === undefined || silenceNs === 0 || t.connections.facts[slot]! & F.FirstFinSeen)
    return Number.NaN;
  const endNs = lists.silenceEndNs[slot]!;
  if (outcome === 'reset') return endingResetNs(t, slot) - endNs <= ANSWER_NS ? silenceNs : Number.NaN;
  if (outcome !== 'vanished') return Number.NaN;
  // Who spoke after the silence was never answered.
  const { lastSpokeNs } = t.endpoints;
  const quietNs = Math.min(lastSpokeNs[endpointOf(slot, 0)]!, lastSpokeNs[endpointOf(slot, 1)]!);
  return quietNs < endNs ? silenceNs : Number.NaN;
}

export function notedPackets(t: TcpTables, slot: number, note: number): number {
  const lists = t.observations?.lists;
  // Most have none, and the counts stand where few look.
  if (lists === undefined || (lists.kinds[slot]! & note) === 0) return 0;
  const { counts } = lists;
  const from = slot * 2 * COUNTED_NOTES + bitOf(note);
  return counts[from]! + counts[from + COUNTED_NOTES]!;
}

export function firstNoted(t: TcpTables, slot: number, notes: number): number {
  const log = t.observations;
  if (log === null || (log.lists.kinds[slot]! & notes) === 0) return 0;
  for (let entry = log.lists.first[slot]!; entry !== 0; entry = log.next[entry]!) {
    if (log.what[entry]! & notes) return log.packet[entry]!;
  }
  return 0;
}

/** All flag bits that endpoint `e` ever set. */
export function flagsSet(t: TcpTables, e: number): number {
  const { rareFlags, pushes, packets } = t.endpoints;
  let flags = pushes[e]! > 0 ? TcpFlag.Psh : 0;
  for (let bit = 0; bit < FLAG_COUNTERS; bit++) {
    const flag = 1 << bit;
    if (flag === TcpFlag.Psh) continue;
    const isSet = flag === TcpFlag.Ack ? rareFlags[e + bit]! < packets[e]! : rareFlags[e + bit]! > 0;
    if (isSet) flags |= flag;
  }
  return flags;
}

/** The same walk as `stateSpans`, for states that last. */
export function visitLastingStates(
  t: TcpTables,
  slot: number,
  e: number,
  timers: TimerSettings,
  leastNs: number,
  visit: StateVisitor,
): void {
  const h = t.history;
  const runsOut = runsOutNs(t, slot, e, timers);
  let untilNs = Number.isNaN(runsOut) ? Number.POSITIVE_INFINITY : runsOut;
  for (let entry = t.endpoints.currentEntry[e]!; entry !== 0; entry = h.former[entry]!) {
    const sinceNs = h.entryTimeNs[entry]!;
    if (untilNs - sinceNs >= leastNs) visit.state(h.state[entry]!, sinceNs, untilNs);
    if (sinceNs < untilNs) untilNs = sinceNs;
  }
}
