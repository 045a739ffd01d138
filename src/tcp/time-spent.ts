// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf, endpointOf, peerOf } from '../flow/direction.js';
import { InterleavedRows, ROW_SPAN } from '../memory/rows.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Note } from './notes.js';
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

/** How a connection stands after a packet, bits of `waits`: what the time until the next one is spent on. */
const Wait = {
  /** A packet has come: there is a time to count from. */
  Begun: 1,
  Handshake: 2,
  Over: 4,
  WindowClosed: 8,
  /** Something was repeated and is not acknowledged yet, or the receiver says that something is missing. */
  Recovery: 16,
  HalfClosed: 32,
  /** Both sides have sent their FIN, one is not acknowledged. */
  Closing: 2048,
  /** The latest packet came from the upper end; its sender has data under way. */
  FromUpper: 64,
  UnderWay: 128,
  /** It carried all that its sender has under way, and is smaller than the segments it may send. */
  SmallAlone: 256,
  /** It was an ACK, as late as one that is delayed, of such a segment. */
  AckDelayed: 512,
  /** Keep-alives have passed since anybody last spoke. */
  KeptAlive: 1024,
  /** Data has passed, and the latest came from the upper end. */
  DataSeen: 4096,
  DataFromUpper: 8192,
} as const;

/** What became of each connection's time, one row each; handles are slot numbers times `ROW_SPAN`. */
export class TimeSpentColumns extends InterleavedRows {
  /** Time of the latest packet. */
  lastNs = this.float64();
  /** Waits that ended with a bare ACK: whose they were, the next data tells. */
  openNs = this.float64();
  /** `Wait` bits; a double, to stand with the rest in one cache line. */
  waits = this.float64();
  /** By `Spent`. */
  spentNs = this.float64(CAUSES);
  /** The longest wait of at least `LONG_WAIT_NS` while there was work to do, when it ended, and 16 times the packet that ended it plus its cause; 0 for none. */
  longestNs = this.float64();
  longestEndNs = this.float64();
  longest = this.float64();

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
  spent: TimeSpentColumns,
  t: TcpTables,
  slot: number,
  direction: 0 | 1,
  s: Segment,
): void {
  if (t.notes & Note.CaptureDuplicate) return;
  const row = slot * ROW_SPAN;
  const e = endpointOf(slot, direction);
  const before = spent.waits[row]!;
  const speaks = s.payloadLength > 0 || (s.flags & TcpFlag.Fin) !== 0 || hasReset(t, slot, s);
  let bits: number;
  if (before === 0) {
    spent.lastNs[row] = s.timeNs;
    bits = 0;
  } else {
    const gapNs = s.timeNs - spent.lastNs[row]!;
    if (gapNs > 0) spent.lastNs[row] = s.timeNs;
    bits = charge(spent, t, slot, e, s, before, speaks, gapNs > 0 ? gapNs : 0);
  }
  const spoken =
    s.payloadLength > 0
      ? Wait.DataSeen | (endOf(e) === 1 ? Wait.DataFromUpper : 0)
      : before & (Wait.DataSeen | Wait.DataFromUpper);
  spent.waits[row] = bits | spoken | waitsAfter(t, slot, e, s);
}

