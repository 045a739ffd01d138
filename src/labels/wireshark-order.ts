// Hot path: allocates nothing per packet.

/**
 * Wireshark's order of sequence numbers. It differs from ours (`tcp/sequence.ts`) for numbers exactly half the
 * circle apart: there each is both greater and less than the other, and its labels depend on that.
 */

export function isGreater(a: number, b: number): boolean {
  return ((b - a) | 0) < 0;
}

export function isGreaterOrEqual(a: number, b: number): boolean {
  return ((b - a) | 0) <= 0;
}

export function isLess(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function isLessOrEqual(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}
