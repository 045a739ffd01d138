import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { INSIDE_IPV6, overUdp, readsEach, statusOf } from '../../support/encapsulation.js';

const PORT = 3544;

readsEach([
  ['IPv6', overUdp(PORT, '', INSIDE_IPV6.bytes)],
  ['IPv6 from the server', overUdp(50000, '', INSIDE_IPV6.bytes, PORT)],
  ['IPv6 behind where the sender was seen', overUdp(PORT, '00 00 63 bf 3f ff fd d2', INSIDE_IPV6.bytes)],
  [
    'IPv6 behind an authentication with a client number of two bytes, and both',
    overUdp(PORT, '00 01 02 00 aa bb 00 00 00 00 00 00 00 01 00 00 00 63 bf 3f ff fd d2', INSIDE_IPV6.bytes),
  ],
]);

test('IPv4 on its port is something else', () => {
  expect(statusOf(overUdp(PORT, ''))).toBe(DecodeStatus.NotTcp);
});
