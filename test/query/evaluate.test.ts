import { expect, test } from 'vitest';
import { compileQuery } from '../../src/query/evaluate.js';
import { QueryError } from '../../src/query/grammar.js';
import type { ConnectionRow, PacketRow } from '../../src/rows.js';
import {
  at,
  connectionRow,
  connectionView,
  endpointRow,
  packetRow,
  packetView,
  testClock,
} from '../support/rows.js';

const utc = { offsetSeconds: () => 0 };

const row = connectionRow({
  connection: 17,
  initiator: { address: '10.1.2.3', port: 51514 },
  responder: { address: '2001:db8::1', port: 443 },
  firstPacket: 100,
  lastPacket: 200,
  packets: 42,
  bytes: 5_000_000,
  startTime: at(10),
  endTime: at(20),
  outcome: 'half-closed',
  endpoints: {
    initiator: endpointRow({ state: 'FIN_WAIT_2' }),
    responder: endpointRow({ state: 'CLOSE_WAIT' }),
  },
});

function chooses(text: string, connection: ConnectionRow = row): boolean {
  const query = compileQuery(text, utc);
  query.begin(testClock);
  return query.connection(connectionView(connection));
}

test.each([
  'host == 10.1.2.3',
  'host == 2001:db8::1',
  'host == 2001:DB8:0:0:0:0:0:1',
  'host == 10.0.0.0/8',
  'host == 2001:db8::/32',
  'host in {192.168.0.1, 10.1.2.0/24}',
  'host ~ "^10\\."',
  'initiator.host == 10.1.2.3',
  'responder.host != 10.1.2.3',
  'port == 443',
  'port in {80 443}',
  'port in {400..500}',
  'port > 50000',
  'port <= 443',
  'responder.port < 1024',
  'state == CLOSE_WAIT',
  'state == close-wait',
  'state == finwait2',
  'initiator.state in {FIN_WAIT_1, FIN_WAIT_2}',
  'state ~ wait',
  'outcome == half-closed',
  'outcome in {open half-closed}',
  'outcome != reset',
  'connection == 17',
  'connection in {1..20}',
  'packet == 150',
  'packet in {1..100}',
  'packet > 199',
  'packet < 101',
  'packets == 42',
  'bytes > 1MB',
  'bytes <= 5000k',
  'duration == 10',
  'duration >= 500ms && duration < 1m',
  'time > +15s',
  'time < 15:16:29',
  'time == #150',
  'time in {+19s..+30s}',
  'time >= 2026-11-20T15:16:38Z',
  '10.1.2.3',
  '10.0.0.0/8',
  '2001:db8::1',
  ':443',
  '10.1.2.3:51514',
  '[2001:db8::1]:443',
  'half-closed',
  'CLOSE_WAIT',
  '!reset',
  'reset || :443',
  ':443 && (open || half-closed)',
])('%s matches', (text) => {
  expect(chooses(text)).toBe(true);
});

test.each([
  'host == 10.1.2.4',
  'host != 10.1.2.3',
  'host == 10.1.2.0/32',
  'port != 443',
  'port == 80',
  'state == TIME_WAIT',
  'outcome == reset',
  'packet == 99',
  'packet == 201',
  'packet < 100',
  'packets in {1..41}',
  'bytes > 5MB',
  'duration > 10',
  'time > +20s',
  'time == #201',
  '10.1.2.3:443',
  '[2001:db8::1]:51514',
  ':80',
  'reset',
  'somebody',
  '!:443',
])('%s does not match', (text) => {
  expect(chooses(text)).toBe(false);
});

test('an IPv4 address also finds its mapped form', () => {
  const mapped = connectionRow({ initiator: { address: '::ffff:10.1.2.3', port: 1 } });
  expect(chooses('10.1.2.3', mapped)).toBe(true);
  expect(chooses('host == 10.0.0.0/8', mapped)).toBe(true);
});

test('names match as they are printed, in any case', () => {
  const named = connectionRow({ responder: { address: 'db', port: 'mysql' } });
  for (const text of ['db', 'DB', 'db:mysql', ':mysql', 'port == mysql', 'host ~ ^d'])
    expect(chooses(text, named)).toBe(true);
});

test('a word in quotes is a name, even where it is an outcome', () => {
  expect(chooses('"half-closed"')).toBe(false);
});

function packetChosen(text: string, packet: PacketRow, connection = row): boolean {
  const query = compileQuery(text, utc);
  query.begin(testClock);
  query.learn(connectionView(connection));
  return query.packet(packetView({ ...packet, connection: connection.connection }, connection));
}

