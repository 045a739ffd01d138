import { beforeEach, describe, expect, it } from 'vitest';
import {
  emptyPrintedPacket,
  PrintedNumber,
  PrintedOption,
  type PrintedPacket,
} from '../../../src/capture/printed-packet.js';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { formatAddress, formatPort } from '../../../src/decode/ip/address.js';
import { ChecksumState, emptySegment, OptionBit, type Segment } from '../../../src/decode/segment.js';
import { TcpFlag } from '../../../src/decode/tcp/flags.js';
import { PrintedSegments } from '../../../src/decode/text/printed-segment.js';

const CLIENT = { srcAddress: '10.0.0.1', dstAddress: '10.0.0.2', srcPort: 4321, dstPort: 80 };
const SERVER = { srcAddress: '10.0.0.2', dstAddress: '10.0.0.1', srcPort: 80, dstPort: 4321 };
const { Syn, Ack, Psh, Rst, Fin } = TcpFlag;
const ISN = 3_000_000_000;
const PEER_ISN = 1_721_825_043;

let segments: PrintedSegments;
beforeEach(() => {
  segments = new PrintedSegments();
});

/** A packet as tcpdump prints it: numbers that may be either, none where not given. */
function packet(fields: Partial<PrintedPacket>): PrintedPacket {
  const kindOf = (value: number | undefined) =>
    value === undefined ? PrintedNumber.Missing : PrintedNumber.Unclear;
  return Object.assign(emptyPrintedPacket(), {
    isTcp: true,
    hasOptions: true,
    window: 500,
    payloadLength: 0,
    seqKind: kindOf(fields.seq),
    ackKind: kindOf(fields.ack),
    isSackRelative: true,
    ...fields,
  });
}

function read(fields: Partial<PrintedPacket>): Segment {
  const segment = emptySegment();
  expect(segments.read(packet(fields), segment)).toBe(DecodeStatus.Segment);
  return segment;
}

const numbers = (fields: Partial<PrintedPacket>) => {
  const { seq, ack } = read(fields);
  return [seq >>> 0, ack >>> 0];
};

describe('numbers of a text that begins with the connection', () => {
  beforeEach(() => {
    expect(numbers({ ...CLIENT, flags: Syn, seq: ISN })).toEqual([ISN, 0]);
    expect(numbers({ ...SERVER, flags: Syn | Ack, seq: PEER_ISN, ack: ISN + 1 })).toEqual([
      PEER_ISN,
      ISN + 1,
    ]);
  });

  it('count from both initial numbers after the SYN-ACK; what is not printed follows from what was sent', () => {
    expect(numbers({ ...CLIENT, flags: Ack, ack: 1 })).toEqual([ISN + 1, PEER_ISN + 1]);
    expect(numbers({ ...CLIENT, flags: Psh | Ack, seq: 1, ack: 1, payloadLength: 7 })).toEqual([
      ISN + 1,
      PEER_ISN + 1,
    ]);
    expect(numbers({ ...SERVER, flags: Ack, ack: 8 })).toEqual([PEER_ISN + 1, ISN + 8]);
    expect(numbers({ ...CLIENT, flags: Fin | Ack, seq: 8, ack: 1 })).toEqual([ISN + 8, PEER_ISN + 1]);
    expect(numbers({ ...CLIENT, flags: Ack, ack: 2 })).toEqual([ISN + 9, PEER_ISN + 2]);
  });

  it('stand as on the wire with -S', () => {
    expect(numbers({ ...CLIENT, flags: Ack, ack: PEER_ISN + 1 })).toEqual([ISN + 1, PEER_ISN + 1]);
    const [seq] = numbers({ ...CLIENT, flags: Psh | Ack, seq: ISN + 1, ack: PEER_ISN + 1, payloadLength: 7 });
    expect(seq).toBe(ISN + 1);
  });

  it('one below the initial number, as a keep-alive has it, is printed as 2^32 - 1', () => {
    expect(numbers({ ...CLIENT, flags: Ack, seq: 4294967295, ack: 1 })[0]).toBe(ISN - 1);
  });

  it('of a RST without ACK stand as on the wire', () => {
    expect(numbers({ ...CLIENT, flags: Rst, seq: ISN + 1 })).toEqual([ISN + 1, 0]);
    expect(numbers({ ...CLIENT, flags: Rst, seq: ISN + 900_000_000 })[0]).toBe((ISN + 900_000_000) >>> 0);
  });

  it('of SACK blocks count from what is acknowledged', () => {
    const sackEdges = Float64Array.of(5, 9, 13, 17, 0, 0, 0, 0);
    const s = read({
      ...SERVER,
      flags: Ack,
      ack: 1,
      sackCount: 2,
      sackEdges,
      optionBits: PrintedOption.Sack,
    });
    const edges = [s.sackLeft0, s.sackRight0, s.sackLeft1, s.sackRight1];
    expect(edges.map((edge) => edge >>> 0)).toEqual([5, 9, 13, 17].map((edge) => ISN + edge));
  });

  it('cross 2^32', () => {
    numbers({ ...CLIENT, flags: Syn, seq: 2 ** 32 - 5 });
    numbers({ ...SERVER, flags: Syn | Ack, seq: 0, ack: 2 ** 32 - 4 });
    expect(numbers({ ...CLIENT, flags: Psh | Ack, seq: 1, ack: 1, payloadLength: 9 })[0]).toBe(2 ** 32 - 4);
    expect(numbers({ ...CLIENT, flags: Ack, ack: 1 })).toEqual([5, 1]);
  });

  it('begin anew with the next SYN-ACK of the same ports', () => {
    numbers({ ...CLIENT, flags: Rst | Ack, seq: 1, ack: 1 });
    expect(numbers({ ...CLIENT, flags: Syn, seq: 77 })).toEqual([77, 0]);
    expect(numbers({ ...SERVER, flags: Syn | Ack, seq: 99, ack: 78 })).toEqual([99, 78]);
    expect(numbers({ ...CLIENT, flags: Ack, ack: 1 })).toEqual([78, 100]);
  });
});

