import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, readsEach, statusOf } from '../../support/encapsulation.js';

// DB0AAA > DB0BBB, the second address the last.
const ADDRESSES = '88 84 60 82 82 82 e0 88 84 60 84 84 84 61';

readsEach([
  ['a UI frame', behind(3, `${ADDRESSES} 03 cc`)],
  ['an I frame', behind(3, `${ADDRESSES} 22 cc`)],
  [
    'a frame by way of a repeater',
    behind(3, '88 84 60 82 82 82 e0 88 84 60 84 84 84 60 88 84 60 86 86 86 e1 13 cc'),
  ],
  ['KISS', behind(202, `00 ${ADDRESSES} 03 cc`)],
]);

test('text, supervision and commands to the modem are no IP', () => {
  expect(statusOf(behind(3, `${ADDRESSES} 03 f0`))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(3, `${ADDRESSES} 21 cc`))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(202, '01 32'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(3, '00 '.repeat(80)))).toBe(DecodeStatus.NotIp);
});
