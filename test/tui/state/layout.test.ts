import { describe, expect, it } from 'vitest';
import { isTooSmall, layoutOf, SMALLEST } from '../../../src/tui/state/layout.js';
import type { ScreenName } from '../../../src/tui/state/screen-state.js';

const SCREENS: ScreenName[] = [
  'triage',
  'connections',
  'connection',
  'packet',
  'hosts',
  'netstat',
  'graphs',
  'follow',
];

describe('the layout', () => {
  it.each(SCREENS)('of %s gives its list rows and columns at every size', (screen) => {
    for (let columns = SMALLEST.columns; columns < 240; columns += 7) {
      for (let rows = SMALLEST.rows; rows < 80; rows++) {
        const layout = layoutOf(screen, { columns, rows });
        expect(layout.list).toBeGreaterThanOrEqual(3);
        expect(layout.listWidth).toBeGreaterThanOrEqual(56);
        expect(layout.listTop + layout.list).toBeLessThanOrEqual(rows - 2);
      }
    }
  });

  it('has one pane at 80 columns, two from 120 on', () => {
    expect(layoutOf('connections', { columns: 80, rows: 24 }).right).toBe(0);
    expect(layoutOf('connections', { columns: 120, rows: 24 }).right).toBeGreaterThan(40);
  });

  it('knows what is too small', () => {
    expect(isTooSmall({ columns: 60, rows: 15 })).toBe(false);
    expect(isTooSmall({ columns: 59, rows: 40 })).toBe(true);
    expect(isTooSmall({ columns: 200, rows: 14 })).toBe(true);
  });
});
