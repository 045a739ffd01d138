import { expect, test } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { TimeZone } from '../../src/format/time.js';
import { CONNECTION_SORT_KEYS } from '../../src/report/connection-columns.js';
import {
  type ConnectionListOptions,
  ConnectionsCsv,
  ConnectionsJson,
  ConnectionsNdjson,
  ConnectionsText,
  type RowReport,
} from '../../src/report/connections.js';
import { openTerminal } from '../../src/report/terminal.js';
import { connectionRow, connectionView, MemoryOutput, testClock } from '../support/rows.js';

const rows = [
  connectionRow({ connection: 0, packets: 6 }),
  connectionRow({ connection: 1, packets: 99, outcome: 'reset' }),
  connectionRow({ connection: 2, packets: 6, outcome: 'closed' }),
];

function options(
  more: Partial<ConnectionListOptions> = {},
): ConnectionListOptions & { output: MemoryOutput } {
  return {
    output: new MemoryOutput(),
    clock: new ClockText(new TimeZone('UTC')),
    terminal: openTerminal({ width: 80, ascii: false, color: false }),
    columns: null,
    sort: null,
    isReversed: false,
    limit: Infinity,
    ...more,
  } as ConnectionListOptions & { output: MemoryOutput };
}

function run(report: RowReport): void {
  report.begin?.(testClock);
  for (const row of rows) report.connection(connectionView(row));
  report.end();
}

function text(more: Partial<ConnectionListOptions> = {}): string[] {
  const made = options(more);
  run(new ConnectionsText(made));
  return made.output.lines;
}

test('text has a title and one line a connection', () => {
  expect(text()).toEqual([
    '# initiator      responder    start         time states                  outcome',
    '0 10.9.0.1:40000 10.9.0.2:443 15:16:18.000 2.00s ESTABLISHED/ESTABLISHED open',
    '1 10.9.0.1:40000 10.9.0.2:443 15:16:18.000 2.00s ESTABLISHED/ESTABLISHED reset',
    '2 10.9.0.1:40000 10.9.0.2:443 15:16:18.000 2.00s ESTABLISHED/ESTABLISHED closed',
  ]);
});

test('rows sort by what stands out, equals by number', () => {
  expect(text({ sort: CONNECTION_SORT_KEYS['packets']! }).map((line) => line[0])).toEqual([
    '#',
    '1',
    '0',
    '2',
  ]);
});

test('the other way round equals stay in order of their numbers', () => {
  const sort = CONNECTION_SORT_KEYS['packets']!;
  expect(text({ sort, isReversed: true }).map((line) => line[0])).toEqual(['#', '0', '2', '1']);
});

test('a limit counts rows, after sorting', () => {
  expect(text({ limit: 1 })).toHaveLength(2);
  expect(text({ limit: 1, sort: CONNECTION_SORT_KEYS['packets']! })[1]).toMatch(/^1 /);
});

test('chosen columns are all printed, however wide', () => {
  const [title, first] = text({
    columns: ['outcome', 'states', 'responder', 'initiator', 'connection', 'start'],
  });
  expect(title).toMatch(/^outcome states +responder +initiator +# start/);
  expect(first).toContain('ESTABLISHED/ESTABLISHED');
});

test('colour marks the outcome and moves nothing', () => {
  const plain = text();
  const painted = text({ terminal: openTerminal({ width: 80, ascii: false, color: true }) });
  expect(painted[2]).toContain('\u001b[31mreset');
  expect(painted.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(plain);
});

test('long lists keep their columns aligned after the sample', () => {
  const made = options();
  const report = new ConnectionsText(made);
  report.begin(testClock);
  for (let connection = 0; connection < 1000; connection++)
    report.connection(connectionView(connectionRow({ connection })));
  report.end();
  expect(made.output.lines).toHaveLength(1001);
  expect(new Set(made.output.lines.slice(1).map((line) => line.indexOf('10.9.0.1'))).size).toBe(1);
});

test('CSV has a title line and the same number of fields everywhere', () => {
  const made = options();
  run(new ConnectionsCsv(made));
  const counts = made.output.lines.map((line) => line.split(',').length);
  expect(new Set(counts).size).toBe(1);
  expect(made.output.lines[0]).toMatch(/^connection,flow,incarnation,initiatorAddress,initiatorPort,/);
  expect(made.output.lines[2]).toContain(',reset,');
});

test('CSV columns can be chosen', () => {
  const made = options({ columns: ['connection', 'outcome'], limit: 2 });
  run(new ConnectionsCsv(made));
  expect(made.output.lines).toEqual(['connection,outcome', '0,open', '1,reset']);
});

test('ndjson is one whole row a line', () => {
  const output = new MemoryOutput();
  run(new ConnectionsNdjson(output, 2));
  expect(output.lines.map((line) => JSON.parse(line))).toEqual(rows.slice(0, 2));
});

test('json is one object, also when nothing is in it', () => {
  const output = new MemoryOutput();
  run(new ConnectionsJson(output, Infinity));
  expect(JSON.parse(output.text)).toEqual({ schema: 'synopsis/connections/1', connections: rows });
  const empty = new MemoryOutput();
  new ConnectionsJson(empty, Infinity).end();
  expect(JSON.parse(empty.text).connections).toEqual([]);
});
