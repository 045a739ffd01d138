import { expect, test } from 'vitest';
import { Census } from '../../src/findings/census.js';
import { ConnectionTraffic } from '../../src/hosts/connection-traffic.js';
import { MAX_LISTED_PORTS } from '../../src/limits.js';
import { firstTraffic } from '../../src/report/host-columns.js';
import { HostTraffic } from '../../src/report/host-traffic.js';
import { chosenTraffic, hostsMarkdown, hostsPrinted, limitsReachedBy } from '../../src/report/hosts.js';
import { openTerminal } from '../../src/report/terminal.js';
import type { ConnectionRow } from '../../src/rows.js';
import {
  connectionRow,
  connectionView,
  endpointRow,
  MemoryOutput,
  stateEntry,
  testClock,
} from '../support/rows.js';

function trafficOf(rows: readonly Partial<ConnectionRow>[]): { census: Census; traffic: HostTraffic } {
  const census = new Census(true);
  for (const [connection, row] of rows.entries())
    census.add(connectionView(connectionRow({ connection, ...row })));
  return { census, traffic: new HostTraffic(census, testClock, 10e9) };
}

/** It answers with SYN,ACK. */
const accepting = endpointRow({ states: [stateEntry('SYN_RCVD', 2), stateEntry('ESTABLISHED', 3)] });
const to = (address: string, port: number | string, more: Partial<ConnectionRow> = {}) => ({
  responder: { address, port },
  endpoints: { initiator: endpointRow(), responder: accepting },
  ...more,
});

test('a port listens when it answered a SYN, and not where both ends opened at once', () => {
  const simultaneous = { ...connectionRow().handshake, kind: 'simultaneous' } as const;
  const { traffic } = trafficOf([
    to('10.0.0.1', 443),
    to('10.0.0.1', 22),
    to('10.0.0.1', 80, { outcome: 'refused', endpoints: connectionRow().endpoints }),
    to('10.0.0.1', 5000, { handshake: simultaneous }),
  ]);
  const host = [...traffic.hosts()].find(({ address }) => address === '10.0.0.1')!;
  expect(traffic.hostRow(host)).toMatchObject({ listeningCount: 2, listening: [22, 443] });
  const isListening = [...traffic.services()].map((one) => [one.port, traffic.serviceRow(one).isListening]);
  expect(isListening).toEqual([
    [443, true],
    [22, true],
    [80, false],
    [5000, false],
  ]);
});

test('listed ports are bounded, their number is not', () => {
  const { traffic } = trafficOf(
    Array.from({ length: MAX_LISTED_PORTS + 5 }, (_, i) => to('10.0.0.2', 1 + i)),
  );
  const row = traffic.hostRow([...traffic.hosts()].find(({ received }) => received > 0)!);
  expect(row.listeningCount).toBe(MAX_LISTED_PORTS + 5);
  expect(row.listening).toHaveLength(MAX_LISTED_PORTS);
});

test('packets without a connection make no service', () => {
  const { traffic } = trafficOf([to('10.0.0.3', 9999, { outcome: 'stray' }), to('10.0.0.3', 80)]);
  expect([...traffic.services()].map(({ port }) => port)).toEqual([80]);
});

test('of many lines only as many as are wanted are held, and they are the first', () => {
  const { traffic } = trafficOf(
    Array.from({ length: 3000 }, (_, i) =>
      to('10.0.0.4', 1 + i, { outcome: i % 1000 === 7 ? 'refused' : 'closed' }),
    ),
  );
  const { first, hidden } = firstTraffic(traffic.services(), 'trouble', traffic, 4);
  expect(first.map(({ port }) => port)).toEqual([8, 1008, 2008, 1]);
  expect(hidden).toBe(2996);
});

test('names cannot drive the terminal, nor break a Markdown table', () => {
  const { traffic } = trafficOf([
    to('10.0.0.5', 80, { initiator: { address: '10.0.0.6', port: 1, name: 'a\u001b[2J|b' } }),
  ]);
  const list = { ...chosenTraffic(traffic), limitsReached: [] };
  const [printed, markdown] = [new MemoryOutput(), new MemoryOutput()];
  hostsPrinted(list, printed, openTerminal({ width: 200, ascii: true, color: false }), null);
  hostsMarkdown(list, markdown);
  expect(printed.text + markdown.text).not.toContain('\u001b');
  expect(printed.text).toContain('|b');
  expect(markdown.text).toContain('\\|b');
});

test('an address of IPv6 keeps its end where there is little room', () => {
  const { traffic } = trafficOf([to('2001:db8:1111:2222:3333:4444:5555:7777', 443)]);
  const output = new MemoryOutput();
  hostsPrinted(
    { ...chosenTraffic(traffic), limitsReached: [] },
    output,
    openTerminal({ width: 80, ascii: false, color: false }),
    null,
  );
  expect(output.text).toMatch(/^2001:db8:\S+:7777 /m);
  for (const line of output.lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('what there was no room for is said', () => {
  const { census } = trafficOf([to('10.0.0.7', 80)]);
  expect(limitsReachedBy(census)).toEqual([]);
  census.log.unlogged = 3;
  census.services.add(0, new ConnectionTraffic().read(connectionView(connectionRow())), 'responder');
  expect(limitsReachedBy(census)).toEqual([
    expect.stringMatching(/^1 connection went to services beyond the first 131,072/),
    expect.stringMatching(/^when 3 connections began is not counted/),
  ]);
});
