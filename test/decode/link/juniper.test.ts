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

const HEADER = '4d 47 43 01';

readsEach([
  ['Ethernet', { linkType: 178, bytes: joined(hex(HEADER), FRAME_INSIDE) }],
  ['PPP', behind(179, `${HEADER} ff 03 00 21`)],
  ['frame relay', behind(180, `${HEADER} 18 41 03 cc`)],
  ['C-HDLC', behind(181, `${HEADER} 0f 00 08 00`)],
  ['ATM behind a cookie of 4 bytes', behind(137, `${HEADER} 00 00 00 00 aa aa 03 00 00 00 08 00`)],
  ['ATM behind a cookie of 8 bytes', behind(135, `${HEADER} 00 00 00 00 00 00 00 00 fe fe 03 cc`)],
  ["IP, the interface's header taken off", behind(136, '4d 47 43 03 00 00 00 02')],
  ['the same behind extensions', behind(164, '4d 47 43 83 00 06 01 04 00 00 00 01 00 00 00 1c', INSIDE_IPV6)],
]);

test('what does not begin with its mark is no IP', () => {
  expect(statusOf(behind(178, '4d 47 44 01'))).toBe(DecodeStatus.NotIp);
});

test('an interface whose frames are not known is named', () => {
  expect(statusOf(behind(136, HEADER))).toBe(DecodeStatus.UnknownLinkType);
});
