import { expect, it } from 'vitest';
import { FinishedRows, MOST_ROWS } from '../../src/tui/finished-rows.js';

it('gives the row back for its token, which changes when the row does', () => {
  const rows = new FinishedRows();
  const first = rows.token(3, 'one');
  expect(rows.finish(first)).toBe('one');
  expect(rows.token(3, 'one')).toBe(first);
  const second = rows.token(3, 'two');
  expect(second).not.toBe(first);
  expect(rows.finish(second)).toBe('two');
  expect(rows.token(3, 'three')).toBe(first);
});

it('tells the rows apart, up to as many as there may be', () => {
  const rows = new FinishedRows();
  const tokens = [0, 1, MOST_ROWS - 1].map((row) => rows.token(row, `row ${row}`));
  expect(tokens.map((token) => rows.finish(token))).toEqual(['row 0', 'row 1', `row ${MOST_ROWS - 1}`]);
});

it('leaves everything else as it is', () => {
  const rows = new FinishedRows();
  rows.token(0, 'one');
  expect(rows.finish('ab')).toBe('ab');
  expect(rows.finish('')).toBe('');
});
