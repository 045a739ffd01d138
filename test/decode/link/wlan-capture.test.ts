import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, readsEach, statusOf } from '../../support/encapsulation.js';

const DATA = '08 01 00 00 02 00 00 00 00 02 02 00 00 00 00 01 02 00 00 00 00 03 10 00';
const QOS_DATA = '88 01 00 00 02 00 00 00 00 02 02 00 00 00 00 01 02 00 00 00 00 03 10 00 00 00';
const SNAP = 'aa aa 03 00 00 00 08 00';
const zeros = (count: number) => '00 '.repeat(count);

readsEach([
  ['radiotap without fields', behind(127, `00 00 08 00 00 00 00 00 ${DATA} ${SNAP}`)],
  // Length 18; present: time, flags; time, flags 0x10 (checksum at the end).
  ['radiotap with time and flags', behind(127, `00 00 12 00 03 00 00 00 ${zeros(8)} 10 00 ${DATA} ${SNAP}`)],
  // Length 10; present: flags, rate; flags 0x20 (header filled up to four bytes).
  [
    'radiotap before a header that is filled up',
    behind(127, `00 00 0a 00 06 00 00 00 20 02 ${QOS_DATA} 00 00 ${SNAP}`),
  ],
  // Length 25; two words tell what is there, the time is aligned to 8 bytes, flags 0x20.
  [
    'the same behind two words of presence and a time',
    behind(127, `00 00 19 00 03 00 00 80 00 00 00 00 ${zeros(4)} ${zeros(8)} 20 ${QOS_DATA} 00 00 ${SNAP}`),
  ],
  ['Prism', behind(119, `44 00 00 00 90 00 00 00 ${zeros(136)} ${DATA} ${SNAP}`)],
  ["AVS under Prism's number", behind(119, `80 21 10 01 00 00 00 40 ${zeros(56)} ${DATA} ${SNAP}`)],
  ["a bare frame under Prism's number", behind(119, `${DATA} ${SNAP}`)],
  ['AVS', behind(163, `80 21 10 02 00 00 00 50 ${zeros(72)} ${DATA} ${SNAP}`)],
  ['PPI before 802.11', behind(192, `00 00 08 00 69 00 00 00 ${DATA} ${SNAP}`)],
  ['PPI before raw IP', behind(192, '00 00 0c 00 65 00 00 00 01 00 00 00')],
  // Linux cooked, device type 803.
  [
    'radiotap in Linux cooked',
    behind(113, `00 00 03 23 00 06 ${zeros(8)} 00 00 00 00 08 00 00 00 00 00 ${DATA} ${SNAP}`),
  ],
]);

test("a length below the header's own, another version, and PPI within PPI are no IP", () => {
  expect(statusOf(behind(127, '00 00 07 00 00 00 00 00'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(163, '80 22 10 01 00 00 00 40'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(192, '00 00 08 00 c0 00 00 00'))).toBe(DecodeStatus.NotIp);
});
