import { describe, expect, test } from 'vitest';
import { TimeZone } from '../../src/format/time.js';
import { ConnectionFinder } from '../../src/query/find-connections.js';
import { parseLogLine } from '../../src/query/log-line.js';
import type { ConnectionRow } from '../../src/rows.js';
import { at, connectionRow, connectionView, EPOCH, endpointRow, testClock } from '../support/rows.js';

const zone = new TimeZone('UTC');

function found(line: string, rows: readonly ConnectionRow[], limit = 5) {
  const finder = new ConnectionFinder(parseLogLine(line), zone, limit);
  finder.begin(testClock);
  for (const row of rows) finder.connection(connectionView(row));
  return finder.matches();
}

/** A connection whose initiator was reset that many seconds after the first packet. */
function reset(connection: number, seconds: number, overrides: Partial<ConnectionRow> = {}): ConnectionRow {
  return connectionRow({
    connection,
    outcome: 'reset',
    initiator: { address: '10.2.0.31', port: 50000 + connection },
    responder: { address: '10.2.0.12', port: 3306 },
    startTime: at(0),
    endTime: at(seconds),
    resets: [
      { packet: 9, time: at(seconds), by: 'responder', cause: 'no-socket', effect: 'ended', tests: [] },
    ],
    endpoints: {
      initiator: endpointRow({ state: 'CLOSED', socketError: 'ECONNRESET' }),
      responder: endpointRow({ state: 'CLOSED' }),
    },
    ...overrides,
  });
}

const utc = (seconds: number) => new Date((EPOCH + seconds) * 1000).toISOString();

describe('the connection behind a log line', () => {
  test('has the endpoint, the errno and the time that the line names', () => {
    const other = connectionRow({ connection: 9, responder: { address: '10.2.0.12', port: 3306 } });
    const [best] = found(`${utc(171.3)} ECONNRESET 10.2.0.12:3306`, [reset(0, 20), other, reset(2, 171)]);
    expect(best).toMatchObject({
      side: 'initiator',
      fits: ['endpoint', 'errno', 'time'],
      clockOffsetSeconds: 0.3,
    });
    expect(best!.row.connection).toBe(2);
    expect(best!.score).toBe(1);
  });

  test('is not one of another host, whatever else fits', () => {
    expect(found('ECONNRESET 10.9.9.9:3306', [reset(0, 20)])).toEqual([]);
  });

  test('is told of by its port alone where the line says no more', () => {
    expect(
      found('ECONNRESET port 50001', [reset(0, 20), reset(1, 20)]).map(({ row }) => row.connection),
    ).toEqual([1]);
  });

  test('may be logged in another time zone: the clock offset shows it', () => {
    const [best] = found(`${utc(171.2 + 3600)} ECONNRESET 10.2.0.12:3306`, [reset(0, 171)]);
    expect(best).toMatchObject({ clockOffsetSeconds: 3600.2 });
    expect(best!.score).toBeGreaterThan(0.5);
  });

  test('a time without a date is that of the nearest day, also before the capture begins', () => {
    const logged = new Date((EPOCH - 2 * 3600 - 300) * 1000).toISOString().slice(11, 19);
    const [best] = found(`${logged} ECONNRESET`, [reset(0, 20)]);
    expect(best!.clockOffsetSeconds).toBeCloseTo(-2 * 3600 - 320, -1);
  });

  test('a clock that is quite wrong leaves the errno and the endpoint to tell', () => {
    const other = connectionRow({ connection: 9, responder: { address: '10.2.0.12', port: 3306 } });
    const line = `${utc(-4000)} ECONNRESET 10.2.0.12:3306`;
    const [best, second] = found(line, [other, reset(2, 171)]);
    expect([best!.row.connection, second!.row.connection]).toEqual([2, 9]);
    expect(best!.score).toBeGreaterThan(5 * second!.score);
  });

  test('an errno that nobody at this connection got counts against it', () => {
    const [first, second] = found('EPIPE 10.2.0.12:3306', [
      reset(0, 20),
      reset(1, 20, {
        endpoints: { initiator: endpointRow({ socketError: 'EPIPE' }), responder: endpointRow() },
      }),
    ]);
    expect([first!.row.connection, second!.row.connection]).toEqual([1, 0]);
    expect(second!.score).toBeLessThan(0.2);
  });

  test('among equals the first one; no more than asked for are kept', () => {
    const rows = Array.from({ length: 20 }, (_, i) => reset(i, 20));
    expect(found('ECONNRESET 10.2.0.12', [...rows].reverse(), 3).map(({ row }) => row.connection)).toEqual([
      0, 1, 2,
    ]);
  });
});
