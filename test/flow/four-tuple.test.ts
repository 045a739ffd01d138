import { describe, expect, it } from 'vitest';
import { emptySegment, type Segment } from '../../src/decode/segment.js';
import { segmentDirection, symmetricHash } from '../../src/flow/four-tuple.js';
import { Random } from '../support/random.js';

describe('a 4-tuple', () => {
  it('has one hash for both directions, from 0 to below 2^31', () => {
    const random = new Random(1);
    for (let i = 0; i < 2000; i++) {
      const segment = randomSegment(random);
      const hash = symmetricHash(segment);
      expect(symmetricHash(turned(segment))).toBe(hash);
      expect(hash).toBeGreaterThanOrEqual(0);
      expect(hash).toBeLessThan(2 ** 31);
    }
  });

  it('has a lower and an upper end, and each direction starts at its own', () => {
    const random = new Random(2);
    for (let i = 0; i < 2000; i++) {
      const segment = randomSegment(random);
      expect(segmentDirection(turned(segment))).toBe(segmentDirection(segment) === 0 ? 1 : 0);
    }
  });

  it('of one address is ordered by port', () => {
    const local = { ...emptySegment(), src3: 5, dst3: 5 };
    expect(segmentDirection({ ...local, srcPort: 80, dstPort: 40000 })).toBe(0);
    expect(segmentDirection({ ...local, srcPort: 40000, dstPort: 80 })).toBe(1);
  });

  it('of a socket with itself goes one way only', () => {
    const self = { ...emptySegment(), src3: 5, dst3: 5, srcPort: 80, dstPort: 80 };
    expect(segmentDirection(self)).toBe(0);
  });

  it('spreads neighbours evenly: client ports, hosts of a subnet, and what a NAT makes of them', () => {
    const base = { ...emptySegment(), dst3: 0x0a000002, dstPort: 443 };
    const neighbours: Segment[] = [];
    for (let port = 32768; port < 36864; port++)
      neighbours.push({ ...base, src3: 0x0a000001, srcPort: port });
    for (let host = 0; host < 4096; host++)
      neighbours.push({ ...base, src3: 0x0a010000 + host, srcPort: 40000 });
    for (let host = 0; host < 4096; host++)
      neighbours.push({ ...base, family: 6, src0: 0xfd000000 | 0, src3: host, srcPort: 40000 });
    const buckets = new Uint32Array(1 << 12);
    for (const segment of neighbours) buckets[symmetricHash(segment) & (buckets.length - 1)]!++;
    // Three to a bucket on average; a fair hash leaves about one in twenty empty and hardly any with more than a dozen.
    expect(Math.max(...buckets)).toBeLessThan(20);
    expect(buckets.filter((count) => count === 0).length).toBeLessThan(buckets.length * 0.1);
  });
});

function randomSegment(random: Random): Segment {
  const word = () => (random.chance(0.3) ? 0 : random.integer(0, 2 ** 32 - 1) | 0);
  return {
    ...emptySegment(),
    src0: word(),
    src1: word(),
    src2: word(),
    src3: word(),
    dst0: word(),
    dst1: word(),
    dst2: word(),
    dst3: random.integer(0, 2 ** 32 - 1) | 0,
    srcPort: random.integer(0, 70_000),
    dstPort: random.integer(0, 70_000),
  };
}

function turned(s: Segment): Segment {
  return {
    ...s,
    src0: s.dst0,
    src1: s.dst1,
    src2: s.dst2,
    src3: s.dst3,
    srcPort: s.dstPort,
    dst0: s.src0,
    dst1: s.src1,
    dst2: s.src2,
    dst3: s.src3,
    dstPort: s.srcPort,
  };
}
