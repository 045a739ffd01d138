import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ethernet, ipv4, pcapOf, type TcpFields, tcp } from '../support/frames.js';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const fixture = fileURLToPath(new URL('../../fixtures/incident/capture.pcapng', import.meta.url));
const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const hasCapinfos = spawnSync('capinfos', ['--version']).status === 0;

const packet = (time: number, fields: TcpFields) => ({
  time: 1_700_000_000 + time,
  frame: ethernet(ipv4({}, tcp(fields))),
});
const capture = pcapOf([
  packet(0, { flags: 'S', srcPort: 4000 }),
  packet(1, { flags: 'S', srcPort: 4001 }),
  packet(2, { flags: 'P.', srcPort: 4001, payload: 100 }),
]);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-extract-'));
  writeFileSync(join(folder, 'in.pcap'), capture);
  writeFileSync(join(folder, 'in.pcap.gz'), gzipSync(capture));
  writeFileSync(
    join(folder, 'in.txt'),
    '14:05:41.000000 IP 10.0.0.1.4000 > 10.0.0.2.80: Flags [S], seq 5, win 100, length 0\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: string[], input: Uint8Array | string = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'extract', ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

const written = (name: string) => readFileSync(join(folder, name));

// `npm test` builds first.
describe.skipIf(!existsSync(command))('synopsis extract', () => {
  test('writes the packets of a connection, and says nothing', () => {
    expect(run(['in.pcap', '--connection', '1', '-o', 'one.pcap'])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(written('one.pcap').length).toBe(24 + 2 * 16 + 54 + 154);
  });

  test('writes the same from gzip, from a pipe, and from gzip through a pipe', () => {
    run(['in.pcap', '--connection', '1', '-o', 'file.pcap']);
    run(['in.pcap.gz', '--connection', '1', '-o', 'packed.pcap']);
    run(['-', '--connection', '1', '-o', 'pipe.pcap'], capture);
    run(['-', '--connection', '1', '-o', 'packed-pipe.pcap'], gzipSync(capture));
    for (const name of ['packed', 'pipe', 'packed-pipe']) {
      expect(written(`${name}.pcap`).equals(written('file.pcap'))).toBe(true);
    }
  });

  test('cuts payload off and keeps the lengths that packets had', () => {
    run(['in.pcap', '--no-payload', '-o', 'cut.pcap']);
    const view = new DataView(Uint8Array.from(written('cut.pcap')).buffer);
    const last = 24 + 2 * (16 + 54);
    expect([view.getUint32(last + 8, true), view.getUint32(last + 12, true)]).toEqual([54, 154]);
  });

  test('never writes over a file that is there, nor over its input', () => {
    writeFileSync(join(folder, 'there.pcap'), 'mine');
    expect(run(['in.pcap', '-o', 'there.pcap'])).toMatchObject({ status: 2 });
    expect(written('there.pcap').toString()).toBe('mine');
    expect(run(['in.pcap', '-o', 'in.pcap', '--force'])).toMatchObject({ status: 2 });
    expect(written('in.pcap').equals(Buffer.from(capture))).toBe(true);
    expect(run(['in.pcap', '-o', 'there.pcap', '--force'])).toMatchObject({ status: 0 });
  });

  test.each([
    [['in.pcap'], /needs a file to write to/],
    [['in.pcap', '-o', 'x.bin'], /\.pcapng/],
    [['in.pcap', '--connection', '7', '-o', 'x.pcap'], /no connection 7/],
    [['in.pcap', '--filter', 'reset', '-o', 'x.pcap'], /no connection fits/],
    [['in.txt', '-o', 'x.pcap'], /in\.txt is tcpdump text: it holds no packets/],
  ])('%j says why not, in one line, and writes nothing', (args, message) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr.split('\n')[0]).toMatch(message);
    expect(existsSync(join(folder, 'x.pcap'))).toBe(false);
  });

  test('tells of lives on the same ports that come along', () => {
    const reused = pcapOf([packet(0, { flags: 'S', seq: 1 }), packet(100, { flags: 'S', seq: 900_000 })]);
    const { stderr } = run(['-', '--connection', '1', '-o', 'reused.pcap'], reused);
    expect(stderr).toContain('1 more connection on the same ports');
  });

  test.skipIf(!hasTshark)(
    'gives tshark the packets of tcp.stream, all checksums right when anonymized',
    () => {
      const tshark = (file: string, ...args: string[]) =>
        spawnSync(
          'tshark',
          ['-r', file, '-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE', ...args],
          {
            encoding: 'utf8',
            cwd: folder,
          },
        ).stdout;
      const fields = [
        '-T',
        'fields',
        '-e',
        'frame.time_epoch',
        '-e',
        'tcp.seq_raw',
        '-e',
        'tcp.ack_raw',
        '-e',
        'tcp.len',
      ];
      for (const connection of ['0', '1', '5']) {
        const wanted = tshark(fixture, '-Y', `tcp.stream == ${connection}`, ...fields);
        expect(wanted).not.toBe('');
        for (const more of [[], ['--anonymize']]) {
          run([fixture, '--connection', connection, '-o', 'part.pcapng', '--force', ...more]);
          expect(tshark('part.pcapng', ...fields)).toBe(wanted);
        }
        expect(tshark('part.pcapng', '-Y', 'tcp.checksum.status == 0 || ip.checksum.status == 0')).toBe('');
      }
    },
  );

  test.skipIf(!hasCapinfos)('gives capinfos a file without a complaint', () => {
    run([fixture, '--connection', '0', '-o', 'told.pcapng', '--force']);
    const { status, stdout, stderr } = spawnSync('capinfos', ['told.pcapng'], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect([status, stderr.replace(/^Running as user.*\n/, '')]).toEqual([0, '']);
    expect(stdout).toContain('Number of packets:   53');
  });
});
