import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode-packet.js';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { ChecksumState } from '../../../src/decode/segment.js';
import { decoded, word } from '../../support/decoded.js';
import {
  datagram,
  FRAME_INSIDE,
  INSIDE,
  INSIDE_IPV6,
  overUdp,
  readsEach,
  statusOf,
} from '../../support/encapsulation.js';
import {
  ethernet,
  icmp,
  ipv4,
  ipv4Fragments,
  ipv6,
  ipv6Fragments,
  routing,
  tcp,
  vlan,
} from '../../support/frames.js';

const VXLAN = '08 00 00 00 00 00 2a 00';

readsEach([
  ['LISP', overUdp(4341, '80 00 00 01 00 00 00 01')],
  ['GRE in UDP', overUdp(4754, '00 00 08 00')],
  ['MPLS in UDP', overUdp(6635, '00 01 01 40')],
  ['VXLAN over IPv6', ethernet(ipv6({}, datagram(4789, VXLAN, FRAME_INSIDE)))],
  ['VXLAN over a VLAN', ethernet(vlan(5, ipv4({}, datagram(4789, VXLAN, FRAME_INSIDE))))],
  [
    'VXLAN in VXLAN',
    overUdp(4789, VXLAN, ethernet(ipv4({ src: '198.51.100.1' }, datagram(4789, VXLAN, FRAME_INSIDE))).bytes),
  ],
]);

test('the port of a tunnel counts on either side, unless the other one belongs to a service', () => {
  const from = (sourcePort: number, port: number) =>
    statusOf(overUdp(port, '30 ff 00 00 00 00 00 2a', INSIDE.bytes, sourcePort));
  expect(from(50000, 2152)).toBe(DecodeStatus.Segment);
  expect(from(2152, 50000)).toBe(DecodeStatus.Segment);
  expect(from(2152, 53)).toBe(DecodeStatus.NotTcp);
  expect(from(50000, 50001)).toBe(DecodeStatus.NotTcp);
});

test('UDP of which the header was cut holds no TCP', () => {
  expect(decoded(overUdp(4789, ''), { snaplen: 40 }).status).toBe(DecodeStatus.NotTcp);
});

