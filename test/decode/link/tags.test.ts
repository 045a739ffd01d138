import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, FRAME_INSIDE, hex, joined, readsEach, statusOf } from '../../support/encapsulation.js';
import { ethernet } from '../../support/frames.js';

const tagged = (etherType: number, tag: string) => ethernet({ etherType, bytes: behind(0, tag).bytes });

readsEach([
  ['VN-Tag', tagged(0x8926, '00 00 00 01 08 00')],
  ['VN-Tag before a VLAN', tagged(0x8926, '00 00 00 01 81 00 00 05 08 00')],
  ['E-TAG', tagged(0x893f, '00 00 00 01 00 00 08 00')],
  ['HSR', tagged(0x892f, '10 42 00 01 08 00')],
  ['the redundancy tag of 802.1CB', tagged(0xf1c1, '00 00 00 01 08 00')],
  ['Cisco metadata', tagged(0x8909, '01 01 00 01 00 04 08 00')],
  ['MACsec that only signs', tagged(0x88e5, '02 00 00 00 00 01 08 00')],
  ['the same with its channel', tagged(0x88e5, '22 00 00 00 00 01 02 00 00 00 00 01 00 01 08 00')],
  ['a backbone service', ethernet({ etherType: 0x88e7, bytes: joined(hex('00 00 00 2a'), FRAME_INSIDE) })],
  ['802.2 in a long frame', tagged(0x8870, 'aa aa 03 00 00 00 08 00')],
]);

test('MACsec that encrypts is named', () => {
  expect(statusOf(tagged(0x88e5, '2c 00 00 00 00 01'))).toBe(DecodeStatus.Encrypted);
});
