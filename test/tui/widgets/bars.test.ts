import { describe, expect, it } from 'vitest';
import { openTheme } from '../../../src/tui/theme.js';
import { cellOfMoment, progressBar, sparkline } from '../../../src/tui/widgets/bars.js';
import { textOf } from '../../../src/tui/widgets/line.js';

const theme = openTheme({ color: true, ascii: false });
const plain = openTheme({ color: false, ascii: true });

describe('bars', () => {
  it('show a part of the whole', () => {
    expect(progressBar(0.5, 8, theme)).toBe('████░░░░');
    expect(progressBar(7, 4, plain)).toBe('####');
  });

  it('show the height of values, the lowest for anything above nothing', () => {
    expect(textOf(sparkline([0, 1, 500, 1000], theme, 'plain'))).toBe(' ▁▄█');
    expect(textOf(sparkline([0, 0], theme, 'plain'))).toBe('  ');
  });

  it('mark the cell of a moment', () => {
    expect(cellOfMoment(50, 100, 10)).toBe(5);
    expect(cellOfMoment(100, 100, 10)).toBe(9);
    expect(cellOfMoment(Number.NaN, 100, 10)).toBeNull();
    expect(sparkline([1, 1, 1], theme, 'plain', 1)[1]).toMatchObject({ text: '█', isInverse: true });
  });
});
