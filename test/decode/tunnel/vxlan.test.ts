import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import {
  FRAME_INSIDE,
  INSIDE,
  INSIDE_IPV6,
  overUdp,
  readsEach,
  statusOf,
} from '../../support/encapsulation.js';

readsEach([
  ['VXLAN', overUdp(4789, '08 00 00 00 00 00 2a 00', FRAME_INSIDE)],
  ['VXLAN with a group policy', overUdp(4789, '88 00 00 07 00 00 2a 00', FRAME_INSIDE)],
  ['VXLAN that tells what it carries', overUdp(4789, '0c 00 00 01 00 00 2a 00')],
  ["Linux's VXLAN on its old port", overUdp(8472, '08 00 00 00 00 00 2a 00', FRAME_INSIDE)],
  ['VXLAN-GPE with IPv4', overUdp(4790, '0c 00 00 01 00 00 2a 00')],
  ['VXLAN-GPE with IPv6', overUdp(4790, '0c 00 00 02 00 00 2a 00', INSIDE_IPV6.bytes)],
  ['VXLAN-GPE with Ethernet', overUdp(4790, '0c 00 00 03 00 00 2a 00', FRAME_INSIDE)],
  ['VXLAN-GPE with MPLS', overUdp(4790, '0c 00 00 05 00 00 2a 00 00 01 01 40')],
  [
    'VXLAN-GPE with a service header',
    overUdp(
      4790,
      '0c 00 00 04 00 00 2a 00 00 06 01 01 00 00 01 ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    ),
  ],
]);

test('on the old port, which others use too, anything unusual is left alone', () => {
  expect(statusOf(overUdp(8472, '08 00 00 01 00 00 2a 00', FRAME_INSIDE))).toBe(DecodeStatus.NotTcp);
  expect(statusOf(overUdp(8472, '08 00 00 00 00 00 2a 01', FRAME_INSIDE))).toBe(DecodeStatus.NotTcp);
  expect(statusOf(overUdp(8472, '00 00 00 00', INSIDE.bytes))).toBe(DecodeStatus.NotTcp);
});

test('a next protocol without meaning is no IP', () => {
  expect(statusOf(overUdp(4790, '0c 00 00 09 00 00 2a 00'))).toBe(DecodeStatus.NotIp);
});
