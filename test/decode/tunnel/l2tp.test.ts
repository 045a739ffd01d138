import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { overUdp, readsEach, statusOf } from '../../support/encapsulation.js';

readsEach([
  ['data', overUdp(1701, '00 02 00 01 00 02 ff 03 00 21')],
  ['data with a length', overUdp(1701, '40 02 00 52 00 01 00 02 ff 03 00 21')],
  ['data with all fields', overUdp(1701, '4a 02 00 52 00 01 00 02 00 07 00 08 00 03 00 00 00 00 21')],
  ['data from the other side', overUdp(50000, '00 02 00 01 00 02 00 21', undefined, 1701)],
]);

test('control messages and version 3 hold no TCP', () => {
  expect(statusOf(overUdp(1701, 'c8 02 00 0c 00 01 00 00 00 00 00 00'))).toBe(DecodeStatus.NotTcp);
  expect(statusOf(overUdp(1701, '00 03 00 00 00 00 00 01'))).toBe(DecodeStatus.NotTcp);
});
