import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { FRAME_INSIDE, overUdp, readsEach, statusOf } from '../../support/encapsulation.js';

const REST = '00 00 02 00 00 00 00 02 02 00 00 00 00 01 02 00 00 00 00 03 10 00 aa aa 03 00 00 00 08 00';

readsEach([
  // Header of two words; radio 1, 802.11.
  ['802.11 as it was on the air', overUdp(5247, `00 10 43 00 00 00 00 00 08 01 ${REST}`)],
  ['the same with swapped frame control', overUdp(5247, `00 10 43 00 00 00 00 00 01 08 ${REST}`)],
  ['Ethernet', overUdp(5247, '00 10 42 00 00 00 00 00', FRAME_INSIDE)],
  ['the first piece of a frame', overUdp(5247, '00 10 42 80 00 07 00 00', FRAME_INSIDE)],
]);

test('DTLS is named as encrypted, a later piece is a fragment, keep-alives hold no TCP', () => {
  expect(statusOf(overUdp(5247, '01 00 00 00 17 fe ff 00'))).toBe(DecodeStatus.Encrypted);
  expect(statusOf(overUdp(5247, '00 10 42 c0 00 07 00 40'))).toBe(DecodeStatus.Fragment);
  expect(statusOf(overUdp(5247, '00 10 42 08 00 00 00 00'))).toBe(DecodeStatus.NotTcp);
});
