import { busyPlaceOf, KeptFact } from '../kept/connection-chunk.js';
import type { HostList } from '../kept/host-table.js';
import type { KeptTables } from '../kept/kept-tables.js';
import type { Query } from '../query/evaluate.js';
import { parseAddress } from '../query/host-match.js';
import type { ConnectionChoice, ConnectionList, ConnectionSummary } from '../tui/model.js';
import { RowView } from './row-view.js';
import { type SlicedWork, Slices } from './sliced-work.js';
import { sortRows } from './sort-rows.js';

/** Rows between two looks at the clock. */
const STEP = 2048;
/** While rows still change, a choice is made anew at most this often, and in this part of the time. */
const REFRESH_MS = 500;
const REFRESH_SHARE = 1 / 10;
/** Connections known only by name are looked at again while there are not more of them. */
const MOST_HOLES = 50_000;
const ERROR_TO_NOTE = 3;

const ALL: ConnectionChoice = { filter: '', incident: null, sort: 'connection', isDescending: false };

/** What the list needs of the model. */
export interface OrderSource {
  readonly tables: KeptTables;
  readonly hosts: HostList;
  compile(filter: string): Query;
  /** The connections of an incident, by its id. */
  membersOf(incident: string): readonly number[];
  verdictOf(connection: number): string;
  changed(): void;
}

/** The connections in the order that was asked for. Choosing among a million of them is done between frames. */
export class ConnectionOrder implements ConnectionList {
  readonly #source: OrderSource;
  readonly #view: RowView;
  readonly #slices: Slices;
  /** Every connection that has a row, by number. */
  readonly #all = new GrowingNumbers();
  /** Numbers below `#seen` that have no row, at least not yet. */
  #holes: number[] = [];
  #seen = 0;
  #choice: ConnectionChoice = ALL;
  #rows: Uint32Array | null = null;
  /** Where each connection stands among the rows; made when it is asked for. */
  #places: Int32Array | null = null;
  #wanted: ConnectionChoice | null = null;
  #isRefresh = false;
  #refreshAtMs = 0;
  #begunMs = 0;

  constructor(source: OrderSource) {
    this.#source = source;
    this.#view = new RowView(source.tables, source.hosts);
    this.#slices = new Slices(() => source.changed());
  }

  get choice(): ConnectionChoice {
    return this.#choice;
  }
  get choosing(): number | null {
    return this.#isRefresh ? null : this.#slices.done;
  }
  get total(): number {
    return this.#all.count;
  }
  get count(): number {
    return this.#rows?.length ?? this.#all.count;
  }

  choose(choice: ConnectionChoice): void {
    this.#isRefresh = false;
    this.#begin(choice);
    this.#source.changed();
  }

