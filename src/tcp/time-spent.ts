// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf, endpointOf, peerOf } from '../flow/direction.js';
import { InterleavedRows, ROW_SPAN } from '../memory/rows.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Note } from './notes.js';
import { KEPT, type PaceColumns, Wait } from './pace-columns.js';
import { Cause } from './reset-cause.js';
import { isAfter } from './sequence.js';
import type { TcpTables } from './tables.js';

/** What a connection's time went into; thinking is counted by end of the 4-tuple, for who opened may come out later. */
export const Spent = {
  Handshake: 0,
  LowerThink: 1,
  UpperThink: 2,
  Transfer: 3,
  WindowClosed: 4,
  LossRecovery: 5,
  DelayedAck: 6,
  HalfClosed: 7,
  Idle: 8,
  Unexplained: 9,
} as const;
export type Spent = (typeof Spent)[keyof typeof Spent];
const CAUSES = 10;

/** What became of each connection's time, by `Spent`; for whoever takes whole rows. Handles are those of `PaceColumns`. */
export class TimeSpentColumns extends InterleavedRows {
  spentNs = this.float64(CAUSES);

  constructor(capacity = 4096) {
    super(capacity);
    this.adopt();
  }
}

const REPEATED =
  Note.RetransmissionTimeout |
  Note.RetransmissionFast |
  Note.RetransmissionSack |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionSpurious |
  Note.RetransmissionUnknown;
const KEPT_ALIVE = Note.KeepAlive | Note.KeepAliveAck;

/** Shorter waits are not remembered one by one. */
export const LONG_WAIT_NS = 1e9;
/** Delayed ACKs come after 40 ms on Linux at first, after 200 ms there at last and on most others (RFC 1122 §4.2.3.2 allows 500). */
const SHORT_DELAY_NS = [35e6, 60e6] as const;
const LONG_DELAY_NS = [180e6, 260e6] as const;
/** What Nagle's algorithm held back leaves as soon as the ACK is there. */
const RELEASED_WITHIN_NS = 2e6;
/** Segments are this long where no SYN told (RFC 9293 §3.7.1). */
const DEFAULT_MSS = 536;
const BOTH_FINS = ConnectionFact.FirstFinSeen | ConnectionFact.SecondFinSeen;

/**
 * Charges the time since the connection's previous packet. To be called for each of its packets, after it was tracked.
 *
 * The rule: a wait belongs to whoever ends it by speaking. Of each wait for an endpoint, the shortest round trip between it
 * and the capture point is travel, and only the rest the endpoint's own: so it matters little near which end the
 * capture was taken. What is assumed: the way does not grow longer (a queue that builds up counts for the endpoint
 * behind it), and what was lost before it reached the capture point looks like its sender's thinking. Waits ended by
 * a bare ACK stay open until data, a FIN or a RST tells whose they were.
 */
export function chargeTime(
  pace: PaceColumns,
  t: TcpTables,
  slot: number,
  direction: 0 | 1,
  s: Segment,
): void {
  const notes = t.notes;
  if (notes & Note.CaptureDuplicate) return;
  const row = slot * ROW_SPAN;
  const e = endpointOf(slot, direction);
  const before = pace.waits[row]! | 0;
  const facts = t.connections.facts[slot]!;
  const seen =
    (facts & ConnectionFact.SynAckSeen ? Wait.SynAckSeen : 0) |
    (facts & ConnectionFact.HandshakeAckSeen ? Wait.HandshakeAckSeen : 0);
  if (before === 0 || (before & (Wait.SynAckSeen | Wait.HandshakeAckSeen)) !== seen || s.flags & TcpFlag.Syn)
    noteWays(pace, t, slot);
  const speaks = s.payloadLength > 0 || ((s.flags & ENDING) !== 0 && hasEnded(facts, s));
  let bits = 0;
  if (before === 0) {
    pace.lastNs[row] = s.timeNs;
  } else {
    const gapNs = s.timeNs - pace.lastNs[row]!;
    if (gapNs > 0) pace.lastNs[row] = s.timeNs;
    // Who takes no whole rows asks for long waits and for delayed ACKs only, and nearly all are neither.
    const isUntold = t.timeSpent === null && speaks && !(before & Wait.AckDelayed) && !(notes & KEPT_ALIVE);
    if (isUntold && gapNs + pace.openNs[row]! < LONG_WAIT_NS) pace.openNs[row] = 0;
    else bits = charge(pace, t, slot, e, s, before, speaks, gapNs > 0 ? gapNs : 0);
  }
  const spoken =
    s.payloadLength > 0
      ? Wait.DataSeen | (direction === 1 ? Wait.DataFromUpper : 0)
      : before & (Wait.DataSeen | Wait.DataFromUpper);
  const kept = (pace.waits[row]! | 0) & KEPT;
  pace.waits[row] = kept | bits | spoken | seen | waitsAfter(t, facts, e, s);
}

