import { describe, expect, it } from 'vitest';
import { Columns } from '../../src/memory/columns.js';

class Table extends Columns {
  small: Uint8Array;
  triple: Int32Array;
  time: Float64Array;

  constructor(capacity = 4) {
    super(capacity);
    this.small = new Uint8Array(capacity);
    this.triple = new Int32Array(capacity * 3);
    this.time = new Float64Array(capacity);
    this.adopt();
  }
}

describe('a table held as columns', () => {
  it('keeps every value when it grows, and the new rows are zeros', () => {
    const table = filled();
    table.grow(8);
    expect(table.capacity).toBe(8);
    expect([...table.small]).toEqual([1, 2, 3, 4, 0, 0, 0, 0]);
    expect(table.triple).toHaveLength(24);
    expect([...table.triple.subarray(9, 15)]).toEqual([4, 4, 4, 0, 0, 0]);
    expect(table.time[3]).toBe(4.5);
  });

  it('clears rows, all of their values, and no others', () => {
    const table = filled();
    table.grow(8);
    table.clearRows(1, 2);
    expect([...table.small.subarray(0, 4)]).toEqual([1, 0, 0, 4]);
    expect([...table.triple.subarray(0, 12)]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 4, 4, 4]);
    expect([...table.time.subarray(0, 4)]).toEqual([1.5, 0, 0, 4.5]);
  });
});

function filled(): Table {
  const table = new Table();
  for (let row = 0; row < 4; row++) {
    table.small[row] = row + 1;
    table.triple.fill(row + 1, row * 3, row * 3 + 3);
    table.time[row] = row + 1.5;
  }
  return table;
}
