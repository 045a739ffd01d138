import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import * as connections from '../support/connections.js';
import { fakeSurroundings } from '../support/fake-analysis.js';
import { pcapOf } from '../support/frames.js';
import { framesOf } from '../support/script.js';

let folder = '';
let capture = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-netstat-'));
  capture = join(folder, 'close.pcap');
  writeFileSync(capture, pcapOf(framesOf(connections.timeWait())));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function netstat(...args: string[]) {
  const around = fakeSurroundings();
  const code = await main(['netstat', capture, '--time-zone', 'UTC', ...args], around);
  return { code, lines: around.stdout.lines, errors: around.errors };
}

async function rows(...args: string[]) {
  const { lines } = await netstat(...args, '-f', 'ndjson');
  return lines.map((line) => JSON.parse(line) as { host: string; state: string; time: string });
}

async function states(...args: string[]) {
  return (await rows(...args)).map(({ host, state }) => `${host} ${state}`);
}

describe('netstat', () => {
  test('takes every form of time', async () => {
    const all = ['10.0.0.1 ESTABLISHED', '10.0.0.2 LISTEN', '10.0.0.2 ESTABLISHED'];
    expect(await states('--at', '+0.06s')).toEqual(all);
    expect(await states('--at', '1700000000.06')).toEqual(all);
    expect(await states('--at', '2023-11-14T22:13:20.06Z')).toEqual(all);
    expect(await states('--at', '22:13:20.06')).toEqual(all);
    expect(await states('--at', '#6')).toEqual(all);
  });

  test('takes a moment after the last packet', async () => {
    expect(await states('--at', '+30s')).toEqual(['10.0.0.1 TIME_WAIT', '10.0.0.2 LISTEN']);
    expect(await states('--at', '+2h')).toEqual(['10.0.0.2 LISTEN']);
    expect(await states('--at', '+30s', '--time-wait', '20')).toEqual(['10.0.0.2 LISTEN']);
  });

  test('prints one table after the other', async () => {
    const all = await rows('--every', '100ms', '--host', '10.0.0.1');
    expect(all.map(({ time, state }) => `${time.slice(-11, -7)} ${state}`)).toEqual([
      '0.00 SYN_SENT',
      '0.10 FIN_WAIT_1',
      '0.20 TIME_WAIT',
    ]);
    expect(
      await rows('--every', '100ms', '--from', '+0.1s', '--to', '+0.1s', '--host', '10.0.0.1'),
    ).toHaveLength(1);
  });

  test('chooses hosts, networks and connections', async () => {
    expect(await states('--at', '+0.06s', '--host', '10.0.0.1/32')).toEqual(['10.0.0.1 ESTABLISHED']);
    expect(await states('--at', '+0.06s', '--filter', ':443')).toEqual([]);
    expect(await states('--at', '+0.06s', '--limit', '1')).toEqual(['10.0.0.1 ESTABLISHED']);
  });

  test('tells the peaks when no moment is given', async () => {
    const { lines } = await netstat();
    expect(lines[0]).toBe('The most sockets in each state at once');
    expect(lines.join('\n')).toMatch(/10\.0\.0\.1\n.*\n {2}SYN_SENT +1 22:13:20\.000 +0\n/);
    expect(await rows('--from', '+0.205s', '--host', '10.0.0.1')).toEqual([
      { host: '10.0.0.1', state: 'TIME_WAIT', peak: 1, time: '1700000000.205000000', atEnd: 1 },
    ]);
  });

  test.each([
    [['--at', '+1s', '--every', '1s'], 'give one of them'],
    [['--at', 'noon'], '--at: "noon" is not a time'],
    [['--at', '#99'], 'there is no packet 99'],
    [['--at', '+1s', '--from', '+0s'], '--from and --to go with --every'],
    [['--every', 'often'], '"often" is no interval'],
    [['--every', '0s'], 'is no interval'],
    [['--every', '1s', '--to', '+999999h'], 'more than 1,048,576'],
    [['--every', '1s', '--from', '#3'], 'a packet number is no time here'],
  ])('refuses %j with a reason', async (args, reason) => {
    const { code, errors } = await netstat(...args);
    expect(code).toBe(2);
    expect(errors).toContain(reason);
  });

  test('prints nothing wrong of a capture without packets', async () => {
    const empty = join(folder, 'empty.pcap');
    writeFileSync(empty, pcapOf([]));
    for (const args of [[], ['--at', '+1s'], ['--every', '1s'], ['--at', '#0', '-f', 'json']]) {
      const around = fakeSurroundings();
      expect(await main(['netstat', empty, ...args], around), around.errors).toBe(0);
    }
  });
});
