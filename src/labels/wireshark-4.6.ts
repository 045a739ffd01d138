// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { Analysis } from './analysis-words.js';
import type { PacketLabels } from './packet-labels.js';
import type { UnackedSegments } from './unacked-segments.js';
import { FAST_RETRANSMISSION_NS, outOfOrderLimitNs } from './wireshark-4.0.js';
import { Mark, type WiresharkColumns } from './wireshark-columns.js';
import { isGreaterOrEqual, isLessOrEqual } from './wireshark-order.js';

/**
 * The segment acknowledges what was not seen in endpoint `p`, up to `ack`. After a window probe the one byte of the probe was taken:
 * the window is open again. Otherwise what was seen right behind `ack` may be acknowledged from now on.
 */
export function ackOfUnseen46(
  w: WiresharkColumns,
  unacked: UnackedSegments,
  e: number,
  p: number,
  s: Segment,
): number {
  const opensWindow =
    s.ack === ((w.lastAck[e]! + 1) | 0) &&
    s.seq === w.next[e] &&
    (w.words[p]! & Analysis.ZeroWindowProbe) !== 0;
  if (opensWindow) {
    w.next[p] = w.ackable[p] = s.ack;
    return Analysis.WindowUpdate;
  }
  w.ackable[p] = endSeenBehind(w, unacked, p, s.ack);
  return Analysis.AckLostSegment;
}

/** How far the segments of the endpoint reach on from `ack` without a gap, each following the one sent before it. */
function endSeenBehind(w: WiresharkColumns, unacked: UnackedSegments, e: number, ack: number): number {
  let reached = ack;
  for (let entry = w.oldest[e]!; entry !== 0; entry = unacked.next[entry]!) {
    if (!isGreaterOrEqual(unacked.seq[entry]!, ack)) continue;
    if (unacked.seq[entry] !== reached) break;
    reached = unacked.end[entry]!;
  }
  return reached;
}

/** What a segment of endpoint `e` is whose number lies before the next one expected. */
export function lateSegment46(
  w: WiresharkColumns,
  unacked: UnackedSegments,
  e: number,
  p: number,
  s: Segment,
  length: number,
  labels: PacketLabels,
): number {
  // A clock that ran backwards counts as no time at all; a direction never heard of as for ever.
  const sinceAckNs =
    w.marks[p]! & Mark.Sent ? Math.max(0, s.timeNs - w.lastNs[p]!) : Number.POSITIVE_INFINITY;
  const end = (s.seq + length) | 0;
  if (sinceAckNs < FAST_RETRANSMISSION_NS && isAskedFor(w, p, s.seq, end)) return Analysis.FastRetransmission;

  const copy = newestCopy(w, unacked, e, s.seq, end);
  if (copy !== 0) {
    unacked.isRepeated[copy] = 1;
    labels.isShown = true;
  } else if (sinceAckNs < outOfOrderLimitNs(w, e)) {
    const flagged = s.flags & (TcpFlag.Syn | TcpFlag.Fin) ? 1 : 0;
    // A last piece that comes right after a lone ACK was overtaken by that one.
    if (w.next[e] !== ((end + flagged) | 0) || w.nextLength[e] === 0) return Analysis.OutOfOrder;
  }

  labels.rtoNs = s.timeNs - w.nextNs[e]!;
  labels.rtoOf = w.nextPacket[e]!;
  for (let entry = w.oldest[e]!; entry !== 0; entry = unacked.next[entry]!) {
    if (!isGreaterOrEqual(unacked.seq[entry]!, s.seq)) continue;
    labels.rtoNs = s.timeNs - unacked.timeNs[entry]!;
    labels.rtoOf = unacked.packet[entry]!;
    break;
  }
  return Analysis.Retransmission;
}

/** The other side's duplicate ACKs or SACK blocks tell that this segment is missing there. */
function isAskedFor(w: WiresharkColumns, p: number, seq: number, end: number): boolean {
  const isNextWanted = w.lastAck[p] === seq;
  const hasDuplicates = w.duplicateAcks[p]! >= 2;
  if (isNextWanted && hasDuplicates) return true;

  const blocks = w.sackCount[p]!;
  if (blocks === 0 || !(isNextWanted || hasDuplicates)) return false;
  let sacked = 0;
  let holding = 0;
  for (let edge = p; edge < p + blocks * 2; edge += 2) {
    const left = w.sackEdges[edge]!;
    const right = w.sackEdges[edge + 1]!;
    sacked += (right - left) | 0;
    if (isGreaterOrEqual(seq, left) && isGreaterOrEqual(right, end)) holding++;
  }
  // RFC 6675 §4: lost once more than two full segments above it have arrived.
  if (isNextWanted && holding < blocks && sacked > 2 * w.mss[p]!) return true;
  return hasDuplicates && holding === 0;
}

/** The newest unacknowledged segment of the endpoint that holds all of [seq, end); 0 where there is none. */
function newestCopy(
  w: WiresharkColumns,
  unacked: UnackedSegments,
  e: number,
  seq: number,
  end: number,
): number {
  let found = 0;
  for (let entry = w.oldest[e]!; entry !== 0; entry = unacked.next[entry]!) {
    if (isGreaterOrEqual(seq, unacked.seq[entry]!) && isLessOrEqual(end, unacked.end[entry]!)) found = entry;
  }
  return found;
}