/** Charges the wait of `gapNs`, and tells which bits the packet that ended it sets. */
function charge(
  spent: TimeSpentColumns,
  t: TcpTables,
  slot: number,
  e: number,
  s: Segment,
  before: number,
  speaks: boolean,
  gapNs: number,
): number {
  const row = slot * ROW_SPAN;
  const columns = spent.spentNs;
  const cause = causeAtOnce(t.notes, before);
  if (cause >= 0) {
    const waitedNs = gapNs + spent.openNs[row]!;
    columns[row + cause]! += waitedNs;
    spent.openNs[row] = 0;
    if (cause === Spent.WindowClosed || cause === Spent.LossRecovery)
      noteLong(spent, row, waitedNs, cause, s);
    const isIdle = cause === Spent.Idle || (before & Wait.KeptAlive && !speaks);
    return isIdle ? Wait.KeptAlive : 0;
  }

  const isSame = endOf(e) === (before & Wait.FromUpper ? 1 : 0);
  let travelNs = 0;
  if (!isSame) travelNs = wayNs(t, slot, e);
  else if (before & Wait.UnderWay) travelNs = wayNs(t, slot, e) + wayNs(t, slot, peerOf(e));
  const onTheWayNs = gapNs < travelNs ? gapNs : travelNs;
  const waitedNs = gapNs - onTheWayNs;
  columns[row + Spent.Transfer]! += onTheWayNs;
  if (!speaks) {
    spent.openNs[row]! += waitedNs;
    const isDelayed = !isSame && before & Wait.SmallAlone && isDelayedAck(waitedNs);
    return (before & Wait.KeptAlive) | (isDelayed ? Wait.AckDelayed : 0);
  }

  const openNs = spent.openNs[row]!;
  spent.openNs[row] = 0;
  if (before & Wait.AckDelayed && !isSame && s.payloadLength > 0 && waitedNs < RELEASED_WITHIN_NS) {
    columns[row + Spent.DelayedAck]! += openNs;
    columns[row + Spent.Transfer]! += waitedNs;
  } else {
    const whose = speakersCause(t, slot, e, s, before);
    columns[row + whose]! += openNs + waitedNs;
    if (isAtWork(t, slot, e, whose, before)) noteLong(spent, row, openNs + waitedNs, whose, s);
  }
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

function noteLong(spent: TimeSpentColumns, row: number, ns: number, cause: Spent, s: Segment): void {
  if (ns < LONG_WAIT_NS || ns <= spent.longestNs[row]!) return;
  spent.longestNs[row] = ns;
  spent.longestEndNs[row] = s.timeNs;
  spent.longest[row] = s.packetNumber * 16 + cause;
}

/** A RST that its receiver ignores ends no wait. */
function hasReset(t: TcpTables, slot: number, s: Segment): boolean {
  return (s.flags & TcpFlag.Rst) !== 0 && (t.connections.facts[slot]! & ConnectionFact.ResetEnded) !== 0;
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

function waitsAfter(t: TcpTables, slot: number, e: number, s: Segment): number {
  const ends = t.endpoints;
  const facts = t.connections.facts[slot]!;
  const p = peerOf(e);
  const known = ends.known[e]! | ends.known[p]!;
  let waits = endOf(e) === 1 ? Wait.Begun | Wait.FromUpper : Wait.Begun;
  if (facts & ConnectionFact.ResetEnded || ends.known[e]! & ends.known[p]! & Known.FinAcked)
    return waits | Wait.Over;
  if (!(known & Known.Connected)) return known & (Known.Syn | Known.SynAck) ? waits | Wait.Handshake : waits;

  if ((facts & BOTH_FINS) === BOTH_FINS) waits |= Wait.Closing;
  else if (facts & ConnectionFact.FirstFinSeen) waits |= Wait.HalfClosed;
  if (isClosed(ends, e) || isClosed(ends, p)) waits |= Wait.WindowClosed;
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

function isClosed(ends: EndpointColumns, e: number): boolean {
  return ends.window[e] === 0 && (ends.known[e]! & Known.Connected) !== 0;
}

/** The shortest way from the capture point to the endpoint and back; zero where nothing has told it yet. */
function wayNs(t: TcpTables, slot: number, e: number): number {
  const c = t.connections;
  const ends = t.endpoints;
  const hasSample = ends.rttSamples[e]! > 0;
  const isInitiator = endOf(e) === c.initiatorEnd[slot];
  const needed = isInitiator
    ? ConnectionFact.SynAckSeen | ConnectionFact.HandshakeAckSeen
    : ConnectionFact.SynAckSeen;
  const hasSyn = isInitiator || (ends.known[peerOf(e)]! & Known.Syn) !== 0;
  if ((c.facts[slot]! & needed) !== needed || !hasSyn) return hasSample ? ends.rttMinNs[e]! : 0;
  const handshakeNs = isInitiator
    ? c.handshakeAckNs[slot]! - c.synAckNs[slot]!
    : c.synAckNs[slot]! - c.synNs[slot]!;
  const wayNs = hasSample && !(ends.rttMinNs[e]! >= handshakeNs) ? ends.rttMinNs[e]! : handshakeNs;
  return wayNs > 0 ? wayNs : 0;
}

function isDelayedAck(waitedNs: number): boolean {
  return (
    (waitedNs >= SHORT_DELAY_NS[0] && waitedNs <= SHORT_DELAY_NS[1]) ||
    (waitedNs >= LONG_DELAY_NS[0] && waitedNs <= LONG_DELAY_NS[1])
  );
}

/** What the connection's time went into so far, in nanoseconds by `Spent`; a wait still open when the packets end is laid to what is known of it. */
export function timeSpentNs(spent: TimeSpentColumns, slot: number): number[] {
  const row = slot * ROW_SPAN;
  const spentNs = Array.from(spent.spentNs.subarray(row, row + CAUSES));
  spentNs[openCause(spent.waits[row]!)]! += spent.openNs[row]!;
  return spentNs;
}

function openCause(waits: number): Spent {
  if (waits & Wait.KeptAlive) return Spent.Idle;
  if (waits & Wait.AckDelayed) return Spent.DelayedAck;
  return waits & Wait.HalfClosed ? Spent.HalfClosed : Spent.Unexplained;
}
