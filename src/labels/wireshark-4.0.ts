// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { lowerOf } from '../flow/direction.js';
import { Analysis } from './analysis-words.js';
import type { PacketLabels } from './packet-labels.js';
import type { UnackedSegments } from './unacked-segments.js';
import type { WiresharkColumns } from './wireshark-columns.js';
import { isLess } from './wireshark-order.js';

/** A repeat this soon after the duplicate ACKs was triggered by them. */
export const FAST_RETRANSMISSION_NS = 20e6;
/** A late segment this soon is out of order, where the initial round-trip time is not known. */
export const OUT_OF_ORDER_NS = 3e6;

/**
 * The segment acknowledges what was not seen in endpoint `p`. Told once for each loss: while nothing new is seen of the
 * other direction, its count of duplicate ACKs remembers that.
 */
export function ackOfUnseen40(w: WiresharkColumns, p: number): number {
  if (isLess(w.ackable[p]!, w.next[p]!)) {
    w.ackable[p] = w.next[p]!;
    return Analysis.AckLostSegment;
  }
  const isFirstTime = w.duplicateAcks[p] === 0;
  w.duplicateAcks[p] = -1;
  return isFirstTime ? Analysis.AckLostSegment : 0;
}

/** What a segment of endpoint `e` is whose number lies before the next one expected. */
export function lateSegment40(
  w: WiresharkColumns,
  unacked: UnackedSegments,
  e: number,
  p: number,
  s: Segment,
  length: number,
  labels: PacketLabels,
): number {
  const sinceAckNs = s.timeNs - w.lastNs[p]!;
  if (
    // The -1 of a loss that was told is unsigned here, and so counts as many.
    w.duplicateAcks[p]! >>> 0 >= 2 &&
    w.lastAck[p] === s.seq &&
    sinceAckNs >= 0 &&
    sinceAckNs < FAST_RETRANSMISSION_NS
  ) {
    return Analysis.FastRetransmission;
  }

  const end = (s.seq + length + (s.flags & (TcpFlag.Syn | TcpFlag.Fin) ? 1 : 0)) | 0;
  const sinceNextNs = s.timeNs - w.nextNs[e]!;
  if (w.next[e] !== end && isSooner(sinceNextNs, outOfOrderLimitNs(w, e))) return Analysis.OutOfOrder;

  const oldest = w.oldest[e]!;
  labels.rtoNs = oldest === 0 ? sinceNextNs : s.timeNs - unacked.timeNs[oldest]!;
  labels.rtoOf = oldest === 0 ? w.nextPacket[e]! : unacked.packet[oldest]!;
  return Analysis.Retransmission;
}

/** How soon after the one before it a late segment is taken for one that was overtaken: the initial round-trip time, if known. */
export function outOfOrderLimitNs(w: WiresharkColumns, e: number): number {
  return w.initialRttNs[lowerOf(e)]! || OUT_OF_ORDER_NS;
}

/** Wireshark compares unsigned: a time that ran backwards is longer than any other. */
function isSooner(ns: number, limitNs: number): boolean {
  if (ns >= 0) return limitNs < 0 || ns < limitNs;
  return limitNs < 0 && ns < limitNs;
}
