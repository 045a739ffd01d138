import { describe, expect, test } from 'vitest';
import { DecodeStatus } from '../../src/decode/decode-status.js';
import { decoded, word } from '../support/decoded.js';
import {
  destinationOptions,
  ethernet,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  rawIp,
  tcp,
  transport,
  udp,
  vlan,
} from '../support/frames.js';

const quoted = ipv4(
  { src: '10.0.0.1', dst: '198.51.100.7', ttl: 1, id: 77 },
  tcp({ srcPort: 50000, dstPort: 443, seq: 12345, ack: 678, flags: '.', window: 99, payload: 300 }),
);
const router = { src: '192.0.2.254', dst: '10.0.0.1', ttl: 60, id: 5 };
const fourTuple = {
  status: DecodeStatus.IcmpError,
  family: 4,
  src3: word('10.0.0.1'),
  dst3: word('198.51.100.7'),
  srcPort: 50000,
  dstPort: 443,
  seq: 12345,
};

describe('ICMP errors', () => {
  test('take the four-tuple of the segment they quote, the sender of the error stands apart', () => {
    expect(decoded(ethernet(ipv4(router, icmp(3, 1, quoted))))).toMatchObject({
      ...fourTuple,
      ack: 678,
      flags: 0x10,
      window: 99,
      payloadLength: 300,
      icmpType: 3,
      icmpCode: 1,
      icmpMtu: 0,
      icmpFamily: 4,
      icmpSrc3: word('192.0.2.254'),
      ttl: 60,
      ipId: 5,
      tcpOffset: -1,
      payloadOffset: -1,
    });
  });

  test('a quote of 8 bytes gives ports and sequence number', () => {
    const error = icmp(11, 0, quoted, { quotedBytes: 28 });
    expect(decoded(ethernet(vlan(3, ipv4(router, error))))).toMatchObject({
      ...fourTuple,
      ack: 0,
      flags: 0,
      window: 0,
    });
  });

  test('a longer quote gives what it holds, and fewer than 8 bytes nothing', () => {
    const cut = (quotedBytes: number) =>
      decoded(ethernet(ipv4(router, icmp(11, 0, quoted, { quotedBytes }))));
    expect(cut(32)).toMatchObject({ ...fourTuple, ack: 678, flags: 0 });
    expect(cut(34)).toMatchObject({ ...fourTuple, ack: 678, flags: 0x10, window: 0 });
    expect(cut(27).status).toBe(DecodeStatus.NotTcp);
    expect(cut(0).status).toBe(DecodeStatus.NotTcp);
  });

  test('fragmentation needed tells the MTU', () => {
    expect(decoded(ethernet(ipv4(router, icmp(3, 4, quoted, { mtu: 1400 }))))).toMatchObject({
      ...fourTuple,
      icmpMtu: 1400,
    });
  });

  test('header options in the quote are stepped over', () => {
    const withOptions = ipv4({ src: '10.0.0.1', options: [1, 1, 1, 0] }, tcp({ seq: 9 }));
    expect(decoded(ethernet(ipv4(router, icmp(3, 3, withOptions))))).toMatchObject({
      status: DecodeStatus.IcmpError,
      seq: 9,
    });
  });

  test('a quoted total length that leaves out the header is forgiven', () => {
    const shortened = ipv4({ totalLength: 20 }, tcp({ seq: 9 }));
    expect(decoded(ethernet(ipv4(router, icmp(3, 3, shortened))))).toMatchObject({
      status: DecodeStatus.IcmpError,
      seq: 9,
      payloadLength: 0,
    });
  });

  test('a quoted first fragment shows its segment, a later one does not', () => {
    const first = ipv4({ moreFragments: true }, tcp({ seq: 9 }));
    const later = ipv4({ fragmentOffset: 8 }, tcp({ seq: 9 }));
    expect(decoded(ethernet(ipv4(router, icmp(11, 1, first)))).status).toBe(DecodeStatus.IcmpError);
    expect(decoded(ethernet(ipv4(router, icmp(11, 1, later)))).status).toBe(DecodeStatus.NotTcp);
  });

  test('ICMPv6 errors are read, extension headers in the quote stepped over', () => {
    const packet = ipv6(
      { dst: '2001:db8::9', extensions: [destinationOptions] },
      tcp({ seq: 31, flags: 'S' }),
    );
    const error = ipv6({ src: 'fe80::1', dst: '2001:db8::1' }, icmpv6(2, 0, packet, { mtu: 1280 }));
    expect(decoded(rawIp(error))).toMatchObject({
      status: DecodeStatus.IcmpError,
      family: 6,
      dst3: 9,
      seq: 31,
      flags: 2,
      icmpType: 2,
      icmpMtu: 1280,
      icmpFamily: 6,
      icmpSrc0: 0xfe800000 | 0,
      icmpSrc3: 1,
    });
    for (const type of [1, 3, 4]) {
      expect(decoded(rawIp(ipv6({}, icmpv6(type, 0, packet)))).status).toBe(DecodeStatus.IcmpError);
    }
  });

  test('what is no error, or quotes no TCP, is not TCP', () => {
    expect(decoded(ethernet(ipv4({}, icmp(8, 0, quoted)))).status).toBe(DecodeStatus.NotTcp);
    expect(decoded(ethernet(ipv4({}, icmp(3, 3, ipv4({}, udp()))))).status).toBe(DecodeStatus.NotTcp);
    expect(decoded(ethernet(ipv4({}, transport(1, [3, 1, 0])))).status).toBe(DecodeStatus.NotTcp);
    expect(decoded(rawIp(ipv6({}, icmpv6(135, 0, ipv6({}, tcp()))))).status).toBe(DecodeStatus.NotTcp);
  });

  test('source quench, redirect and parameter problem are errors', () => {
    for (const type of [4, 5, 12]) {
      expect(decoded(ethernet(ipv4({}, icmp(type, 0, quoted))))).toMatchObject({
        ...fourTuple,
        icmpType: type,
      });
    }
  });
});
