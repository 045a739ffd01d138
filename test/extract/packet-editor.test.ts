import { describe, expect, it } from 'vitest';
import { ChecksumState } from '../../src/decode/segment.js';
import { AddressMap } from '../../src/extract/address-map.js';
import { PacketEditor } from '../../src/extract/packet-editor.js';
import { decoded } from '../support/decoded.js';
import { behind, FRAME_INSIDE, overUdp, tunnelled } from '../support/encapsulation.js';
import {
  ethernet,
  type Frame,
  icmp,
  icmpv6,
  ipv4,
  ipv4Fragments,
  ipv6,
  linuxCooked,
  linuxCooked2,
  loopback,
  rawIp,
  recordOf,
  routing,
  tcp,
  vlan,
} from '../support/frames.js';

const addresses = new AddressMap('passphrase');
const SEGMENT = tcp({ flags: 'P.', seq: 77, ack: 5, payload: 31, options: 'nop,nop,TS val 1 ecr 2' });
const PACKET = ipv4({ src: '192.0.2.1', dst: '198.51.100.2' }, SEGMENT);
const PACKET_6 = ipv6({ src: '2001:db8::1', dst: '2001:db8:5::2' }, SEGMENT);

const FRAMES: readonly (readonly [string, Frame])[] = [
  ['Ethernet', ethernet(PACKET)],
  ['Ethernet with padding', ethernet(ipv4({}, tcp()), { padTo: 60 })],
  ['Ethernet, IPv6', ethernet(PACKET_6)],
  ['two VLANs', ethernet(vlan(5, vlan(6, PACKET), 0x88a8))],
  ['Linux cooked', linuxCooked(PACKET)],
  ['Linux cooked, version 2', linuxCooked2(PACKET_6)],
  ['loopback', loopback(PACKET)],
  ['raw IP', rawIp(PACKET)],
  ['VXLAN', overUdp(4789, '08 00 00 00 00 00 05 00', FRAME_INSIDE)],
  ['IP in IP', tunnelled(4, '')],
  ['GRE with a checksum', tunnelled(47, '80 00 08 00 00 00 00 00')],
];

function edited(frame: Frame, options = { addresses, dropsPayload: false } as never): Uint8Array | null {
  return new PacketEditor(options).edit(recordOf(frame));
}

describe.each(FRAMES)('a packet in %s', (_, frame) => {
  it('has other addresses, and all else as it was', () => {
    const bytes = edited(frame)!;
    const [was, is] = [decoded(frame), decoded({ ...frame, bytes })];
    const { src0, src1, src2, src3, dst0, dst1, dst2, dst3 } = was;
    expect([is.src0, is.src1, is.src2, is.src3]).not.toEqual([src0, src1, src2, src3]);
    expect([is.dst0, is.dst1, is.dst2, is.dst3]).not.toEqual([dst0, dst1, dst2, dst3]);
    expect(was.checksum).toBe(ChecksumState.Good);
    const same = { src0, src1, src2, src3, dst0, dst1, dst2, dst3 };
    expect({ ...is, ...same }).toEqual(was);
    expect(bytes.length).toBe(frame.bytes.length);
  });

  it('cut anywhere, throws nothing and grows nothing', () => {
    for (let snaplen = 0; snaplen < frame.bytes.length; snaplen++) {
      for (const dropsPayload of [false, true]) {
        const editor = new PacketEditor({ addresses, dropsPayload });
        const bytes = editor.edit(recordOf(frame, { snaplen }));
        expect(bytes?.length ?? 0).toBeLessThanOrEqual(snaplen);
      }
    }
  });

  it('ends behind the TCP header without its payload', () => {
    const bytes = edited(frame, { addresses: null, dropsPayload: true } as never)!;
    const { tcpOffset, headerLength } = decoded(frame);
    const start = recordOf(frame).offset;
    expect(bytes.length).toBe(tcpOffset - start + headerLength);
    expect([...bytes]).toEqual([...frame.bytes.subarray(0, bytes.length)]);
  });
});

/** One's complement sum over a whole header or message; all ones where its checksum is right. */
function sum(bytes: Uint8Array): number {
  let total = 0;
  for (const [i, byte] of bytes.entries()) total += i % 2 === 0 ? byte << 8 : byte;
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return total;
}

