import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { exportCommand, runExport } from '../../src/cli/screen-export.js';
import type { ExportRequest, SortKey } from '../../src/tui/model.js';

const source = {
  captures: ['a.pcap'],
  options: ['--time-wait', '30'],
  membersOf: () => [4, 7],
  momentText: () => '1795187778.000000000',
};

function request(overrides: Partial<ExportRequest>): ExportRequest {
  return {
    format: 'json',
    path: 'out',
    replace: false,
    screen: 'connections',
    connections: [],
    choice: { filter: '', incident: null, sort: 'connection', isDescending: false },
    timeNs: 0,
    host: null,
    ...overrides,
  };
}

const commandOf = (overrides: Partial<ExportRequest>) => exportCommand(request(overrides), source)?.join(' ');

describe('the command of an export', () => {
  it('is the one that prints what the screen shows', () => {
    expect(commandOf({})).toBe('connections a.pcap -f json --time-wait 30 -o out');
    expect(commandOf({ screen: 'connection', connections: [3] })).toBe(
      'connection a.pcap 3 -f json --time-wait 30 -o out',
    );
    expect(commandOf({ screen: 'netstat', host: '10.0.0.1' })).toBe(
      'netstat a.pcap --at 1795187778.000000000 --host 10.0.0.1 -f json --time-wait 30 -o out',
    );
  });

  it('chooses by the filter, the incident, or what was picked', () => {
    const choice = { filter: 'reset', incident: '1', sort: 'connection', isDescending: false } as const;
    expect(commandOf({ choice })).toContain('--filter connection in {4, 7} && (reset)');
    expect(commandOf({ choice, connections: [9] })).toContain('--filter connection in {9} -f');
  });

  it('keeps the order of the list, where it is a table', () => {
    const by = (sort: SortKey, isDescending: boolean) => ({
      choice: { filter: '', incident: null, sort, isDescending },
    });
    expect(commandOf({ ...by('start', false), format: 'text' })).toContain(
      'connections a.pcap --sort start -f text',
    );
    // The command puts the largest first by itself.
    expect(commandOf({ ...by('bytes', true), format: 'text' })).toContain('--sort bytes -f text');
    expect(commandOf({ ...by('bytes', false), format: 'text' })).toContain('--sort bytes --reverse -f text');
    expect(commandOf({ ...by('connection', true), format: 'text' })).toContain('a.pcap --reverse -f text');
    expect(commandOf({ ...by('bytes', true), format: 'json' })).toContain('connections a.pcap -f json');
  });

  it('replaces a file only when it is told so', () => {
    expect(commandOf({ replace: true })).toContain('-o out --force');
  });

  it('is missing where nothing prints that', () => {
    expect(commandOf({ screen: 'follow', format: 'json', connections: [1] })).toBeUndefined();
  });

  it('of a packet is that of its connection', () => {
    expect(commandOf({ screen: 'packet', connections: [1] })).toContain('connection a.pcap 1 -f json');
  });
});

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');

describe.skipIf(!existsSync(MAIN))('an export as Markdown', () => {
  const folder = mkdtempSync(join(tmpdir(), 'synopsis-export-'));
  const [, script] = process.argv;
  afterEach(() => {
    process.argv[1] = script!;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('of a screen that has none of its own is its text in a block', async () => {
    process.argv[1] = MAIN;
    const capture = join(import.meta.dirname, '../../fixtures/orderly-close/capture.pcap');
    const path = join(folder, 'follow.md');
    const wanted = request({ screen: 'follow', format: 'markdown', connections: [0], path });
    const from = { ...source, captures: [capture], options: [] };
    expect(await runExport(wanted, from)).toEqual({ status: 'written' });
    expect(readFileSync(path, 'utf8')).toMatch(/^`{8}text\n.+\n`{8}\n$/s);
    expect(await runExport(wanted, from)).toEqual({ status: 'exists' });
    const none = await runExport({ ...wanted, path: join(folder, 'none.md'), connections: [99] }, from);
    expect(none.status).toBe('failed');
    expect(readdirSync(folder)).toEqual(['follow.md']);
  });
});
