import { describe, expect, test } from 'vitest';
import { combinationPage, flagPages, flagsFromText } from '../../src/explain/flags.js';
import { explain } from '../../src/explain/pages.js';
import { flagsMeaning } from '../../src/format/tcp-flags.js';

describe('flags are understood as', () => {
  test.each([
    ['syn', 0x002],
    ['SYN,ACK', 0x012],
    ['ack+syn', 0x012],
    ['SYN ACK', 0x012],
    ['SYN|ACK', 0x012],
    ['[S.]', 0x012],
    ['[P.]', 0x018],
    ['[.]', 0x010],
    ['[SEW]', 0x0c2],
    ['0x029', 0x029],
    ['bogus', null],
    ['SYN,BOGUS', null],
    ['0xfffff', null],
    ['', null],
  ])('%s', (text, flags) => {
    expect(flagsFromText(text)).toBe(flags);
  });
});

test('every combination of the twelve bits has a page that says whether it is legal', () => {
  const written = flagPages();
  for (let flags = 0; flags < 0x1000; flags++) {
    const page = combinationPage(flags, written);
    expect(page.meaning.length, flags.toString(16)).toBeGreaterThan(0);
    if (!flagsMeaning(flags).legal) {
      expect(page.causes.length, page.word).toBeGreaterThan(0);
      expect(page.see, page.word).toContain('illegal-flags');
    }
  }
});

test.each([
  ['NULL', 'NULL'],
  ['0x000', 'NULL'],
  ['FIN,PSH,URG', 'Xmas'],
  ['0x029', 'Xmas'],
  ['psh fin urg', 'Xmas'],
  ['0x001', 'FIN without ACK'],
  ['[F]', 'FIN without ACK'],
  ['FIN', 'FIN'],
  ['SYN+FIN', 'SYN,FIN'],
  ['rst-syn', 'SYN,RST'],
  ['PSH without data', 'PSH without data'],
  ['reserved bits', 'reserved'],
  ['0xe00', 'reserved'],
  ['0x212', 'SYN,ACK,reserved'],
  ['NS', 'AE'],
  ['SYN,PSH,ACK', 'SYN,PSH,ACK'],
  ['tcp.flags.syn', 'SYN'],
  ['tcp.flags == 0x012', 'SYN,ACK'],
  ['flags 0x004', 'RST'],
])('%s leads to %s', (query, word) => {
  expect(explain(query).pages[0]!.word).toBe(word);
});
