import { describe, expect, it } from 'vitest';
import { PrefixMap } from '../../src/extract/prefix-map.js';
import { ipv4Bytes, ipv6Bytes } from '../support/frames.js';
import { Random } from '../support/random.js';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i * 7 + 1);
const PRIVATE = [{ bytes: [10], bits: 8 }];

function commonBits(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  while (bits < 8 * a.length && ((a[bits >> 3]! ^ b[bits >> 3]!) & (0x80 >> (bits & 7))) === 0) bits++;
  return bits;
}

describe('the map of prefixes', () => {
  it('keeps how many bits two addresses share, for any two', () => {
    const map = new PrefixMap(4, KEY, PRIVATE);
    const random = new Random(5);
    for (let i = 0; i < 300; i++) {
      const a = Uint8Array.from({ length: 4 }, () => random.integer(0, 255));
      const b = Uint8Array.from(a);
      const shared = random.integer(0, 31);
      b[shared >> 3]! ^= 0x80 >> (shared & 7);
      expect(commonBits(map.map(a), map.map(b))).toBe(shared);
    }
  });

  it('does the same for IPv6', () => {
    const map = new PrefixMap(16, KEY, []);
    const [a, b] = [ipv6Bytes('2001:db8:1:2::3'), ipv6Bytes('2001:db8:1:2::4')];
    expect(commonBits(map.map(a), map.map(b))).toBe(commonBits(a, b));
    expect([...map.map(a)]).not.toEqual([...a]);
  });

  it('leaves a kept prefix where it is, and lets nothing else in', () => {
    const map = new PrefixMap(4, KEY, PRIVATE);
    for (let i = 0; i < 256; i++) expect(map.map(ipv4Bytes(`10.${i}.3.4`))[0]).toBe(10);
    for (let i = 0; i < 256; i++) if (i !== 10) expect(map.map(ipv4Bytes(`${i}.9.3.4`))[0]).not.toBe(10);
  });

  it('is another one under another key, and the same one under the same', () => {
    const address = ipv4Bytes('198.51.100.7');
    const other = Uint8Array.from(KEY, (byte) => byte ^ 0x55);
    expect([...new PrefixMap(4, KEY, []).map(address)]).toEqual([...new PrefixMap(4, KEY, []).map(address)]);
    expect([...new PrefixMap(4, other, []).map(address)]).not.toEqual([
      ...new PrefixMap(4, KEY, []).map(address),
    ]);
  });
});