/** A FIN speaks; so does a RST, but not one that its receiver ignores. */
const ENDING = TcpFlag.Fin | TcpFlag.Rst;

function hasEnded(facts: number, s: Segment): boolean {
  return (s.flags & TcpFlag.Fin) !== 0 || (facts & ConnectionFact.ResetEnded) !== 0;
}

/** Charges the wait of `gapNs`, and tells which bits the packet that ended it sets. */
function charge(
  pace: PaceColumns,
  t: TcpTables,
  slot: number,
  e: number,
  s: Segment,
  before: number,
  speaks: boolean,
  gapNs: number,
): number {
  const row = slot * ROW_SPAN;
  const spentNs = t.timeSpent === null ? null : t.timeSpent.spentNs;
  const cause = causeAtOnce(t.notes, before);
  if (cause >= 0) {
    const waitedNs = gapNs + pace.openNs[row]!;
    if (spentNs !== null) spentNs[row + cause]! += waitedNs;
    pace.openNs[row] = 0;
    if (cause === Spent.WindowClosed || cause === Spent.LossRecovery) noteLong(pace, row, waitedNs, cause, s);
    const isIdle = cause === Spent.Idle || (before & Wait.KeptAlive && !speaks);
    return isIdle ? Wait.KeptAlive : 0;
  }

  const isSame = endOf(e) === (before & Wait.FromUpper ? 1 : 0);
  let travelNs = 0;
  if (!isSame) travelNs = wayNs(pace, row, endOf(e));
  else if (before & Wait.UnderWay) travelNs = wayNs(pace, row, 0) + wayNs(pace, row, 1);
  const onTheWayNs = gapNs < travelNs ? gapNs : travelNs;
  const waitedNs = gapNs - onTheWayNs;
  if (spentNs !== null) spentNs[row + Spent.Transfer]! += onTheWayNs;
  if (!speaks) {
    pace.openNs[row]! += waitedNs;
    const isDelayed = !isSame && before & Wait.SmallAlone && isDelayedAck(waitedNs);
    return (before & Wait.KeptAlive) | (isDelayed ? Wait.AckDelayed : 0);
  }

  const openNs = pace.openNs[row]!;
  pace.openNs[row] = 0;
  if (before & Wait.AckDelayed && !isSame && s.payloadLength > 0 && waitedNs < RELEASED_WITHIN_NS) {
    pace.delayedAckNs[row]! += openNs;
    pace.noteWaited(row);
    if (spentNs !== null) spentNs[row + Spent.DelayedAck]! += openNs;
    if (spentNs !== null) spentNs[row + Spent.Transfer]! += waitedNs;
    return 0;
  }
  const isLong = openNs + waitedNs >= LONG_WAIT_NS;
  // Whose the others were is told in whole rows only.
  if (!isLong && spentNs === null) return 0;
  const whose = speakersCause(t, slot, e, s, before);
  if (spentNs !== null) spentNs[row + whose]! += openNs + waitedNs;
  if (isLong && isAtWork(t, slot, e, whose, before)) noteLong(pace, row, openNs + waitedNs, whose, s);
  return 0;
}

