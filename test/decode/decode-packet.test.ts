import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode-packet.js';
import { DecodeStatus } from '../../src/decode/decode-status.js';
import { emptySegment } from '../../src/decode/segment.js';
import { decoded } from '../support/decoded.js';
import {
  destinationOptions,
  ethernet,
  ethernetSnap,
  type Frame,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv4Fragments,
  ipv6,
  ipv6Fragments,
  linuxCooked,
  linuxCooked2,
  loopback,
  rawIp,
  recordOf,
  routing,
  tcp,
  vlan,
} from '../support/frames.js';

const syn = tcp({ options: 'mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7' });
const data = tcp({ flags: 'P.', options: 'nop,nop,TS val 1 ecr 2', payload: 24 });
const acks = tcp({ flags: '.', options: 'nop,nop,sack 2 {5:9}{11:13}' });

const FRAMES: readonly [string, Frame][] = [
  ['Ethernet, IPv4, SYN', ethernet(ipv4({}, syn))],
  [
    'Ethernet, two tags, IPv6 with extension headers, data',
    ethernet(vlan(1, vlan(2, ipv6({ extensions: [hopByHop, routing(1), destinationOptions] }, data)))),
  ],
  ['802.3 with SNAP', ethernetSnap(ipv4({ options: [1, 1, 1, 0] }, acks))],
  ['Linux cooked', linuxCooked(ipv4({}, data))],
  ['Linux cooked v2', linuxCooked2(ipv6({}, data))],
  ['BSD loopback', loopback(ipv4({}, acks))],
  ['raw IP', rawIp(ipv6({}, syn))],
  ['an ICMP error', ethernet(ipv4({}, icmp(3, 1, ipv4({}, syn))))],
  ['an ICMPv6 error', ethernet(ipv6({}, icmpv6(1, 0, ipv6({ extensions: [destinationOptions] }, syn))))],
  ['a first fragment', ethernet(ipv4Fragments({}, data, [24])[0]!)],
  ['a last fragment of IPv6', ethernet(ipv6Fragments({}, data, [24])[1]!)],
];

describe.each(FRAMES)('%s', (_, frame) => {
  test('every shorter capture of it is read or refused, and nothing behind it is looked at', () => {
    const { status } = decoded(frame);
    for (let snaplen = 0; snaplen < frame.bytes.length; snaplen++) {
      const cut = decoded(frame, { snaplen });
      expect(Object.values(DecodeStatus)).toContain(cut.status);
      if (cut.status === DecodeStatus.Segment && status === DecodeStatus.Segment) {
        expect(cut).toMatchObject({ srcPort: 40000, dstPort: 80, seq: 1000, window: 65535 });
        expect(cut.payloadLength).toBe(decoded(frame).payloadLength);
      }
    }
  });

  test('every shorter packet, whole as such, is read or refused', () => {
    for (let length = 0; length < frame.bytes.length; length++) {
      const shorter = { ...frame, bytes: frame.bytes.subarray(0, length) };
      expect(Object.values(DecodeStatus)).toContain(decoded(shorter).status);
    }
  });

  test('no damage to its bytes makes the decoder throw or leave the record', () => {
    let random = 20240601;
    const next = (below: number) => {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      return Math.floor((random / 2 ** 32) * below);
    };
    const decoder = createDecoder();
    const segment = emptySegment();
    for (let round = 0; round < 3000; round++) {
      const bytes = frame.bytes.slice();
      for (let changes = 1 + next(4); changes > 0; changes--) bytes[next(bytes.length)] = next(256);
      const record = recordOf({ ...frame, bytes }, { snaplen: next(4) === 0 ? next(bytes.length) : 65535 });
      segment.timeNs = round;
      const status = decoder.decode(record, segment);
      if (status !== DecodeStatus.Segment) continue;
      const end = record.offset + record.capturedLength;
      expect(segment.payloadOffset + segment.payloadCaptured).toBeLessThanOrEqual(end);
      expect(segment.payloadLength).toBeGreaterThanOrEqual(segment.payloadCaptured);
      expect(segment.payloadInRecord).toBeLessThanOrEqual(segment.payloadLength);
    }
  });
});

describe('the decoder', () => {
  test('leaves packet number and time to the caller and sets both lengths', () => {
    const segment = { ...emptySegment(), packetNumber: 7, timeNs: 9 };
    const frame = ethernet(ipv4({}, data));
    createDecoder().decode(recordOf(frame, { snaplen: 96 }), segment);
    expect(segment).toMatchObject({
      packetNumber: 7,
      timeNs: 9,
      originalLength: frame.bytes.length,
      capturedLength: Math.min(96, frame.bytes.length),
    });
  });

  test('gives the Segment no new field', () => {
    const fields = Object.keys(emptySegment());
    for (const [, frame] of FRAMES) {
      const { status: _, ...segment } = decoded(frame);
      expect(Object.keys(segment)).toEqual(fields);
    }
  });

  test('a record that claims a smaller original than captured length is read as captured', () => {
    expect(decoded(ethernet(ipv4({}, data)), { originalLength: 10 })).toMatchObject({
      status: DecodeStatus.Segment,
      payloadLength: 24,
    });
  });
});
