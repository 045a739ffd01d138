import type { ClockText } from '../format/clock-text.js';
import type { Column } from '../format/table.js';
import type { TextOutput } from '../output/text-output.js';
import type { Clock, ConnectionView, Sink } from '../sink.js';
import { connectionColumns, JUDGING } from './connection-columns.js';
import { CONNECTION_CSV_COLUMNS, csvLine } from './connection-csv.js';
import { TableWriter } from './table-writer.js';
import { type Terminal, type Tone, toneOf } from './terminal.js';

/** A report that takes rows as they leave the analysis; `end` prints what is left. */
export interface RowReport extends Sink {
  connection(view: ConnectionView): void;
  end(): void;
}

type SortKey = (view: ConnectionView) => number | string;

export interface ConnectionListOptions {
  output: TextOutput;
  clock: ClockText;
  terminal: Terminal;
  /** Names of the columns to print, in that order; null prints those that fit. */
  columns: readonly string[] | null;
  sort: SortKey | null;
  /** Whether what the key puts last comes first. */
  isReversed: boolean;
  /** Whether a column or the order asks what the rules say. */
  judges: boolean;
  /** How many rows are printed at most. */
  limit: number;
}

/** One line a connection, aligned. */
export class ConnectionsText implements RowReport {
  readonly withoutRows = true;
  readonly judges: boolean;
  readonly #options: ConnectionListOptions;
  readonly #columns: readonly Column<ConnectionView>[];
  readonly #table: TableWriter<ConnectionView>;
  readonly #sorted: Sorted<{ cells: string[]; tone: Tone }> | null;
  #printed = 0;

  constructor(options: ConnectionListOptions) {
    this.#options = options;
    const all = connectionColumns(options.clock);
    this.judges = options.judges;
    this.#columns =
      options.columns?.map((name) => all.find((column) => column.name === name)!) ??
      all.filter(({ name }) => options.judges || !JUDGING.has(name));
    this.#table = new TableWriter<ConnectionView>({
      columns: this.#columns,
      terminal: options.terminal,
      output: options.output,
      keepAll: options.columns !== null,
      tone: { columns: ['outcome'], of: (view) => toneOf(view.outcome) },
    });
    this.#sorted = options.sort === null ? null : new Sorted(options.sort, options.isReversed);
  }

  begin(clock: Clock): void {
    this.#options.clock.begin(clock);
  }

  connection(view: ConnectionView): void {
    if (this.#sorted !== null) {
      this.#sorted.add(view, {
        cells: this.#columns.map((column) => column.text(view)),
        tone: toneOf(view.outcome),
      });
    } else if (this.#printed < this.#options.limit) {
      this.#printed++;
      this.#table.row(view);
    }
  }

  idle(): void {
    this.#table.settle();
  }

  end(): void {
    for (const { cells, tone } of this.#sorted?.first(this.#options.limit) ?? [])
      this.#table.cells(cells, tone);
    this.#table.end();
  }
}

/** Comma-separated values with a title line. */
export class ConnectionsCsv implements RowReport {
  readonly #options: ConnectionListOptions;
  readonly #columns: readonly string[];
  readonly #sorted: Sorted<string> | null;
  #printed = 0;

  constructor(options: ConnectionListOptions) {
    this.#options = options;
    this.#columns = options.columns ?? Object.keys(CONNECTION_CSV_COLUMNS);
    this.#sorted = options.sort === null ? null : new Sorted(options.sort, options.isReversed);
    options.output.write(csvLine(this.#columns));
  }

  connection(view: ConnectionView): void {
    if (this.#sorted === null && this.#printed++ >= this.#options.limit) return;
    const row = view.toRow();
    const line = csvLine(this.#columns.map((name) => CONNECTION_CSV_COLUMNS[name]!(row)));
    if (this.#sorted === null) this.#options.output.write(line);
    else this.#sorted.add(view, line);
  }

  end(): void {
    for (const line of this.#sorted?.first(this.#options.limit) ?? []) this.#options.output.write(line);
  }
}

/** One JSON object a line. */
export class ConnectionsNdjson implements RowReport {
  readonly #output: TextOutput;
  readonly #limit: number;
  #printed = 0;

  constructor(output: TextOutput, limit: number) {
    this.#output = output;
    this.#limit = limit;
  }

  connection(view: ConnectionView): void {
    if (this.#printed++ < this.#limit) this.#output.write(`${JSON.stringify(view.toRow())}\n`);
  }

  end(): void {}
}

/** One JSON object with all rows, written while they leave. */
export class ConnectionsJson implements RowReport {
  readonly #output: TextOutput;
  readonly #limit: number;
  #printed = 0;

  constructor(output: TextOutput, limit: number) {
    this.#output = output;
    this.#limit = limit;
    output.write('{"schema":"synopsis/connections/1","connections":[');
  }

  connection(view: ConnectionView): void {
    if (this.#printed >= this.#limit) return;
    this.#output.write(`${this.#printed++ === 0 ? '' : ','}\n${JSON.stringify(view.toRow())}`);
  }

  end(): void {
    this.#output.write(`${this.#printed === 0 ? '' : '\n'}]}\n`);
  }
}

/** Keeps what will be printed of each row until all are known. Rows that compare equal stay in order of their numbers. */
class Sorted<T> {
  readonly #key: SortKey;
  readonly #direction: 1 | -1;
  readonly #rows: { key: number | string; connection: number; kept: T }[] = [];

  constructor(key: SortKey, isReversed: boolean) {
    this.#key = key;
    this.#direction = isReversed ? -1 : 1;
  }

  add(view: ConnectionView, kept: T): void {
    this.#rows.push({ key: this.#key(view), connection: view.connection, kept });
  }

  first(limit: number): T[] {
    const direction = this.#direction;
    const rows = this.#rows.sort((a, b) => direction * compare(a.key, b.key) || a.connection - b.connection);
    return rows.slice(0, limit).map((row) => row.kept);
  }
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
