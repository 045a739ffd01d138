import { expect, test } from 'vitest';
import { MAX_COUNTED_ENDPOINTS } from '../../src/limits.js';
import { ConnectionSummary, WorstConnections } from '../../src/report/summary.js';
import type { Outcome } from '../../src/rows.js';
import { connectionRow, connectionView } from '../support/rows.js';

function worst(limit: number, outcomes: readonly Outcome[]): number[] {
  const list = new WorstConnections<number>(limit);
  for (const [connection, outcome] of outcomes.entries()) {
    list.offer(connectionView(connectionRow({ connection, outcome })), () => connection);
  }
  return list.list();
}

test('the worst outcomes come first, within them the lowest numbers', () => {
  expect(worst(10, ['closed', 'open', 'reset', 'refused', 'reset'])).toEqual([2, 4, 3, 1, 0]);
});

test('a thousand alike do not hide the one that differs', () => {
  const outcomes = [...new Array<Outcome>(1000).fill('unanswered'), 'half-closed' as const];
  expect(worst(10, outcomes)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 1000]);
});

test('rows that leave out of order are listed in order', () => {
  const list = new WorstConnections<number>(3);
  for (const connection of [9, 4, 7, 1, 8]) {
    list.offer(connectionView(connectionRow({ connection, outcome: 'reset' })), () => connection);
  }
  expect(list.list()).toEqual([1, 4, 7]);
});

test('a limit of nothing lists nothing', () => {
  expect(worst(0, ['reset', 'open'])).toEqual([]);
});

test('endpoints are counted within bounds', () => {
  const summary = new ConnectionSummary();
  for (let i = 0; i < MAX_COUNTED_ENDPOINTS + 5; i++) {
    const row = connectionRow({
      connection: i,
      outcome: 'refused',
      responder: { address: `host-${i}`, port: 1 },
    });
    summary.add(connectionView(row));
  }
  const tally = summary.outcomes.get('refused')!;
  expect(tally.at.size).toBe(MAX_COUNTED_ENDPOINTS);
  expect([tally.count, tally.elsewhere]).toEqual([MAX_COUNTED_ENDPOINTS + 5, 5]);
});
