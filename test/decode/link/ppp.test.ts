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
import { ethernet } from '../../support/frames.js';

const pppoe = (header: string) => ethernet({ etherType: 0x8864, bytes: behind(0, header).bytes });

readsEach([
  ['PPP', behind(9, '00 21')],
  ['PPP with address and control', behind(9, 'ff 03 00 21')],
  ['PPP with a protocol of one byte', behind(9, '21')],
  ['IPv6 in PPP', behind(9, 'ff 03 00 57', INSIDE_IPV6)],
  ['PPP on a serial line', behind(50, 'ff 03 00 21')],
  ["Cisco's framing on a serial line", behind(50, '0f 00 08 00')],
  ["pppd's direction in place of the address", behind(166, '01 03 00 21')],
  ['PPP behind a direction', behind(204, '00 ff 03 00 21')],
  ['PPP behind a direction, without address and control', behind(204, '01 00 21')],
  ['MPLS in PPP', behind(9, '02 81 00 01 01 40')],
  ['a multilink packet in one piece', behind(9, 'ff 03 00 3d c0 00 00 01 00 21')],
  ['bridged Ethernet in PPP', { linkType: 9, bytes: joined(hex('00 31 00 01'), FRAME_INSIDE) }],
  ['PPPoE', pppoe('11 00 00 01 00 42 00 21')],
]);

test('control protocols and compressed packets are no IP, encrypted ones are named', () => {
  expect(statusOf(behind(9, 'ff 03 c0 21'))).toBe(DecodeStatus.NotIp); // LCP
  expect(statusOf(behind(9, 'ff 03 00 2d'))).toBe(DecodeStatus.NotIp); // RFC 1144
  expect(statusOf(behind(9, 'ff 03 00 53'))).toBe(DecodeStatus.Encrypted);
});

test('a piece of a multilink packet is a fragment', () => {
  expect(statusOf(behind(9, '00 3d 80 00 00 01 00 21'))).toBe(DecodeStatus.Fragment);
  expect(statusOf(behind(9, '00 3d 40 00 00 02'))).toBe(DecodeStatus.Fragment);
});

test('PPPoE that is no session data, or of another version, is no IP', () => {
  expect(statusOf(pppoe('11 09 00 00 00 42 00 21'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(pppoe('21 00 00 01 00 42 00 21'))).toBe(DecodeStatus.NotIp);
});
