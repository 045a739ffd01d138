import { cutToWidth, displayWidth, dropWidth, takeWidth } from '../../format/display-width.js';

/** What a piece of text is; `theme.ts` says how that looks. */
export type Tone =
  | 'plain'
  | 'title'
  | 'quiet'
  | 'bad'
  | 'warning'
  | 'note'
  | 'good'
  | 'initiator'
  | 'responder'
  | 'key'
  | 'bar';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  /** Light and dark change places: the selected row, the text cursor. */
  readonly isInverse?: boolean;
}

/** One row of the screen. Its text is harmless: what comes from captures went through `escapeTerminal`. */
export type Line = readonly Span[];

export const EMPTY_LINE: Line = [];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

export function line(...parts: readonly (Span | string)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part));
}

export function textOf(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

export function widthOf(spans: Line): number {
  let width = 0;
  for (const { text } of spans) width += displayWidth(text);
  return width;
}

/** Cut to at most `width` cells. */
export function cutLine(spans: Line, width: number, ellipsis = '…'): Line {
  if (widthOf(spans) <= width) return spans;
  const kept: Span[] = [];
  let room = width;
  for (const piece of spans) {
    const need = displayWidth(piece.text);
    // The last cells hold the ellipsis, unless a span ends the line exactly.
    if (need > room - ellipsis.length) {
      kept.push({ ...piece, text: cutToWidth(`${piece.text} `.repeat(2), room, ellipsis) });
      return kept;
    }
    kept.push(piece);
    room -= need;
  }
  return kept;
}

/** Exactly `width` cells: cut, or filled with spaces. */
export function fitLine(spans: Line, width: number, ellipsis = '…'): Line {
  const used = widthOf(spans);
  if (used > width) return fitLine(cutLine(spans, width, ellipsis), width, ellipsis);
  return used === width ? spans : [...spans, span(' '.repeat(width - used))];
}

/** Left text and right text on one row; the left one gives way. */
export function spread(left: Line, right: Line, width: number, ellipsis = '…'): Line {
  const room = width - widthOf(right);
  return room < 1 ? cutLine(left, width, ellipsis) : [...fitLine(left, room, ellipsis), ...right];
}

/** The whole row with light and dark changed, over its full width. */
export function inverted(spans: Line, width: number, ellipsis = '…'): Line {
  return fitLine(spans, width, ellipsis).map((piece) => ({ ...piece, isInverse: true }));
}

/** Two columns of rows side by side, `separator` between them. */
export function beside(
  left: readonly Line[],
  leftWidth: number,
  right: readonly Line[],
  separator: Span,
  ellipsis = '…',
): Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...fitLine(left[i] ?? EMPTY_LINE, leftWidth, ellipsis),
    separator,
    ...(right[i] ?? EMPTY_LINE),
  ]);
}

/** `top` laid over `below` from column `at` on. */
export function laidOver(below: Line, top: Line, at: number): Line {
  const end = at + widthOf(top);
  return [...fitLine(takeCells(below, at), at), ...top, ...dropCells(below, end)];
}

/** Exactly `count` rows. */
export function fitRows(rows: readonly Line[], count: number): Line[] {
  return Array.from({ length: Math.max(0, count) }, (_, i) => rows[i] ?? EMPTY_LINE);
}

function takeCells(spans: Line, width: number): Line {
  const taken: Span[] = [];
  let room = width;
  for (const piece of spans) {
    if (room <= 0) break;
    const text = takeWidth(piece.text, room);
    taken.push({ ...piece, text });
    room -= displayWidth(piece.text);
  }
  return taken;
}

function dropCells(spans: Line, width: number): Line {
  const kept: Span[] = [];
  let rest = width;
  for (const piece of spans) {
    const need = displayWidth(piece.text);
    if (rest <= 0) kept.push(piece);
    else if (need > rest) kept.push({ ...piece, text: dropWidth(piece.text, rest) });
    rest -= need;
  }
  return kept;
}
