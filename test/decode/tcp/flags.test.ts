import { expect, test } from 'vitest';
import { flagNames } from '../../../src/decode/tcp/flags.js';

test('flags are named in the order of their bits, reserved ones are not', () => {
  expect(flagNames(0)).toBe('');
  expect(flagNames(0x012)).toBe('SYN,ACK');
  expect(flagNames(0x1ff)).toBe('FIN,SYN,RST,PSH,ACK,URG,ECE,CWR,AE');
  expect(flagNames(0xe02)).toBe('SYN');
});
