// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { ChecksumState, OptionBit } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { type EndpointColumns, FLAG_COUNTERS, Known, TTLS } from './endpoint-columns.js';
import { trackSyn, trackSynAck } from './handshake.js';
import { judgeSegment, noteWindow } from './judge-segment.js';
import { Note } from './notes.js';
import { ackArrives, dataArrives, finArrives, learnFromAck } from './receiver-events.js';
import { trackReset } from './resets.js';
import { sendsFin, showsConnected } from './sender-events.js';
import { isAfter } from './sequence.js';
import { TcpState } from './state.js';
import type { TcpTables } from './tables.js';

/**
 * What one segment means to both ends of the connection in `slot`. First its sender: it could only send this in
 * certain states. Then, as if delivered, its receiver, in the order of RFC 9293 §3.10.7.4: RST, SYN, ACK, data, FIN.
 * ACK comes before FIN, so that FIN_WAIT_2 is passed through even when it lasts no time.
 */
export function trackSegment(t: TcpTables, slot: number, direction: 0 | 1, s: Segment): void {
  const isSelf = (t.connections.facts[slot]! & ConnectionFact.SelfConnected) !== 0;
  const e = endpointOf(slot, isSelf ? 0 : direction);
  const p = isSelf ? e : peerOf(e);
  const flags = s.flags;

  if (isDamaged(t.endpoints, e, s)) {
    t.notes |= Note.BadChecksum;
    noteDamaged(t.endpoints, e, s);
    return;
  }
  if (t.copies.holds(t.endpoints, e, s)) {
    t.notes |= Note.CaptureDuplicate;
    // What is usual is told where its packets come by first.
    if (!(flags & TcpFlag.Rst)) t.endpoints.usualTtl[e] = t.copies.originalTtl + 1;
    return;
  }
  if (flags & TcpFlag.Rst) {
    // A RST with SYN is no stack's (RFC 9293 knows none): it still counts as a RST to whoever receives it.
    trackReset(t, slot, e, p, s);
  } else if (flags & TcpFlag.Syn) {
    // Linux drops SYN+FIN (since 2011); no other meaning is defined.
    if (flags & TcpFlag.Fin) return;
    if (flags & TcpFlag.Ack) trackSynAck(t, slot, e, p, s);
    else trackSyn(t, slot, e, p, s);
  } else if (flags & TcpFlag.Ack) {
    trackAck(t, slot, e, p, s);
  }
  // §3.10.7.4, fifth: a segment without ACK is dropped.
}

function trackAck(t: TcpTables, slot: number, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  if (ends.state[e] !== TcpState.Established || !(ends.known[e]! & Known.Connected)) {
    if (!showsConnected(t, slot, e, p, s)) return;
  }
  const fin = s.flags & TcpFlag.Fin;
  const end = (s.seq + s.payloadLength + fin) | 0;

  if (e !== p) judgeSegment(t, e, p, s, end);
  const hadAckedFin = (ends.known[e]! & Known.FinAcked) !== 0;
  learnFromAck(t, slot, e, p, s);
  if (s.payloadLength > 0 && (ends.known[e]! & (Known.FinReceived | Known.Fin)) === Known.FinReceived) {
    if (!(t.connections.facts[slot]! & ConnectionFact.DataAfterFin))
      t.connections.firstAfterFinNs[slot] = s.timeNs;
    t.connections.facts[slot]! |= ConnectionFact.DataAfterFin;
    t.connections.bytesAfterFin[slot]! += s.payloadLength;
  }
  if (fin) sendsFin(t, slot, e, p, s, hadAckedFin);
  noteSent(t, e, p, s, end);

  if (isDropped(ends, e, p, s, end)) return;
  if (ends.state[p] !== TcpState.Established) ackArrives(t, slot, p, s);
  if (end !== s.seq) dataArrives(ends, p, s.seq, end);
  if (ends.known[e]! & Known.Fin) finArrives(t, e, p);
}

/**
 * Two kinds of segments are answered with an ACK and dropped: those that acknowledge what was never sent (§3.10.7.4, fifth),
 * and data older than what came before it (PAWS, RFC 7323 §5). The first may also be a gap in the capture: then the other
 * side's next acknowledgment shows that it took the segment after all.
 */
function isDropped(ends: EndpointColumns, e: number, p: number, s: Segment, end: number): boolean {
  if (e === p) return false;
  if (ends.known[p]! & Known.SndNxt && isAfter(s.ack, ends.sndNxt[p]!)) return true;
  if (!(s.optionBits & OptionBit.Timestamps)) return false;
  const hasRecent = ends.known[p]! & Known.TsRecent;
  if (end !== s.seq && hasRecent && isAfter(ends.tsRecent[p]!, s.tsVal)) return true;
  // TS.Recent follows segments that reach back to the last acknowledgment (§4.3).
  if (!(ends.known[p]! & Known.AckSent) || !isAfter(s.seq, ends.ackSent[p]!)) {
    if (!hasRecent || isAfter(s.tsVal, ends.tsRecent[p]!)) ends.tsRecent[p] = s.tsVal;
    ends.known[p]! |= Known.TsRecent;
  }
  return false;
}

