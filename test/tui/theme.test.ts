import { describe, expect, it } from 'vitest';
import { openTheme } from '../../src/tui/theme.js';
import { line, span } from '../../src/tui/widgets/line.js';

const theme = openTheme({ color: true, ascii: false });
const plain = openTheme({ color: false, ascii: true });

describe('paint', () => {
  it('switches colours on and off', () => {
    expect(theme.paint(line(span('x', 'bad'), 'y'))).toBe('\x1b[31mx\x1b[39my');
    expect(theme.paint([{ text: 'x', tone: 'good', isInverse: true }])).toBe(
      '\x1b[32m\x1b[7mx\x1b[39m\x1b[27m',
    );
  });

  it('without colour sends none', () => {
    const tones = ['quiet', 'warning', 'note', 'good', 'initiator', 'responder'] as const;
    expect(plain.paint(tones.map((tone) => span('x', tone)))).toBe('xxxxxx');
    expect(plain.paint([span('x', 'bad')])).toBe('\x1b[1mx\x1b[22m');
  });
});
