import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, FRAME_INSIDE, hex, joined, readsEach, statusOf } from '../../support/encapsulation.js';
import { ethernet } from '../../support/frames.js';

const CONTEXT = '00 '.repeat(16);
const nsh = (header: string, bytes = behind(0, '').bytes) =>
  ethernet({ etherType: 0x894f, bytes: joined(hex(header), bytes) });

readsEach([
  ['IPv4 behind four context words', nsh(`0f c6 01 01 00 00 01 ff ${CONTEXT}`)],
  ['Ethernet without context', nsh('0f c2 02 03 00 00 01 ff', FRAME_INSIDE)],
]);

test("a length below the header's own is no IP", () => {
  expect(statusOf(nsh('0f c1 02 01 00 00 01 ff'))).toBe(DecodeStatus.NotIp);
});
