import { type Column, naturalWidths, type PlacedColumn, placeColumns, tableLine } from '../format/table.js';
import type { TextOutput } from '../output/text-output.js';
import type { Terminal, Tone } from './terminal.js';

/** Rows that are looked at before the widths are settled; a table with fewer is exact. */
const SAMPLE_ROWS = 256;

export interface TableOptions<R> {
  columns: readonly Column<R>[];
  terminal: Terminal;
  output: TextOutput;
  /** Print all columns, however wide the line gets. */
  keepAll: boolean;
  /** The tone of a row, for the cells of the columns named here. */
  tone?: { columns: readonly string[]; of(row: R): Tone };
  /** What stands under a row, line by line, beside the columns; it must be harmless to a terminal. */
  below?: (row: R) => readonly string[];
}

/** Prints an aligned table while its rows stream by. */
export class TableWriter<R> {
  readonly #options: TableOptions<R>;
  readonly #sample: { cells: string[]; tone: Tone; below?: readonly string[] }[] = [];
  #placed: PlacedColumn<R>[] | null = null;

  constructor(options: TableOptions<R>) {
    this.#options = options;
  }

  row(row: R): void {
    const { columns, output, tone } = this.#options;
    const below = this.#options.below?.(row) ?? [];
    if (this.#placed === null) {
      const cells = columns.map((column) => column.text(row));
      this.#sample.push({ cells, tone: tone?.of(row) ?? 'plain', below });
      if (this.#sample.length >= SAMPLE_ROWS) this.#place(true);
      return;
    }
    const cells = this.#placed.map(({ column }) => column.text(row));
    output.write(`${this.#line(cells, tone?.of(row) ?? 'plain')}\n`);
    this.#writeBelow(below);
  }

  /** A row whose cells, one for each column, were made earlier. */
  cells(cells: string[], tone: Tone): void {
    this.#sample.push({ cells, tone });
  }

  /** Prints the rows that were held back; the widths are settled by them. */
  settle(): void {
    if (this.#placed === null && this.#sample.length > 0) this.#place(true);
  }

  end(): void {
    if (this.#placed === null) this.#place(false);
  }

  #place(moreToCome: boolean): void {
    const { columns, terminal, output, keepAll } = this.#options;
    const widths = naturalWidths(
      columns.length,
      this.#sample.map((row) => row.cells),
    );
    const natural = columns.map((column, i) =>
      moreToCome ? Math.max(column.usual, widths[i]!) : widths[i]!,
    );
    this.#placed = placeColumns(columns, natural, keepAll ? Infinity : terminal.width);
    const places = this.#placed.map((placed) => columns.indexOf(placed.column));
    const titles = this.#placed.map(({ column }) => column.title);
    output.write(
      `${tableLine(this.#placed, titles, terminal.ellipsis, (cell) => terminal.paint('title', cell)).trimEnd()}\n`,
    );
    for (const { cells, tone, below = [] } of this.#sample) {
      const chosen = places.map((place) => cells[place]!);
      output.write(`${this.#line(chosen, tone)}\n`);
      this.#writeBelow(below);
    }
    this.#sample.length = 0;
  }

  #writeBelow(lines: readonly string[]): void {
    const { output, terminal } = this.#options;
    for (const line of lines) output.write(`    ${terminal.paint('quiet', line)}\n`);
  }

  #line(cells: readonly string[], tone: Tone): string {
    const { terminal, tone: painted } = this.#options;
    const placed = this.#placed!;
    if (tone === 'plain') return tableLine(placed, cells, terminal.ellipsis);
    return tableLine(placed, cells, terminal.ellipsis, (cell, i) =>
      painted?.columns.includes(placed[i]!.column.name) ? terminal.paint(tone, cell) : cell,
    );
  }
}
