/** Addresses as four 32-bit words, and the names that stand in for addresses where text prints nothing else. */

import { MAX_NAMES } from '../../limits.js';

const names: string[] = [];
const numberOfName = new Map<string, number>();
/** What stands for each name beyond the bound. */
const ONE_OF_MANY = '(another name)';

/** Gives a name a number that can stand in an address word or (above 65535) a port; the same name, the same number. */
export function internName(name: string): number {
  const known = numberOfName.get(name);
  if (known !== undefined) return known;
  if (names.length >= MAX_NAMES) return MAX_NAMES;
  const number = names.push(name) - 1;
  numberOfName.set(name, number);
  return number;
}

/** How many names there are; at `MAX_NAMES` others share one. */
export function internedNames(): number {
  return names.length;
}

function nameOf(number: number): string {
  return names[number] ?? (number === MAX_NAMES ? ONE_OF_MANY : '?');
}

/** The printed form: dotted IPv4, RFC 5952 IPv6, or the interned name for family 0. */
export function formatAddress(family: number, w0: number, w1: number, w2: number, w3: number): string {
  if (family === 4) return `${w3 >>> 24}.${(w3 >>> 16) & 255}.${(w3 >>> 8) & 255}.${w3 & 255}`;
  if (family === 0) return nameOf(w3);
  return formatIpv6(w0, w1, w2, w3);
}

/** A port number, or the interned service name that text printed instead. */
export function formatPort(port: number): number | string {
  return port <= 0xffff ? port : nameOf(port - 0x10000);
}

/**
 * Longest run of zero groups becomes "::", the first of equals, never a single group; IPv4-mapped addresses keep their dotted tail.
 * @see RFC 5952 §4, §5
 */
function formatIpv6(w0: number, w1: number, w2: number, w3: number): string {
  if (w0 === 0 && w1 === 0 && w2 === 0xffff) return `::ffff:${formatAddress(4, 0, 0, 0, w3)}`;
  const groups = [
    w0 >>> 16,
    w0 & 0xffff,
    w1 >>> 16,
    w1 & 0xffff,
    w2 >>> 16,
    w2 & 0xffff,
    w3 >>> 16,
    w3 & 0xffff,
  ];
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) n++;
    if (n > length) {
      start = i;
      length = n;
    }
    if (n > 0) i += n - 1;
  }
  const hex = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return start < 0 ? hex(0, 8) : `${hex(0, start)}::${hex(start + length, 8)}`;
}
