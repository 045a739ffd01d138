import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { HostRow, ServiceRow, StatePeakRow } from '../../src/rows.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

const incident = fileURLToPath(new URL('../../fixtures/incident/capture.pcapng', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-hosts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const around = fakeSurroundings();
  const code = await main([args[0]!, incident, '--time-zone', 'UTC', ...args.slice(1)], around);
  return { code, lines: around.stdout.lines, errors: around.errors };
}

async function rows(...args: string[]) {
  const { lines } = await run('hosts', ...args, '-f', 'ndjson');
  return lines.map((line) => JSON.parse(line) as HostRow | ServiceRow);
}

const named = (row: HostRow | ServiceRow) =>
  row.kind === 'host' ? row.address : `${row.address}:${row.port}`;

describe('hosts', () => {
  test('counts what each host and service did', async () => {
    const all = await rows();
    expect(all.map(named)).toEqual([
      '10.9.0.1',
      '10.9.0.2',
      '10.9.0.2:7000',
      '10.9.0.2:7009',
      '10.9.0.2:7010',
    ]);
    expect(all[1]).toMatchObject({
      kind: 'host',
      begun: { connections: 0, outcomes: {} },
      received: {
        connections: 20,
        outcomes: { refused: 2, unanswered: 4, reset: 6, closed: 4, 'half-closed': 2, open: 2 },
      },
      refusals: { sent: 2, received: 0 },
      resets: { sent: 5, received: 3 },
      listeningCount: 1,
      listening: [7000],
    });
    expect(all[2]).toMatchObject({ kind: 'service', isListening: true, received: { connections: 18 } });
    expect(all[3]).toMatchObject({ isListening: false, received: { outcomes: { refused: 1 } } });
  });

  test('what one host sent is what the other received', async () => {
    const [one, other] = (await rows()) as [HostRow, HostRow];
    for (const field of ['resets', 'bytes', 'payloadBytes', 'refusals'] as const)
      expect([one[field].sent, one[field].received]).toEqual([other[field].received, other[field].sent]);
    expect(one.newConnections.begun).toEqual(other.newConnections.received);
    expect(one.newConnections.begun.reduce((sum, count) => sum + count)).toBe(20);
  });

  test('has the same peaks of states as netstat', async () => {
    const { lines } = await run('netstat', '-f', 'ndjson');
    const peaks = lines
      .map((line) => JSON.parse(line) as StatePeakRow)
      .filter(({ state }) => state !== 'LISTEN');
    const hosts = (await rows()).filter((row) => row.kind === 'host');
    const all = hosts.flatMap(({ address, states }) => states.map((peak) => ({ host: address, ...peak })));
    expect(all).toHaveLength(peaks.length);
    expect(all).toEqual(expect.arrayContaining(peaks));
  });

  test('chooses connections, hosts, order and number', async () => {
    const refused = await rows('--filter', 'refused');
    expect(refused.map(named)).toEqual(['10.9.0.1', '10.9.0.2', '10.9.0.2:7009', '10.9.0.2:7010']);
    expect((await rows('--host', '10.9.0.1')).map(named)).toEqual(['10.9.0.1']);
    expect((await rows('--sort', 'received')).map(named).slice(0, 2)).toEqual(['10.9.0.2', '10.9.0.1']);
    expect((await rows('--limit', '1')).map(named)).toEqual(['10.9.0.1', '10.9.0.2:7000']);
  });

  test('as text fits 80 columns, and says what it leaves out', async () => {
    const { lines } = await run('hosts', '--limit', '1');
    expect(lines[0]).toBe('Hosts');
    expect(lines[2]).toMatch(/^10\.9\.0\.1 +20 +0 +6 +3\/5 +0\/2 /);
    expect(lines.join('\n')).toContain('and 1 host and 2 services more');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('as csv has the chosen columns', async () => {
    const { lines } = await run(
      'hosts',
      '-f',
      'csv',
      '--columns',
      'kind,address,port,received_reset,peak_TIME_WAIT',
    );
    expect(lines.slice(0, 4)).toEqual([
      'kind,address,port,received_reset,peak_TIME_WAIT',
      'host,10.9.0.1,,0,4',
      'host,10.9.0.2,,6,0',
      'service,10.9.0.2,7000,6,0',
    ]);
  });

  test('as json is one object, as Markdown two tables', async () => {
    const json = JSON.parse((await run('hosts', '-f', 'json')).lines.join('\n'));
    expect(Object.keys(json)).toEqual(['schema', 'hosts', 'services', 'limitsReached']);
    expect([json.hosts, json.services]).toEqual([
      (await rows()).filter(({ kind }) => kind === 'host'),
      (await rows()).filter(({ kind }) => kind === 'service'),
    ]);
    const markdown = (await run('hosts', '-f', 'markdown')).lines;
    expect(markdown.filter((line) => line.startsWith('## '))).toEqual(['## Hosts', '## Services']);
  });

  test('tells the same as the report', async () => {
    const file = join(folder, 'report.json');
    await run('report', '-f', 'json', '-o', file);
    const report = JSON.parse(readFileSync(file, 'utf8'));
    expect([...report.hosts, ...report.services]).toEqual(await rows());
  });

  test.each([
    [['--sort', 'colour'], /--sort.*trouble/],
    [['-f', 'json', '--columns', 'host'], /--columns/],
    [['--columns', 'colour'], /--columns.*host/],
  ])('%j is refused', async (args, message) => {
    const { code, errors } = await run('hosts', ...args);
    expect(code).toBe(2);
    expect(errors).toMatch(message);
  });

  test('of no connection it says so', async () => {
    expect((await run('hosts', '--filter', 'host == 192.0.2.1')).lines).toEqual(['No connection matches.']);
  });
});
