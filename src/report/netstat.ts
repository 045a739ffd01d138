import { fitEndpoint } from '../format/address.js';
import type { ClockText } from '../format/clock-text.js';
import { formatCount } from '../format/count.js';
import { formatDuration } from '../format/duration.js';
import { escapeTerminal } from '../format/escape.js';
import { netstatText as text } from '../format/messages/en.js';
import { type Column, naturalWidths, placeColumns, tableLine } from '../format/table.js';
import type { NetstatEntry } from '../hosts/netstat.js';
import type { TextOutput } from '../output/text-output.js';
import type { SocketRow } from '../rows.js';
import type { Clock } from '../sink.js';
import { csvLine } from './connection-csv.js';
import type { Terminal } from './terminal.js';

/** Takes the socket tables of one moment after the other. */
export interface NetstatReport {
  moment(timeNs: number, entries: readonly NetstatEntry[]): void;
  end(): void;
}

/** A socket as programs read it. */
export function socketRow(entry: NetstatEntry, timeNs: number, clock: Clock): SocketRow {
  const { host, port, peerAddress, peerPort, state, sinceNs, certainty, connection, sentNotAcked, timer } =
    entry;
  return {
    time: clock.format(timeNs),
    host,
    local: { address: host, port },
    peer:
      peerAddress === null || peerPort === null
        ? { address: null, port: null }
        : { address: peerAddress, port: peerPort },
    state,
    since: clock.format(sinceNs),
    certainty,
    connection,
    sentNotAcked,
    timer,
  };
}

/** One JSON object a line. */
export class NetstatNdjson implements NetstatReport {
  readonly #output: TextOutput;
  readonly #clock: Clock;

  constructor(output: TextOutput, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
  }

  moment(timeNs: number, entries: readonly NetstatEntry[]): void {
    for (const entry of entries) {
      this.#output.write(`${JSON.stringify(socketRow(entry, timeNs, this.#clock))}\n`);
    }
  }

  end(): void {}
}

/** One JSON object with all rows. */
export class NetstatJson implements NetstatReport {
  readonly #output: TextOutput;
  readonly #clock: Clock;
  #printed = 0;

  constructor(output: TextOutput, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
    output.write('{"schema":"synopsis/netstat/1","sockets":[');
  }

