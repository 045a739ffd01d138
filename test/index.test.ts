import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  analyze,
  CaptureFormatError,
  CaptureUnreadableError,
  connectionsOf,
  openCapture,
  QueryError,
} from '../src/index.js';
import { ethernet, ipv4, pcapOf, type TcpFields, type TimedFrame, tcp } from './support/frames.js';

const START = 1_795_187_778;

function packet(time: number, toServer: boolean, clientPort: number, fields: TcpFields): TimedFrame {
  const [client, server] = ['10.9.0.1', '10.9.0.2'];
  const ports = toServer ? { srcPort: clientPort, dstPort: 443 } : { srcPort: 443, dstPort: clientPort };
  const addresses = toServer ? { src: client, dst: server } : { src: server, dst: client };
  return { time: START + time, frame: ethernet(ipv4(addresses, tcp({ ...ports, ...fields }))) };
}

/** One that is refused, then one that nobody answers. */
const refused = [
  packet(0, true, 40000, { flags: 'S', seq: 100 }),
  packet(0.001, false, 40000, { flags: 'R.', seq: 0, ack: 101 }),
];
const unanswered = [
  packet(1, true, 40001, { flags: 'S', seq: 200 }),
  packet(2, true, 40001, { flags: 'S', seq: 200 }),
];

let folder = '';
const path = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-library-'));
  writeFileSync(path('both.pcap'), pcapOf([...refused, ...unanswered]));
  writeFileSync(path('refused.pcap'), pcapOf(refused));
  writeFileSync(path('unanswered.pcap'), pcapOf(unanswered));
  writeFileSync(path('notes.txt'), 'no packets here\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('connectionsOf', () => {
  it('gives every connection of a capture, in the order of their numbers', async () => {
    const rows = await connectionsOf(path('both.pcap'));
    expect(rows.map(({ connection, outcome }) => [connection, outcome])).toEqual([
      [0, 'refused'],
      [1, 'unanswered'],
    ]);
    expect(rows[0]).toMatchObject({
      initiator: { address: '10.9.0.1', port: 40000 },
      startTime: `${START}.000000000`,
    });
  });

  it('reads several captures as one timeline, in whatever order they are named', async () => {
    const rows = await connectionsOf([path('unanswered.pcap'), path('refused.pcap')]);
    expect(rows).toEqual(await connectionsOf(path('both.pcap')));
  });

  it('reads what a reader gives that was opened before', async () => {
    expect(await connectionsOf(await openCapture(path('refused.pcap')))).toHaveLength(1);
  });

  it('gives only those that a filter chooses, under their own numbers', async () => {
    const rows = await connectionsOf(path('both.pcap'), { filter: 'unanswered' });
    expect(rows.map(({ connection }) => connection)).toEqual([1]);
    const late = { filter: 'time > 15:16:18.5', timeZone: 'UTC' };
    expect(await connectionsOf(path('both.pcap'), late)).toEqual(rows);
  });

  it('refuses a filter before it reads anything, and tells where it fails', async () => {
    const reading = connectionsOf(path('missing.pcap'), { filter: 'reset &&' });
    await expect(reading).rejects.toThrow(QueryError);
    await expect(reading).rejects.toMatchObject({ code: 'usage', position: 8 });
  });
});

describe('analyze', () => {
  it('hands rows to the sink and gives back what is known of the whole', async () => {
    const flags: string[] = [];
    const summary = await analyze(path('both.pcap'), { packet: (view) => flags.push(view.toRow().flags) });
    expect(flags).toEqual(['SYN', 'RST,ACK', 'SYN', 'SYN']);
    expect(summary.totals).toMatchObject({ packets: 4, connections: 2, flows: 2 });
  });

  it('throws errors that programs can tell apart', async () => {
    await expect(analyze(path('notes.txt'), {})).rejects.toThrow(CaptureFormatError);
    await expect(analyze(path('notes.txt'), {})).rejects.toMatchObject({
      code: 'capture-format',
      byteOffset: 0,
    });
    await expect(analyze(path('missing.pcap'), {})).rejects.toThrow(CaptureUnreadableError);
    await expect(analyze(path('missing.pcap'), {})).rejects.toMatchObject({ code: 'capture-unreadable' });
  });
});