/**
 * Whether the side that thought had something to do: the responder while the latest data was the initiator's, or its greeting was due; the
 * initiator within what it was sending. Before the next request it may have had nothing to ask.
 */
function isAtWork(t: TcpTables, slot: number, e: number, whose: Spent, before: number): boolean {
  if (whose !== Spent.LowerThink && whose !== Spent.UpperThink) return false;
  const isInitiator = endOf(e) === t.connections.initiatorEnd[slot];
  if (!(before & Wait.DataSeen)) return !isInitiator;
  const wasOwn = (before & Wait.DataFromUpper ? 1 : 0) === endOf(e);
  return isInitiator === wasOwn;
}

function noteLong(pace: PaceColumns, row: number, ns: number, cause: Spent, s: Segment): void {
  if (ns < LONG_WAIT_NS || ns <= pace.longestNs[row]!) return;
  pace.noteWaited(row);
  pace.longestNs[row] = ns;
  pace.longestEndNs[row] = s.timeNs;
  pace.longest[row] = s.packetNumber * 16 + cause;
}

/** The cause that is plain from how things stood and what our judgement says of the packet; -1 where it depends on who speaks. */
function causeAtOnce(notes: number, before: number): number {
  if (before & Wait.Over) return Spent.Unexplained;
  if (before & Wait.Handshake || notes & Note.RetransmissionHandshake) return Spent.Handshake;
  if (before & Wait.WindowClosed) return Spent.WindowClosed;
  if (notes & KEPT_ALIVE) return Spent.Idle;
  if (before & Wait.Recovery || notes & REPEATED) return Spent.LossRecovery;
  if (before & Wait.Closing) return Spent.Transfer;
  return -1;
}

/** Whose the wait was that endpoint `e` ended by speaking. */
function speakersCause(t: TcpTables, slot: number, e: number, s: Segment, before: number): Spent {
  if (before & Wait.KeptAlive) return Spent.Idle;
  if (s.flags & TcpFlag.Rst) {
    // Only a program that aborts ends a wait of its own; other RSTs are answers, or somebody else's.
    const cause = t.resets.cause[t.connections.lastReset[slot]!];
    if (cause !== Cause.Abort) return Spent.Unexplained;
  }
  if (before & Wait.HalfClosed) return Spent.HalfClosed;
  // Where the other side's packets were not captured, nobody knows what this one was waiting for.
  if (!(t.endpoints.known[peerOf(e)]! & Known.Heard)) return Spent.Unexplained;
  return endOf(e) === 1 ? Spent.UpperThink : Spent.LowerThink;
}

function waitsAfter(t: TcpTables, facts: number, e: number, s: Segment): number {
  const ends = t.endpoints;
  const p = peerOf(e);
  const own = ends.known[e]!;
  const peers = ends.known[p]!;
  let waits = endOf(e) === 1 ? Wait.Begun | Wait.FromUpper : Wait.Begun;
  if (facts & ConnectionFact.ResetEnded || own & peers & Known.FinAcked) return waits | Wait.Over;
  if (!((own | peers) & Known.Connected))
    return (own | peers) & (Known.Syn | Known.SynAck) ? waits | Wait.Handshake : waits;

  if ((facts & BOTH_FINS) === BOTH_FINS) waits |= Wait.Closing;
  else if (facts & ConnectionFact.FirstFinSeen) waits |= Wait.HalfClosed;
  if (ends.window[e] === 0 && own & Known.Connected) waits |= Wait.WindowClosed;
  if (ends.window[p] === 0 && peers & Known.Connected) waits |= Wait.WindowClosed;
  const underWay = bytesUnderWay(ends, e, p);
  if (underWay > 0) {
    waits |= Wait.UnderWay;
    if (isMissing(ends, e, p)) waits |= Wait.Recovery;
    if (underWay === s.payloadLength && underWay < (ends.mss[p]! || DEFAULT_MSS)) waits |= Wait.SmallAlone;
  }
  if (bytesUnderWay(ends, p, e) > 0 && isMissing(ends, p, e)) waits |= Wait.Recovery;
  return waits;
}

