import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ethernet, ipv4, pcapOf, type TcpFields, type TimedFrame, tcp } from '../support/frames.js';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const CLIENT = { address: '10.9.0.1', port: 40000 };
const SERVER = { address: '10.9.0.2', port: 443 };

function packet(time: number, from: typeof CLIENT, to: typeof CLIENT, fields: TcpFields): TimedFrame {
  const segment = tcp({ srcPort: from.port, dstPort: to.port, ...fields });
  return {
    time: 1_795_187_778 + time,
    frame: ethernet(ipv4({ src: from.address, dst: to.address }, segment)),
  };
}

/** A request that is answered by a RST. */
const reset = pcapOf([
  packet(0, CLIENT, SERVER, { flags: 'S', seq: 100 }),
  packet(0.001, SERVER, CLIENT, { flags: 'S.', seq: 500, ack: 101 }),
  packet(0.002, CLIENT, SERVER, { flags: '.', seq: 101, ack: 501 }),
  packet(0.003, CLIENT, SERVER, { flags: 'P.', seq: 101, ack: 501, payload: 40 }),
  packet(0.004, SERVER, CLIENT, { flags: 'R.', seq: 501, ack: 141 }),
]);

/** More connections than a pipe holds lines of. */
const many = pcapOf(
  Array.from({ length: 5000 }, (_, i) =>
    packet(i / 1000, { ...CLIENT, port: 10_000 + i }, SERVER, { flags: 'S', seq: i }),
  ),
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-run-'));
  writeFileSync(join(folder, 'reset.pcap'), reset);
  writeFileSync(join(folder, 'many.pcap'), many);
  writeFileSync(join(folder, 'cut.pcap'), reset.subarray(0, reset.length - 5));
  writeFileSync(join(folder, 'notes.txt'), 'no packets here\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(args: string[], input: Uint8Array | string = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

// `npm test` builds first.
describe.skipIf(!existsSync(command))('the built command', () => {
  test('tells what happened', () => {
    const { status, stdout, stderr } = run(['reset.pcap']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/error +10\.9\.0\.2:443 \S+.*10\.9\.0\.1:40000/);
    expect(stdout).toMatch(/1 {2}reset +a RST cut them off \(1 by the\s+responder\);\s+at\s+10\.9\.0\.2:443/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('reads a pipe as it reads a file', () => {
    for (const args of [['connections', '-'], ['connections'], ['packets', '-'], ['connection', '-', '0']]) {
      const fromPipe = run(args, reset);
      const fromFile = run([args[0]!, 'reset.pcap', ...args.slice(2)]);
      expect(fromPipe.status).toBe(0);
      expect(fromPipe.stdout).toBe(fromFile.stdout);
    }
  });

  test('draws the ladder with the states of both ends', () => {
    const { stdout } = run(['connection', 'reset.pcap', '0', '--ascii']);
    expect(stdout).toMatch(/SYN_SENT +\|-- SYN -+>\|/);
    expect(stdout).toMatch(/CLOSED +\|<=+ RST,ACK seq 1 ack 41 ==\| CLOSED/);
  });

  test.each([
    [['report', 'reset.pcap', '--fail-on', 'error'], 1],
    [['connections', 'reset.pcap', '--fail-on', 'reset-abort'], 1],
    [['connection', 'reset.pcap', '0', '--fail-on', 'note'], 1],
    [['connection', 'reset.pcap', '0', '--fail-on', 'close-wait-leak'], 0],
    [['report', 'reset.pcap', '--fail-on', 'error', '--filter', ':80'], 0],
    [['report', 'reset.pcap', '--fail-on', 'eror'], 2],
  ])('%j ends with %d', (args, expected) => {
    const { status, stderr } = run(args);
    expect(status).toBe(expected);
    if (expected === 1)
      expect(stderr).toMatch(/--fail-on .*: found reset-abort \(error\) in 1 connection: 0/);
    if (expected === 2) expect(stderr).toContain('error');
  });

  test('gives rows to programs', () => {
    const rows = run(['packets', 'reset.pcap', '-f', 'ndjson']).stdout.trim().split('\n');
    expect(rows.map((line) => JSON.parse(line).flags)).toEqual([
      'SYN',
      'SYN,ACK',
      'ACK',
      'PSH,ACK',
      'RST,ACK',
    ]);
    const report = JSON.parse(run(['report', 'reset.pcap', '-f', 'json']).stdout);
    expect(report).toMatchObject({ totals: { connections: 1 }, connections: [{ outcome: 'reset' }] });
    expect(run(['connections', 'reset.pcap', '-f', 'csv', '--columns', 'outcome']).stdout).toBe(
      'outcome\nreset\n',
    );
  });

  test('reports a cut capture up to the cut, and warns', () => {
    const { status, stdout, stderr } = run(['connections', 'cut.pcap', '-f', 'ndjson']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).packets).toBe(4);
    expect(stderr).toMatch(/^synopsis: warning: cut\.pcap: .*byte.*\n$/);
    expect(run(['report', 'cut.pcap', '-q']).stderr).toBe('');
  });

  test.each([
    [['connections', 'notes.txt'], 'notes.txt'],
    [['report', 'missing.pcap'], 'missing.pcap'],
    [['report', 'missing.pcap', 'notes.txt'], 'missing.pcap'],
    [['report', 'no-such-*.pcap'], 'no-such-*.pcap'],
  ])('%j cannot be read, says so in one line, and ends with 3', (args, named) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(named);
  });

  test('of several captures, what can be read is reported, and what cannot is named', () => {
    const { status, stdout, stderr } = run(['report', 'reset.pcap', 'missing.pcap', '-f', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).captures).toHaveLength(1);
    expect(stderr).toContain('missing.pcap: no such file; it was left out');
  });

  test('an empty pipe is no capture', () => {
    const { status, stderr } = run(['report', '-']);
    expect(status).toBe(3);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('several captures are one timeline', () => {
    const { status, stdout } = run([
      'connections',
      'reset.pcap',
      'many.pcap',
      '-f',
      'csv',
      '--columns',
      'connection',
    ]);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(5002);
  });

  test('writes a file whole, once', () => {
    expect(run(['connections', 'reset.pcap', '-f', 'csv', '-o', 'out.csv']).status).toBe(0);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toMatch(/^connection,flow,/);
    expect(run(['connections', 'reset.pcap', '-o', 'out.csv']).status).toBe(2);
    expect(run(['connections', 'reset.pcap', '-o', 'reset.pcap', '--force']).status).toBe(2);
  });

  test('ends quietly when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [command, 'connections', 'many.pcap', '-f', 'ndjson'], {
      cwd: folder,
    });
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => {
      child.on('close', resolve);
    });
    expect([status, errors]).toEqual([0, '']);
  });
});
