/** Folded one's complement sum of 16-bit words from `from` on. @see RFC 1071 */
export function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  let at = from;
  for (; at + 1 < to; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!;
  if (at < to) sum += bytes[at]! << 8;
  return folded(sum);
}

/** Carries go back in until 16 bits are left; for sums below 2⁵³. */
export function folded(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = (rest % 0x10000) + Math.floor(rest / 0x10000);
  return rest;
}

/** What has to be added to a sum that counted `before` so that it counts `after`. */
export function difference(before: number, after: number): number {
  return folded(after + 0xffff - before);
}
