import { describe, expect, it } from 'vitest';
import { keepOnScreen, moveWindow, selectRows } from '../../../src/tui/state/select-rows.js';

describe('the window on a list', () => {
  it.each([
    [{ cursor: 0, top: 0 }, 5, { cursor: 5, top: 0 }],
    [{ cursor: 5, top: 0 }, 12, { cursor: 12, top: 3 }],
    [{ cursor: 50, top: 45 }, 40, { cursor: 40, top: 40 }],
    [{ cursor: 50, top: 45 }, 1000, { cursor: 99, top: 90 }],
    [{ cursor: 50, top: 45 }, -7, { cursor: 0, top: 0 }],
  ])('from %j to row %d is %j', (window, cursor, expected) => {
    expect(moveWindow(window, cursor, 100, 10)).toEqual(expected);
  });

  it('of an empty list is at its top', () => {
    expect(moveWindow({ cursor: 5, top: 3 }, 5, 0, 10)).toEqual({ cursor: 0, top: 0 });
  });

  it('keeps the row of the screen where the order changes', () => {
    expect(keepOnScreen({ cursor: 14, top: 10 }, 70, 100, 10)).toEqual({ cursor: 70, top: 66 });
    expect(keepOnScreen({ cursor: 14, top: 10 }, 1, 100, 10)).toEqual({ cursor: 1, top: 0 });
  });
});

describe('the visible rows', () => {
  it('are the only ones made', () => {
    const made: number[] = [];
    selectRows(999_990, 20, 1_000_000, (position) => made.push(position));
    expect(made).toEqual([...made.keys()].map((i) => 999_990 + i));
    expect(made).toHaveLength(10);
  });
});
