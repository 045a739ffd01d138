import { expect, test } from 'vitest';
import type { Judgement } from '../../src/findings/finding.js';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { reportDocument } from '../../src/report/report-document.js';
import { ReportCollector } from '../../src/report/report-facts.js';
import { printReport } from '../../src/report/report-text.js';
import { openTerminal } from '../../src/report/terminal.js';
import type { ConnectionRow } from '../../src/rows.js';
import type { Clock, Summary } from '../../src/sink.js';
import {
  connectionRow,
  connectionView,
  endpointRow,
  MemoryOutput,
  summaryOf,
  testClock,
} from '../support/rows.js';

function report(
  connections: readonly ConnectionRow[],
  summary: Summary = summaryOf({ connections: connections.length, flows: connections.length }),
  more: { limit?: number; filter?: string; clock?: Clock } = {},
): string {
  const output = new MemoryOutput();
  const clock = new ClockText(new TimeZone('UTC'));
  const collector = new ReportCollector(clock, more.limit ?? 20);
  collector.begin(more.clock ?? testClock);
  for (const row of connections) collector.connection(connectionView(row, judgementsOf(row)));
  const document = reportDocument(collector.facts(summary), clock, more.filter ?? null);
  printReport(document, output, openTerminal({ width: 80, ascii: false, color: false }));
  return output.text;
}

/** What the rules say of those that were refused. */
function judgementsOf({ outcome }: ConnectionRow): Judgement[] {
  if (outcome !== 'refused') return [];
  const measures = { answerSeconds: 0.0004, attempts: 1, cause: 'closed-port' };
  const certain = { severity: 'error', certainty: 'certain', side: 'responder' } as const;
  return [{ code: 'handshake-refused', ...certain, packets: [2, 1], timeNs: 0, endNs: 4e5, measures }];
}

const refused = (connection: number, port: number | string = 81) =>
  connectionRow({
    connection,
    outcome: 'refused',
    responder: { address: '10.9.0.2', port },
    handshake: { ...connectionRow().handshake, kind: 'refused', rttSeconds: null },
    endpoints: { initiator: endpointRow({ state: 'CLOSED' }), responder: endpointRow({ state: 'UNKNOWN' }) },
  });

test('the report says what was read, what happened, how it began, how it ended, what remains, and where to go on', () => {
  expect(report([connectionRow(), refused(1), refused(2)])).toBe(
    `incident.pcapng: pcapng, 6 packets, 1.2 kB, EN10MB
2026-11-20 15:16:18.000 to 15:16:20.000 (UTC), 2.00s
3 connections, 6 TCP packets

What happened: 1 incident
  error   10.9.0.2:81 refused 2 connections from 10.9.0.1: nobody listens on
          that port
          15:16:18.000, for 2.00s; connections 1 and 2; handshake-refused;
          tcp.stream in {1, 2}
  To see more: synopsis connection incident.pcapng 1; synopsis explain
  handshake-refused; the rest is a filter for Wireshark

What this capture cannot show
  - 1 connection had not ended when the capture did

How connections began
        1  three-way           round trip 0.400ms
        2  refused             a RST answered the SYN

How they ended
        2  refused             a RST answered the SYN; at 10.9.0.2:81 (2)
        1  open                alive when the capture ends

What did not end (states of initiator/responder)
        1  ESTABLISHED/ESTABLISHED  at 10.9.0.2:443 (1)

Flags seen
        1  SYN                 opens a connection

Hosts and services, the most troubled first
host         opened received failed RST out/in bytes     RTT new/s listens on
10.9.0.1          3        0      2          - 1.2kB 0.100ms     3 -
10.9.0.2          0        3      2          - 1.2kB 0.300ms     3 -
10.9.0.2:81                2      2          -  800B 0.300ms     2 -
10.9.0.2:443               1      0          -  400B 0.300ms     1 -

Connections, the most troubled first
# initiator      responder    start         time states                  outcome
1 10.9.0.1:40000 10.9.0.2:81  15:16:18.000 2.00s CLOSED/UNKNOWN          refused
2 10.9.0.1:40000 10.9.0.2:81  15:16:18.000 2.00s CLOSED/UNKNOWN          refused
0 10.9.0.1:40000 10.9.0.2:443 15:16:18.000 2.00s ESTABLISHED/ESTABLISHED open
The first of them step by step: synopsis connection incident.pcapng 1
`,
  );
});

