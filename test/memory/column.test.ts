import { expect, it } from 'vitest';
import { grown } from '../../src/memory/column.js';

it('a grown column keeps its kind and values, and fills the rest with zero or what is asked for', () => {
  const column = Int32Array.of(1, -2, 3);
  expect(grown(column, 5)).toEqual(Int32Array.of(1, -2, 3, 0, 0));
  expect(grown(column, 5, -1)).toEqual(Int32Array.of(1, -2, 3, -1, -1));
  expect(grown(Float64Array.of(0.5), 2)).toBeInstanceOf(Float64Array);
  expect(column).toHaveLength(3);
});
