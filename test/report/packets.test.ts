import { expect, test } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { PACKET_CSV_COLUMNS, PacketsCsv, PacketsNdjson, PacketsText } from '../../src/report/packets.js';
import { openTerminal } from '../../src/report/terminal.js';
import { at, MemoryOutput, packetRow, packetView, testClock } from '../support/rows.js';

const icmp = packetRow({
  packet: 2,
  time: at(0.25),
  kind: 'icmp',
  flags: 'SYN',
  icmp: { type: 3, code: 1, name: 'host-unreachable', sender: '10.0.0.254', mtu: null },
});
const rows = [packetRow({ flags: 'SYN', relativeSeq: 0, relativeAck: null }), icmp];

test('text shows who sent what to whom, and ICMP errors with their sender', () => {
  const output = new MemoryOutput();
  const report = new PacketsText({
    output,
    clock: new ClockText(new TimeZone('UTC')),
    terminal: openTerminal({ width: 80, ascii: false, color: false }),
    limit: Infinity,
  });
  report.begin(testClock);
  for (const row of rows) report.packet(packetView(row));
  report.end();
  expect(output.lines).toEqual([
    '# time            conn from           to             len flags',
    '1 15:16:18.000000    0 10.9.0.1:40000 10.9.0.2:443     0 SYN',
    '2 15:16:18.250000    0 10.0.0.254     10.9.0.1:40000   0 ICMP host-unreachable',
  ]);
});

test('CSV rows have as many fields as the title', () => {
  const output = new MemoryOutput();
  const report = new PacketsCsv(output, 1);
  for (const row of rows) report.packet(packetView(row));
  expect(output.lines).toHaveLength(2);
  expect(output.lines[1]!.split(',')).toHaveLength(Object.keys(PACKET_CSV_COLUMNS).length);
});

test('ndjson is one whole row a line', () => {
  const output = new MemoryOutput();
  const report = new PacketsNdjson(output, Infinity);
  for (const row of rows) report.packet(packetView(row));
  expect(output.lines.map((line) => JSON.parse(line))).toEqual(rows);
});