test('what the capture cannot show comes before what it shows', () => {
  const [capture] = summaryOf().captures;
  const text = report(
    [
      connectionRow({
        rolesFrom: 'ports',
        outcome: 'partial',
        handshake: { ...connectionRow().handshake, kind: 'not-captured', rttSeconds: null },
      }),
    ],
    summaryOf(
      {},
      {
        captures: [
          {
            ...capture!,
            dropped: 12,
            warnings: ['it is cut at byte 1,204'],
            notDecoded: { 'not-ip': 4, 'cut-short': 1, 'unknown-link-type': 2 },
          },
        ],
        limitsReached: ['the flow table was full'],
      },
    ),
  );
  const honesty = text.slice(
    text.indexOf('What this capture cannot show'),
    text.indexOf('How connections began'),
  );
  for (const said of [
    'it is cut at byte 1,204',
    'dropped 12 packets',
    '1 packet is cut before the end of the TCP header',
    '2 packets could not be read: the link type',
    'the flow table was full',
    '1 connection was running before the capture began',
    'who opened 1 connection is a guess',
  ]) {
    expect(honesty.replace(/\n {4}/g, ' ')).toContain(said);
  }
  // Each thing is said once.
  expect(honesty.match(/dropped/g)).toHaveLength(1);
  expect(honesty).not.toContain('breaks off');
  expect(honesty).not.toContain('not IP');
  expect(text).toContain('4 not IP');
});

test('illegal flags are marked and come first', () => {
  const text = report(
    [],
    summaryOf(
      {},
      {
        flags: [
          { flags: 'ACK', packets: 1000, meaning: 'acknowledges', legal: true },
          { flags: '', packets: 3, meaning: 'no flag at all', legal: false },
        ],
      },
    ),
  );
  expect(text).toMatch(/3 {2}\(none\) +ILLEGAL: no flag at all\n +1,000 {2}ACK/);
});

test('the list is bounded, holds some of every outcome, and says how many it leaves out', () => {
  const many = Array.from({ length: 500 }, (_, i) => refused(i));
  const text = report([...many, connectionRow({ connection: 500, outcome: 'half-closed' })], undefined, {
    limit: 10,
  });
  const list = text.slice(text.indexOf('Connections, the most'));
  expect(list.match(/refused$/gm)).toHaveLength(9);
  expect(list).toMatch(/500 .* half-closed/);
  expect(list).toContain('and 491 more: synopsis connections incident.pcapng');
});

test('endpoints are named where trouble gathers, and counted where it does not', () => {
  expect(report(Array.from({ length: 50 }, (_, i) => refused(i)))).toContain('at 10.9.0.2:81 (50)');
  expect(report(Array.from({ length: 50 }, (_, i) => refused(i, 1000 + i)))).toContain('at 50 endpoints');
});

test('a filter is named, and totals stay those of the capture', () => {
  const text = report([refused(1)], summaryOf({ connections: 900, flows: 900 }), { filter: 'refused' });
  expect(text).toContain('900 connections');
  expect(text).toContain('Shown: 1 of 900 connections, by refused');
});

test('lines fit 80 columns, also with IPv6 addresses and long words', () => {
  const row = connectionRow({
    outcome: 'aborted-handshake',
    initiator: { address: '2001:db8:1111:2222:3333:4444:5555:6666', port: 51514 },
    responder: { address: '2001:db8:1111:2222:3333:4444:5555:7777', port: 65535 },
  });
  for (const line of report([row, { ...row, connection: 1, outcome: 'open' }]).split('\n')) {
    if (!line.includes('2001:db8:1111:2222:3333:4444:5555:7777')) expect(line.length).toBeLessThanOrEqual(80);
  }
});

test('an empty capture and one without times are told as such', () => {
  const empty = summaryOf({ packets: 0, tcpPackets: 0, connections: 0, flows: 0, durationSeconds: null });
  const nothing = { ...empty.captures[0]!, firstTime: null, lastTime: null };
  expect(report([], { ...empty, captures: [nothing], flags: [] })).toContain('The capture holds no packets.');
  expect(report([], { ...summaryOf(), captures: [nothing] })).toContain('The packets have no times.');
});

test('a capture that has times of day alone is told without a date', () => {
  const summary = summaryOf();
  const [capture] = summary.captures;
  const times = { clock: 'time-of-day', firstTime: '36000.000000000', lastTime: '36002.000000000' } as const;
  const clock = { ...testClock, epochSeconds: (timeNs: number) => 36_000 + timeNs / 1e9 };
  const text = report([], { ...summary, captures: [{ ...capture!, ...times }] }, { clock });
  expect(text).toContain('\n10:00:00.000 to 10:00:02.000 (no date), 2.00s\n');
  expect(text).not.toContain('1970');
});

test('a path cannot drive the terminal', () => {
  const summary = summaryOf();
  summary.captures[0]!.path = 'evil\u001b[2J.pcap';
  expect(report([connectionRow()], summary)).not.toContain('\u001b');
});
