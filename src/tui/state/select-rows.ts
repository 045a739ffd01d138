/** Which rows of a list are visible, and where its cursor is: no list is ever walked through as a whole. */
export interface Window {
  readonly cursor: number;
  readonly top: number;
}

/** The cursor moved to a row that exists, and the window moved no further than it must to show it. */
export function moveWindow(window: Window, cursor: number, count: number, visible: number): Window {
  const last = Math.max(0, count - 1);
  const at = Math.min(last, Math.max(0, cursor));
  const top = Math.min(at, Math.max(window.top, at - visible + 1));
  return { cursor: at, top: Math.min(top, Math.max(0, count - visible)) };
}

/** The window moved so that another row stands where the cursor stood: the order changed, the eye need not move. */
export function keepOnScreen(window: Window, cursor: number, count: number, visible: number): Window {
  const offset = Math.min(visible - 1, Math.max(0, window.cursor - window.top));
  return moveWindow({ cursor, top: Math.max(0, cursor - offset) }, cursor, count, visible);
}

/** What is visible, made by `row` from positions. */
export function selectRows<T>(
  top: number,
  visible: number,
  count: number,
  row: (position: number) => T,
): T[] {
  const end = Math.min(count, top + visible);
  const rows: T[] = [];
  for (let position = Math.max(0, top); position < end; position++) rows.push(row(position));
  return rows;
}
