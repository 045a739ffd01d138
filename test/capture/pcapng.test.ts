import { describe, expect, it } from 'vitest';
import { NOT_A_LINK_TYPE } from '../../src/capture/link-type.js';
import { MAX_TOLD_INTERFACES } from '../../src/limits.js';
import {
  BYTE_ORDERS,
  joined,
  PcapngBlocks,
  payload,
  readBytes,
  timeOf,
  u32,
  u64,
} from '../support/captures.js';

const SECOND = 1_000_000n;

describe.each(BYTE_ORDERS)('a %s-endian section', (order) => {
  const ng = new PcapngBlocks(order);

  it('gives enhanced, obsolete and simple packets with their fields', async () => {
    const { packets, description } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription({ linkType: 1, snaplen: 50 }),
        ng.interfaceDescription({ linkType: 113, snaplen: 96 }),
        ng.enhancedPacket({
          interface: 1,
          time: 1_700_000_000n * SECOND + 5n,
          bytes: payload(41),
          originalLength: 1514,
        }),
        ng.obsoletePacket({ interface: 0, time: 7n }),
        ng.simplePacket(payload(50), 90),
      ),
    );
    expect(packets.map(timeOf)).toEqual(['1700000000.000005000', '0.000007000', 'NaN.000000000']);
    expect(packets.map(({ linkType, interfaceIndex }) => [linkType, interfaceIndex])).toEqual([
      [113, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(packets.map(({ capturedLength, originalLength }) => [capturedLength, originalLength])).toEqual([
      [41, 1514],
      [60, 60],
      [50, 90],
    ]);
    expect(packets.map(({ data }) => data)).toEqual([payload(41), payload(60), payload(50)]);
    expect(packets.map(({ packetInCapture, fileOffset }) => [packetInCapture, fileOffset])).toEqual([
      [1, 68],
      [2, 144],
      [3, 236],
    ]);
    expect(description).toMatchObject({
      format: 'pcapng',
      packets: 3,
      linkTypes: ['EN10MB', 'LINUX_SLL'],
      snaplen: 96,
      dropped: null,
      clock: 'absolute',
      warnings: [],
    });
  });

  it.each([
    ['microseconds unless told', undefined, 0n, 1_700_000_000_123_456n, '1700000000.123456000'],
    ['nanoseconds', 9, 0n, 1_700_000_000_123_456_789n, '1700000000.123456789'],
    ['seconds', 0, 0n, 1_700_000_000n, '1700000000.000000000'],
    ['milliseconds', 3, 0n, 1_700_000_000_999n, '1700000000.999000000'],
    ['picoseconds', 12, 0n, 1_700_000_000_123_456_789n, '1700000.000123456'],
    ['2^10', 0x8a, 0n, (1_700_000_000n << 10n) | 0x178n, '1700000000.367187500'],
    ['2^32', 0xa0, 0n, (1_700_000_000n << 32n) | 0x1234_5678n, '1700000000.071111110'],
    ['2^127', 0xff, 0n, 1n << 63n, '0.000000000'],
    ['microseconds and an hour behind', 6, -3600n, 1_700_000_000_000_001n, '1699996400.000001000'],
    ['microseconds from 1900', 6, -2_208_988_800n, 5n, '-2208988800.000005000'],
    ['the largest count', 6, 0n, 2n ** 64n - 1n, '18446744073709.551615000'],
  ])('reads times in %s', async (_, resolution, offset, time, expected) => {
    const options = joined(
      resolution === undefined ? new Uint8Array(0) : ng.option(9, Uint8Array.of(resolution)),
      ng.option(14, u64(offset, order)),
      ng.endOfOptions(),
    );
    const { packets } = await readBytes(
      joined(ng.sectionHeader(), ng.interfaceDescription({ options }), ng.enhancedPacket({ time })),
    );
    expect(packets.map(timeOf)).toEqual([expected]);
  });

  it('follows the clock across changes of the high word, each interface by itself', async () => {
    const nano = ng.interfaceDescription({ options: ng.option(9, Uint8Array.of(9)) });
    const times = [2n ** 32n - 1n, 2n ** 32n, 3n * 2n ** 32n + 1n, 5n];
    const { packets } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        nano,
        ...times.flatMap((time) => [
          ng.enhancedPacket({ time, interface: 0 }),
          ng.enhancedPacket({ time, interface: 1 }),
        ]),
      ),
    );
    const printed = (time: bigint, perSecond: bigint) =>
      `${time / perSecond}.${String(((time % perSecond) * 1_000_000_000n) / perSecond).padStart(9, '0')}`;
    expect(packets.map(timeOf)).toEqual(
      times.flatMap((time) => [printed(time, SECOND), printed(time, 1000n * SECOND)]),
    );
  });

  it('gives comments where there are some, several as lines, and clears them', async () => {
    const { packets } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ng.enhancedPacket({
          options: joined(ng.comment('lost? → yes'), ng.comment('second'), ng.endOfOptions()),
        }),
        ng.obsoletePacket({ options: joined(ng.option(2, u32(0, order)), ng.comment('no end of options')) }),
        ng.enhancedPacket({ options: joined(ng.endOfOptions(), ng.comment('behind the end')) }),
        ng.simplePacket(payload(20)),
      ),
    );
    expect(packets.map(({ comment }) => comment)).toEqual([
      'lost? → yes\nsecond',
      'no end of options',
      '',
      '',
    ]);
  });

  it('stops reading options at a length that runs past the block, and keeps the packet', async () => {
    const options = joined(ng.comment('good'), ng.option(1, payload(4)).fill(0xff, 2, 4));
    const { packets, description } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ng.enhancedPacket({ options }),
        ng.enhancedPacket(),
      ),
    );
    expect(packets.map(({ comment }) => comment)).toEqual(['good', '']);
    expect(description.warnings).toEqual([]);
  });

  it('counts dropped packets from the last statistics of each interface', async () => {
    const statistics = (owner: number, byInterface: bigint, bySystem: bigint) =>
      ng.interfaceStatistics(
        owner,
        joined(ng.option(5, u64(byInterface, order)), ng.option(7, u64(bySystem, order))),
      );
    const { description } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ng.interfaceDescription(),
        statistics(0, 3n, 4n),
        statistics(1, 100n, 0xffff_ffff_ffff_ffffn),
        statistics(0, 5n, 5n),
        ng.interfaceStatistics(1, new Uint8Array(0)),
      ),
    );
    expect(description.dropped).toBe(110);
  });

  it('counts dropped packets from the packets themselves, not twice where statistics say the same', async () => {
    const { description } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ng.enhancedPacket({ options: ng.option(4, u64(7n, order)) }),
        ng.obsoletePacket({ drops: 2 }),
        ng.obsoletePacket({ drops: 0xffff }),
        ng.interfaceStatistics(0, ng.option(5, u64(9n, order))),
      ),
    );
    expect(description.dropped).toBe(9);
  });

  it('a capture of simple packets alone has no clock', async () => {
    const { packets, description } = await readBytes(
      joined(ng.sectionHeader(), ng.interfaceDescription(), ng.simplePacket(payload(20))),
    );
    expect(packets).toHaveLength(1);
    expect(description.clock).toBe('none');
  });

  it('skips unknown blocks, also long ones', async () => {
    const { packets, description } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.block(0x8000_0001, payload(5)),
        ng.interfaceDescription(),
        ng.block(10, payload(50_000)),
        ng.enhancedPacket(),
        ng.block(4, new Uint8Array(0)),
      ),
      { chunkBytes: 1000 },
    );
    expect(packets).toHaveLength(1);
    expect(description.warnings).toEqual([]);
  });

  it('numbers records that hold no packet, as Wireshark does', async () => {
    const types = [9, 0xbad, 0x4000_0bad, 0x204, 0x216, 0x221];
    const { packets } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ...types.map((type) => ng.block(type, payload(12))),
        ng.enhancedPacket(),
      ),
    );
    expect(packets.map(({ linkType }) => linkType)).toEqual([...types.map(() => NOT_A_LINK_TYPE), 1]);
    expect(packets[6]!.packetInCapture).toBe(7);
    expect(packets[0]!.seconds).toBeNaN();
  });

  it('accepts a length that leaves out the padding, as tshark does', async () => {
    const body = joined(u32(0, order), u64(0n, order), u32(41, order), u32(41, order), payload(41));
    const { packets } = await readBytes(
      joined(
        ng.sectionHeader(),
        ng.interfaceDescription(),
        ng.block(6, body, { first: 73 }),
        ng.enhancedPacket(),
      ),
    );
    expect(packets.map(({ capturedLength }) => capturedLength)).toEqual([41, 60]);
  });

  it('gives no more of a simple packet than its block holds', async () => {
    const { packets } = await readBytes(
      joined(ng.sectionHeader(), ng.interfaceDescription(), ng.simplePacket(payload(20), 1514)),
    );
    expect(packets[0]).toMatchObject({ capturedLength: 20, originalLength: 1514 });
  });

  const opening = joined(ng.sectionHeader(), ng.interfaceDescription(), ng.enhancedPacket());
  it.each([
    ['a length below the smallest', u32(6, order), u32(8, order), 'the block claims a length of 8 bytes'],
    [
      'an absurd length',
      u32(6, order),
      u32(0x4000_0000, order),
      'the block claims a length of 1073741824 bytes',
    ],
    [
      'a wrong second length',
      ng.enhancedPacket({ lengths: { first: 92, second: 44 } }),
      '',
      'reads 92 where it begins and 44 where it ends',
    ],
    [
      'more captured bytes than the block has',
      ng.enhancedPacket({ capturedLength: 61 }),
      '',
      'claims 61 captured bytes, at most 60',
    ],
    [
      'far more captured bytes',
      ng.enhancedPacket({ capturedLength: 0xffff_ffff }),
      '',
      'claims 4294967295 captured bytes, at most 60',
    ],
    [
      'an interface that was not described',
      ng.enhancedPacket({ interface: 1 }),
      '',
      'refers to interface 1, but its section describes 1',
    ],
    [
      'statistics of such an interface',
      ng.interfaceStatistics(9, new Uint8Array(0)),
      '',
      'refers to interface 9',
    ],
    [
      'a packet before its section describes an interface',
      joined(ng.sectionHeader(), ng.simplePacket(payload(4))),
      '',
      'describes 0 before it',
      28,
    ],
    ['a packet block without room', ng.block(6, payload(8)), '', 'too short'],
    ['an interface without room', ng.block(1, payload(4)), '', 'too short'],
    ['a section of another version', ng.sectionHeader({ versionMajor: 2 }), '', 'version 2'],
  ])('ends at %s and names the offset', async (_, damage, more, sentence, further = 0) => {
    const tail = typeof more === 'string' ? new Uint8Array(0) : more;
    const { packets, description } = await readBytes(joined(opening, damage, tail, ng.enhancedPacket()));
    expect(packets).toHaveLength(1);
    expect(description.warnings).toHaveLength(1);
    expect(description.warnings[0]).toContain(`The capture is damaged at byte ${opening.length + further}: `);
    expect(description.warnings[0]).toContain(sentence);
  });
});

