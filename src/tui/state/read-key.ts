import { type Command, commandFor } from './key-bindings.js';
import type { ScreenName } from './screen-state.js';

export interface KeyRead {
  readonly command: Command | null;
  /** The row that was named, counted from 1; null for none. */
  readonly row: number | null;
  /** Keys that are still the beginning of something. */
  readonly pending: string;
}

/** More digits than any row has. */
const LONGEST_ROW = 10;

/**
 * One more key after those pending: "gg" goes to the top, "g120g" and "g120" with Enter to row 120. Digits alone jump to
 * screens, so a row is named only after g.
 */
export function readKey(pending: string, key: string, screen: ScreenName): KeyRead {
  if (pending === '') {
    if (key === 'g') return { command: null, row: null, pending: 'g' };
    return { command: commandFor(key, screen), row: null, pending: '' };
  }
  if (/^\d$/.test(key)) return { command: null, row: null, pending: (pending + key).slice(0, LONGEST_ROW) };
  if (key === 'g' || key === 'enter') {
    const row = pending.length > 1 ? Number(pending.slice(1)) : null;
    return { command: row === null && key === 'enter' ? null : 'top', row, pending: '' };
  }
  if (key === 'escape') return { command: null, row: null, pending: '' };
  return { command: commandFor(key, screen), row: null, pending: '' };
}
