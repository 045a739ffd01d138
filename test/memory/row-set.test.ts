import { describe, expect, it } from 'vitest';
import { RowSet } from '../../src/memory/row-set.js';

const rowsOf = (set: RowSet) => Array.from({ length: set.count }, (_, place) => set.at(place));

describe('a set of rows', () => {
  it('lists each row once, in the order in which they came', () => {
    const set = new RowSet();
    for (const row of [5, 3, 5, 0, 3]) set.add(row);
    expect(rowsOf(set)).toEqual([5, 3, 0]);
  });

  it('takes rows beyond those it has room for', () => {
    const set = new RowSet();
    const many = Array.from({ length: 3000 }, (_, i) => i * 7);
    for (const row of [...many, ...many]) set.add(row);
    expect(rowsOf(set)).toEqual(many);
  });

  it('takes a row again after it was cleared', () => {
    const set = new RowSet();
    set.add(4000);
    set.clear();
    expect(rowsOf(set)).toEqual([]);
    set.add(4000);
    expect(rowsOf(set)).toEqual([4000]);
  });
});
