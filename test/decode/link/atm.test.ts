import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import {
  behind,
  FRAME_INSIDE,
  hex,
  INSIDE_IPV6,
  joined,
  readsEach,
  statusOf,
} from '../../support/encapsulation.js';

readsEach([
  ['LLC and SNAP', behind(100, 'aa aa 03 00 00 00 08 00')],
  ['LLC and a network layer protocol identifier', behind(100, 'fe fe 03 cc')],
  ['IP alone on its circuit', behind(100, '')],
  ['classical IP', behind(106, '', INSIDE_IPV6)],
  ['SunATM', behind(123, '02 00 00 64 aa aa 03 00 00 00 08 00')],
  ['SunATM with LAN emulation', { linkType: 123, bytes: joined(hex('01 00 00 64 00 01'), FRAME_INSIDE) }],
]);

test('signalling is no IP', () => {
  expect(statusOf(behind(100, '09 03 00 00'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(123, '06 00 00 05'))).toBe(DecodeStatus.NotIp);
});
