import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCaptures } from '../../src/capture/merge.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { AddressMap } from '../../src/extract/address-map.js';
import { type ExtractOptions, extractPackets } from '../../src/extract/extract-packets.js';
import { PacketLog } from '../../src/extract/packet-log.js';
import { openAtomicFile } from '../../src/output/atomic-file.js';
import {
  BYTE_ORDERS,
  type ByteOrder,
  joined,
  PcapngBlocks,
  readAll,
  timeOf,
  u32,
} from '../support/captures.js';
import { ethernet, ipv4, pcapOf, type TcpFields, tcp } from '../support/frames.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-pcapng-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const segment = (fields: TcpFields, src = '10.0.0.1', dst = '10.0.0.2') =>
  ethernet(ipv4({ src, dst }, tcp(fields))).bytes;
const SYN = segment({ flags: 'S', seq: 5 });
const OTHER = segment({ flags: 'S', seq: 5, srcPort: 999 }, '10.0.0.9');
const RST = segment({ flags: 'R.', seq: 0, ack: 6, srcPort: 80, dstPort: 40000 }, '10.0.0.2', '10.0.0.1');
const TIME = 1_700_000_000_123_456_789n;

/** A section with a nanosecond interface, a name, a secret, a comment each, and two connections. */
function capture(order: ByteOrder, tick = 0n): Uint8Array {
  const blocks = new PcapngBlocks(order);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const options = joined(
    blocks.option(2, bytes('eth7')),
    blocks.option(9, Uint8Array.of(9)),
    blocks.endOfOptions(),
  );
  const flags = joined(blocks.option(2, u32(2, order)), blocks.comment('look here'), blocks.endOfOptions());
  const name = joined(Uint8Array.of(10, 0, 0, 2), bytes('db\0'));
  return joined(
    blocks.block(
      0x0a0d0d0a,
      joined(
        u32(0x1a2b3c4d, order),
        u32(order === 'little' ? 1 : 0x10000, order),
        new Uint8Array(8).fill(255),
        blocks.comment('of the night'),
        blocks.endOfOptions(),
      ),
    ),
    blocks.interfaceDescription({ snaplen: 65535, options }),
    blocks.block(4, joined(blocks.option(1, name), blocks.endOfOptions())),
    blocks.block(10, joined(u32(0x544c534b, order), u32(6, order), bytes('SECRET'))),
    blocks.enhancedPacket({ time: TIME + tick, bytes: SYN, options: flags }),
    blocks.enhancedPacket({ time: TIME + tick + 10n, bytes: OTHER }),
    blocks.block(0xbad, joined(u32(4711, order), bytes('mine'))),
    blocks.enhancedPacket({ time: TIME + tick + 20n, bytes: RST }),
    blocks.enhancedPacket({ time: TIME + tick + 30n, bytes: OTHER }),
    blocks.interfaceStatistics(0, joined(blocks.option(5, new Uint8Array(8)), blocks.endOfOptions())),
  );
}

async function extract(captures: readonly Uint8Array[], changes: Partial<ExtractOptions> = {}) {
  const paths = captures.map((bytes, i) => {
    const path = join(folder, `in${i}`);
    writeFileSync(path, bytes);
    return path;
  });
  const log = new PacketLog();
  const summary = await analyze(await openCaptures(paths), {
    packet: (view) => log.add(view),
    connection: (view) => log.addConnection(view),
  });
  const chosen = new Uint8Array(summary.totals.connections);
  chosen[0] = 1;
  const path = join(folder, 'out');
  const output = openAtomicFile(path, { force: true, inputs: [] });
  const extracted = await extractPackets(output, {
    captures: summary.captures,
    kept: new Map(),
    packets: log.packetsOf(chosen),
    format: 'pcapng',
    isNanoseconds: log.hasNanoseconds,
    addresses: null,
    dropsPayload: false,
    ...changes,
  });
  output.end();
  return { ...extracted, bytes: readFileSync(path), ...(await readAll(await openCapture(path))), path };
}

describe.each(BYTE_ORDERS)('a pcapng capture in %s-endian order', (order) => {
  it('gives an extract with the same bytes, times, interfaces and comments', async () => {
    const { packets, description, written } = await extract([capture(order)]);
    expect(written).toBe(2);
    expect(packets.map(({ data }) => [...data])).toEqual([[...SYN], [...RST]]);
    expect(packets.map(timeOf)).toEqual(['1700000000.123456789', '1700000000.123456809']);
    expect(packets.map(({ comment }) => comment)).toEqual(['look here', '']);
    expect(description.interfaces).toMatchObject([{ name: 'eth7', linkType: 'EN10MB' }]);
    expect(description.comments).toContain('of the night');
    expect(description.warnings).toEqual([]);
  });

  it('keeps names and secrets, and leaves strange blocks behind', async () => {
    const { bytes } = await extract([capture(order)]);
    expect(bytes.includes('SECRET')).toBe(true);
    expect(bytes.includes('db\0')).toBe(true);
    expect(bytes.includes('mine')).toBe(false);
  });

  it('leaves names, secrets, comments and interfaces out where nobody shall be known', async () => {
    const { bytes, packets } = await extract([capture(order)], { addresses: new AddressMap('x') });
    for (const word of ['SECRET', 'db\0', 'eth7', 'look here', 'of the night'])
      expect(bytes.includes(word)).toBe(false);
    expect(packets).toHaveLength(2);
    expect(timeOf(packets[0]!)).toBe('1700000000.123456789');
  });

  it('says until when it is complete', async () => {
    const { description } = await extract([capture(order)]);
    expect(description.comments[0]).toContain('up to 1700000000.123456819');
  });
});

describe('several captures', () => {
  it('become one section, whatever their byte orders', async () => {
    const captures = [
      capture('little'),
      capture('big', 5n),
      pcapOf([{ time: 1_700_000_001, frame: { linkType: 1, bytes: SYN } }]),
    ];
    const { packets, description, bytes } = await extract(captures);
    expect(description.warnings).toEqual([]);
    expect(description.interfaces.map(({ name }) => name)).toEqual(['eth7', 'eth7', null]);
    expect(packets.map(({ interfaceIndex }) => interfaceIndex)).toEqual([0, 1, 0, 1, 2]);
    expect(packets.map(timeOf)).toEqual([
      ...['789', '794', '809', '814'].map((end) => `1700000000.123456${end}`),
      '1700000001.000000000',
    ]);
    expect(packets.map(({ comment }) => comment)).toEqual(['look here', 'look here', '', '', '']);
    expect(bytes.toString('latin1').split('SECRET')).toHaveLength(3);
  });

  it('make a pcap where they have one link type, with nanoseconds', async () => {
    const { packets, description, commentsLost } = await extract([capture('big')], { format: 'pcap' });
    expect(description.format).toBe('pcap');
    expect(packets.map(timeOf)).toEqual(['1700000000.123456789', '1700000000.123456809']);
    expect(commentsLost).toBe(1);
  });
});
