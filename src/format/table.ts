import { cutEndpoint } from './address.js';

/** One column of a text table over rows of type `R`. */
export interface Column<R> {
  name: string;
  title: string;
  align: 'left' | 'right';
  /** The lowest number is placed first when the width is short. */
  priority: number;
  /** Set for endpoints: how narrow the column may get; their address is cut in the middle. */
  narrowest?: number;
  /** Not worth an endpoint cut short: placed only where all others stand whole. */
  isExtra?: boolean;
  /** The width that rows not seen yet may need. */
  usual: number;
  text(row: R): string;
}

/** A column that was chosen, and the width it got. */
export interface PlacedColumn<R> {
  column: Column<R>;
  width: number;
}

/**
 * Chooses which columns fit `width` characters and how wide each is, from their natural widths. The most important
 * columns are placed first, endpoints at their narrowest; a column that does not fit leaves its room to the next.
 */
export function placeColumns<R>(
  columns: readonly Column<R>[],
  natural: readonly number[],
  width: number,
): PlacedColumn<R>[] {
  const wanted = columns.map((column, i) => ({
    column,
    width: Math.max(column.title.length, natural[i] ?? 0),
  }));
  const chosen = new Set<PlacedColumn<R>>();
  let room = width + 1;
  let roomWhenWhole = width + 1;
  for (const placed of [...wanted].sort((a, b) => a.column.priority - b.column.priority)) {
    const need = narrowest(placed) + 1;
    if (need > (placed.column.isExtra ? roomWhenWhole : room)) continue;
    chosen.add(placed);
    room -= need;
    roomWhenWhole -= placed.width + 1;
  }
  return shareRoom(
    wanted.filter((placed) => chosen.has(placed)),
    room,
  );
}

/** Gives what room is left to the columns that were placed narrower than they would like, evenly. */
function shareRoom<R>(placed: PlacedColumn<R>[], room: number): PlacedColumn<R>[] {
  const widths = placed.map(narrowest);
  for (let left = room, grew = true; left > 0 && grew; ) {
    grew = false;
    for (let i = 0; i < placed.length && left > 0; i++) {
      if (widths[i]! >= placed[i]!.width) continue;
      widths[i] = widths[i]! + 1;
      left--;
      grew = true;
    }
  }
  return placed.map(({ column }, i) => ({ column, width: widths[i]! }));
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

/** Colours a padded cell; `i` counts the placed columns. */
export type PaintCell = (cell: string, i: number) => string;

/** One aligned line. Cells longer than their column push the rest of the line to the right. */
export function tableLine<R>(
  placed: readonly PlacedColumn<R>[],
  cells: readonly string[],
  ellipsis = '…',
  paint?: PaintCell,
): string {
  let line = '';
  const last = placed.length - 1;
  for (let i = 0; i <= last; i++) {
    const { column, width } = placed[i]!;
    let cell = cells[i]!;
    if (column.narrowest !== undefined && cell.length > width) cell = cutEndpoint(cell, width, ellipsis);
    if (column.align === 'right') cell = cell.padStart(width);
    else if (i < last) cell = cell.padEnd(width);
    if (i > 0) line += ' ';
    line += paint === undefined ? cell : paint(cell, i);
  }
  return line;
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
