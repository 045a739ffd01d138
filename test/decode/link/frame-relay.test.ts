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
  ['IP', behind(107, '18 41 03 cc')],
  ['IPv6 behind a padding byte', behind(107, '18 41 03 00 8e', INSIDE_IPV6)],
  ['an address of four bytes', behind(107, '18 40 00 01 03 cc')],
  ['PPP', behind(107, '18 41 03 cf 00 21')],
  ['SNAP', behind(107, '18 41 03 00 80 00 00 00 08 00')],
  [
    'a bridged Ethernet frame',
    { linkType: 107, bytes: joined(hex('18 41 03 00 80 00 80 c2 00 07'), FRAME_INSIDE) },
  ],
  ['an EtherType as Cisco writes it', behind(107, '18 41 08 00')],
]);

test('link management and an address without end are no IP', () => {
  expect(statusOf(behind(107, '00 01 03 09 00 75'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(107, '18 40 00 00 00 03'))).toBe(DecodeStatus.NotIp);
});
