import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCaptures } from '../../src/capture/merge.js';
import { Spool } from '../../src/capture/spool.js';
import {
  BYTE_ORDERS,
  joined,
  PCAP_MAGIC,
  PcapngBlocks,
  payload,
  pcap,
  readAll,
  streamOf,
} from '../support/captures.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packet-bytes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const packets = Array.from({ length: 30 }, (_, i) => ({ seconds: i, bytes: payload(i * 7, i) }));

function captures(): [string, Uint8Array][] {
  const made: [string, Uint8Array][] = [];
  for (const order of BYTE_ORDERS) {
    made.push([`pcap ${order}`, pcap(packets, { order })]);
    made.push([`modified pcap ${order}`, pcap(packets, { order, magic: PCAP_MAGIC.kuznetzov })]);
    const ng = new PcapngBlocks(order);
    const blocks = packets.map(({ bytes }, i) =>
      i % 3 === 0
        ? ng.simplePacket(bytes)
        : i % 3 === 1
          ? ng.obsoletePacket({ bytes })
          : ng.enhancedPacket({ bytes, options: ng.comment('!') }),
    );
    made.push([`pcapng ${order}`, joined(ng.sectionHeader(), ng.interfaceDescription(), ...blocks)]);
  }
  return made;
}

describe.each(captures())('packets of %s can be read again', (_, bytes) => {
  it.each(['file', 'pipe', 'gzip'])('from a %s', async (kind) => {
    const path = kind === 'pipe' ? '-' : join(folder, kind);
    if (kind !== 'pipe') writeFileSync(path, kind === 'gzip' ? gzipSync(bytes) : bytes);
    const stdin = streamOf(bytes, 100);
    const reader = await openCaptures([path], { spool: true, stdin, chunkBytes: 300 });
    const read = (await readAll(reader)).packets;
    const kept = reader.packetBytes!;
    expect(read).toHaveLength(30);
    for (const { capture, fileOffset, data } of [...read].reverse()) {
      expect(await kept.read(capture, fileOffset)).toEqual(data);
    }
    expect(await kept.read(0, bytes.length)).toBeNull();
    expect(await kept.read(1, 24)).toBeNull();
    expect(kept.refusals()).toEqual([]);
    await kept.close();
  });
});

it('of several captures each packet is read from its own', async () => {
  const paths = [join(folder, 'one'), join(folder, 'two')];
  writeFileSync(paths[0]!, pcap(packets.slice(0, 5)));
  writeFileSync(paths[1]!, gzipSync(pcap(packets.slice(3, 9))));
  const reader = await openCaptures(paths, { spool: true });
  const read = (await readAll(reader)).packets;
  for (const { capture, fileOffset, data } of read) {
    expect(await reader.packetBytes!.read(capture, fileOffset)).toEqual(data);
  }
  await reader.packetBytes!.close();
});

it('without being asked nothing is kept', async () => {
  const reader = await openCaptures(['-'], { stdin: streamOf(pcap(packets)) });
  expect(reader.packetBytes).toBeNull();
  await reader.close();
});

describe('a spool', () => {
  it('leaves no file behind, even while it is open', async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const spool = await Spool.open(home);
    await spool.append(payload(1000));
    expect(readdirSync(home)).toEqual([]);
    const bytes = new Uint8Array(2000);
    expect(await spool.read(bytes, 100)).toBe(900);
    expect(bytes.subarray(0, 900)).toEqual(payload(1000).subarray(100));
    await spool.close();
    expect(await spool.read(bytes, 0)).toBe(0);
  });

  it('stops at its bound and says so; what it has stays readable', async () => {
    const spool = await Spool.open(folder, 150);
    await spool.append(payload(100));
    await spool.append(payload(100));
    await spool.append(payload(10));
    expect(spool).toMatchObject({ bytes: 100, refusal: expect.stringContaining('first 150 bytes') });
    expect(await spool.read(new Uint8Array(10), 90)).toBe(10);
    expect(await spool.read(new Uint8Array(10), 100)).toBe(0);
    await spool.close();
  });

  it('that cannot be made keeps nothing, and says why', async () => {
    const spool = await Spool.open(join(folder, 'missing'));
    await spool.append(payload(10));
    expect(spool).toMatchObject({ bytes: 0, refusal: 'no temporary file can be made (no such file)' });
    await spool.close();
  });
});
