import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { FRAME_INSIDE, INSIDE_IPV6, readsEach, statusOf, tunnelled } from '../../support/encapsulation.js';

const GRE = 47;

readsEach([
  ['IPv4', tunnelled(GRE, '00 00 08 00')],
  ['IPv6', tunnelled(GRE, '00 00 86 dd', INSIDE_IPV6.bytes)],
  ['checksum, key and sequence number', tunnelled(GRE, 'b0 00 08 00 00 00 00 00 00 00 00 2a 00 00 00 07')],
  ['a source route', tunnelled(GRE, '40 00 08 00 00 00 00 00 08 00 00 04 0a 00 00 01 00 00 00 00')],
  ['Ethernet', tunnelled(GRE, '00 00 65 58', FRAME_INSIDE)],
  ['NVGRE', tunnelled(GRE, '20 00 65 58 00 00 2a 01', FRAME_INSIDE)],
  ['MPLS', tunnelled(GRE, '00 00 88 47 00 01 01 40')],
  ['frame relay', tunnelled(GRE, '00 00 65 59 18 41 03 cc')],
  ['PPP of PPTP', tunnelled(GRE, '30 01 88 0b 00 4c 00 01 00 00 00 07 ff 03 00 21')],
  [
    'PPP of PPTP with an acknowledgment',
    tunnelled(GRE, '30 81 88 0b 00 4c 00 01 00 00 00 07 00 00 00 06 00 21'),
  ],
  ['WCCP', tunnelled(GRE, '00 00 88 3e')],
  ['WCCP behind its header', tunnelled(GRE, '00 00 88 3e 00 00 00 01')],
  ['Ethernet in IP', tunnelled(97, '30 00', FRAME_INSIDE)],
  ['MPLS in IP', tunnelled(137, '00 01 01 40')],
  ['IPv4 in IPv4', tunnelled(4, '')],
  ['IPv4 in IPv4 under its first number', tunnelled(94, '')],
  ['IPv6 in IPv4', tunnelled(41, '', INSIDE_IPV6.bytes)],
]);

test('keep-alives, other protocols and later versions lead nowhere', () => {
  expect(statusOf(tunnelled(GRE, '00 00 00 00'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(tunnelled(GRE, '00 00 20 00'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(tunnelled(GRE, '00 02 08 00'))).toBe(DecodeStatus.NotTcp);
});

test('ESP is named as encrypted', () => {
  expect(statusOf(tunnelled(50, '00 00 10 01 00 00 00 01'))).toBe(DecodeStatus.Encrypted);
});
