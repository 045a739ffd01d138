// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { type EndpointColumns, HOLES } from './endpoint-columns.js';
import { distance, isAtOrAfter } from './sequence.js';

/**
 * A segment begins beyond what endpoint `e` has sent so far: it left a hole behind, and has overtaken what may still fill it. The last few
 * are remembered, with when that was and how many packets the endpoint had sent by then.
 */
export function openHole(ends: EndpointColumns, e: number, s: Segment): void {
  const at = e + (ends.holes[e]! & (HOLES - 1));
  ends.holeLeft[at] = ends.sndNxt[e]!;
  ends.holeRight[at] = s.seq;
  ends.holePackets[at] = ends.packets[e]!;
  ends.holeNs[at] = s.timeNs;
  ends.holes[e]!++;
}

/**
 * How far a segment was overtaken: by bytes, by packets of the same endpoint, by time since the first that overtook it
 * (RFC 4737 §4: byte offset, reordering extent, late-time offset). The largest of each is kept.
 */
export function noteExtent(ends: EndpointColumns, e: number, s: Segment, end: number): void {
  const bytes = distance(ends.sndNxt[e]!, end);
  if (bytes > ends.overtakenBytes[e]!) ends.overtakenBytes[e] = bytes;
  const at = holeAt(ends, e, s.seq);
  if (at < 0) return;
  const packets = ends.packets[e]! - ends.holePackets[at]!;
  if (packets > ends.overtakenPackets[e]!) ends.overtakenPackets[e] = packets;
  const ns = s.timeNs - ends.holeNs[at]!;
  if (ns > ends.overtakenNs[e]!) ends.overtakenNs[e] = ns;
}

/** Where the newest hole stands that `seq` lies in; -1 for none. */
function holeAt(ends: EndpointColumns, e: number, seq: number): number {
  const opened = ends.holes[e]!;
  for (let hole = opened - 1; hole >= 0 && hole >= opened - HOLES; hole--) {
    const at = e + (hole & (HOLES - 1));
    if (isAtOrAfter(seq, ends.holeLeft[at]!) && !isAtOrAfter(seq, ends.holeRight[at]!)) return at;
  }
  return -1;
}
