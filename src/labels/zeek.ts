// Hot path: allocates nothing per packet.
import { ChecksumState, OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { distance, isAfter } from '../tcp/sequence.js';
import {
  isOriginator,
  ZeekEndFact,
  type ZeekEndpointColumns,
  ZeekFact,
  ZeekState,
  type ZeekTables,
} from './zeek-columns.js';
import { takeAck, takeData } from './zeek-gaps.js';
import {
  flipRoles,
  noteChecksumError,
  noteControl,
  noteOrdinary,
  noteRetransmission,
  noteZeroWindow,
} from './zeek-history.js';
import { isLikelyServerPort } from './zeek-ports.js';
import { moveZeekStates } from './zeek-states.js';

const CONTROL = TcpFlag.Syn | TcpFlag.Fin | TcpFlag.Rst;

/** A SYN or RST this far from all other numbers is not believed, nor an acknowledgment of 0. */
const TOO_FAR = 1 << 20;
/** While a side has not come this far from its SYN, a number before that SYN is an old one. */
const EARLY = 1 << 30;

/**
 * Takes one segment into Zeek's picture of the connection in `slot`. The order of steps is Zeek's, for it is the order of the
 * letters in a history: flags, zero window, retransmission, and last the gap that an acknowledgment lays bare. Unlike Zeek, connections
 * are told apart as everywhere here, and a wrong checksum counts only from a side that has sent a right one.
 */
export function trackZeek(z: ZeekTables, slot: number, direction: 0 | 1, s: Segment): void {
  const ends = z.endpoints;
  const e = endpointOf(slot, direction);
  const p = peerOf(e);
  const flags = s.flags;
  const length = s.payloadLength;
  const facts = ends.facts[e]!;
  if (!(facts & ZeekEndFact.Seen) && !takeFirst(z, slot, direction, s)) return;
  if (!(facts & ZeekEndFact.GoodChecksum)) {
    if (s.checksum === ChecksumState.Good) ends.facts[e]! |= ZeekEndFact.GoodChecksum;
  } else if (s.checksum === ChecksumState.Bad) {
    noteChecksumError(z, slot, e);
    return;
  }
  // A header that was cut is passed over.
  if (s.optionBits & OptionBit.Cut) return;

  // A RST's data is no part of the stream.
  let end = s.seq + (flags & TcpFlag.Rst ? 0 : length);
  if (flags & CONTROL) end += (flags & TcpFlag.Syn ? 1 : 0) + (flags & TcpFlag.Fin ? 1 : 0);
  end |= 0;
  const state = ends.state[e]!;
  if (flags & TcpFlag.Syn || state === ZeekState.Inactive) placeStart(ends, e, flags, s.seq, end);
  const start = ends.startSeq[e]!;
  const relativeSeq = distance(s.seq, start);
  const isOld = isBeforeStart(s.seq, start, ends.lastSeq[e]!);

  if (flags & CONTROL) noteControl(z, slot, e, flags, relativeSeq, length);
  else noteOrdinary(z, slot, e, flags, length);
  if (s.window === 0 && !(flags & TcpFlag.Rst)) {
    // After a FIN of the other side there is nothing that a window could hold back.
    if (ends.state[p] !== ZeekState.Closed && state !== ZeekState.Reset) noteZeroWindow(z, slot, e);
  }
  if (flags & TcpFlag.Fin) {
    ends.facts[e]! |= ZeekEndFact.Fin;
    ends.finEnd[e] = (end - start - 1) | 0;
  }
  const acked = flags & TcpFlag.Ack ? offsetAcked(ends, p, flags, s.ack) : 0;
  raiseLastSeq(z, slot, e, flags, end, length);

  if (flags & CONTROL || state === ZeekState.Inactive) moveZeekStates(z, slot, e, p, flags, length);

  if (flags & TcpFlag.Ack && isAfter(acked, ends.delivered[p]!)) takeAck(z, slot, p, e, acked);
  const isWhole = s.tcpOffset < 0 || s.payloadCaptured >= length;
  if (length > 0 && !(flags & TcpFlag.Rst) && !isOld && isWhole) {
    const left = flags & TcpFlag.Syn ? relativeSeq : (relativeSeq - 1) | 0;
    takeData(ends, e, left, (left + length) | 0);
  }
}

/** What a side's first segment tells beyond the others; false when it cannot be taken in. */
function takeFirst(z: ZeekTables, slot: number, direction: 0 | 1, s: Segment): boolean {
  const ends = z.endpoints;
  const e = endpointOf(slot, direction);
  if (!(z.connections.facts[slot]! & ZeekFact.Begun)) begin(z, slot, direction, s);
  if (s.optionBits & OptionBit.Cut) return false;
  ends.facts[e]! |= ZeekEndFact.Seen;
  notePartial(z, slot, e, s.flags);
  return true;
}

/** Who is the originator: the sender of the first segment, unless that is no SYN and the ports speak for the other side. */
function begin(z: ZeekTables, slot: number, direction: 0 | 1, s: Segment): void {
  z.connections.facts[slot]! |= ZeekFact.Begun | (direction === 1 ? ZeekFact.UpperOriginates : 0);
  if ((s.flags & (TcpFlag.Syn | TcpFlag.Ack)) === TcpFlag.Syn || !isLikelyServerPort(s.srcPort)) return;
  // Where both ports are a server's, the lower one wins; but a SYN,ACK may then be a stealth scan.
  const isServer = !isLikelyServerPort(s.dstPort) || (!(s.flags & TcpFlag.Syn) && s.srcPort < s.dstPort);
  if (isServer) flipRoles(z, slot);
}

function notePartial(z: ZeekTables, slot: number, e: number, flags: number): void {
  const c = z.connections;
  if (isOriginator(c, slot, e)) {
    if ((flags & (TcpFlag.Syn | TcpFlag.Ack)) === TcpFlag.Syn) c.facts[slot]! &= ~ZeekFact.Partial;
    else c.facts[slot]! |= ZeekFact.Partial;
  } else if (!(flags & TcpFlag.Syn)) {
    c.facts[slot]! |= ZeekFact.Partial;
  }
}

/** Where the sender's numbers begin: told by its first segment, and again by a SYN with another number. */
function placeStart(ends: ZeekEndpointColumns, e: number, flags: number, seq: number, end: number): void {
  const isSyn = (flags & TcpFlag.Syn) !== 0;
  switch (ends.state[e]) {
    case ZeekState.Inactive:
      // Without a SYN, numbers are counted as though one had come before.
      if (isSyn) setStart(ends, e, seq, end);
      else setStart(ends, e, (seq - 1) | 0, seq);
      return;
    case ZeekState.SynSent:
    case ZeekState.SynAckSent:
      if (isSyn && seq !== ends.startSeq[e]) setStart(ends, e, seq, end);
      return;
    case ZeekState.Partial:
    case ZeekState.Established:
      if (isSyn) setStart(ends, e, seq, end);
      return;
    case ZeekState.Reset:
      // The RST before may have been forged.
      if (isSyn && ends.formerState[e] === ZeekState.Inactive) setStart(ends, e, seq, end);
  }
}

function setStart(ends: ZeekEndpointColumns, e: number, start: number, last: number): void {
  ends.startSeq[e] = start;
  ends.ackSeq[e] = start;
  ends.lastSeq[e] = last;
}

/** Offset of the data of `p` up to which this acknowledges it; what cannot be counted on acknowledges nothing new. */
function offsetAcked(ends: ZeekEndpointColumns, p: number, flags: number, ack: number): number {
  if (ends.state[p] === ZeekState.Inactive) {
    const start = (ack - 1) | 0;
    setStart(ends, p, start, start);
    return ends.delivered[p]!;
  }
  const start = ends.startSeq[p]!;
  const former = ends.ackSeq[p]!;
  if (isBeforeStart(ack, start, former)) return ends.delivered[p]!;
  const isBroken = ack === 0 && distance(ack, former) > TOO_FAR;
  if (!(flags & TcpFlag.Rst) && isAfter(ack, former) && !isBroken) ends.ackSeq[p] = ack;
  return (ack - start - 1) | 0;
}

/** Raises the highest number sent; data that does not raise it is a retransmission. */
function raiseLastSeq(
  z: ZeekTables,
  slot: number,
  e: number,
  flags: number,
  end: number,
  length: number,
): void {
  const ends = z.endpoints;
  const last = ends.lastSeq[e]!;
  const step = distance(end, last);
  if (flags & (TcpFlag.Syn | TcpFlag.Rst) && (step > TOO_FAR || step < -TOO_FAR)) return;
  // Only its SYN and this FIN were seen: more than 2 GiB may lie between.
  if (flags & TcpFlag.Fin && last === ((ends.startSeq[e]! + 1) | 0)) {
    ends.lastSeq[e] = end;
    return;
  }
  if (ends.state[e] === ZeekState.Reset) return;
  if (step > 0) ends.lastSeq[e] = end;
  else if (length > 0) noteRetransmission(z, slot, e);
}

/** A number before the SYN is an old one, or nonsense. Zeek's own test also takes for such what lies 2 to 4 GiB beyond it. */
function isBeforeStart(seq: number, start: number, highest: number): boolean {
  return distance(seq, start) < 0 && distance(highest, start) >= 0 && distance(highest, start) < EARLY;
}
