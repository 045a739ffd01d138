import { describe, expect, it } from 'vitest';
import {
  cutToWidth,
  displayWidth,
  dropWidth,
  fitToWidth,
  takeWidth,
} from '../../src/format/display-width.js';

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['│─▶⠿█…', 6],
    ['ホスト', 6],
    ['e\u0301', 1],
    ['\u200b', 0],
  ])('of %j is %d cells', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('a text cut to its width', () => {
  it.each([
    ['abcdef', 4, 'abc…'],
    ['abcd', 4, 'abcd'],
    ['ホスト', 5, 'ホス…'],
    ['ホスト', 4, 'ホ…'],
    ['abc', 0, ''],
    ['abc', 1, '…'],
  ])('%j in %d cells is %j', (text, width, expected) => {
    expect(cutToWidth(text, width)).toBe(expected);
  });

  it('never is wider, and filled never is narrower', () => {
    for (const text of ['abcdefgh', 'aホbスcト', 'ホスト', 'e\u0301e\u0301e\u0301']) {
      for (let width = 0; width < 12; width++) {
        expect(displayWidth(cutToWidth(text, width))).toBeLessThanOrEqual(width);
        expect(displayWidth(fitToWidth(text, width))).toBe(width);
        expect(displayWidth(fitToWidth(text, width, 'right', '..'))).toBe(width);
      }
    }
  });

  it('keeps an ellipsis of two characters in its bounds', () => {
    expect(cutToWidth('abcdef', 1, '..')).toBe('a');
  });
});

describe('two parts of a text', () => {
  it('take as many cells as the whole, also where a wide character is cut in two', () => {
    const text = 'aホbスcト';
    for (let width = 0; width <= 9; width++) {
      const taken = displayWidth(takeWidth(text, width));
      expect(displayWidth(dropWidth(text, width))).toBe(9 - width);
      expect(width - taken).toBeLessThanOrEqual(1);
    }
  });
});
