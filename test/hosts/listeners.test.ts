import { describe, expect, it } from 'vitest';
import { Listeners } from '../../src/hosts/listeners.js';
import { connectionRow, connectionView, endpointRow, stateEntry, at as timeAt } from '../support/rows.js';

const SECOND = 1e9;

function answered(seconds: number) {
  const responder = endpointRow({
    states: [stateEntry('SYN_RCVD', 2, 'sent', 'seen', seconds), stateEntry('ESTABLISHED', 3)],
  });
  return connectionView(connectionRow({ endpoints: { initiator: endpointRow(), responder } }));
}

function refused(seconds: number) {
  return connectionView(connectionRow({ outcome: 'refused', endTime: timeAt(seconds) }));
}

function at(listeners: Listeners, seconds: number) {
  return listeners.at({ timeNs: seconds * SECOND, packet: null });
}

describe('listeners', () => {
  it('are proved by the first SYN that was answered', () => {
    const listeners = new Listeners();
    listeners.add(answered(9));
    listeners.add(answered(4));
    expect(at(listeners, 3)).toEqual([]);
    expect(at(listeners, 4)).toMatchObject([{ host: '10.9.0.2', port: 443, sinceNs: 4 * SECOND }]);
    expect(at(listeners, 99)).toMatchObject([{ host: '10.9.0.2', port: 443, sinceNs: 4 * SECOND }]);
  });

  it('are gone when a SYN is refused, until one is answered again', () => {
    const listeners = new Listeners();
    for (const view of [answered(10), refused(5), answered(1)]) listeners.add(view);
    expect(at(listeners, 4)).toHaveLength(1);
    expect(at(listeners, 5)).toEqual([]);
    expect(at(listeners, 10)[0]!.sinceNs).toBe(10 * SECOND);
    expect([...listeners.spans()].map(({ sinceNs, untilNs }) => [sinceNs, untilNs])).toEqual([
      [1 * SECOND, 5 * SECOND],
      [10 * SECOND, Number.POSITIVE_INFINITY],
    ]);
  });

  it('are not proved by an endpoint that opened actively, nor by one that was running already', () => {
    const listeners = new Listeners();
    for (const state of ['SYN_SENT', 'ESTABLISHED'] as const) {
      const responder = endpointRow({ states: [stateEntry(state, 1), stateEntry('SYN_RCVD', 2)] });
      listeners.add(connectionView(connectionRow({ endpoints: { initiator: endpointRow(), responder } })));
    }
    expect(at(listeners, 99)).toEqual([]);
  });

  it('are still known after a great many answers', () => {
    const listeners = new Listeners();
    for (let i = 5000; i > 0; i--) listeners.add(answered(i));
    listeners.add(refused(6000));
    expect(at(listeners, 5999)[0]!.sinceNs).toBe(1 * SECOND);
    expect(at(listeners, 6000)).toEqual([]);
  });
});
