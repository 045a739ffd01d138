import { describe, expect, it } from 'vitest';
import { InterleavedRows, ROW_SPAN } from '../../src/memory/rows.js';

class Cities extends InterleavedRows {
  founded = this.int32();
  mayors = this.int32(14);
  twins = this.int32(3);
  area = this.float64();
  isCapital = this.uint8();
  mayorCount = this.int32();
  years = this.countedInt32(3);

  constructor(capacity: number) {
    super(capacity);
    this.adopt();
  }
}

describe('interleaved rows', () => {
  it('keep the fields of a row apart from each other and from those of other rows', () => {
    const cities = new Cities(4);
    fill(cities, 1 * ROW_SPAN, 100);
    fill(cities, 2 * ROW_SPAN, 200);
    expectFilled(cities, 1 * ROW_SPAN, 100);
    expectFilled(cities, 2 * ROW_SPAN, 200);
    expectFilled(cities, 0, null);
    expectFilled(cities, 3 * ROW_SPAN, null);
  });

  it('keep their values when they grow, and give zeros in new rows', () => {
    const cities = new Cities(2);
    fill(cities, 1 * ROW_SPAN, 7);
    cities.grow(8);
    expect(cities.capacity).toBe(8);
    expectFilled(cities, 1 * ROW_SPAN, 7);
    expectFilled(cities, 7 * ROW_SPAN, null);
    fill(cities, 7 * ROW_SPAN, 9);
    expectFilled(cities, 7 * ROW_SPAN, 9);
  });

  // Few rows are cleared by a loop, many by one call for each kind of value.
  it.each([1, 2, 9])(
    'are all zeros again once %i of them are cleared, and their neighbours are not',
    (count) => {
      const cities = new Cities(count + 2);
      for (let row = 0; row < count + 2; row++) fill(cities, row * ROW_SPAN, row + 1);
      cities.clearRows(1, count);
      expectFilled(cities, 0, 1);
      for (let row = 1; row <= count; row++) expectFilled(cities, row * ROW_SPAN, null);
      expectFilled(cities, (count + 1) * ROW_SPAN, count + 2);
    },
  );
});

it('leave what is counted standing when rows are cleared, for the count is zero then; it grows with the rest', () => {
  const cities = new Cities(4);
  const row = 2 * ROW_SPAN;
  cities.mayorCount[row] = 3;
  cities.years.set([1950, 1960, 1970], row);
  cities.grow(8);
  expect([...cities.years.subarray(row, row + 3)]).toEqual([1950, 1960, 1970]);
  cities.clearRows(2, 1);
  expect(cities.mayorCount[row]).toBe(0);
  expect([...cities.years.subarray(row, row + 3)]).toEqual([1950, 1960, 1970]);
});

function fill(cities: Cities, handle: number, value: number): void {
  cities.founded[handle] = value;
  for (let i = 0; i < 14; i++) cities.mayors[handle + i] = value + i;
  for (let i = 0; i < 3; i++) cities.twins[handle + i] = -value - i;
  cities.area[handle] = value / 2;
  cities.isCapital[handle] = value & 0xff;
}

function expectFilled(cities: Cities, handle: number, value: number | null): void {
  const values = [
    cities.founded[handle],
    ...cities.mayors.subarray(handle, handle + 14),
    ...cities.twins.subarray(handle, handle + 3),
    cities.area[handle],
    cities.isCapital[handle],
  ];
  const expected =
    value === null
      ? Array.from({ length: 20 }, () => 0)
      : [
          value,
          ...Array.from({ length: 14 }, (_, i) => value + i),
          ...Array.from({ length: 3 }, (_, i) => -value - i),
          value / 2,
          value & 0xff,
        ];
  expect(values).toEqual(expected);
}
