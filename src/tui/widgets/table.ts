import { cutEndpoint } from '../../format/address.js';
import { displayWidth, fitToWidth } from '../../format/display-width.js';
import { type Column, type PlacedColumn, placeColumns } from '../../format/table.js';
import { selectRows, type Window } from '../state/select-rows.js';
import type { Theme } from '../theme.js';
import { fitRows, inverted, type Line, type Span, span, type Tone } from './line.js';

/** A column of a list. Cells are harmless text. */
export interface TableColumn<R> extends Column<R> {
  tone?(row: R): Tone;
  /** A sentence is cut at its end: in its middle, as endpoints are, nobody could read on. */
  readonly isSentence?: boolean;
}

/** Rows by position, made when they are asked for: only those that are visible ever are. */
export interface RowSource<R> {
  readonly count: number;
  at(position: number): R;
}

export interface TableOptions<R> {
  readonly width: number;
  /** Rows of the list, the titles left aside. */
  readonly rows: number;
  readonly theme: Theme;
  /** Rows that were picked carry a mark. */
  isPicked?(row: R): boolean;
  /** The column whose title carries the mark of the order. */
  readonly sortedBy?: { readonly name: string; readonly isDescending: boolean };
  /** Said where there is no row. */
  readonly empty: string;
}

/** The titles, and exactly `rows` rows below them; the mark at the left edge tells the selected one also without colour. */
export function drawTable<R>(
  source: RowSource<R>,
  columns: readonly TableColumn<R>[],
  window: Window,
  options: TableOptions<R>,
): Line[] {
  const { width, theme } = options;
  const { ellipsis, selected, picked } = theme.glyphs;
  const visible = selectRows(window.top, options.rows, source.count, (position) => source.at(position));
  const cells = visible.map((row) => columns.map((column) => column.text(row)));
  const natural = columns.map((column, i) =>
    cells.reduce((widest, row) => Math.max(widest, displayWidth(row[i]!)), column.usual),
  );
  const placed = placeColumns(columns, natural, width - 1) as (PlacedColumn<R> & {
    column: TableColumn<R>;
  })[];
  const indexes = placed.map(({ column }) => columns.indexOf(column));
  const lines = visible.map((row, i): Line => {
    const isSelected = window.top + i === window.cursor;
    const mark = isSelected ? selected : options.isPicked?.(row) ? picked : ' ';
    const spans: Span[] = [span(mark, 'key')];
    placed.forEach(({ column, width: cellWidth }, at) => {
      const text = fitCell(cells[i]![indexes[at]!]!, column, cellWidth, ellipsis);
      spans.push(span(at === placed.length - 1 ? text : `${text} `, column.tone?.(row) ?? 'plain'));
    });
    return isSelected ? inverted(spans, width, ellipsis) : spans;
  });
  const body = source.count === 0 ? [[span(` ${options.empty}`, 'quiet')]] : lines;
  return [titles(placed, options), ...fitRows(body, options.rows)];
}

function titles<R>(placed: readonly PlacedColumn<R>[], { theme, sortedBy }: TableOptions<R>): Line {
  const { ascending, descending, ellipsis } = theme.glyphs;
  const texts = placed.map(({ column, width }) => {
    const order = column.name === sortedBy?.name ? (sortedBy.isDescending ? descending : ascending) : '';
    const title = displayWidth(column.title) + order.length <= width ? column.title + order : column.title;
    return fitToWidth(title, width, column.align, ellipsis);
  });
  return [span(` ${texts.join(' ')}`, 'title')];
}

function fitCell<R>(text: string, column: TableColumn<R>, width: number, ellipsis: string): string {
  const isLongEndpoint = column.narrowest !== undefined && !column.isSentence && text.length > width;
  const fitting = isLongEndpoint ? cutEndpoint(text, width, ellipsis) : text;
  return fitToWidth(fitting, width, column.align, ellipsis);
}
