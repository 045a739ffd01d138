import { FindingCollector } from '../findings/collector.js';
import type { Findings } from '../findings/incidents.js';
import type { ClockText } from '../format/clock-text.js';
import type { Column } from '../format/table.js';
import type { Clock, ConnectionView, Sink, Summary } from '../sink.js';
import { connectionColumns } from './connection-columns.js';
import { HostTraffic, lastNsOf } from './host-traffic.js';
import { limitsReachedBy } from './hosts.js';
import { ConnectionSummary, WorstConnections } from './summary.js';
import { type Tone, toneOf } from './terminal.js';

/** A line of a table as the report prints it: one cell for each column. */
export interface ListedRow {
  cells: string[];
  tone: Tone;
}

/** A column whose cells are made. */
export type ListedColumn = Column<never>;

/** All that a report for people is made of. */
export interface ReportFacts {
  summary: Summary;
  counts: ConnectionSummary;
  findings: Findings;
  traffic: HostTraffic;
  columns: readonly ListedColumn[];
  /** The most troubled connections, at most as many as were asked for. */
  listed: readonly ListedRow[];
}

/** Gathers what the report says while connections leave; what it holds is bounded, and no whole rows are made. */
export class ReportCollector implements Sink {
  readonly withoutRows = true;
  readonly judges = true;
  readonly #clockText: ClockText;
  readonly #counts = new ConnectionSummary();
  readonly #findings = new FindingCollector();
  readonly #worst: WorstConnections<ListedRow>;
  readonly #columns: readonly Column<ConnectionView>[];
  #clock: Clock | null = null;
  /** Made once, and not for every connection. */
  readonly #listed = (view: ConnectionView): ListedRow => ({
    cells: this.#columns.map((column) => column.text(view)),
    tone: toneOf(view.outcome),
  });

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
    this.#worst.offer(view, this.#listed);
  }

  /** To be called once, when everything is read. */
  facts(summary: Summary): ReportFacts {
    const { census } = this.#findings;
    const limitsReached = [...summary.limitsReached, ...limitsReachedBy(census)];
    return {
      summary: { ...summary, limitsReached },
      counts: this.#counts,
      findings: this.#findings.finish(summary, this.#clock!),
      traffic: new HostTraffic(census, this.#clock!, lastNsOf(summary)),
      columns: this.#columns,
      listed: this.#worst.list(),
    };
  }
}
