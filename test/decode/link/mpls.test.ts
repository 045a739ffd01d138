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

const mpls = (labels: string, bytes = behind(0, '').bytes) =>
  ethernet({ etherType: 0x8847, bytes: joined(hex(labels), bytes) });

readsEach([
  ['one label', mpls('00 01 01 40')],
  ['three labels', mpls('00 01 00 40 00 02 00 40 00 03 01 40')],
  ['IPv6 below a label', mpls('00 01 01 40', INSIDE_IPV6.bytes)],
  ['a pseudowire with a control word', mpls('00 01 01 40 00 00 00 07', FRAME_INSIDE)],
  ['a pseudowire without', mpls('00 01 01 40', FRAME_INSIDE)],
]);

test('an associated channel is no IP', () => {
  expect(statusOf(mpls('00 00 d1 01 10 00 00 07'))).toBe(DecodeStatus.NotIp); // RFC 5586
});

test('a stack without bottom is cut short', () => {
  expect(statusOf({ linkType: 219, bytes: new Uint8Array(4000) })).toBe(DecodeStatus.CutShort);
});
