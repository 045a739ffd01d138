import { describe, expect, it } from 'vitest';
import { sortRows } from '../../src/screen/sort-rows.js';

function sorted(keys: number[]): number[] {
  const rows = Uint32Array.from(keys, (_, row) => row);
  for (const part of sortRows(rows, Float64Array.from(keys))) expect(part).toBeGreaterThanOrEqual(0);
  return [...rows];
}

describe('sorting rows between frames', () => {
  it.each([0, 1, 2, 31, 32, 33, 64, 65, 1000, 40_000])('puts %i rows in the order of their keys', (count) => {
    const keys = Array.from({ length: count }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 8);
    const expected = keys.map((_, row) => row).sort((a, b) => keys[a]! - keys[b]! || a - b);
    expect(sorted(keys)).toEqual(expected);
  });

  it('leaves rows of equal keys as they were', () => {
    const keys = Array.from({ length: 500 }, (_, i) => i % 3);
    const rows = sorted(keys);
    for (const key of [0, 1, 2]) {
      const same = rows.filter((row) => keys[row] === key);
      expect(same).toEqual([...same].sort((a, b) => a - b));
    }
  });
});
