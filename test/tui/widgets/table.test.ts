import { describe, expect, it } from 'vitest';
import { openTheme } from '../../../src/tui/theme.js';
import { textOf, widthOf } from '../../../src/tui/widgets/line.js';
import { drawTable } from '../../../src/tui/widgets/table.js';

const theme = openTheme({ color: true, ascii: false });

describe('a table', () => {
  const columns = [
    {
      name: 'n',
      title: '#',
      align: 'right' as const,
      priority: 0,
      usual: 3,
      text: (row: number) => String(row),
    },
    {
      name: 'e',
      title: 'end',
      align: 'left' as const,
      priority: 1,
      narrowest: 8,
      usual: 9,
      text: () => '10.0.0.1:443',
    },
    { name: 'x', title: 'extra', align: 'left' as const, priority: 2, usual: 30, text: () => 'ホスト' },
  ];
  const options = { width: 24, rows: 3, theme, empty: 'none' };

  it('makes the visible rows only, and marks the selected one', () => {
    const asked: number[] = [];
    const source = {
      count: 1_000_000,
      at: (position: number) => {
        asked.push(position);
        return position;
      },
    };
    const rows = drawTable(source, columns, { cursor: 501, top: 500 }, options);
    expect(asked).toEqual([500, 501, 502]);
    expect(rows.map(textOf)).toEqual(
      ['   # end         ', ' 500 10.0.0.1:443', '>501 10.0.0.1:443       ', ' 502 10.0.0.1:443'].map(
        (row, i) => (i === 0 ? '   # end         ' : row),
      ),
    );
    expect(rows[2]!.every(({ isInverse }) => isInverse)).toBe(true);
  });

  it('is never wider than it may be', () => {
    for (let width = 16; width < 60; width++) {
      const rows = drawTable(
        { count: 5, at: (i) => i },
        columns,
        { cursor: 0, top: 0 },
        { ...options, width },
      );
      for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(width);
    }
  });

  it('without rows says so', () => {
    const rows = drawTable({ count: 0, at: () => 0 }, columns, { cursor: 0, top: 0 }, options);
    expect(rows.map(textOf)).toEqual([expect.stringContaining('#'), ' none', '', '']);
  });
});