  numberAt(position: number): number {
    if (this.#rows !== null) return this.#rows[position]!;
    return this.#all.at(this.#choice.isDescending ? this.#all.count - 1 - position : position);
  }

  positionOf(connection: number): number {
    if (this.#rows === null) {
      const place = this.#all.placeOf(connection);
      return place < 0 || !this.#choice.isDescending ? place : this.#all.count - 1 - place;
    }
    this.#places ??= placesOf(this.#rows, this.#seen);
    return (this.#places[connection] ?? 0) - 1;
  }

  nextTroubled(position: number, step: 1 | -1): number {
    const { count } = this;
    for (let at = position + step; at >= 0 && at < count; at += step) {
      const severity = this.#view.at(this.numberAt(at)).severityPlace;
      if (severity > 0 && severity <= ERROR_TO_NOTE) return at;
    }
    return -1;
  }

  summary(connection: number): ConnectionSummary {
    const view = this.#view.at(connection);
    const source = this.#source;
    return {
      connection,
      initiatorAddress: view.initiatorAddress,
      initiatorPort: view.initiatorPort,
      responderAddress: view.responderAddress,
      responderPort: view.responderPort,
      startNs: view.startNs,
      endNs: view.endNs,
      packets: view.packets,
      bytes: view.bytes,
      initiatorBytes: view.initiatorBytes,
      responderBytes: view.responderBytes,
      initiatorState: view.initiatorState,
      responderState: view.responderState,
      outcome: view.outcome,
      severity: view.severity,
      // Worked out only for the connection that somebody looks at.
      get verdict() {
        return source.verdictOf(connection);
      },
    };
  }

  /** To be called when there are more rows, up to `connectionRows`. @param isLast none of them changes any more */
  grow(connectionRows: number, isLast: boolean): void {
    this.#takeIn(connectionRows, isLast);
    if (this.#rows === null || this.#slices.done !== null) return;
    if (isLast || performance.now() >= this.#refreshAtMs) {
      this.#isRefresh = true;
      this.#begin(this.#choice);
    }
  }

  #takeIn(connectionRows: number, isLast: boolean): void {
    const { connections } = this.#source.tables;
    const isKnown = (number: number) => connections.of(number).facts[busyPlaceOf(number)]! & KeptFact.Known;
    const fresh: number[] = [];
    const holes: number[] = [];
    if (isLast || this.#holes.length <= MOST_HOLES) {
      for (const number of this.#holes) (isKnown(number) ? fresh : holes).push(number);
      this.#holes = holes;
    }
    for (; this.#seen < connectionRows; this.#seen++) {
      if (isKnown(this.#seen)) fresh.push(this.#seen);
      else this.#holes.push(this.#seen);
    }
    this.#all.add(fresh);
  }

  #begin(choice: ConnectionChoice): void {
    this.#wanted = choice;
    this.#begunMs = performance.now();
    this.#slices.start(this.#work(choice));
  }

  *#work(choice: ConnectionChoice): SlicedWork {
    const { filter, incident, sort, isDescending } = choice;
    if (filter === '' && incident === null && sort === 'connection') return this.#finish(choice, null);
    let rows =
      incident === null ? this.#all.copy() : Uint32Array.from(this.#source.membersOf(incident)).sort();
    if (filter !== '') rows = yield* this.#filtered(rows, filter);
    if (sort !== 'connection') {
      const keys = new Float64Array(rows.length);
      const ranks =
        sort === 'initiator' || sort === 'responder' ? yield* hostRanks(this.#source.hosts) : null;
      for (let i = 0; i < rows.length; i++) {
        const key = this.#keyOf(rows[i]!, sort, ranks);
        keys[i] = isDescending ? -key : key;
        if (i % STEP === 0) yield 0.4 + (0.2 * i) / rows.length;
      }
      for (const part of sortRows(rows, keys)) yield 0.6 + 0.4 * part;
    } else if (isDescending) rows.reverse();
    this.#finish(choice, rows);
  }

  *#filtered(rows: Uint32Array, filter: string): Generator<number, Uint32Array<ArrayBuffer>, void> {
    const query = this.#source.compile(filter);
    // Between slices others move the view: this one is for the filter alone.
    const view = new RowView(this.#source.tables, this.#source.hosts);
    const chosen = new Uint32Array(rows.length);
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      if (query.connection(view.at(rows[i]!).asked)) chosen[count++] = rows[i]!;
      if (i % STEP === 0) yield (0.4 * i) / rows.length;
    }
    return chosen.slice(0, count);
  }

  #keyOf(connection: number, sort: ConnectionChoice['sort'], ranks: Float64Array | null): number {
    const view = this.#view.at(connection);
    switch (sort) {
      case 'connection':
        return connection;
      case 'severity':
        return view.severityPlace === 0 ? Number.MAX_SAFE_INTEGER : view.severityPlace;
      case 'start':
        return timeKey(view.startNs);
      case 'duration':
        return timeKey(view.endNs - view.startNs);
      case 'packets':
        return view.packets;
      case 'bytes':
        return view.bytes;
      case 'initiator':
        return ranks![view.initiatorHost]! * PORTS + view.initiatorPortNumber;
      case 'responder':
        return ranks![view.responderHost]! * PORTS + view.responderPortNumber;
      case 'outcome':
        return view.outcomePlace;
    }
  }

  #finish(choice: ConnectionChoice, rows: Uint32Array | null): void {
    if (choice !== this.#wanted) return;
    this.#choice = choice;
    this.#rows = rows;
    this.#places = null;
    this.#isRefresh = false;
    const tookMs = performance.now() - this.#begunMs;
    this.#refreshAtMs = performance.now() + Math.max(REFRESH_MS, tookMs / REFRESH_SHARE);
  }
}

/** Names of ports have numbers above 65535. */
const PORTS = 2 ** 20;

/** Connections without times stand before all others. */
function timeKey(ns: number): number {
  return Number.isNaN(ns) ? Number.NEGATIVE_INFINITY : ns;
}

function placesOf(rows: Uint32Array, most: number): Int32Array {
  const places = new Int32Array(most);
  for (let position = 0; position < rows.length; position++) places[rows[position]!] = position + 1;
  return places;
}

/** The order of addresses by their numbers: IPv4 before IPv6, names behind both. */
function* hostRanks(hosts: HostList): Generator<number, Float64Array, void> {
  const { count } = hosts;
  const high = new Float64Array(count);
  const low = new Float64Array(count);
  const order = Uint32Array.from({ length: count }, (_, host) => host);
  for (let host = 0; host < count; host++) {
    const bits = parseAddress(hosts.address(host));
    high[host] = bits === null ? Number.MAX_VALUE : Number(bits >> 64n);
    low[host] = bits === null ? 0 : Number(bits & 0xffff_ffff_ffff_ffffn);
    if (host % STEP === 0) yield 0.4;
  }
  // By the lower half first: a second sort by the upper one keeps that order among equals.
  for (const _ of sortRows(order, low)) yield 0.4;
  const keys = Float64Array.from(order, (host) => high[host]!);
  for (const _ of sortRows(order, keys)) yield 0.4;
  const ranks = new Float64Array(count);
  order.forEach((host, rank) => {
    ranks[host] = rank;
  });
  return ranks;
}

/** Rising numbers that grow at their end, and now and then within. */
class GrowingNumbers {
  #numbers = new Uint32Array(1024);
  count = 0;

  at(place: number): number {
    return this.#numbers[place]!;
  }

  copy(): Uint32Array<ArrayBuffer> {
    return this.#numbers.slice(0, this.count);
  }

  /** @param fresh numbers that are not among them, in any order */
  add(fresh: number[]): void {
    if (fresh.length === 0) return;
    fresh.sort((a, b) => a - b);
    const isBehind = this.count === 0 || fresh[0]! > this.#numbers[this.count - 1]!;
    while (this.count + fresh.length > this.#numbers.length) {
      const larger = new Uint32Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(fresh, this.count);
    this.count += fresh.length;
    if (!isBehind) this.#numbers.subarray(0, this.count).sort();
  }

  /** -1 for a number that is not among them. */
  placeOf(number: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#numbers[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.#numbers[low] === number ? low : -1;
  }
}
