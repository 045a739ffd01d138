import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { FRAME_INSIDE, INSIDE_IPV6, overUdp, readsEach, statusOf } from '../../support/encapsulation.js';

readsEach([
  ['Ethernet', overUdp(6081, '00 00 65 58 00 00 2a 00', FRAME_INSIDE)],
  ['Ethernet behind options', overUdp(6081, '02 40 65 58 00 00 2a 00 01 02 80 01 00 00 00 0c', FRAME_INSIDE)],
  ['IPv4', overUdp(6081, '00 00 08 00 00 00 2a 00')],
  ['IPv6', overUdp(6081, '00 00 86 dd 00 00 2a 00', INSIDE_IPV6.bytes)],
]);

test('a protocol that is no EtherType is no IP', () => {
  expect(statusOf(overUdp(6081, '00 00 00 00 00 00 2a 00'))).toBe(DecodeStatus.NotIp);
});