describe('numbers of a text that begins in the middle', () => {
  it('the first segment is as on the wire, those that follow count from it, as tcpdump does', () => {
    expect(numbers({ ...CLIENT, flags: Psh | Ack, seq: ISN, ack: PEER_ISN, payloadLength: 10 })).toEqual([
      ISN,
      PEER_ISN,
    ]);
    expect(numbers({ ...SERVER, flags: Psh | Ack, seq: 1, ack: 10, payloadLength: 3 })).toEqual([
      PEER_ISN,
      ISN + 10,
    ]);
    expect(numbers({ ...CLIENT, flags: Ack, ack: 4 })).toEqual([ISN + 10, PEER_ISN + 3]);
  });

  it('a refusal is as on the wire however close to 0 its numbers are', () => {
    numbers({ ...CLIENT, flags: Syn, seq: 4287869053 });
    expect(numbers({ ...SERVER, flags: Rst | Ack, seq: 0, ack: 4287869054 })).toEqual([0, 4287869054]);
  });

  it('an excerpt from further on stays relative, and what it leaves out fits', () => {
    expect(numbers({ ...SERVER, flags: Ack, ack: 5000 })[1]).toBe(5000);
    const [first] = numbers({ ...CLIENT, flags: Psh | Ack, seq: 5000, ack: 777, payloadLength: 100 });
    expect(first).toBe(5000);
    const [seq, ack] = numbers({ ...SERVER, flags: Ack, ack: 5100 });
    const [next] = numbers({ ...SERVER, flags: Psh | Ack, seq: 777, ack: 5100, payloadLength: 1 });
    expect([seq, ack]).toEqual([next, 5100]);
  });

  it('a bare RST, which is printed as on the wire, takes the place of the next segment', () => {
    numbers({ ...CLIENT, flags: Psh | Ack, seq: 1, ack: 1, payloadLength: 9 });
    expect(numbers({ ...CLIENT, flags: Rst, seq: ISN })).toEqual([10, 0]);
  });
});

describe("Wireshark's relative numbers", () => {
  const relative = { seqKind: PrintedNumber.Relative, ackKind: PrintedNumber.Relative };

  it('are taken as they are', () => {
    expect(numbers({ ...CLIENT, ...relative, flags: Syn, seq: 0, ack: 0 })).toEqual([0, 0]);
    expect(numbers({ ...SERVER, ...relative, flags: Syn | Ack, seq: 0, ack: 1 })).toEqual([0, 1]);
    expect(numbers({ ...CLIENT, ...relative, flags: Ack, seq: -1, ack: 1 })[0]).toBe(2 ** 32 - 1);
  });

  it.each([
    ['with another stream number', { stream: 3 }, { stream: 4 }],
    ['after the end', {}, {}],
  ])('of the next connection on the same ports differ from those of the one before: %s', (_, one, other) => {
    numbers({ ...CLIENT, ...relative, ...one, flags: Syn, seq: 0, ack: 0 });
    numbers({ ...SERVER, ...relative, ...one, flags: Rst | Ack, seq: 1, ack: 1 });
    const [again] = numbers({ ...CLIENT, ...relative, ...other, flags: Syn, seq: 0, ack: 0 });
    expect(again).not.toBe(0);
    expect(numbers({ ...SERVER, ...relative, ...other, flags: Syn | Ack, seq: 0, ack: 1 })[1]).toBe(
      again! + 1,
    );
  });
});

