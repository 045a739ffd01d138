import { cutEndpoint } from './address.js';

/** One column of a text table over rows of type `R`. */
export interface Column<R> {
  name: string;
  title: string;
  align: 'left' | 'right';
  /** The lowest number stays longest when the width is short. */
  priority: number;
  /** Set for endpoints: how narrow the column may get; their address is cut in the middle. */
  narrowest?: number;
  text(row: R): string;
}

/** A column that was chosen, and the width it got. */
export interface PlacedColumn<R> {
  column: Column<R>;
  width: number;
}

const GAP = 1;

/**
 * Chooses which columns fit `width` characters and how wide each is, from their natural widths. Columns leave by
 * priority, the least important first; endpoints are cut before any other column leaves.
 */
export function placeColumns<R>(
  columns: readonly Column<R>[],
  natural: readonly number[],
  width: number,
): PlacedColumn<R>[] {
  let placed = columns.map((column, i) => ({
    column,
    width: Math.max(column.title.length, natural[i] ?? 0),
  }));
  for (;;) {
    const least = placed.reduce((sum, p) => sum + GAP + narrowest(p), -GAP);
    if (least <= width || placed.length === 1) break;
    const leaving = placed.reduce((a, b) => (b.column.priority > a.column.priority ? b : a));
    placed = placed.filter((p) => p !== leaving);
  }
  let excess = placed.reduce((sum, p) => sum + GAP + p.width, -GAP) - width;
  while (excess > 0) {
    // Takes from the wider endpoint first, so that both stay readable.
    const widest = placed.filter((p) => p.width > narrowest(p)).sort((a, b) => b.width - a.width)[0];
    if (widest === undefined) break;
    widest.width--;
    excess--;
  }
  return placed;
}

function narrowest<R>(placed: PlacedColumn<R>): number {
  return Math.min(placed.width, placed.column.narrowest ?? placed.width);
}

/** The natural width of each column over sample cells. */
export function naturalWidths(columnCount: number, rows: readonly (readonly string[])[]): number[] {
  const widths = new Array<number>(columnCount).fill(0);
  for (const cells of rows) {
    for (let i = 0; i < columnCount; i++) widths[i] = Math.max(widths[i]!, cells[i]!.length);
  }
  return widths;
}

/** One aligned line, without trailing spaces. Cells longer than their column push the rest of the line to the right. */
export function tableLine<R>(
  placed: readonly PlacedColumn<R>[],
  cells: readonly string[],
  ellipsis = '…',
): string {
  let line = '';
  for (let i = 0; i < placed.length; i++) {
    const { column, width } = placed[i]!;
    let cell = cells[i]!;
    if (column.narrowest !== undefined && cell.length > width) cell = cutEndpoint(cell, width, ellipsis);
    if (i > 0) line += ' ';
    line += column.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
  }
  return line.trimEnd();
}

export function titleLine<R>(placed: readonly PlacedColumn<R>[]): string {
  return tableLine(
    placed,
    placed.map((p) => p.column.title),
  );
}

/** Breaks text at spaces into lines of at most `width` characters; words longer than that are not broken. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
