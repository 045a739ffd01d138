import { describe, expect, it } from 'vitest';
import {
  BYTE_ORDERS,
  joined,
  PCAP_MAGIC,
  payload,
  pcap,
  pcapHeader,
  pcapRecord,
  readBytes,
  timeOf,
  u32,
} from '../support/captures.js';

describe.each(BYTE_ORDERS)('a %s-endian pcap', (order) => {
  it.each(Object.entries(PCAP_MAGIC))(
    'with the magic for %s gives every packet with its fields',
    async (name, magic) => {
      const first = { seconds: 1_700_000_000, fraction: 123_456, bytes: payload(60, 1) };
      const second = {
        seconds: 4_294_967_295,
        fraction: 999_999,
        bytes: payload(43, 2),
        originalLength: 1514,
      };
      const { packets, description } = await readBytes(
        pcap([first, second], { order, magic, network: 276, snaplen: 96 }),
      );
      const header = magic === PCAP_MAGIC.kuznetzov ? 24 : 16;
      const zeros = name === 'nanoseconds' ? '' : '000';
      expect(packets.map(timeOf)).toEqual([
        `1700000000.${`123456${zeros}`.padStart(9, '0')}`,
        `4294967295.${`999999${zeros}`.padStart(9, '0')}`,
      ]);
      expect(packets.map((packet) => packet.data)).toEqual([first.bytes, second.bytes]);
      expect(packets[1]).toMatchObject({
        capturedLength: 43,
        originalLength: 1514,
        linkType: 276,
        interfaceIndex: 0,
        capture: 0,
        packetInCapture: 2,
        fileOffset: 24 + header + 60,
        comment: '',
      });
      expect(description).toMatchObject({
        format: 'pcap',
        packets: 2,
        linkTypes: ['LINUX_SLL2'],
        snaplen: 96,
        dropped: null,
        clock: 'absolute',
        warnings: [],
      });
    },
  );

  it('takes the link type from the low 16 bits, whatever the frame check sequence bits say', async () => {
    const { packets } = await readBytes(pcap([{}], { order, network: 0x2400_0000 | 113 }));
    expect(packets[0]!.linkType).toBe(113);
  });
});

describe('what other writers do, and tshark reads', () => {
  it('a capture without packets is a capture', async () => {
    const { packets, description } = await readBytes(pcap([]));
    expect(packets).toEqual([]);
    expect(description.warnings).toEqual([]);
  });

  it('a packet of no bytes is a packet', async () => {
    const { packets } = await readBytes(pcap([{ bytes: payload(0) }, {}]));
    expect(packets.map((packet) => packet.capturedLength)).toEqual([0, 60]);
  });

  it('more captured than original bytes are all given', async () => {
    const { packets, description } = await readBytes(pcap([{ originalLength: 10 }, {}]));
    expect(packets.map((packet) => [packet.capturedLength, packet.originalLength])).toEqual([
      [60, 10],
      [60, 60],
    ]);
    expect(description.warnings).toEqual([]);
  });

  it('lengths in the order of version 2.3 are told by the captured one being larger', async () => {
    const swapped = { bytes: payload(60), capturedLength: 1514, originalLength: 60 };
    const { packets } = await readBytes(pcap([swapped, {}], { versionMinor: 3 }));
    expect(packets.map((packet) => [packet.capturedLength, packet.originalLength])).toEqual([
      [60, 1514],
      [60, 60],
    ]);
  });

  it('a million microseconds and more carry over into the seconds', async () => {
    const { packets } = await readBytes(pcap([{ seconds: 1000, fraction: 1_500_000 }]));
    expect(packets.map(timeOf)).toEqual(['1001.500000000']);
  });

  it.each([
    [0, null],
    [20, 20],
    [0xffff_ffff, 0xffff_ffff],
  ])('a snapshot length of %i is not held against longer packets', async (snaplen, stated) => {
    const { packets, description } = await readBytes(pcap([{}, {}], { snaplen }));
    expect(packets).toHaveLength(2);
    expect(description.snaplen).toBe(stated);
  });

  it('a packet longer than 256 KiB is believed where the snapshot length allows it', async () => {
    const { packets } = await readBytes(pcap([{ bytes: payload(300_000) }, {}], { snaplen: 1_000_000 }), {
      chunkBytes: 4096,
    });
    expect(packets.map((packet) => packet.capturedLength)).toEqual([300_000, 60]);
    expect(packets[0]!.data).toEqual(payload(300_000));
  });
});

describe('damage', () => {
  it('an absurd captured length ends the capture and names its offset', async () => {
    const { packets, description } = await readBytes(pcap([{}, { capturedLength: 0x7fff_ffff }, {}]));
    expect(packets).toHaveLength(1);
    expect(description.warnings).toEqual([
      'The capture is damaged at byte 100: the record claims 2147483647 captured bytes, at most 262144 would be right. What stands before it was read (packets: 1), nothing after it.',
    ]);
  });

  it('a cut end is said once, with the offset, after all whole packets', async () => {
    const whole = pcap([{}, {}]);
    const { packets, description } = await readBytes(whole.subarray(0, whole.length - 1));
    expect(packets).toHaveLength(1);
    expect(description.warnings).toEqual([
      'The capture is cut short at byte 175: the record that begins at byte 100 needs 76 bytes, 75 are there.',
    ]);
  });

  it('a cut record header is a cut end', async () => {
    const { packets, description } = await readBytes(joined(pcap([{}]), pcapRecord({}).subarray(0, 7)));
    expect(packets).toHaveLength(1);
    expect(description.warnings[0]).toMatch(
      /^The capture is cut short at byte 107: the record header that begins at byte 100 /,
    );
  });

  it('a cut file header is not a capture, and the message says how far it goes', async () => {
    await expect(readBytes(pcapHeader().subarray(0, 20))).rejects.toThrow(
      'standard input: not a capture: expected the rest of a pcap file header of 24 bytes at byte 20, found the end of the file',
    );
  });
});

it.each(BYTE_ORDERS)('IXIA’s variants have a longer header (%s)', async (order) => {
  for (const magic of [0x1c0001ac, 0x1c0001ab]) {
    const file = pcap([{ seconds: 3, fraction: 7 }], { order, magic });
    const { packets } = await readBytes(joined(file.subarray(0, 24), u32(76, order), file.subarray(24)));
    expect(packets).toMatchObject([{ seconds: 3, nanoseconds: 7000, data: payload(60) }]);
  }
});
