import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import {
  behind,
  FRAME_INSIDE,
  hex,
  INSIDE_IPV6,
  joined,
  overUdp,
  readsEach,
  statusOf,
} from '../../support/encapsulation.js';

const zeros = (count: number) => '00 '.repeat(count);
const DATA =
  '08 01 00 00 02 00 00 00 00 02 02 00 00 00 00 01 02 00 00 00 00 03 10 00 aa aa 03 00 00 00 08 00';

readsEach([
  [
    'pktap with Ethernet',
    { linkType: 258, bytes: joined(hex(`6c 00 00 00 01 00 00 00 01 00 00 00 ${zeros(96)}`), FRAME_INSIDE) },
  ],
  ['pktap with raw IP', behind(258, `6c 00 00 00 01 00 00 00 0c 00 00 00 ${zeros(96)}`)],
  // Version 1, received, Ethernet; a tag (signal), padding, the end.
  ['TZSP', { linkType: 128, bytes: joined(hex('01 00 00 01 0a 01 d8 00 01'), FRAME_INSIDE) }],
  ['TZSP in UDP', overUdp(37008, '01 00 00 01 01', FRAME_INSIDE)],
  ['802.11 in TZSP', overUdp(37008, `01 00 00 12 01 ${DATA}`)],
  [
    'Ethernet in ERF',
    { linkType: 197, bytes: joined(hex(`${zeros(8)} 02 04 00 60 00 00 00 50 00 00`), FRAME_INSIDE) },
  ],
  [
    'ERF with two extensions',
    behind(197, `${zeros(8)} 96 04 00 60 00 00 00 50 83 ${zeros(7)} 03 ${zeros(7)}`),
  ],
  ['PPP over SONET in ERF', behind(197, `${zeros(8)} 01 04 00 60 00 00 00 50 ff 03 00 21`)],
  ['AAL5 in ERF', behind(197, `${zeros(8)} 04 04 00 60 00 00 00 50 00 00 00 64 aa aa 03 00 00 00 08 00`)],
  ['IPv6 in ERF', behind(197, `${zeros(8)} 17 04 00 60 00 00 00 50`, INSIDE_IPV6)],
]);

test('pktap within pktap ends at some time', () => {
  const header = hex('0c 00 00 00 01 00 00 00 02 01 00 00');
  const nested = Array.from({ length: 60 }, () => header);
  expect(statusOf({ linkType: 258, bytes: joined(...nested, FRAME_INSIDE) })).toBe(DecodeStatus.NotTcp);
});

test('a link inside that is not known is named, a length below the header is no IP', () => {
  expect(statusOf(behind(258, '0c 00 00 00 01 00 00 00 bd 00 00 00'))).toBe(DecodeStatus.UnknownLinkType);
  expect(statusOf(behind(258, '04 00 00 00 01 00 00 00 01 00 00 00'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(128, '01 00 00 63 01'))).toBe(DecodeStatus.NotIp);
});
