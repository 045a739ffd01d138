import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, INSIDE_IPV6, readsEach, statusOf } from '../../support/encapsulation.js';

const SNAP = 'aa aa 03 00 00 00 08 00';

readsEach([
  ['token ring', behind(6, `10 40 02 00 00 00 00 02 02 00 00 00 00 01 ${SNAP}`)],
  [
    'token ring with a route',
    behind(6, `10 40 02 00 00 00 00 02 82 00 00 00 00 01 06 30 00 11 00 20 ${SNAP}`),
  ],
  ['FDDI', behind(10, `50 02 00 00 00 00 02 02 00 00 00 00 01 ${SNAP}`)],
  ['ARCNET', behind(7, '01 02 d4 00 00 07')],
  ['ARCNET as RFC 1051 has it', behind(7, '01 02 f0')],
  ['ARCNET with a length that the hardware cannot send', behind(7, '01 02 d4 ff ff ff d4 00 00 07')],
  ['IPv6 on ARCNET', behind(7, '01 02 c4 00 00 07', INSIDE_IPV6)],
  ['ARCNET as Linux writes it', behind(129, 'be 50 c0 00 d4 00 01 6b')],
]);

test('frames of the ring itself, and routes that make no sense, are no IP', () => {
  expect(statusOf(behind(6, '10 00 02 00 00 00 00 02 02 00 00 00 00 01'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(6, '10 40 02 00 00 00 00 02 82 00 00 00 00 01 01 30'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(10, 'c0 02 00 00 00 00 02 02 00 00 00 00 01'))).toBe(DecodeStatus.NotIp);
});

test('a later part of an ARCNET packet is a fragment, other types are no IP', () => {
  expect(statusOf(behind(7, '01 02 d4 02 00 07'))).toBe(DecodeStatus.Fragment);
  expect(statusOf(behind(7, '01 02 d5 00 00 07'))).toBe(DecodeStatus.NotIp); // ARP
});
