import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, INSIDE_IPV6, readsEach, statusOf } from '../../support/encapsulation.js';

const zeros = (count: number) => '00 '.repeat(count);

readsEach([
  // Hardware address, mark and prefix before the packet: attributes of 8, 5 and 72 bytes.
  ['NFLOG', behind(239, '02 00 00 28 08 00 0b 00 00 00 06 4c 05 00 0a 00 00 00 00 00 4c 00 09 00')],
  [
    'NFLOG from a big-endian machine',
    behind(239, '0a 00 00 28 00 08 00 0b 00 00 06 4c 00 40 00 09', INSIDE_IPV6),
  ],
  ['pflog', behind(117, `3d 02 00 00 ${zeros(60)}`)],
  ['pflog with IPv6', behind(117, `64 18 00 00 ${zeros(96)}`, INSIDE_IPV6)],
  ['enc from a little-endian machine', behind(109, '02 00 00 00 00 00 00 07 00 00 00 01')],
  ['enc from a big-endian machine', behind(109, '00 00 00 18 00 00 00 07 00 00 00 01', INSIDE_IPV6)],
  ['Symantec, version 2', behind(99, `0a 00 00 01 00 00 08 00 ${zeros(36)}`)],
  ['Symantec, version 3', behind(99, `0a 00 00 01 ${zeros(32)} 08 00 ${zeros(18)}`)],
]);

test('an NFLOG attribute shorter than its own header ends the walk', () => {
  expect(statusOf(behind(239, '02 00 00 28 00 00 00 00'))).toBe(DecodeStatus.NotIp);
});

test('a pflog header that is too short is no IP', () => {
  expect(statusOf(behind(117, '04 02 00 00'))).toBe(DecodeStatus.NotIp);
});
