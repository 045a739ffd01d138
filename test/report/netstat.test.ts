import { describe, expect, it } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import type { NetstatEntry } from '../../src/hosts/netstat.js';
import { NetstatCsv, NetstatJson, NetstatNdjson, NetstatText } from '../../src/report/netstat.js';
import { openTerminal } from '../../src/report/terminal.js';
import { at, MemoryOutput, testClock } from '../support/rows.js';

const SECOND = 1e9;

function entry(overrides: Partial<NetstatEntry> = {}): NetstatEntry {
  return {
    host: '10.9.0.1',
    port: 40000,
    peerAddress: '10.9.0.2',
    peerPort: 443,
    connection: 7,
    state: 'ESTABLISHED',
    sinceNs: 0,
    certainty: 'seen',
    sentNotAcked: 0,
    timer: null,
    ...overrides,
  };
}

const LISTENER = entry({
  host: '10.9.0.2',
  port: 443,
  peerAddress: null,
  peerPort: null,
  connection: null,
  state: 'LISTEN',
  certainty: 'inferred',
});

function text(entries: readonly NetstatEntry[], width = 80) {
  const output = new MemoryOutput();
  const clock = new ClockText(new TimeZone('UTC'));
  clock.begin(testClock);
  const terminal = openTerminal({ width, ascii: false, color: false });
  const report = new NetstatText({ output, clock, terminal });
  report.moment(5 * SECOND, entries);
  report.end();
  return output.lines;
}

describe('the socket tables as text', () => {
  it('stand host by host, with what is inferred marked and explained', () => {
    const lines = text([
      entry({ sentNotAcked: 1448, timer: { kind: 'retransmission', count: 2, remainingSeconds: null } }),
      entry({
        port: 40001,
        state: 'TIME_WAIT',
        certainty: 'inferred',
        timer: { kind: 'time-wait', count: 0, remainingSeconds: 55 },
      }),
      LISTENER,
    ]);
    expect(lines).toEqual([
      '10.9.0.1 at 15:16:23.000: 2 sockets',
      'State       Send-Q Local          Peer         Since Timer      #',
      'ESTABLISHED  1,448 10.9.0.1:40000 10.9.0.2:443 5.00s on, 2      7',
      'TIME_WAIT?       0 10.9.0.1:40001 10.9.0.2:443 5.00s 2MSL 55.0s 7',
      '',
      '10.9.0.2 at 15:16:23.000: 1 socket',
      'State       Send-Q Local          Peer         Since Timer      #',
      'LISTEN?          0 10.9.0.2:443   *            5.00s -          -',
      '',
      '? inferred: no packet of that host shows it. Send-Q: not yet acknowledged.',
    ]);
  });

  it('fit the width, and keep the peer before the local address', () => {
    const lines = text([
      entry({
        host: '203.0.113.200',
        port: 65535,
        peerAddress: '198.51.100.200',
        peerPort: 65534,
        state: 'ESTABLISHED',
        certainty: 'inferred',
        sentNotAcked: 1_234_567,
        connection: 123456,
        timer: { kind: 'retransmission', count: 15, remainingSeconds: null },
      }),
    ]);
    for (const line of lines.slice(0, 3)) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines[2]).toContain('198.51.100.200:65534');
    expect(lines[2]).toContain(':65535');
  });

  it('say when there are none, and leave out a legend that explains nothing', () => {
    expect(text([])).toEqual(['No sockets at 15:16:23.000.']);
    expect(text([entry()]).at(-1)).toContain('ESTABLISHED');
  });

  it('make names from the capture harmless', () => {
    expect(text([entry({ host: 'a\u001b[31m' })]).join('\n')).not.toContain('\u001b');
  });
});

describe('the socket tables for programs', () => {
  it('are one object a line', () => {
    const output = new MemoryOutput();
    const timer = { kind: 'syn', count: 1, remainingSeconds: null } as const;
    new NetstatNdjson(output, testClock).moment(5 * SECOND, [
      entry({ state: 'SYN_SENT', sentNotAcked: 1, timer }),
      LISTENER,
    ]);
    const [socket, listener] = output.lines.map((line) => JSON.parse(line) as unknown);
    expect(socket).toEqual({
      time: at(5),
      host: '10.9.0.1',
      local: { address: '10.9.0.1', port: 40000 },
      peer: { address: '10.9.0.2', port: 443 },
      state: 'SYN_SENT',
      since: at(0),
      certainty: 'seen',
      connection: 7,
      sentNotAcked: 1,
      timer,
    });
    expect(listener).toMatchObject({
      state: 'LISTEN',
      peer: { address: null, port: null },
      connection: null,
    });
  });

  it('are one JSON object, also when there are none', () => {
    for (const entries of [[], [entry(), LISTENER]]) {
      const output = new MemoryOutput();
      const report = new NetstatJson(output, testClock);
      report.moment(0, entries);
      report.end();
      expect(JSON.parse(output.text)).toMatchObject({ schema: 'synopsis/netstat/1' });
      expect(JSON.parse(output.text).sockets).toHaveLength(entries.length);
    }
  });

  it('are lines of values under their titles', () => {
    const output = new MemoryOutput();
    new NetstatCsv(output, testClock).moment(5 * SECOND, [LISTENER]);
    expect(output.lines).toEqual([
      'time,host,localAddress,localPort,peerAddress,peerPort,state,since,certainty,connection,sentNotAcked,timer,timerCount,timerRemainingSeconds',
      `${at(5)},10.9.0.2,10.9.0.2,443,,,LISTEN,${at(0)},inferred,,0,,,`,
    ]);
  });
});
