import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CaptureFormatError } from '../../src/capture/errors.js';
import {
  BYTE_ORDERS,
  joined,
  PCAP_MAGIC,
  PcapngBlocks,
  payload,
  pcap,
  readBytes,
  u64,
  type WholeCapture,
} from '../support/captures.js';

/** Valid captures that hold one of everything. */
const VALID: [string, Uint8Array][] = BYTE_ORDERS.flatMap((order): [string, Uint8Array][] => {
  const ng = new PcapngBlocks(order);
  const packets = [
    { bytes: payload(30) },
    { bytes: payload(0) },
    { bytes: payload(45), originalLength: 1514 },
  ];
  return [
    ...Object.entries(PCAP_MAGIC).map(([name, magic]): [string, Uint8Array] => [
      `${order} ${name}`,
      pcap(packets, { order, magic }),
    ]),
    [
      `${order} pcapng`,
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription({
          options: joined(ng.option(9, Uint8Array.of(0xa0)), ng.option(14, u64(-5n, order))),
        }),
        ng.interfaceDescription({ linkType: 101, snaplen: 40, options: ng.option(9, Uint8Array.of(9)) }),
        ng.enhancedPacket({ bytes: payload(30), options: joined(ng.comment('note'), ng.endOfOptions()) }),
        ng.obsoletePacket({ interface: 1, bytes: payload(17), drops: 4 }),
        ng.block(0xbad, payload(9)),
        ng.simplePacket(payload(20)),
        ng.interfaceStatistics(1, joined(ng.option(5, u64(3n, order)), ng.endOfOptions())),
        ng.block(0x1234_5678, payload(12)),
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ng.enhancedPacket({ bytes: payload(8) }),
      ),
    ],
  ];
});

/** What was read, or undefined where it is refused as no capture; anything else that is thrown fails the test. */
async function survived(bytes: Uint8Array, options = {}): Promise<WholeCapture | undefined> {
  try {
    return await readBytes(bytes, options);
  } catch (error) {
    if (!(error instanceof CaptureFormatError)) throw error;
    return undefined;
  }
}

describe.each(VALID)('%s', (_, valid) => {
  it('cut at every length gives the packets before the cut, and says so', async () => {
    const whole = (await readBytes(valid)).packets;
    const headerLength = valid[0] === 0x0a ? 12 : 24;
    for (let length = 0; length < valid.length; length++) {
      const read = await survived(valid.subarray(0, length), { chunkBytes: 64 });
      if (length < headerLength) {
        expect(read).toBeUndefined();
        continue;
      }
      const { packets, description } = read!;
      expect(packets).toEqual(whole.slice(0, packets.length));
      const nextRecord = whole[packets.length];
      expect(nextRecord === undefined || packets.length < whole.length).toBe(true);
      for (const warning of description.warnings) expect(warning).toContain(`cut short at byte ${length}:`);
      expect(description.warnings.length).toBeLessThanOrEqual(1);
    }
  });

  it('with bytes changed at random neither throws nor hangs, and every packet lies within what was there', async () => {
    const random = generator(20_260_101);
    for (let round = 0; round < 400; round++) {
      const mutated = valid.slice();
      const changes = 1 + (random() % 4);
      for (let i = 0; i < changes; i++) mutated[random() % mutated.length] = interesting(random);
      const read = await survived(mutated, { chunkBytes: 1 + (random() % 200) });
      for (const packet of read?.packets ?? []) {
        expect(packet.data.length).toBe(packet.capturedLength);
        expect(packet.fileOffset + packet.capturedLength).toBeLessThanOrEqual(valid.length);
        expect(packet.nanoseconds).toBeGreaterThanOrEqual(0);
        expect(packet.nanoseconds).toBeLessThan(1e9);
      }
      expect((read?.description.warnings ?? []).length).toBeLessThanOrEqual(1);
    }
  });

  it('compressed and with bytes changed at random neither throws nor hangs', async () => {
    const random = generator(7);
    const compressed = new Uint8Array(gzipSync(valid));
    for (let round = 0; round < 60; round++) {
      const mutated = compressed.slice();
      mutated[2 + (random() % (mutated.length - 2))] = interesting(random);
      await survived(mutated.subarray(0, random() % 3 === 0 ? random() % mutated.length : mutated.length));
    }
  });
});

it('bytes of no format at all are refused', async () => {
  const random = generator(3);
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from({ length: random() % 100 }, () => random() & 0x7f);
    expect(await survived(bytes)).toBeUndefined();
  }
});

/** Values that lengths and counts are sensitive to, among others. */
function interesting(random: () => number): number {
  const choices = [0, 1, 0x7f, 0x80, 0xff, random() & 0xff, random() & 0xff];
  return choices[random() % choices.length]!;
}

/** The same numbers for the same seed: xorshift32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
