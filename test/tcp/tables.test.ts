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
