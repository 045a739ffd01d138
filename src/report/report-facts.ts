import { FindingCollector } from '../findings/collector.js';
import type { Findings } from '../findings/incidents.js';
import type { ClockText } from '../format/clock-text.js';
import type { Column } from '../format/table.js';
import type { Clock, ConnectionView, Sink, Summary } from '../sink.js';
import { connectionColumns } from './connection-columns.js';
import { ConnectionSummary, WorstConnections } from './summary.js';
import { type Tone, toneOf } from './terminal.js';

/** A connection as the report lists it: one cell for each of `connectionColumns`. */
export interface ListedConnection {
  cells: string[];
  tone: Tone;
}

/** All that a report for people is made of. */
export interface ReportFacts {
  summary: Summary;
  counts: ConnectionSummary;
  findings: Findings;
  columns: readonly Column<ConnectionView>[];
  /** The most troubled connections, at most as many as were asked for. */
  listed: readonly ListedConnection[];
}

/** Gathers what the report says while connections leave; what it holds is bounded, and no whole rows are made. */
export class ReportCollector implements Sink {
  readonly withoutRows = true;
  readonly judges = true;
  readonly #clockText: ClockText;
  readonly #counts = new ConnectionSummary();
  readonly #findings = new FindingCollector();
  readonly #worst: WorstConnections<ListedConnection>;
  readonly #columns: readonly Column<ConnectionView>[];
  #clock: Clock | null = null;

  /** @param limit how many connections are listed */
  constructor(clock: ClockText, limit: number) {
    this.#clockText = clock;
    this.#worst = new WorstConnections(limit);
    this.#columns = connectionColumns(clock).filter(({ name }) => name !== 'verdict');
  }

  begin(clock: Clock): void {
    this.#clock = clock;
    this.#clockText.begin(clock);
  }

  connection(view: ConnectionView): void {
    this.#findings.add(view);
    this.#counts.add(view);
    this.#worst.offer(view, () => ({
      cells: this.#columns.map((column) => column.text(view)),
      tone: toneOf(view.outcome),
    }));
  }

  /** To be called once, when everything is read. */
  facts(summary: Summary): ReportFacts {
    return {
      summary,
      counts: this.#counts,
      findings: this.#findings.finish(summary, this.#clock!),
      columns: this.#columns,
      listed: this.#worst.list(),
    };
  }
}
