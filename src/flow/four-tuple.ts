// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';

/**
 * A 4-tuple has a lower and an upper end, by address and then port, so that both directions give one key.
 * Zero when the segment goes from the lower end to the upper one, else 1.
 */
export function segmentDirection(s: Segment): 0 | 1 {
  if (s.src0 !== s.dst0) return s.src0 < s.dst0 ? 0 : 1;
  if (s.src1 !== s.dst1) return s.src1 < s.dst1 ? 0 : 1;
  if (s.src2 !== s.dst2) return s.src2 < s.dst2 ? 0 : 1;
  if (s.src3 !== s.dst3) return s.src3 < s.dst3 ? 0 : 1;
  return s.srcPort <= s.dstPort ? 0 : 1;
}

/** A hash that is the same for both directions, 0 to 2^31 - 1. */
export function symmetricHash(s: Segment): number {
  const source = mix(s.src0, s.src1, s.src2, s.src3, s.srcPort);
  const destination = mix(s.dst0, s.dst1, s.dst2, s.dst3, s.dstPort);
  let h = (source + destination) ^ (Math.imul(source, destination) >>> 7);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) & 0x7fffffff;
}

function mix(w0: number, w1: number, w2: number, w3: number, port: number): number {
  let h = Math.imul(w3 ^ (port << 13) ^ port, 0x9e3779b1);
  if ((w0 | w1 | w2) !== 0) {
    h = Math.imul(h ^ w0, 0x27d4eb2f);
    h = Math.imul((h ^ (h >>> 15)) + w1, 0x165667b1);
    h = Math.imul((h ^ (h >>> 13)) + w2, 0x9e3779b1);
  }
  return h ^ (h >>> 15);
}
