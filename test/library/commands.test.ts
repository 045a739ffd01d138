import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import {
  annotate,
  connectionOf,
  connectionsOf,
  explain,
  extract,
  find,
  follow,
  hostsOf,
  openCapture,
  type PacketRow,
  type PayloadPiece,
  packetsOf,
  reportOf,
  socketsOf,
  statePeaksOf,
  UsageError,
  wiresharkProfile,
} from '../../src/index.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

/** What the functions of the library give is what the commands print. */

const incident = join(import.meta.dirname, '../../fixtures/incident/capture.pcapng');
const UTC = { timeZone: 'UTC' };

let folder = '';
const path = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-commands-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function printed(...args: string[]): Promise<string> {
  const around = fakeSurroundings({});
  const zone = args[0] === 'annotate' ? [] : ['--time-zone', 'UTC'];
  expect(await main([...args, ...zone], around), around.errors).toBe(0);
  return around.stdout.text;
}

async function json(...args: string[]) {
  return JSON.parse(await printed(...args, '-f', 'json'));
}

async function lines(...args: string[]) {
  const text = await printed(...args, '-f', 'ndjson');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const byNumber = (a: { connection: number }, b: { connection: number }) => a.connection - b.connection;

describe('a function of the library gives what its command prints', () => {
  it('the report', async () => {
    expect(plain(await reportOf(incident, UTC))).toEqual(await json('report', incident));
    const filter = 'reset && !:7009';
    expect(plain(await reportOf(incident, { ...UTC, filter }))).toEqual(
      await json('report', incident, '--filter', filter),
    );
  });

  it('connections, also those of a time', async () => {
    const rows = await lines('connections', incident, '--from', '15:15:08', '--to', '+14s');
    expect(rows.length).toBeGreaterThan(3);
    const options = { ...UTC, from: '15:15:08', to: '+14s' };
    expect(plain(await connectionsOf(incident, options))).toEqual(rows.sort(byNumber));
  });

  it('one connection with its packets', async () => {
    const { connection, packets } = await json('connection', incident, '8', '--to', '#129');
    expect(plain(await connectionOf(incident, 8, { to: '#129' }))).toEqual({ connection, packets });
    await expect(connectionOf(incident, 99)).rejects.toThrow(UsageError);
  });

  it('packets, also by what is known only when their connection is over', async () => {
    const rows: PacketRow[] = [];
    await packetsOf(incident, (row) => rows.push(row), { filter: 'refused' });
    expect(rows.length).toBeGreaterThan(1);
    expect(plain(rows)).toEqual(await lines('packets', incident, '--filter', 'refused'));
    const once = await openCapture(incident);
    await expect(packetsOf(once, () => {}, { filter: 'refused' })).rejects.toThrow(UsageError);
    await once.close();
  });

  it('sockets at a moment, at many moments, and the most of each state', async () => {
    const one = await lines('netstat', incident, '--at', '15:15:07', '--host', '10.9.0.2');
    expect(one).toHaveLength(6);
    const host = '10.9.0.2';
    expect(plain(await socketsOf(incident, { at: '15:15:07' }, { ...UTC, host }))).toEqual(one);
    const many = { from: '+2s', to: '+9s', filter: '!reset' };
    expect(plain(await socketsOf(incident, { every: '1500ms' }, many))).toEqual(
      await lines(
        'netstat',
        incident,
        '--every',
        '1500ms',
        '--from',
        '+2s',
        '--to',
        '+9s',
        '--filter',
        '!reset',
      ),
    );
    expect(plain(await statePeaksOf(incident))).toEqual(await lines('netstat', incident));
    await expect(socketsOf(incident, { every: 'often' })).rejects.toThrow(UsageError);
    await expect(socketsOf(incident, { at: '#999' })).rejects.toThrow(UsageError);
  });

  it('hosts and services', async () => {
    const { hosts, services } = await json('hosts', incident, '--host', '10.9.0.2');
    expect(services.length).toBeGreaterThan(1);
    expect(plain(await hostsOf(incident, { host: '10.9.0.2' }))).toEqual({ hosts, services });
  });

  it('the connections behind a log line', async () => {
    const line = '2026-11-20 15:15:16 connect to 10.9.0.2:7009: Connection refused';
    const found = await find(incident, line, { ...UTC, limit: 2 });
    expect(found.map(({ connection }) => connection)).toEqual([18, 19]);
    expect(plain(found)).toEqual(await lines('find', incident, line, '--limit', '2'));
  });

  it('what both sides said', async () => {
    const pieces: PayloadPiece[] = [];
    let ends = '';
    await follow(incident, 8, {
      begin: (initiator, responder) => {
        ends = `${initiator.address}:${initiator.port} ${responder.address}:${responder.port}`;
      },
      piece: (piece) => pieces.push(piece.kind === 'gap' ? piece : { ...piece, bytes: piece.bytes.slice() }),
    });
    expect(ends).toBe('10.9.0.1:48642 10.9.0.2:7000');
    const said = pieces.map((piece) => (piece.kind === 'data' ? Buffer.from(piece.bytes).toString() : ''));
    expect(said.join('')).toBe(await raw(8));
    await expect(follow(incident, 99, { piece: () => {} })).rejects.toThrow(UsageError);
  });

  it('an annotated capture', async () => {
    expect(await annotate(incident, path('library.pcapng'), { detail: 'states' })).toEqual([]);
    await printed('annotate', incident, '-o', path('command.pcapng'), '--detail', 'states');
    expect(readFileSync(path('library.pcapng'))).toEqual(readFileSync(path('command.pcapng')));
    await expect(annotate(incident, path('x.pcap'))).rejects.toThrow(UsageError);
    await expect(annotate(incident, path('library.pcapng'))).rejects.toThrow(UsageError);
  });

  it('an extract', async () => {
    expect(
      await extract(incident, path('library.pcap'), { connections: '8', findings: 'half-close' }),
    ).toEqual([]);
    await printed('extract', incident, '-o', path('command.pcap'), '--connection', '8');
    expect(readFileSync(path('library.pcap'))).toEqual(readFileSync(path('command.pcap')));
    const [row] = await connectionsOf(path('library.pcap'));
    expect(row).toMatchObject({ outcome: 'half-closed', packets: 11 });
    await expect(extract(incident, path('none.pcap'), { filter: ':1' })).rejects.toThrow(UsageError);
    await expect(extract(incident, path('none.txt'))).rejects.toThrow(UsageError);
  });

  it('a profile for Wireshark', async () => {
    const files = await wiresharkProfile(incident);
    const around = fakeSurroundings({});
    expect(await main(['wireshark-profile', incident, '-o', path('profile')], around)).toBe(0);
    expect(files.size).toBeGreaterThan(1);
    for (const [name, text] of files) expect(readFileSync(path(join('profile', name)), 'utf8')).toBe(text);
  });

  it('an explanation', () => {
    expect(explain('CLOSE_WAIT').pages[0]).toMatchObject({ group: 'state', word: 'CLOSE_WAIT' });
  });
});

it('a file that breaks off does not replace what is there', async () => {
  writeFileSync(path('kept.pcap'), 'as it was');
  await expect(extract(incident, path('kept.pcap'), { filter: ':1', force: true })).rejects.toThrow(
    UsageError,
  );
  expect(readFileSync(path('kept.pcap'), 'utf8')).toBe('as it was');
});

/** As it is printed: what is -0 or left out there is so here. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function raw(connection: number): Promise<string> {
  const around = fakeSurroundings({});
  let text = '';
  around.stdout.writeBytes = (bytes: Uint8Array) => {
    text += Buffer.from(bytes).toString();
  };
  await main(['follow', incident, String(connection), '-f', 'raw'], around);
  return text;
}
