import { describe, expect, it } from 'vitest';
import { advance, distance, isAfter, isAtOrAfter } from '../../src/tcp/sequence.js';

/** Points of the circle, the wrap at 2^32 and the change of sign at 2^31 among them. */
const POINTS = [0, 1, 1000, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1000, 2 ** 32 - 1].map((n) => n | 0);
const STEPS = [1, 2, 1000, 65_535, 2 ** 30, 2 ** 31 - 1];

describe('sequence numbers', () => {
  it.each(POINTS)('what lies ahead of %i is after it, also across the wrap', (point) => {
    for (const step of STEPS) {
      const ahead = advance(point, step);
      expect(isAfter(ahead, point)).toBe(true);
      expect(isAfter(point, ahead)).toBe(false);
      expect(isAtOrAfter(ahead, point)).toBe(true);
      expect(isAtOrAfter(point, ahead)).toBe(false);
      expect(distance(ahead, point)).toBe(step);
      expect(distance(point, ahead)).toBe(-step);
    }
  });

  it('no number is after itself, but each is at itself', () => {
    for (const point of POINTS) {
      expect(isAfter(point, point)).toBe(false);
      expect(isAtOrAfter(point, point)).toBe(true);
      expect(distance(point, point)).toBe(0);
    }
  });

  it('stay int32 when they move on past 2^32', () => {
    expect(advance(-1, 1)).toBe(0);
    expect(advance(2 ** 31 - 1, 1)).toBe(-(2 ** 31));
    expect(advance(0xffff_fff0 | 0, 0x20) >>> 0).toBe(0x10);
  });
});