test('for a packet, states are those right after it', () => {
  const packet = packetRow({ states: { initiator: 'SYN_SENT', responder: 'LISTEN' } });
  expect(packetChosen('state == SYN_SENT', packet)).toBe(true);
  expect(packetChosen('state == CLOSE_WAIT', packet)).toBe(false);
});

test('for a packet, number and time are its own', () => {
  const packet = packetRow({ packet: 120, time: at(12) });
  expect(packetChosen('packet == 120 && time == +12s', packet)).toBe(true);
  expect(packetChosen('packet == 121', packet)).toBe(false);
});

test('facts that are final only at the end are learned in a first pass', () => {
  expect(compileQuery(':443 && packet > 3', utc).needsWholeConnections).toBe(false);
  for (const text of ['reset', 'outcome == reset', 'packets > 3', '!(bytes > 3)', 'duration < 1']) {
    expect(compileQuery(text, utc).needsWholeConnections).toBe(true);
  }
  expect(packetChosen('outcome == half-closed && packets == 42', packetRow())).toBe(true);
  expect(packetChosen('outcome == reset || packets == 41', packetRow())).toBe(false);
});

test('facts of many connections are kept apart', () => {
  const query = compileQuery('reset', utc);
  for (let connection = 0; connection < 5000; connection++) {
    query.learn(
      connectionView(connectionRow({ connection, outcome: connection % 7 === 0 ? 'reset' : 'open' })),
    );
  }
  expect(query.packet(packetView(packetRow({ connection: 4900 })))).toBe(true);
  expect(query.packet(packetView(packetRow({ connection: 4901 })))).toBe(false);
  expect(query.packet(packetView(packetRow({ connection: 9999 })))).toBe(false);
});

test.each([
  ['hots == 10.0.0.1', 0, /did you mean "host"/],
  ['colour == red', 0, /unknown field "colour"\. Known: host, port/],
  ['severity == fatal', 12, /error, warning, note, info/],
  ['outcome == rset', 11, /did you mean "reset"/],
  ['state == CLOSEWAIT1', 9, /did you mean "CLOSE_WAIT"/],
  ['port == 70000', 8, /65535/],
  ['port in {80, 90..70}', 13, /backwards/],
  ['packets == many', 11, /not a value/],
  ['bytes > 3 parsecs', 10, /expected && or/],
  ['duration > 3parsecs', 11, /not a value/],
  ['host < 10.0.0.1', 7, /no order/],
  ['packets ~ 4', 10, /number/],
  ['host ~ "("', 7, /regular expression/],
  ['time > noon', 7, /not a time/],
  ['443', 0, /:443/],
  ['a && host', 5, /needs a comparison/],
])('%s is refused where it goes wrong', (text, position, message) => {
  let error: unknown;
  try {
    compileQuery(text, utc);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(QueryError);
  expect((error as QueryError).position).toBe(position);
  expect((error as QueryError).message).toMatch(message);
});

test('names of properties that every object has are no fields, outcomes or states', () => {
  for (const word of ['constructor', '__proto__', 'toString']) {
    expect(() => compileQuery(`${word} == 1`, utc)).toThrow(QueryError);
    expect(() => compileQuery(`bytes == 1${word}`, utc)).toThrow(QueryError);
    expect(chooses(word)).toBe(false);
  }
});

test('an errno is one that a kernel put on its socket at either end, alone or as a field', () => {
  const { initiator, responder } = connectionRow().endpoints;
  const broken = connectionRow({
    outcome: 'reset',
    resets: [
      { packet: 6, time: at(2), by: 'responder', cause: 'no-socket', effect: 'ended', tests: ['bare'] },
    ],
    endpoints: { initiator: { ...initiator, socketError: 'EPIPE' }, responder },
  });
  for (const text of [
    'EPIPE',
    'errno == EPIPE',
    'errno == epipe && reset',
    'cause == no-socket',
    'cause ~ socket',
  ]) {
    expect([text, chooses(text, broken)]).toEqual([text, true]);
    expect([text, chooses(text)]).toEqual([text, false]);
  }
  for (const text of ['ECONNRESET', 'errno == ECONNRESET', 'cause == abort', 'cause in {abort injected}']) {
    expect([text, chooses(text, broken)]).toEqual([text, false]);
  }
  expect(chooses('errno != EPIPE', broken)).toBe(false);
  expect(() => compileQuery('errno == EPIP', utc)).toThrow(/EPIPE/);
  expect(() => compileQuery('cause == no-sockets', utc)).toThrow(/no-socket/);
});
