import { expect, it } from 'vitest';
import { Columns } from '../../src/memory/columns.js';
import { TcpTables } from '../../src/tcp/tables.js';

class Marks extends Columns {
  marks: Uint8Array;
  constructor(capacity = 2) {
    super(capacity);
    this.marks = new Uint8Array(capacity);
    this.adopt();
  }
}

it('gives companion tables the same room, and zeros for every slot that is handed out again', () => {
  const tables = new TcpTables();
  const perSlot = new Marks();
  const perEndpoint = new Marks();
  tables.accompany(perSlot, 1);
  tables.accompany(perEndpoint, 2);
  expect([perSlot.capacity, perEndpoint.capacity]).toEqual([
    tables.connections.capacity,
    tables.endpoints.capacity,
  ]);

  while (!tables.isFull) tables.allocate();
  const slot = tables.allocate();
  expect([perSlot.capacity, perEndpoint.capacity]).toEqual([
    tables.connections.capacity,
    tables.endpoints.capacity,
  ]);

  perSlot.marks[slot] = 7;
  perEndpoint.marks.fill(7);
  tables.release(slot);
  expect(tables.allocate()).toBe(slot);
  expect(perSlot.marks[slot]).toBe(0);
  expect([...perEndpoint.marks.subarray(slot * 2 - 1, slot * 2 + 2)]).toEqual([7, 0, 0]);
});

it('hands out slots that were given back in that order, all zeros, also those cleared together', () => {
  const tables = new TcpTables();
  const marks = new Marks();
  tables.accompany(marks, 1);
  const slots = Array.from({ length: 200 }, () => tables.allocate());
  marks.marks.fill(7);
  // Two stretches with a gap between them, the later one first.
  const givenBack = [...slots.slice(120, 200), ...slots.slice(0, 100)];
  for (const slot of givenBack) tables.release(slot);
  for (const slot of givenBack) {
    expect(tables.allocate()).toBe(slot);
    expect([marks.marks[slot], tables.connections.used[slot]]).toEqual([0, 1]);
    marks.marks[slot] = 8;
  }
  // Those that were never given back kept theirs, and so did those handed out while others were cleared.
  expect(slots.map((slot) => marks.marks[slot])).toEqual(
    slots.map((slot) => (slot >= 100 && slot < 120 ? 7 : 8)),
  );
});
