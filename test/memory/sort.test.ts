import { expect, it } from 'vitest';
import { sortNumbers } from '../../src/memory/sort.js';

const ascending = (values: Float64Array) => Float64Array.from(values).sort();

/** Numbers that look random and are the same in every run. */
function scattered(length: number): Float64Array {
  let seed = 1;
  return Float64Array.from({ length }, () => (seed = (seed * 48_271) % 0x7fffffff));
}

it.each([
  ['nothing', new Float64Array(0)],
  ['few values in no order', scattered(100)],
  ['many values in no order', scattered(50_000)],
  ['many in order already', Float64Array.from({ length: 10_000 }, (_, i) => i / 3)],
  ['many in the opposite order', Float64Array.from({ length: 10_000 }, (_, i) => -i)],
  ['many that are all alike', new Float64Array(10_000).fill(7)],
  // An odd and an even number of stretches, of different lengths, with values that occur in several of them.
  ['two stretches in order', Float64Array.from({ length: 10_000 }, (_, i) => i % 5000)],
  ['seven stretches in order', Float64Array.from({ length: 10_000 }, (_, i) => (i % 1500) - 700)],
])('sorts %s', (_, values) => {
  const expected = ascending(values);
  const sorted = sortNumbers(values);
  expect(sorted).toBe(values);
  expect(sorted).toEqual(expected);
});
