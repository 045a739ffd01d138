import { describe, expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { decoded, word } from '../../support/decoded.js';
import { ethernet, ethernetSnap, type Frame, ipv4, ipv6, tcp, vlan } from '../../support/frames.js';

const packet = ipv4({ src: '192.0.2.1' }, tcp({ seq: 77 }));

describe('Ethernet', () => {
  test('a frame written out byte by byte is read', () => {
    // IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 65535, options [mss 1460,nop,wscale 7], length 0
    const bytes = Uint8Array.from([
      0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x08, 0x00, 0x45, 0x00, 0x00, 0x30, 0x12, 0x34, 0x40, 0x00,
      0x40, 0x06, 0x00, 0x00, 10, 0, 0, 1, 10, 0, 0, 2, 0x9c, 0x40, 0x00, 0x50, 0, 0, 0x03, 0xe8, 0, 0, 0, 0,
      0x70, 0x02, 0xff, 0xff, 0x00, 0x00, 0, 0, 2, 4, 0x05, 0xb4, 1, 3, 3, 7,
    ]);
    expect(decoded({ linkType: 1, bytes })).toMatchObject({
      status: DecodeStatus.Segment,
      family: 4,
      src3: word('10.0.0.1'),
      dst3: word('10.0.0.2'),
      srcPort: 40000,
      dstPort: 80,
      seq: 1000,
      flags: 2,
      window: 65535,
      headerLength: 28,
      mss: 1460,
      windowScale: 7,
      payloadLength: 0,
    });
  });

  test.each<[string, Frame]>([
    ['no tag', ethernet(packet)],
    ['an 802.1Q tag', ethernet(vlan(5, packet))],
    ['an 802.1ad outer tag', ethernet(vlan(5, vlan(6, packet), 0x88a8))],
    ['three tags, the outer one of old QinQ', ethernet(vlan(5, vlan(6, vlan(7, packet)), 0x9100))],
    ['802.3 with LLC and SNAP', ethernetSnap(packet)],
    ['802.3 with SNAP and a tag', ethernetSnap(vlan(5, packet))],
  ])('%s is stepped over', (_, frame) => {
    expect(decoded(frame)).toMatchObject({ status: DecodeStatus.Segment, src3: word('192.0.2.1'), seq: 77 });
  });

  test('IPv6 is found behind a tag', () => {
    expect(decoded(ethernet(vlan(5, ipv6({}, tcp()))))).toMatchObject({
      status: DecodeStatus.Segment,
      family: 6,
    });
  });

  test('an endless stack of tags ends the walk', () => {
    const stack = Array.from({ length: 60 }).reduce<typeof packet>((inner) => vlan(1, inner), packet);
    expect(decoded(ethernet(stack)).status).toBe(DecodeStatus.NotTcp);
  });

  test('ARP, LLDP and spanning tree are no IP', () => {
    const bytes = packet.bytes;
    expect(decoded(ethernet({ etherType: 0x0806, bytes })).status).toBe(DecodeStatus.NotIp);
    expect(decoded(ethernet({ etherType: 0x88cc, bytes })).status).toBe(DecodeStatus.NotIp);
    const spanningTree = Uint8Array.from([0x42, 0x42, 3, 0, 0, 0, 0, 0]);
    expect(decoded(ethernet({ etherType: 38, bytes: spanningTree })).status).toBe(DecodeStatus.NotIp);
  });

  test('a frame cut within its headers is cut short', () => {
    const frame = ethernet(vlan(5, packet));
    for (const snaplen of [0, 13, 14, 17, 18, 37, 38, 53]) {
      expect(decoded(frame, { snaplen }).status).toBe(DecodeStatus.CutShort);
    }
    expect(decoded(frame, { snaplen: 54 }).status).toBe(DecodeStatus.Segment);
  });
});