/** SND.NXT, the sender's own ACK and window, and whether it repeats itself into silence. */
function noteSent(t: TcpTables, e: number, p: number, s: Segment, end: number): void {
  const ends = t.endpoints;
  let known = ends.known[e]!;
  if (!(known & Known.SndNxt) || isAfter(end, ends.sndNxt[e]!)) ends.sndNxt[e] = end;
  else if (isAfter(ends.sndNxt[e]!, s.seq) && ends.unanswered[e]! < 0xffff) ends.unanswered[e]!++;
  ends.latestAck[e] = s.ack;
  noteWindow(t, e, s);
  if (!(known & Known.AckSent) || isAfter(s.ack, ends.ackSent[e]!)) ends.ackSent[e] = s.ack;
  known |= Known.SndNxt | Known.AckSent | Known.Heard;
  if (s.payloadLength > 0) known |= Known.Data;
  if (s.optionBits & OptionBit.Sack && s.sackCount > 0) {
    known |= Known.Sacked;
    ends.sackRight[e] = rightmostSack(s);
  } else {
    known &= ~Known.Sacked;
  }
  ends.known[e] = known;
  if (e !== p) ends.unanswered[p] = 0;
}

function rightmostSack(s: Segment): number {
  let right = s.sackRight0;
  if (s.sackCount > 1 && isAfter(s.sackRight1, right)) right = s.sackRight1;
  if (s.sackCount > 2 && isAfter(s.sackRight2, right)) right = s.sackRight2;
  if (s.sackCount > 3 && isAfter(s.sackRight3, right)) right = s.sackRight3;
  return right;
}

/**
 * A segment with a wrong checksum is dropped by every receiver without a word (RFC 9293 §3.1). It is taken for damaged only
 * from an endpoint whose checksums are right otherwise: captures taken before a network card fills them in, and
 * anonymised ones, hold wrong sums throughout.
 */
function isDamaged(ends: EndpointColumns, e: number, s: Segment): boolean {
  if (s.checksum === ChecksumState.Good) {
    ends.goodChecksums[e]!++;
    return false;
  }
  if (s.checksum !== ChecksumState.Bad) return false;
  ends.badChecksums[e]!++;
  return ends.goodChecksums[e]! > ends.badChecksums[e]!;
}

/**
 * Nobody takes a damaged segment, yet it was sent: what comes again is a repeat. Only where its header goes on from what its
 * sender said before, so that the damage lies elsewhere.
 */
function noteDamaged(ends: EndpointColumns, e: number, s: Segment): void {
  if (!(ends.known[e]! & Known.SndNxt) || s.seq !== ends.sndNxt[e]) return;
  if ((s.flags & ~TcpFlag.Psh) !== TcpFlag.Ack || s.payloadLength === 0) return;
  ends.sndNxt[e] = (s.seq + s.payloadLength) | 0;
  ends.lastDataNs[e] = s.timeNs;
}

/** Counts the segment for its sender. */
export function countSegment(ends: EndpointColumns, e: number, s: Segment): void {
  ends.packets[e]!++;
  ends.bytes[e]! += s.originalLength;
  ends.payloadBytes[e]! += s.payloadLength;
  const flags = s.flags & 0x1ff;
  if (flags & TcpFlag.Psh) ends.pushes[e]!++;
  if ((flags & ~TcpFlag.Psh) !== TcpFlag.Ack) countRareFlags(ends, e, flags);
  if (ends.usualTtl[e] !== s.ttl + 1 && s.ttl >= 0) noteTtl(ends, e, s.ttl);
  if (s.flags & TcpFlag.Rst) {
    ends.lastRstPacket[e] = s.packetNumber;
    if (!(ends.known[e]! & Known.SentRst) || !(s.timeNs < ends.lastRstNs[e]!)) ends.lastRstNs[e] = s.timeNs;
    ends.known[e]! |= Known.SentRst;
    return;
  }
  if (s.payloadLength > 0 || flags & (TcpFlag.Syn | TcpFlag.Fin)) ends.dataPackets[e]!++;
  if (ends.packets[e] === 1 || !(s.timeNs < ends.lastSpokeNs[e]!)) ends.lastSpokeNs[e] = s.timeNs;
  ends.lastPacket[e] = s.packetNumber;
  ends.usualTtl[e] = s.ttl + 1;
}

/** All but plain ACKs and PSH: those are known from the packets' count. */
function countRareFlags(ends: EndpointColumns, e: number, flags: number): void {
  const rare = (flags & ~TcpFlag.Psh) ^ TcpFlag.Ack;
  for (let bit = 0; bit < FLAG_COUNTERS; bit++) {
    if (rare & (1 << bit)) ends.rareFlags[e + bit]!++;
  }
}

function noteTtl(ends: EndpointColumns, e: number, ttl: number): void {
  for (let i = e; i < e + TTLS; i++) {
    if (ends.ttls[i] === ttl + 1) return;
    if (ends.ttls[i] === 0) {
      ends.ttls[i] = ttl + 1;
      return;
    }
  }
}
