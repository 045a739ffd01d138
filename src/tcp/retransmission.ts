// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { slotOf } from '../flow/direction.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Note } from './notes.js';
import { noteExtent } from './reordering.js';
import { distance, isAfter, isAtOrAfter } from './sequence.js';
import type { TcpTables } from './tables.js';

/** Duplicate ACKs that start a fast retransmission (RFC 5681 §3.2). */
const FAST_AFTER = 3;
/** A late original follows those that overtook it within this, where the round trip is not known; Wireshark's figure. */
const REORDERING_NS = 3e6;
/** What answers an ACK comes a round trip to the sender later, and this at most; no timer is as quick (Linux waits 200 ms more, BSD 30 ms). */
const ANSWER_NS = 10e6;
/** Repeats that ACKs asked for. */
const REPAIR = Note.RetransmissionSack | Note.RetransmissionFast;

/**
 * Judges a segment with data or a FIN whose sequence space begins before SND.NXT: sent again, or overtaken on its way?
 * To be called before the segment moves any variable. Counts for the sender and sets the packet's notes.
 */
export function judgeRepeat(t: TcpTables, e: number, p: number, s: Segment, end: number): void {
  const ends = t.endpoints;
  const isUnseen = isHole(ends, p, s.seq, end);
  // What is sent again bears the time of that: an older timestamp is an original's, also where a repeat has overtaken it.
  if (hasOlderTimestamp(ends, e, s) || (isUnseen && isOriginal(ends, e, s))) {
    t.notes |= Note.Reordered;
    ends.outOfOrder[e]!++;
    noteExtent(ends, e, s, end);
    t.payloadSums.remember(e, s);
    return;
  }
  if (s.optionBits & OptionBit.Timestamps) ends.latestTsVal[e] = s.tsVal;
  const kind = kindOfRepeat(ends, e, p, s, end);
  t.notes |= kind;
  if (kind === Note.RetransmissionTimeout) ends.known[e]! |= Known.TimedOut;
  else if (kind & REPAIR) ends.known[e]! &= ~Known.TimedOut;
  ends.retransmissions[e]!++;
  if (kind === Note.RetransmissionSpurious) ends.repeatsSpurious[e]!++;
  else if (isUnseen) ends.repeatsUnseen[e]!++;
  compareBytes(t, e, s);
  const known = distance(ends.sndNxt[e]!, s.seq);
  ends.retransmittedBytes[e]! += Math.min(s.payloadLength, known);
  ends.lastRepeatGapNs[e] = s.timeNs - ends.lastDataNs[e]!;
}

/** The single byte of a keep-alive is any byte (RFC 9293 §3.8.4), and may look like the last one sent again. */
function compareBytes(t: TcpTables, e: number, s: Segment): void {
  const ends = t.endpoints;
  if (s.payloadLength === 1 && s.seq === ((ends.sndNxt[e]! - 1) | 0)) return;
  if (!t.payloadSums.differs(e, s, t.connections.firstPacket[slotOf(e)]!)) return;
  t.notes |= Note.DataDiffers;
  ends.repeatsDiffering[e]!++;
}

function kindOfRepeat(ends: EndpointColumns, e: number, p: number, s: Segment, end: number): number {
  const known = ends.known[p]!;
  if (known & Known.AckSent && isAtOrAfter(ends.ackSent[p]!, end)) return Note.RetransmissionSpurious;
  if (known & Known.Sacked && isAfter(ends.sackRight[p]!, s.seq)) return Note.RetransmissionSack;
  if (ends.duplicateAckRun[p]! >= FAST_AFTER) return Note.RetransmissionFast;
  const usesSack = ends.offered[e]! & ends.offered[p]! & OptionBit.SackPermitted;
  const isTail = end === ends.sndNxt[e];
  // Linux probes once, with the last segment, before its first time-out; only where SACK can tell of the rest.
  if (usesSack && isTail && ends.repeatsSinceAck[e] === 0) return Note.RetransmissionTailLossProbe;
  if (answersNewAck(ends, e, p, s)) return usesSack ? Note.RetransmissionSack : Note.RetransmissionFast;
  return Note.RetransmissionTimeout;
}

/**
 * An ACK of something new shows, while losses are being repaired, that what comes next was lost too (RFC 6582 §3.2, RFC 8985
 * §6.2). After a time-out all that was under way is repeated as well, one after the other: that is the time-out's.
 */
function answersNewAck(ends: EndpointColumns, e: number, p: number, s: Segment): boolean {
  if (ends.known[e]! & Known.TimedOut || ends.duplicateAckRun[p] !== 0) return false;
  // With data that goes the other way comes an ACK that may tell nothing new.
  if (ends.lastDataNs[p] === ends.lastSpokeNs[p]) return false;
  return s.timeNs - ends.lastSpokeNs[p]! < ends.rttSmoothedNs[e]! + ANSWER_NS;
}

/** True when part of [seq, end) was not yet seen to go to `p`: what fills a hole may be an original that came late. */
function isHole(ends: EndpointColumns, p: number, seq: number, end: number): boolean {
  if (!(ends.known[p]! & Known.RcvNxt) || !isAfter(end, ends.rcvNxt[p]!)) return false;
  const first = p;
  for (let i = 0; i < ends.rangeCount[p]!; i++) {
    const left = ends.ranges[first + i * 2]!;
    const right = ends.ranges[first + i * 2 + 1]!;
    if (isAtOrAfter(seq, left) && isAtOrAfter(right, end)) return false;
  }
  return ends.rangeCount[p]! > 0;
}

/** Zero stands for "none yet". */
function hasOlderTimestamp(ends: EndpointColumns, e: number, s: Segment): boolean {
  if (!(s.optionBits & OptionBit.Timestamps) || ends.latestTsVal[e] === 0) return false;
  return isAfter(ends.latestTsVal[e]!, s.tsVal);
}

/** An original that was overtaken carries no newer timestamp than those before it, and an older IP id; without an id only time tells. */
function isOriginal(ends: EndpointColumns, e: number, s: Segment): boolean {
  if (s.optionBits & OptionBit.Timestamps && s.tsVal !== ends.latestTsVal[e]) return false;
  if (s.ipId > 0 && ends.latestIpId[e]! > 1) {
    const behind = (ends.latestIpId[e]! - 1 - s.ipId) & 0xffff;
    return behind > 0 && behind < 0x4000;
  }
  return s.timeNs - ends.lastDataNs[e]! < REORDERING_NS;
}
