import { describe, expect, test } from 'vitest';
import { explain } from '../../src/explain/pages.js';
import { completenessPage, historyPage } from '../../src/explain/tools.js';

describe('a completeness number is spelt', () => {
  test.each([
    [0, /^incomplete$/, 'Seen: nothing'],
    [1, /^incomplete: SYN only/, 'Seen: SYN.'],
    [7, /handshake, no data/, 'Seen: SYN, SYN,ACK, ACK.'],
    [15, /no end/, 'Not seen: FIN, RST.'],
    [23, /^complete, without data$/, '1 + 2 + 4 + 16 = 23.'],
    [31, /^complete, with data$/, '1 + 2 + 4 + 8 + 16 = 31.'],
    [37, /^incomplete$/, 'Typical of a refused port'],
    [39, /^complete, without data$/, 'RST'],
    [47, /^complete, with data$/, 'RST'],
    [55, /^complete, without data$/, 'FIN, RST.'],
    [63, /^complete, with data$/, '= 63.'],
  ])('%i', (value, meaning, sentence) => {
    const page = completenessPage(value)!;
    expect(page.meaning).toMatch(meaning);
    expect(page.about.join(' ')).toContain(sentence);
  });

  test('others are none', () => {
    expect([-1, 64, 1.5, Number.NaN].map(completenessPage)).toEqual([null, null, null, null]);
  });
});

describe('a history', () => {
  test('is told letter by letter, with its side', () => {
    const page = historyPage('^hR')!;
    expect(page.parts).toEqual([
      '^  Zeek turned the roles round: what it took for the responder had opened',
      'h  responder: a SYN with ACK: the handshake answered',
      'R  originator: a RST',
    ]);
    expect(historyPage('SB')).toBe(null);
    expect(historyPage('')).toBe(null);
  });

  test('is recognised by its capital and small letters, else by its group', () => {
    expect(explain('ShADadFf').pages[0]!.group).toBe('history');
    expect(explain('history Sr').pages[0]!.word).toBe('history Sr');
    expect(explain('sad').pages).toEqual([]);
    expect(explain('history w').pages[0]!.meaning).toContain('zero window');
  });
});
