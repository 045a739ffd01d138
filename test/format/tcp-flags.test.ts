import { expect, test } from 'vitest';
import { flagNames, TcpFlag } from '../../src/decode/tcp/flags.js';
import { flagsMeaning } from '../../src/format/tcp-flags.js';

const bits = { ...TcpFlag, Reserved: 0x200 };
const flags = (names: string) =>
  names === '' ? 0 : names.split(',').reduce((sum, name) => sum | bits[name as keyof typeof bits], 0);

test.each([
  'Syn',
  'Syn,Ack',
  'Ack',
  'Psh,Ack',
  'Fin,Ack',
  'Fin,Psh,Ack',
  'Rst',
  'Rst,Ack',
  'Rst,Psh,Ack',
  'Ack,Urg',
  'Psh,Ack,Urg',
  'Syn,Ece,Cwr',
  'Syn,Ack,Ece',
  'Syn,Ece,Cwr,Ae',
  'Ack,Ece',
  'Psh,Ack,Cwr',
  'Ack,Ae',
])('%s is legal', (names) => {
  expect(flagsMeaning(flags(names)).legal).toBe(true);
});

test.each([
  ['', /NULL scan/],
  ['Syn,Fin', /at once/],
  ['Syn,Rst', /at once/],
  ['Syn,Fin,Rst,Ack', /at once/],
  ['Fin,Rst,Ack', /at once/],
  ['Fin', /FIN scan/],
  ['Fin,Psh,Urg', /Xmas/],
  ['Fin,Psh,Urg,Ece,Cwr', /Xmas/],
  ['Psh', /without ACK/],
  ['Urg', /without ACK/],
  ['Psh,Urg', /without ACK/],
  ['Ece,Cwr', /ECN/],
  ['Reserved', /reserved/],
  ['Ack,Reserved', /reserved/],
])('%s is illegal and says what it is', (names, meaning) => {
  const found = flagsMeaning(flags(names));
  expect(found.legal).toBe(false);
  expect(found.meaning).toMatch(meaning);
});

test('ECN bits mean an offer in a SYN, an answer in a SYN,ACK, and congestion later', () => {
  expect(flagsMeaning(flags('Syn,Ece,Cwr')).meaning).toContain('offers ECN');
  expect(flagsMeaning(flags('Syn,Ack,Ece')).meaning).toContain('accepts ECN');
  expect(flagsMeaning(flags('Syn,Ece,Cwr,Ae')).meaning).toContain('offers accurate ECN');
  expect(flagsMeaning(flags('Syn,Ack,Cwr')).meaning).toContain('accurate ECN');
  expect(flagsMeaning(flags('Ack,Ece')).meaning).toContain('congestion');
});

test('every combination of the twelve bits has a meaning', () => {
  for (let combination = 0; combination < 4096; combination++) {
    expect(flagsMeaning(combination).meaning, flagNames(combination)).not.toBe('');
  }
});

test('no combination with SYN and FIN, or without SYN, RST and ACK, is legal', () => {
  for (let combination = 0; combination < 4096; combination++) {
    const { legal } = flagsMeaning(combination);
    if ((combination & flags('Syn,Fin')) === flags('Syn,Fin')) expect(legal).toBe(false);
    if ((combination & flags('Syn,Rst,Ack')) === 0) expect(legal).toBe(false);
  }
});
