import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, FRAME_INSIDE, hex, joined, readsEach, statusOf } from '../../support/encapsulation.js';

readsEach([
  ['a packet', { linkType: 143, bytes: joined(hex('00 00 00 56 12 34'), FRAME_INSIDE) }],
  [
    'a packet behind an extended header',
    { linkType: 143, bytes: joined(hex('01 03 00 59 61 00 01 12 34'), FRAME_INSIDE) },
  ],
]);

test('management is no IP', () => {
  expect(statusOf(behind(143, 'c2 00 00 20 12 34'))).toBe(DecodeStatus.NotIp);
});