describe('the checksums', () => {
  it('of IP headers are right afterwards, also within a tunnel', () => {
    const bytes = edited(tunnelled(4, ''))!;
    expect(sum(bytes.subarray(14, 34))).toBe(0xffff);
    expect(sum(bytes.subarray(34, 54))).toBe(0xffff);
  });

  it('of GRE cover what changed inside', () => {
    const frame = tunnelled(47, '80 00 08 00 00 00 00 00');
    const checksum = 0xffff - sum(frame.bytes.subarray(34));
    frame.bytes[38] = checksum >> 8;
    frame.bytes[39] = checksum & 0xff;
    expect(sum(edited(frame)!.subarray(34))).toBe(0xffff);
  });

  it('of ICMP are right, and those in its quote', () => {
    const frame = ethernet(ipv4({ src: '203.0.113.9' }, icmp(3, 1, PACKET)));
    const checksum = 0xffff - sum(frame.bytes.subarray(34));
    frame.bytes[36] = checksum >> 8;
    frame.bytes[37] = checksum & 0xff;
    const bytes = edited(frame)!;
    expect(sum(bytes.subarray(34))).toBe(0xffff);
    expect(sum(bytes.subarray(42, 62))).toBe(0xffff);
    const quoted = decoded({ linkType: 101, bytes: bytes.subarray(42) });
    expect(quoted.checksum).toBe(ChecksumState.Good);
  });

  it('that were wrong stay wrong by as much, those left to a network card stay left', () => {
    const wrong = ethernet(ipv4({}, tcp({ payload: 3, checksum: 0x1234 })));
    expect(decoded({ ...wrong, bytes: edited(wrong)! }).checksum).toBe(ChecksumState.Bad);
    for (const checksum of ['offloaded', 0] as const) {
      const left = ethernet(ipv4({}, tcp({ payload: 3, checksum })));
      expect(decoded({ ...left, bytes: edited(left)! }).checksum).toBe(ChecksumState.Offloaded);
    }
  });

  it('in the first of several fragments count for all of them', () => {
    const pieces = ipv4Fragments({ src: '192.0.2.1' }, tcp({ payload: 60 }), [24, 32]);
    const whole = pieces.flatMap((piece) => [...edited(rawIp(piece))!.subarray(20)]);
    const first = edited(rawIp(pieces[0]!))!;
    const rebuilt = Uint8Array.from([...first.subarray(0, 20), ...whole]);
    new DataView(rebuilt.buffer).setUint16(2, rebuilt.length);
    new DataView(rebuilt.buffer).setUint16(6, 0);
    expect(decoded(rawIp({ etherType: 0x0800, bytes: rebuilt })).checksum).toBe(ChecksumState.Good);
  });
});

describe('what is left out of an anonymized extract', () => {
  const cases: readonly (readonly [string, Frame])[] = [
    ['IPv4 with a recorded route', ethernet(ipv4({ options: [7, 7, 4, 10, 0, 0, 1, 0] }, tcp()))],
    ['IPv6 with a routing header', ethernet(ipv6({ extensions: [routing()] }, tcp()))],
    ['a link whose header is not known', behind(197, '00 00 00 00')],
  ];
  it.each(cases)('%s', (_, frame) => {
    const editor = new PacketEditor({ addresses, dropsPayload: false });
    expect(editor.edit(recordOf(frame))).toBeNull();
    expect(editor.leftOut).toBe(1);
  });

  it('nothing of it stays, not even in Multipath TCP: its addresses are mapped as all others', () => {
    const option = [30, 8, 0x34, 1, 192, 0, 2, 1];
    const frame = ethernet(ipv4({ src: '192.0.2.1' }, tcp({ flags: '.', options: option })));
    const bytes = edited(frame)!;
    expect([...bytes.subarray(58, 62)]).toEqual([...bytes.subarray(26, 30)]);
    expect(decoded({ ...frame, bytes }).checksum).toBe(ChecksumState.Good);
  });

  it('an ICMPv6 error keeps its quote readable', () => {
    const frame = ethernet(ipv6({ src: '2001:db8:9::1' }, icmpv6(1, 3, PACKET_6)));
    const bytes = edited(frame)!;
    const is = decoded({ ...frame, bytes });
    expect(is).toMatchObject({ icmpType: 1, icmpCode: 3, seq: 77, srcPort: 40000 });
    expect(is.src0 === decoded(frame).src0 && is.src3 === decoded(frame).src3).toBe(false);
  });
});
