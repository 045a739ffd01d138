import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, INSIDE_IPV6, readsEach, statusOf } from '../../support/encapsulation.js';

readsEach([
  ['IP', behind(104, '0f 00 08 00')],
  ['IPv6', behind(104, '0f 00 86 dd', INSIDE_IPV6)],
  ['MPLS', behind(104, '0f 00 88 47 00 01 01 40')],
  ['a network layer protocol identifier', behind(104, '0f 00 fe fe 03 cc')],
]);

test('keep-alives are no IP', () => {
  expect(statusOf(behind(104, '8f 00 80 35 00 00 00 02'))).toBe(DecodeStatus.NotIp); // SLARP
});