  moment(timeNs: number, entries: readonly NetstatEntry[]): void {
    for (const entry of entries) {
      const row = JSON.stringify(socketRow(entry, timeNs, this.#clock));
      this.#output.write(`${this.#printed++ === 0 ? '' : ','}\n${row}`);
    }
  }

  end(): void {
    this.#output.write(`${this.#printed === 0 ? '' : '\n'}]}\n`);
  }
}

const CSV_COLUMNS: Readonly<Record<string, (row: SocketRow) => string | number | null>> = {
  time: (row) => row.time,
  host: (row) => row.host,
  localAddress: (row) => row.local.address,
  localPort: (row) => row.local.port,
  peerAddress: (row) => row.peer.address,
  peerPort: (row) => row.peer.port,
  state: (row) => row.state,
  since: (row) => row.since,
  certainty: (row) => row.certainty,
  connection: (row) => row.connection,
  sentNotAcked: (row) => row.sentNotAcked,
  timer: (row) => row.timer?.kind ?? null,
  timerCount: (row) => row.timer?.count ?? null,
  timerRemainingSeconds: (row) => row.timer?.remainingSeconds ?? null,
};

const CSV_CELLS = Object.values(CSV_COLUMNS);

/** Comma-separated values with a title line. */
export class NetstatCsv implements NetstatReport {
  readonly #output: TextOutput;
  readonly #clock: Clock;

  constructor(output: TextOutput, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
    output.write(csvLine(Object.keys(CSV_COLUMNS)));
  }

  moment(timeNs: number, entries: readonly NetstatEntry[]): void {
    for (const entry of entries) {
      const row = socketRow(entry, timeNs, this.#clock);
      this.#output.write(csvLine(CSV_CELLS.map((cell) => cell(row))));
    }
  }

  end(): void {}
}

interface Line {
  entry: NetstatEntry;
  timeNs: number;
}

const COLUMNS: readonly Column<Line>[] = [
  {
    name: 'state',
    title: text.state,
    align: 'left',
    priority: 0,
    usual: 0,
    text: ({ entry }) => stateText(entry),
  },
  {
    name: 'sendQueue',
    title: text.sendQueue,
    align: 'right',
    priority: 4,
    usual: 0,
    text: ({ entry }) => (entry.sentNotAcked === null ? '-' : formatCount(entry.sentNotAcked)),
  },
  {
    name: 'local',
    title: text.local,
    align: 'left',
    priority: 1,
    narrowest: 12,
    usual: 0,
    text: ({ entry }) => fitEndpoint(entry.host, entry.port, Number.POSITIVE_INFINITY),
  },
  {
    name: 'peer',
    title: text.peer,
    align: 'left',
    priority: 2,
    narrowest: 21,
    usual: 0,
    text: ({ entry }) =>
      entry.peerAddress === null
        ? '*'
        : fitEndpoint(entry.peerAddress, entry.peerPort ?? 0, Number.POSITIVE_INFINITY),
  },
  {
    name: 'since',
    title: text.since,
    align: 'right',
    priority: 3,
    usual: 0,
    text: ({ entry, timeNs }) => formatDuration((timeNs - entry.sinceNs) / 1e9),
  },
  {
    name: 'timer',
    title: text.timer,
    align: 'left',
    priority: 6,
    usual: 0,
    text: ({ entry: { timer } }) =>
      timer === null
        ? '-'
        : text.timers[timer.kind](
            timer.count,
            timer.remainingSeconds === null ? null : formatDuration(timer.remainingSeconds),
          ),
  },
  {
    name: 'connection',
    title: '#',
    align: 'right',
    priority: 5,
    usual: 0,
    text: ({ entry }) => (entry.connection === null ? '-' : String(entry.connection)),
  },
];

function stateText({ state, certainty }: NetstatEntry): string {
  return certainty === 'seen' ? state : `${state}?`;
}

export interface NetstatTextOptions {
  output: TextOutput;
  clock: ClockText;
  terminal: Terminal;
}

/** Host by host, as `netstat -ant` or `ss -tan` would have shown it. */
export class NetstatText implements NetstatReport {
  readonly #options: NetstatTextOptions;
  #isFirst = true;
  #hasInferred = false;

  constructor(options: NetstatTextOptions) {
    this.#options = options;
  }

  moment(timeNs: number, entries: readonly NetstatEntry[]): void {
    const { output, clock, terminal } = this.#options;
    const when = clock.at(timeNs);
    if (entries.length === 0) this.#print(`${text.none(when)}\n`);
    const lines = entries.map((entry) => ({ entry, timeNs }));
    const cells = lines.map((line) => COLUMNS.map((column) => column.text(line)));
    const placed = placeColumns(COLUMNS, naturalWidths(COLUMNS.length, cells), terminal.width);
    const places = placed.map(({ column }) => COLUMNS.indexOf(column));
    const titles = placed.map(({ column }) => column.title);
    for (let i = 0; i < entries.length; i++) {
      const { host, certainty } = entries[i]!;
      if (i === 0 || entries[i - 1]!.host !== host) {
        const count = countOfHost(entries, i);
        this.#print(`${terminal.paint('title', text.head(escapeTerminal(host), when, count))}\n`);
        output.write(`${tableLine(placed, titles, terminal.ellipsis).trimEnd()}\n`);
      }
      const chosen = places.map((place) => cells[i]![place]!);
      output.write(`${tableLine(placed, chosen, terminal.ellipsis)}\n`);
      this.#hasInferred ||= certainty === 'inferred';
    }
  }

  end(): void {
    if (this.#hasInferred) this.#print(`${text.legend}\n`);
  }

  /** Begins a paragraph. */
  #print(line: string): void {
    this.#options.output.write(this.#isFirst ? line : `\n${line}`);
    this.#isFirst = false;
  }
}

function countOfHost(entries: readonly NetstatEntry[], from: number): number {
  let to = from;
  while (to < entries.length && entries[to]!.host === entries[from]!.host) to++;
  return to - from;
}
