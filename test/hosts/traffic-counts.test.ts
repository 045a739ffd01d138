import { expect, test } from 'vitest';
import { ConnectionTraffic } from '../../src/hosts/connection-traffic.js';
import { TrafficCounts } from '../../src/hosts/traffic-counts.js';
import type { ConnectionRow } from '../../src/rows.js';
import { connectionRow, connectionView } from '../support/rows.js';

const HOST = 1;

function counted(side: 'initiator' | 'responder', rows: readonly Partial<ConnectionRow>[]): TrafficCounts {
  const counts = new TrafficCounts();
  const traffic = new ConnectionTraffic();
  for (const row of rows) counts.add(HOST, traffic.read(connectionView(connectionRow(row))), side);
  return counts;
}

const handshake = (more: Partial<ConnectionRow['handshake']>) => ({
  handshake: { ...connectionRow().handshake, ...more },
});

test('each handshake gives one round trip to either end', () => {
  const rows = [
    handshake({ rttSeconds: 0.5, responderRttSeconds: 0.25 }),
    handshake({ rttSeconds: 1, responderRttSeconds: 0.125 }),
  ];
  expect(counted('responder', rows).of(HOST)).toMatchObject({
    rtts: 2,
    rttMinNs: 125e6,
    rttMaxNs: 250e6,
    rttSumNs: 375e6,
  });
  expect(counted('initiator', rows).of(HOST)).toMatchObject({ rtts: 2, rttMinNs: 250e6, rttMaxNs: 875e6 });
});

test('what was sent again tells nothing of round trips', () => {
  const synAckAgain = handshake({ synAckRetransmissions: 1 });
  const synAgain = handshake({ synRetransmissions: 1 });
  expect(counted('responder', [synAckAgain, synAgain]).of(HOST).rtts).toBe(0);
  expect(counted('initiator', [synAckAgain]).of(HOST).rtts).toBe(0);
  // The last ACK follows the only SYN,ACK, whichever SYN that answered.
  expect(counted('initiator', [synAgain]).of(HOST).rtts).toBe(1);
});

test('failed are those that came to nothing, refused some of them', () => {
  const outcomes = [
    'refused',
    'unanswered',
    'unreachable',
    'aborted-handshake',
    'reset',
    'closed',
    'stray',
  ] as const;
  const counts = counted(
    'responder',
    outcomes.map((outcome) => ({ outcome })),
  );
  expect([counts.failed(HOST, 'responder'), counts.refused(HOST, 'responder')]).toEqual([4, 1]);
  expect([counts.strays(HOST, 'responder'), counts.failed(HOST, 'initiator')]).toEqual([1, 0]);
});

test('rows that nothing was added to are all zeros, also those beyond the room there is', () => {
  const counts = counted('responder', [{ outcome: 'refused' }]);
  expect(counts.of(HOST).received).toBe(1);
  for (const number of [HOST - 1, HOST + 1, 1_000_000]) {
    expect(new Set(Object.values(counts.of(number)))).toEqual(new Set([0]));
    expect([counts.failed(number, 'responder'), counts.outcomes(number, 'responder')]).toEqual([0, {}]);
  }
});

test('of connections whose hosts have no row of their own it is known how many there were, and no more', () => {
  const counts = new TrafficCounts();
  const traffic = new ConnectionTraffic().read(connectionView(connectionRow({ outcome: 'refused' })));
  counts.add(0, traffic, 'initiator');
  counts.add(0, traffic, 'responder');
  expect(counts.of(0)).toMatchObject({ begun: 1, received: 1, bytesSent: 0, bytesReceived: 0 });
  expect(counts.refused(0, 'responder')).toBe(0);
});
