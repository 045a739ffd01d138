import { expect, test } from 'vitest';
import { fitEndpoint, formatEndpoint } from '../../src/format/address.js';

test('IPv6 addresses stand in brackets', () => {
  expect(formatEndpoint('10.0.0.1', 443)).toBe('10.0.0.1:443');
  expect(formatEndpoint('2001:db8::1', 443)).toBe('[2001:db8::1]:443');
});

test('the middle of an address is cut, never the port', () => {
  expect(fitEndpoint('192.168.100.200', 51514, 16)).toBe('192.1….200:51514');
  expect(fitEndpoint('2001:db8:1111:2222:3333:4444:5555:6666', 'https', 21)).toHaveLength(21);
  expect(fitEndpoint('2001:db8:1111:2222:3333:4444:5555:6666', 51514, 21)).toMatch(/^\[2001.*….*6\]:51514$/);
});

test('what fits stays whole', () => {
  expect(fitEndpoint('10.0.0.1', 443, 12)).toBe('10.0.0.1:443');
});

test('names from a capture cannot drive the terminal', () => {
  expect(fitEndpoint('evil\u001b]0;x\u0007', 80, 40)).toBe('evil\\x1b]0;x\\x07:80');
});
