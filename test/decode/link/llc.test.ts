import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, FRAME_INSIDE, hex, joined, readsEach, statusOf } from '../../support/encapsulation.js';

// FDDI: frame control and addresses, then LLC.
const FDDI = '50 02 00 00 00 00 02 02 00 00 00 00 01';

readsEach([
  ['LLC with IP', behind(10, `${FDDI} 06 06 03`)],
  ['SNAP with an EtherType', behind(10, `${FDDI} aa aa 03 00 00 00 08 00`)],
  ['SNAP with that of 802.1H', behind(10, `${FDDI} aa aa 03 00 00 f8 08 00`)],
  ['LLC with a network layer protocol identifier', behind(10, `${FDDI} fe fe 03 cc`)],
  [
    'a bridged Ethernet frame',
    { linkType: 10, bytes: joined(hex(`${FDDI} aa aa 03 00 80 c2 00 07 00 00`), FRAME_INSIDE) },
  ],
]);

test.each([
  ['spanning tree', '42 42 03'],
  ["a connection of LLC's own", 'aa aa 01 00 00 00 08 00'],
  ['a protocol of an organization', 'aa aa 03 00 00 0c 20 00'],
  ['bridged token ring', 'aa aa 03 00 80 c2 00 03'],
])('%s is no IP', (_, llc) => {
  expect(statusOf(behind(10, `${FDDI} ${llc}`))).toBe(DecodeStatus.NotIp);
});
