import { expect, test } from 'vitest';
import { ANALYSIS_WORDS, Analysis, analysisWords } from '../../src/labels/analysis-words.js';

test('there is one word for each bit', () => {
  expect(Object.values(Analysis)).toEqual(ANALYSIS_WORDS.map((_, bit) => 1 << bit));
  for (const [name, bit] of Object.entries(Analysis)) {
    const kebab = name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    expect(ANALYSIS_WORDS[Math.log2(bit)]).toBe(kebab);
  }
});

test('a fast or spurious retransmission is called a retransmission too', () => {
  expect(analysisWords(Analysis.FastRetransmission)).toEqual(['retransmission', 'fast-retransmission']);
  expect(analysisWords(Analysis.SpuriousRetransmission)).toEqual([
    'retransmission',
    'spurious-retransmission',
  ]);
  expect(analysisWords(Analysis.OutOfOrder)).toEqual(['out-of-order']);
  expect(analysisWords(0)).toEqual([]);
});
