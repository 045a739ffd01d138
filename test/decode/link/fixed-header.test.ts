import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { behind, INSIDE_IPV6, readsEach, statusOf } from '../../support/encapsulation.js';

const zeros = (count: number) => '00 '.repeat(count);

readsEach([
  ['IP over FireWire', behind(138, `${zeros(16)} 08 00`)],
  ['IP over InfiniBand', behind(242, `${zeros(40)} 08 00 00 00`)],
  ['IP over Fibre Channel', behind(122, `${zeros(16)} aa aa 03 00 00 00 08 00`)],
  ["Solaris' ipnet", behind(226, `01 02 ${zeros(22)}`)],
  ['the same with IPv6', behind(226, `01 1a ${zeros(22)}`, INSIDE_IPV6)],
  ['SLIP', behind(8, `00 40 ${zeros(14)}`)],
]);

test('ARP over InfiniBand is no IP', () => {
  expect(statusOf(behind(242, `${zeros(40)} 08 06 00 00`))).toBe(DecodeStatus.NotIp);
});
