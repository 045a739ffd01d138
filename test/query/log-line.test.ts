import { describe, expect, test } from 'vitest';
import { parseLogLine } from '../../src/query/log-line.js';

const clock = (hours: number, minutes: number, seconds: number) =>
  BigInt(hours * 3600 + minutes * 60 + seconds) * 1_000_000_000n;

describe('a log line', () => {
  test.each([
    [
      '14:05:47 ECONNRESET 10.2.0.12:3306',
      { errnos: ['ECONNRESET'], endpoints: [{ host: '10.2.0.12', port: 3306 }] },
    ],
    [
      '2026/11/20 14:05:47 [error] 31#31: *1 upstream timed out (110: Connection timed out) while connecting, client: 10.1.0.9, upstream: "http://10.2.0.9:8080/"',
      {
        errnos: ['ETIMEDOUT'],
        endpoints: [
          { host: '10.1.0.9', port: null },
          { host: '10.2.0.9', port: 8080 },
        ],
      },
    ],
    [
      'read tcp 10.0.0.1:51514->10.0.0.2:443: read: connection reset by peer',
      {
        errnos: ['ECONNRESET'],
        endpoints: [
          { host: '10.0.0.1', port: 51514 },
          { host: '10.0.0.2', port: 443 },
        ],
      },
    ],
    [
      'dial tcp [2001:db8::1]:443: connect: no route to host',
      { errnos: ['EHOSTUNREACH'], endpoints: [{ host: '2001:db8::1', port: 443 }] },
    ],
    [
      'java.net.SocketException: Broken pipe db-3.example:3306',
      { errnos: ['EPIPE'], endpoints: [{ host: 'db-3.example', port: 3306 }] },
    ],
    [
      'Error: socket hang up, errno: -104, port=8443',
      { errnos: ['EOF'], endpoints: [{ host: null, port: 8443 }] },
    ],
    [
      'WSAECONNREFUSED (10061) 10.0.0.7',
      { errnos: ['ECONNREFUSED'], endpoints: [{ host: '10.0.0.7', port: null }] },
    ],
    [
      'OSError: [Errno 113] No route to host fe80::1',
      { errnos: ['EHOSTUNREACH'], endpoints: [{ host: 'fe80::1', port: null }] },
    ],
  ])('%s', (text, expected) => {
    expect(parseLogLine(text)).toMatchObject(expected);
  });

  test.each([
    ['14:05:47.250 x 10.0.0.1', { kind: 'time-of-day', ns: clock(14, 5, 47) + 250_000_000n }],
    ['Nov 20 14:05:47 web nginx: 10.0.0.1', { kind: 'time-of-day', ns: clock(14, 5, 47) }],
    ['2026-11-20T14:05:47Z 10.0.0.1', { kind: 'epoch', ns: 1_795_183_547n * 1_000_000_000n }],
    ['2026-11-20 14:05:47,123 ERROR 10.0.0.1', { kind: 'civil', ns: 1_795_183_547_123_000_000n }],
    ['[20/Nov/2026:14:05:47 +0100] 10.0.0.1', { kind: 'epoch', ns: 1_795_179_947n * 1_000_000_000n }],
    ['2026/11/20 14:05:47 10.0.0.1', { kind: 'civil', ns: 1_795_183_547n * 1_000_000_000n }],
    ['1795183547.5 10.0.0.1', { kind: 'epoch', ns: 1_795_183_547_500_000_000n }],
    ['nothing of the kind 10.0.0.1', null],
  ])('tells its time: %s', (text, moment) => {
    expect(parseLogLine(text).moment).toEqual(moment);
  });

  test('that names nothing is refused, with what would do', () => {
    expect(() => parseLogLine('something went wrong')).toThrow(/no time, no errno and no endpoint/);
  });

  test('a port beyond the last, or a version number, is no endpoint', () => {
    expect(parseLogLine('ECONNRESET 10.0.0.1:70000 v1.2.3').endpoints).toEqual([]);
  });
});
