import { expect, it } from 'vitest';
import { grown } from '../../src/memory/column.js';

it('a grown column keeps its kind and values, and fills the rest with zero or what is asked for', () => {
  const column = Int32Array.of(1, -2, 3);
  expect(grown(column, 5)).toEqual(Int32Array.of(1, -2, 3, 0, 0));
  expect(grown(column, 5, -1)).toEqual(Int32Array.of(1, -2, 3, -1, -1));
  expect(grown(Float64Array.of(0.5), 2)).toBeInstanceOf(Float64Array);
  expect(column).toHaveLength(3);
});

it('a large column that was grown grows on in the memory it stands in, and finds only zeros there', () => {
  const column = grown(new Float64Array(8).fill(7), 1 << 18);
  const larger = grown(column, 1 << 19);
  expect(larger.buffer).toBe(column.buffer);
  expect(larger).toHaveLength(1 << 19);
  expect(larger.subarray(0, 8)).toEqual(new Float64Array(8).fill(7));
  expect(larger.subarray(8).every((value) => value === 0)).toBe(true);
  // Sixteen times as many do not fit there: they are copied.
  const elsewhere = grown(larger, 1 << 22);
  expect(elsewhere.buffer).not.toBe(column.buffer);
  expect(elsewhere[7]).toBe(7);
});

it('a column grows to what is needed where no more can be reserved', () => {
  // What is there may be had, four times as much may not.
  const most = 2 ** 20;
  class Scarce extends Uint8Array {
    constructor(buffer: ArrayBuffer, byteOffset: number, length: number) {
      if (length > most) throw new RangeError('Array buffer allocation failed');
      super(buffer, byteOffset, length);
    }
  }
  const column = grown(new Scarce(new ArrayBuffer(4), 0, 4).fill(1), most);
  expect(column).toHaveLength(most);
  expect(column[3]).toBe(1);
});