function bytesUnderWay(ends: EndpointColumns, e: number, p: number): number {
  if (!(ends.known[e]! & Known.SndNxt) || !(ends.known[p]! & Known.AckSent)) return 0;
  return (ends.sndNxt[e]! - ends.ackSent[p]!) | 0;
}

function isMissing(ends: EndpointColumns, e: number, p: number): boolean {
  if (ends.repeatsSinceAck[e]! > 0) return true;
  return (ends.known[p]! & Known.Sacked) !== 0 && isAfter(ends.sackRight[p]!, ends.ackSent[p]!);
}

/** The shortest way to the endpoint and back; zero where nothing has told it yet. */
function wayNs(pace: PaceColumns, row: number, end: number): number {
  const ns = pace.wayNs[row + end]!;
  return ns > 0 ? ns : 0;
}

/** Works out the ways anew where the handshake has told something: every packet asks for them, and else only samples change them. */
function noteWays(pace: PaceColumns, t: TcpTables, slot: number): void {
  const { facts, initiatorEnd, synNs, synAckNs, handshakeAckNs } = t.connections;
  const i = initiatorEnd[slot]! as 0 | 1;
  const has = facts[slot]!;
  const isAnswered = (has & ConnectionFact.SynAckSeen) !== 0;
  const isComplete = isAnswered && (has & ConnectionFact.HandshakeAckSeen) !== 0;
  const hasSyn = (t.endpoints.known[endpointOf(slot, i)]! & Known.Syn) !== 0;
  setWay(pace, t, slot, i, isComplete ? handshakeAckNs[slot]! - synAckNs[slot]! : Number.NaN);
  setWay(pace, t, slot, i === 0 ? 1 : 0, isAnswered && hasSyn ? synAckNs[slot]! - synNs[slot]! : Number.NaN);
}

function setWay(pace: PaceColumns, t: TcpTables, slot: number, end: 0 | 1, handshakeNs: number): void {
  const e = endpointOf(slot, end);
  const shakenNs = handshakeNs > 0 ? handshakeNs : Number.isNaN(handshakeNs) ? -1 : 0;
  const rttNs = t.endpoints.rttSamples[e]! > 0 ? t.endpoints.rttMinNs[e]! : -1;
  const hasBoth = shakenNs >= 0 && rttNs >= 0;
  pace.wayNs[slot * ROW_SPAN + end] = hasBoth ? Math.min(shakenNs, rttNs) : Math.max(shakenNs, rttNs);
}

function isDelayedAck(waitedNs: number): boolean {
  return (
    (waitedNs >= SHORT_DELAY_NS[0] && waitedNs <= SHORT_DELAY_NS[1]) ||
    (waitedNs >= LONG_DELAY_NS[0] && waitedNs <= LONG_DELAY_NS[1])
  );
}

/** What the connection's time went into so far, in nanoseconds by `Spent`; a wait still open when the packets end is laid to what is known of it. */
export function timeSpentNs(pace: PaceColumns, spent: TimeSpentColumns, slot: number): number[] {
  const row = slot * ROW_SPAN;
  const spentNs = Array.from(spent.spentNs.subarray(row, row + CAUSES));
  spentNs[openCause(pace.waits[row]!)]! += pace.openNs[row]!;
  return spentNs;
}

function openCause(waits: number): Spent {
  if (waits & Wait.KeptAlive) return Spent.Idle;
  if (waits & Wait.AckDelayed) return Spent.DelayedAck;
  return waits & Wait.HalfClosed ? Spent.HalfClosed : Spent.Unexplained;
}
