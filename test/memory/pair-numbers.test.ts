import { expect, test } from 'vitest';
import { PairNumbers } from '../../src/memory/pair-numbers.js';

test('pairs are numbered in order of appearance, and keep their numbers while many more come', () => {
  const numbers = new PairNumbers(1 << 20);
  const all = Array.from({ length: 10_000 }, (_, i) => [i % 100, Math.floor(i / 100)] as const);
  expect(all.map(([a, b]) => numbers.of(a, b))).toEqual(all.map((_, i) => i + 1));
  expect(all.map(([a, b]) => numbers.of(a, b))).toEqual(all.map((_, i) => i + 1));
  expect(numbers.size).toBe(10_000);
});

test('the order within a pair counts', () => {
  const numbers = new PairNumbers(10);
  expect([numbers.of(1, 2), numbers.of(2, 1), numbers.of(-1, 0), numbers.of(1, 2)]).toEqual([1, 2, 3, 1]);
});

test('where there is no room none is given, and those given stay', () => {
  const numbers = new PairNumbers(2);
  expect([numbers.of(1, 1), numbers.of(2, 2), numbers.of(3, 3), numbers.of(2, 2)]).toEqual([1, 2, 0, 2]);
});
