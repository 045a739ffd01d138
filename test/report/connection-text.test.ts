import { expect, test } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { connectionReport } from '../../src/report/connection-text.js';
import { openTerminal } from '../../src/report/terminal.js';
import type { ConnectionRow } from '../../src/rows.js';
import { at, connectionRow, testClock } from '../support/rows.js';

function report(row: ConnectionRow): string[] {
  const clock = new ClockText(new TimeZone('UTC'));
  clock.begin(testClock);
  return connectionReport(row, [], clock, openTerminal({ width: 80, ascii: true, color: false })).split('\n');
}

test('a connection is introduced by its ends, its time, its beginning and its end', () => {
  const row = connectionRow({
    outcome: 'reset',
    rolesFrom: 'ports',
    handshake: { ...connectionRow().handshake, synRetransmissions: 2 },
    teardown: {
      kind: 'fin-then-reset',
      closedFirst: 'initiator',
      halfClosedSeconds: 0.5,
      resetBy: 'responder',
      resetCause: 'no-socket',
    },
    resets: [{ packet: 6, time: at(2), by: 'responder', cause: 'no-socket', effect: 'ended', tests: [] }],
  });
  expect(report(row).slice(0, 11)).toEqual([
    'Connection 0: reset',
    '  initiator  10.9.0.1:40000, ESTABLISHED; sent 3 packets, 20 B',
    '  responder  10.9.0.2:443, ESTABLISHED; sent 3 packets, 20 B',
    '  time       2026-11-20 15:16:18.000000 (UTC), 2.00s',
    "  began      three-way handshake; RTT 0.400ms (0.100ms on the initiator's side,",
    "             0.300ms on the responder's); SYN sent again 2 times; roles guessed",
    '             from the ports',
    '  ended      a FIN, then a RST; initiator first; half closed for 500ms; RST from',
    '             the responder',
    '  resets     packet 6 from the responder ended the connection: its sender had no',
    '             such connection (any more)',
  ]);
});

test('of many resets the first are named, the rest is counted', () => {
  const resets = Array.from({ length: 300 }, (_, i) => ({
    packet: i + 1,
    time: at(0),
    by: 'initiator' as const,
    cause: 'injected' as const,
    effect: 'ignored' as const,
    tests: ['ttl-differs'],
  }));
  const text = report(connectionRow({ resets })).join(' ');
  expect(text).toMatch(/packet 4 from the initiator had\s+no\s+effect: .*;\s+and\s+296\s+more/s);
});

test('what the programs saw and how the path was is said where there is something to say', () => {
  const { initiator, responder } = connectionRow().endpoints;
  const row = connectionRow({
    endpoints: {
      initiator: {
        ...initiator,
        retransmissions: 2,
        retransmittedBytes: 2896,
        application: {
          connect: 'ok',
          accept: null,
          read: 'EOF',
          write: 'EPIPE',
          afterwards: { read: 'EOF', write: 'EPIPE' },
        },
      },
      responder: { ...responder, zeroWindows: 1, zeroWindowSeconds: 1.5 },
    },
  });
  const text = report(row).join('\n');
  expect(text).toContain('programs   initiator: read EOF, write EPIPE');
  expect(text).toContain("path       initiator sent 2 segments again (2.9 kB); responder's window closed");
  expect(report(connectionRow()).join('\n')).not.toContain('programs');
});

test('without times it says so', () => {
  expect(report(connectionRow({ startTime: null, endTime: null, durationSeconds: null }))[3]).toBe(
    '  time       the capture has no times',
  );
});

test('names from the capture cannot drive the terminal', () => {
  const text = report(connectionRow({ initiator: { address: 'x\u001b[2J', port: 1 } })).join('\n');
  expect(text).not.toContain('\u001b');
});