describe('what is printed otherwise than on the wire', () => {
  it('a scaled window is scaled back by what the SYN offered', () => {
    const scale = { optionBits: PrintedOption.WindowScale, windowScale: 7 };
    read({ ...CLIENT, ...scale, flags: Syn, seq: 1, window: 64240 });
    read({ ...SERVER, ...scale, flags: Syn | Ack, seq: 1, ack: 2, window: 65160 });
    expect(read({ ...CLIENT, flags: Ack, ack: 1, window: 64256, isWindowScaled: true }).window).toBe(502);
  });

  it('a window that is missing is the last one', () => {
    expect(read({ ...CLIENT, flags: Ack, ack: 1, window: -1 }).window).toBe(65535);
    read({ ...CLIENT, flags: Ack, ack: 1, window: 0 });
    expect(read({ ...CLIENT, flags: Ack, ack: 1, window: -1 }).window).toBe(0);
  });

  it('flags that are missing (-q) are those of nearly all segments', () => {
    const quiet = { flags: -1, window: -1, hasOptions: false };
    expect(read({ ...CLIENT, ...quiet, payloadLength: 5 })).toMatchObject({ flags: Psh | Ack, seq: 1 });
    expect(read({ ...CLIENT, ...quiet })).toMatchObject({ flags: Ack, seq: 6, optionBits: OptionBit.Cut });
  });

  it('a checksum that only lacks what the network card adds is no bad one', () => {
    const wrong = { ...CLIENT, flags: Syn, seq: 1, checksum: ChecksumState.Bad, headerLength: 20 };
    expect(read({ ...wrong, checksumField: 0x1234 }).checksum).toBe(ChecksumState.Bad);
    // 0x0a00 + 0x0001 + 0x0a00 + 0x0002, protocol 6, length 20.
    expect(read({ ...wrong, checksumField: 0x141d }).checksum).toBe(ChecksumState.Offloaded);
  });

  it('names stand for addresses and ports; two endpoints may have one name', () => {
    const s = read({
      srcAddress: 'localhost',
      dstAddress: 'localhost',
      srcPort: 9502,
      dstPort: 'http',
      flags: Ack,
      ack: 1,
    });
    expect(s.family).toBe(0);
    expect(s.src3).toBe(s.dst3);
    expect(formatAddress(0, 0, 0, 0, s.src3)).toBe('localhost');
    expect([formatPort(s.srcPort), formatPort(s.dstPort)]).toEqual([9502, 'http']);
  });

  it.each([
    ['::', [0, 0, 0, 0]],
    ['::1', [0, 0, 0, 1]],
    ['fe80::1:2%eth0', [0xfe800000, 0, 0, 0x10002]],
    ['2001:db8:0:1:2:3:4:5', [0x20010db8, 1, 0x20003, 0x40005]],
    ['::ffff:10.0.0.1', [0, 0, 0xffff, 0x0a000001]],
  ])('IPv6 %s is read', (address, words) => {
    const s = read({ srcAddress: address, dstAddress: '::1', srcPort: 1, dstPort: 2, flags: Ack, ack: 1 });
    expect([s.family, s.src0, s.src1, s.src2, s.src3].map((word) => word >>> 0)).toEqual([6, ...words]);
  });

  it.each(['1:2', '1::2::3', '1:2:3:4:5:6:7:8:9', 'g::1', '10.0.0.256', '1.2.3', '12345::'])(
    '%s is a name',
    (name) => {
      expect(
        read({ srcAddress: name, dstAddress: '::1', srcPort: 1, dstPort: 2, flags: Ack, ack: 1 }).family,
      ).toBe(0);
    },
  );
});

describe('an ICMP error', () => {
  const error = {
    icmpType: 3,
    icmpCode: 1,
    icmpSender: '10.0.0.254',
    srcAddress: '10.0.0.1',
    dstAddress: '10.0.0.2',
  };

  it('without ports belongs to what was last sent that way', () => {
    read({ ...CLIENT, flags: Syn, seq: ISN });
    const s = emptySegment();
    expect(segments.read(packet(error), s)).toBe(DecodeStatus.IcmpError);
    expect(s).toMatchObject({ srcPort: 4321, dstPort: 80, icmpType: 3, icmpFamily: 4, seq: ISN | 0 });
    expect(segments.read(packet({ ...error, dstPort: 81 }), s)).toBe(DecodeStatus.NotTcp);
    expect(segments.read(packet({ ...error, dstAddress: '10.0.0.3' }), s)).toBe(DecodeStatus.NotTcp);
  });
});

describe('what is no TCP', () => {
  it.each([
    [{ isFragment: true }, DecodeStatus.Fragment],
    [{ isCut: true }, DecodeStatus.CutShort],
    [{ ipVersion: 0 }, DecodeStatus.NotIp],
    [{ ipVersion: 4 }, DecodeStatus.NotTcp],
  ])('%o', (fields, status) => {
    expect(segments.read(packet({ ...fields, isTcp: false }), emptySegment())).toBe(status);
  });
});

it('more 4-tuples than are followed are said, and the newest are kept', () => {
  segments = new PrintedSegments(256);
  for (let port = 1; port <= 1000; port++) read({ ...CLIENT, srcPort: port, flags: Syn, seq: port });
  expect(segments.limitsReached().join()).toContain('were forgotten');
  expect(numbers({ ...CLIENT, srcPort: 1000, flags: Ack, ack: 1 })[0]).toBe(1001);
});

it('the bits of printed options are those of the segment', () => {
  expect(PrintedOption).toEqual(OptionBit);
});
