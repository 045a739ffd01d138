// Hot path: allocates nothing per packet.

/**
 * Sequence numbers live on a circle of 2^32; as int32 their signed difference orders them.
 * This is the only place that compares them.
 * @see RFC 9293 §3.4
 */

/** True when `a` lies after `b`. */
export function isAfter(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** True when `a` is `b` or lies after it. */
export function isAtOrAfter(a: number, b: number): boolean {
  return ((a - b) | 0) >= 0;
}

/** How far `a` lies after `b`; negative when before. */
export function distance(a: number, b: number): number {
  return (a - b) | 0;
}

/** `seq` moved on by `count`, as int32. */
export function advance(seq: number, count: number): number {
  return (seq + count) | 0;
}