describe('several sections', () => {
  const little = new PcapngBlocks('little');
  const big = new PcapngBlocks('big');

  it('each have their own byte order and interfaces; interfaces are counted over all', async () => {
    const { packets, description } = await readBytes(
      joined(
        little.sectionHeader({ length: 16n }),
        little.interfaceDescription({ linkType: 1 }),
        little.interfaceDescription({ linkType: 101 }),
        little.enhancedPacket({ interface: 1 }),
        big.sectionHeader(),
        big.interfaceDescription({ linkType: 276, snaplen: 30 }),
        big.enhancedPacket(),
        big.simplePacket(payload(30), 100),
        little.sectionHeader(),
        little.interfaceDescription({ linkType: 1 }),
        little.enhancedPacket(),
      ),
    );
    expect(packets.map(({ linkType, interfaceIndex }) => [linkType, interfaceIndex])).toEqual([
      [101, 1],
      [276, 2],
      [276, 2],
      [1, 3],
    ]);
    expect(description.linkTypes).toEqual(['EN10MB', 'RAW', 'LINUX_SLL2']);
  });

  it('an interface of an earlier section is not one of the next', async () => {
    const { packets, description } = await readBytes(
      joined(
        little.sectionHeader(),
        little.interfaceDescription(),
        little.sectionHeader(),
        little.enhancedPacket(),
      ),
    );
    expect(packets).toEqual([]);
    expect(description.warnings[0]).toContain('byte 76: the block refers to interface 0');
  });

  it('a section header without its magic ends the capture', async () => {
    const broken = little.sectionHeader().fill(0, 8, 12);
    const { description } = await readBytes(joined(little.sectionHeader(), broken));
    expect(description.warnings[0]).toContain(
      'damaged at byte 28: a section header without its byte-order magic',
    );
  });

  it('no more interfaces are held than the bound', async () => {
    const many = Array.from({ length: 65_537 }, (_, i) =>
      little.interfaceDescription({ linkType: i & 0xffff }),
    );
    const { description } = await readBytes(joined(little.sectionHeader(), ...many));
    expect(description.warnings[0]).toContain('more than 65536 interfaces');
    expect(description.linkTypes.length).toBeGreaterThan(65_000);
    expect(description.interfaces).toHaveLength(MAX_TOLD_INTERFACES);
  });
});

it('what people wrote about sections and interfaces is told, with the interfaces', async () => {
  const ng = new PcapngBlocks();
  const text = (code: number, value: string) => ng.option(code, new TextEncoder().encode(value));
  const section = ng.block(
    0x0a0d0d0a,
    joined(
      ng.sectionHeader().subarray(8, 24),
      ng.comment('after the deploy'),
      ng.comment('again'),
      ng.endOfOptions(),
    ),
  );
  const described = joined(text(2, 'eth0\0'), text(3, 'uplink'), ng.comment('mirrored'), ng.endOfOptions());
  const { description } = await readBytes(
    joined(
      section,
      ng.interfaceDescription({ options: described }),
      ng.interfaceDescription({ linkType: 101 }),
    ),
  );
  expect(description.comments).toEqual(['after the deploy', 'again']);
  expect(description.interfaces).toEqual([
    { name: 'eth0', description: 'uplink', linkType: 'EN10MB', comment: 'mirrored' },
    { name: null, description: null, linkType: 'RAW', comment: null },
  ]);
});
