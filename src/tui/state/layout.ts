import type { ScreenName, TerminalSize } from './screen-state.js';

/** Below this nothing useful fits. */
export const SMALLEST: TerminalSize = { columns: 60, rows: 15 };

/** From these widths on there are two panes, and three. */
const TWO_PANES = 120;
const THREE_PANES = 180;

/** Title, message or prompt, keys. */
const FRAME_ROWS = 3;
const BODY_TOP = 1;

/** How the rows and columns of a screen are shared out. Screens draw by it, and movement pages by it. */
export interface Layout {
  /** Rows between the title and the last two. */
  readonly body: number;
  /** Rows of the list that are visible, and the row of the terminal where they begin. */
  readonly list: number;
  readonly listTop: number;
  /** The columns of the list. */
  readonly listWidth: number;
  /** Rows of the block below the list, its rule left aside; 0 for none. */
  readonly below: number;
  /** Rows of the sparklines at the end, their rule left aside. */
  readonly timeline: number;
  /** Columns of the panes left and right of the list, without their separators; 0 for none. */
  readonly left: number;
  readonly right: number;
}

export function isTooSmall({ columns, rows }: TerminalSize): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

export function layoutOf(screen: ScreenName, size: TerminalSize): Layout {
  const body = Math.max(1, size.rows - FRAME_ROWS);
  switch (screen) {
    case 'triage':
      return shared(screen, body, size, {
        below: body >= 40 ? 14 : body >= 30 ? 9 : body >= 20 ? 6 : body >= 14 ? 3 : 0,
        timeline: body >= 34 ? 5 : body >= 20 ? 3 : 0,
      });
    case 'connections':
      return size.columns >= TWO_PANES
        ? shared(screen, body, size, { right: Math.floor(size.columns * 0.36) })
        : shared(screen, body, size, { below: body >= 20 ? 6 : body >= 14 ? 4 : 0 });
    case 'connection':
      if (size.columns >= THREE_PANES) return shared(screen, body, size, { left: 34, right: 46 });
      return size.columns >= TWO_PANES
        ? shared(screen, body, size, { right: 44 })
        : shared(screen, body, size, { below: body >= 20 ? 5 : body >= 14 ? 3 : 0 });
    case 'hosts':
      return shared(screen, body, size, { below: body >= 20 ? 5 : body >= 14 ? 3 : 0 });
    case 'netstat':
      return size.columns >= TWO_PANES
        ? shared(screen, body, size, { right: Math.floor(size.columns * 0.4) })
        : shared(screen, body, size, { below: body >= 20 ? 6 : body >= 14 ? 3 : 0 });
    default:
      return shared(screen, body, size, {});
  }
}

/** Rows above the list, within the body: what is shown as a whole, and titles of columns. */
const HEADING: Readonly<Record<ScreenName, number>> = {
  triage: 3,
  connections: 2,
  connection: 2,
  packet: 0,
  hosts: 1,
  netstat: 2,
  graphs: 1,
  follow: 1,
  help: 0,
};

function shared(
  screen: ScreenName,
  body: number,
  { columns }: TerminalSize,
  parts: { below?: number; timeline?: number; left?: number; right?: number },
): Layout {
  const { below = 0, timeline = 0, left = 0, right = 0 } = parts;
  const heading = HEADING[screen];
  const taken = heading + (below > 0 ? below + 1 : 0) + (timeline > 0 ? timeline + 1 : 0);
  return {
    body,
    list: Math.max(1, body - taken),
    listTop: BODY_TOP + heading,
    listWidth: columns - (left > 0 ? left + 1 : 0) - (right > 0 ? right + 1 : 0),
    below,
    timeline,
    left,
    right,
  };
}
