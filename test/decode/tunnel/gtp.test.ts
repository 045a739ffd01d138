import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { INSIDE_IPV6, overUdp, readsEach, statusOf } from '../../support/encapsulation.js';

readsEach([
  ["a user's packet", overUdp(2152, '30 ff 00 40 00 00 00 2a')],
  ["a user's IPv6 packet", overUdp(2152, '30 ff 00 40 00 00 00 2a', INSIDE_IPV6.bytes)],
  ['one with a sequence number', overUdp(2152, '32 ff 00 44 00 00 00 2a 00 07 00 00')],
  // A PDU session container of one word, then one of two words.
  [
    'one with extensions',
    overUdp(2152, '34 ff 00 50 00 00 00 2a 00 00 00 85 01 10 09 c0 02 00 00 00 00 00 00 00'),
  ],
]);

test.each([
  ['an echo request', '32 01 00 04 00 00 00 00 00 01 00 00'],
  ['another version', '50 ff 00 40 00 00 00 2a'],
  ['an extension of no length', '34 ff 00 50 00 00 00 2a 00 00 00 85 00'],
  ['a packet that is not IP', '30 ff 00 40 00 00 00 2a ff 03'],
])('%s holds no TCP', (_, header) => {
  expect(statusOf(overUdp(2152, header))).toBe(DecodeStatus.NotTcp);
});
