import { describe, expect, it } from 'vitest';
import {
  beside,
  cutLine,
  fitLine,
  laidOver,
  line,
  span,
  spread,
  textOf,
  widthOf,
} from '../../../src/tui/widgets/line.js';

describe('a line', () => {
  it('cut or filled is exactly as wide as asked', () => {
    const words = line('ab', span('ホスト', 'bad'), 'cd', span('efg', 'note'));
    for (let width = 0; width < 20; width++) {
      expect(widthOf(fitLine(words, width))).toBe(width);
      expect(widthOf(fitLine(words, width, '..'))).toBe(width);
      expect(widthOf(cutLine(words, width))).toBeLessThanOrEqual(width);
    }
  });

  it('marks that it was cut', () => {
    expect(textOf(cutLine(line('abc', 'def'), 5))).toBe('abcd…');
    expect(textOf(cutLine(line('abc', 'def'), 3))).toBe('ab…');
  });

  it('lets the left text give way to the right one', () => {
    expect(textOf(spread(line('left side'), line('right'), 12))).toBe('left s…right');
    expect(textOf(spread(line('left'), line('right'), 12))).toBe('left   right');
  });

  it('laid over another leaves what is beside it', () => {
    expect(textOf(laidOver(line('abcdefgh'), line('XY'), 3))).toBe('abcXYfgh');
    expect(textOf(laidOver(line('ab'), line('XY'), 4))).toBe('ab  XY');
    expect(textOf(laidOver(line('ホスト'), line('X'), 1))).toBe(' Xスト');
  });

  it('beside others keeps the columns straight', () => {
    const rows = beside([line('a'), line('ホスト')], 4, [line('x'), line('y'), line('z')], span('|'));
    expect(rows.map(textOf)).toEqual(['a   |x', 'ホ… |y', '    |z']);
  });
});
