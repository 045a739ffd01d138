import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { decoded } from '../../support/decoded.js';
import { ipv4, ipv6, linuxCooked, linuxCooked2, tcp, vlan } from '../../support/frames.js';

test.each([
  ['v1', linuxCooked],
  ['v2', linuxCooked2],
])('Linux cooked capture %s holds IPv4, IPv6 and VLAN tags', (_, link) => {
  expect(decoded(link(ipv4({}, tcp({ seq: 5 }))))).toMatchObject({
    status: DecodeStatus.Segment,
    family: 4,
    seq: 5,
  });
  expect(decoded(link(ipv6({}, tcp({ seq: 6 }))))).toMatchObject({
    status: DecodeStatus.Segment,
    family: 6,
    seq: 6,
  });
  expect(decoded(link(vlan(9, ipv4({}, tcp({ seq: 7 })))))).toMatchObject({
    status: DecodeStatus.Segment,
    seq: 7,
  });
});

test('a netlink message in a cooked capture is no IP, whatever its protocol number', () => {
  const frame = linuxCooked(ipv4({}, tcp()));
  frame.bytes.set([0x03, 0x38], 2);
  expect(decoded(frame).status).toBe(DecodeStatus.NotIp);
});

test('ARP in a cooked capture is no IP', () => {
  expect(decoded(linuxCooked2({ etherType: 0x0806, bytes: new Uint8Array(28) })).status).toBe(
    DecodeStatus.NotIp,
  );
});
