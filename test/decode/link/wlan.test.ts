import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, INSIDE_IPV6, readsEach, statusOf } from '../../support/encapsulation.js';

const ADDRESSES = '02 00 00 00 00 02 02 00 00 00 00 01 02 00 00 00 00 03';
const SNAP = 'aa aa 03 00 00 00 08 00';

readsEach([
  ['data to an access point', behind(105, `08 01 00 00 ${ADDRESSES} 10 00 ${SNAP}`)],
  ['data with quality of service', behind(105, `88 02 00 00 ${ADDRESSES} 10 00 00 00 ${SNAP}`)],
  ['data between access points', behind(105, `08 03 00 00 ${ADDRESSES} 10 00 02 00 00 00 00 04 ${SNAP}`)],
  ['data with an HT control field', behind(105, `88 82 00 00 ${ADDRESSES} 10 00 00 00 00 00 00 00 ${SNAP}`)],
  [
    'the first of several packets in one frame',
    behind(105, `88 02 00 00 ${ADDRESSES} 10 00 80 00 02 00 00 00 00 02 02 00 00 00 00 01 00 48 ${SNAP}`),
  ],
  ['IPv6', behind(105, `08 01 00 00 ${ADDRESSES} 10 00 aa aa 03 00 00 00 86 dd`, INSIDE_IPV6)],
]);

test('what is protected is named as encrypted', () => {
  expect(statusOf(behind(105, `08 41 00 00 ${ADDRESSES} 10 00 ${SNAP}`))).toBe(DecodeStatus.Encrypted);
});

test('management and control frames, and data frames without data, are no IP', () => {
  expect(statusOf(behind(105, `80 00 00 00 ${ADDRESSES} 10 00`))).toBe(DecodeStatus.NotIp); // Beacon
  expect(statusOf(behind(105, 'd4 00 00 00 02 00 00 00 00 01'))).toBe(DecodeStatus.NotIp); // ACK
  expect(statusOf(behind(105, `48 01 00 00 ${ADDRESSES} 10 00`))).toBe(DecodeStatus.NotIp); // Null
});

test('a later piece of a frame is a fragment', () => {
  expect(statusOf(behind(105, `08 01 00 00 ${ADDRESSES} 11 00 ${SNAP}`))).toBe(DecodeStatus.Fragment);
});