describe('a packet inside a packet', () => {
  test('gives its own addresses, TTL and place, and its checksum is verified', () => {
    const inside = ethernet(ipv4({ src: '192.0.2.1', ttl: 9, id: 77 }, tcp({ payload: 10 })));
    const frame = overUdp(4789, VXLAN, inside.bytes);
    expect(decoded(frame)).toMatchObject({
      src3: word('192.0.2.1'),
      ttl: 9,
      ipId: 77,
      payloadLength: 10,
      payloadInRecord: 10,
      payloadCaptured: 10,
      originalLength: frame.bytes.length,
      checksum: ChecksumState.Good,
    });
    expect(decoded(frame, { snaplen: frame.bytes.length - 1 }).checksum).toBe(ChecksumState.Unverified);
  });

  test('is as long as what is around it where its length was left to the network card', () => {
    const inside = ethernet(ipv4({ totalLength: 0 }, tcp({ payload: 3000 })));
    expect(decoded(overUdp(4789, VXLAN, inside.bytes))).toMatchObject({ payloadLength: 3000 });
  });

  test('has a checksum of its own when it goes over a route with stops', () => {
    const frame = ethernet(ipv6({ extensions: [routing(1)] }, datagram(4789, VXLAN, FRAME_INSIDE)));
    expect(decoded(frame).checksum).toBe(ChecksumState.Good);
  });

  test('is left alone when the one outside counts, and named', () => {
    const decoder = createDecoder('outer');
    const outer = (frame: Parameters<typeof decoded>[0]) => decoded(frame, { decoder }).status;
    expect(outer(overUdp(4789, VXLAN, FRAME_INSIDE))).toBe(DecodeStatus.Tunnel);
    expect(outer(ethernet(ipv4({ protocol: 4 }, tcp())))).toBe(DecodeStatus.Tunnel);
    expect(outer(ethernet(ipv4({ protocol: 41 }, tcp())))).toBe(DecodeStatus.Tunnel);
    expect(outer(ethernet(ipv4({ protocol: 47 }, tcp())))).toBe(DecodeStatus.Tunnel);
    expect(outer(overUdp(53, ''))).toBe(DecodeStatus.NotTcp);
    expect(outer(ethernet(INSIDE))).toBe(DecodeStatus.Segment);
    expect(outer(ethernet(vlan(5, INSIDE)))).toBe(DecodeStatus.Segment);
  });

  test.each([
    ['IPv4', (inside: Uint8Array) => ipv4Fragments({}, datagram(4789, VXLAN, inside), [64, 64])],
    ['IPv6', (inside: Uint8Array) => ipv6Fragments({}, datagram(4789, VXLAN, inside), [64, 64])],
  ])('is found when the %s around it came in fragments', (_, fragmentsOf) => {
    const decoder = createDecoder();
    const inside = ethernet(ipv4({ src: '192.0.2.1' }, tcp({ seq: 77, payload: 100 }))).bytes;
    const found = fragmentsOf(inside).map((fragment) => decoded(ethernet(fragment), { decoder }));
    expect(found.map(({ status }) => status)).toEqual([
      DecodeStatus.Fragment,
      DecodeStatus.Fragment,
      DecodeStatus.Segment,
    ]);
    expect(found[2]).toMatchObject({
      seq: 77,
      payloadLength: 100,
      checksum: ChecksumState.Good,
      payloadOffset: -1,
    });
  });

  test.each([
    ['IPv4', ipv4Fragments({ src: '192.0.2.1' }, tcp({ seq: 77, payload: 100 }), [64])],
    ['IPv6', ipv6Fragments({}, tcp({ seq: 77, payload: 100 }), [64])],
  ])('is put together when it is in %s fragments itself', (_, fragments) => {
    const decoder = createDecoder();
    const found = fragments.map((fragment) =>
      decoded(overUdp(4789, VXLAN, ethernet(fragment).bytes), { decoder }),
    );
    expect(found[0]!.status).toBe(DecodeStatus.Fragment);
    expect(found[1]).toMatchObject({
      status: DecodeStatus.Segment,
      seq: 77,
      payloadLength: 100,
      checksum: ChecksumState.Good,
    });
  });

  test('is put together from fragments that came in fragments', () => {
    const decoder = createDecoder();
    const found = ipv4Fragments({ src: '192.0.2.1' }, tcp({ seq: 77, payload: 200 }), [104]).flatMap(
      (inner, i) =>
        ipv4Fragments({ id: 100 + i }, datagram(4789, VXLAN, ethernet(inner).bytes), [80]).map((outer) =>
          decoded(ethernet(outer), { decoder }),
        ),
    );
    expect(found.at(-1)).toMatchObject({
      status: DecodeStatus.Segment,
      seq: 77,
      payloadLength: 200,
      checksum: ChecksumState.Good,
    });
  });

  test('is not what an ICMP error about the one around it is about', () => {
    const quoted = ipv4({}, datagram(4789, VXLAN, FRAME_INSIDE));
    expect(statusOf(ethernet(ipv4({}, icmp(3, 1, quoted))))).toBe(DecodeStatus.NotTcp);
    const ipInIp = ipv4({ protocol: 4 }, tcp());
    expect(statusOf(ethernet(ipv4({}, icmp(3, 1, ipInIp))))).toBe(DecodeStatus.NotTcp);
    // The next packet is read as ever.
    const decoder = createDecoder();
    decoded(ethernet(ipv4({}, icmp(3, 1, ipInIp))), { decoder });
    expect(decoded(overUdp(4789, VXLAN, FRAME_INSIDE), { decoder }).status).toBe(DecodeStatus.Segment);
  });

  test('holds an ICMP error like any other', () => {
    const error = ethernet(ipv4({ src: '192.0.2.9' }, icmp(3, 1, INSIDE)));
    expect(decoded(overUdp(4789, VXLAN, error.bytes))).toMatchObject({
      status: DecodeStatus.IcmpError,
      src3: word('192.0.2.1'),
      icmpSrc3: word('192.0.2.9'),
    });
  });

  test('an IPv6 packet inside IPv4 has its own family', () => {
    expect(decoded(overUdp(4790, '0c 00 00 02 00 00 2a 00', INSIDE_IPV6.bytes))).toMatchObject({
      family: 6,
      ipId: -1,
    });
  });
});
