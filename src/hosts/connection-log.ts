import { MAX_LOGGED_CONNECTIONS } from '../limits.js';
import { Columns } from '../memory/columns.js';
import { sortNumbers } from '../memory/sort.js';
import type { ConnectionView } from '../sink.js';
import type { Attempt } from './attempt.js';

/** Bits beside the `Attempt` in `ConnectionLog.what`. */
export const Logged = {
  AttemptMask: 0x0f,
  /** Something came back. */
  Answered: 0x10,
  /** The responder's socket was still open when the trace ended. */
  LeftOpen: 0x20,
  /** The responder ended it: `endNs` is when. */
  EndedByResponder: 0x40,
  /** Both programs could have used it. */
  Opened: 0x80,
  /** Its first packet is its beginning: it was not running before. */
  Began: 0x100,
} as const;

/** Rows that belong to one key, as places in `order` from `from` until before `to`. */
export interface Group {
  key: number;
  from: number;
  to: number;
}

/** Rows in order of a key, and within it of time; keys in order of their first rows. */
export interface Grouping {
  order: Uint32Array;
  groups: Group[];
}

/** Who opened which connection to whom, when, and what came of it: one row each, in the order in which they left. */
export class ConnectionLog extends Columns {
  connection: Uint32Array;
  firstPacket: Uint32Array;
  /** Numbers of hosts and services; 0 for those that are not told apart. */
  initiator: Int32Array;
  responder: Int32Array;
  service: Int32Array;
  /** An `Attempt` and `Logged` bits. */
  what: Uint16Array;
  startNs: Float64Array;
  /** Its last packet; where the responder ended it, that moment. */
  endNs: Float64Array;
  length = 0;
  /** Connections for which there was no room. */
  unlogged = 0;

  constructor(capacity = 1024) {
    super(capacity);
    this.connection = new Uint32Array(capacity);
    this.firstPacket = new Uint32Array(capacity);
    this.initiator = new Int32Array(capacity);
    this.responder = new Int32Array(capacity);
    this.service = new Int32Array(capacity);
    this.what = new Uint16Array(capacity);
    this.startNs = new Float64Array(capacity);
    this.endNs = new Float64Array(capacity);
    this.adopt();
  }

  add(view: ConnectionView, attempt: Attempt, initiator: number, responder: number, service: number): void {
    if (this.length >= MAX_LOGGED_CONNECTIONS) {
      this.unlogged++;
      return;
    }
    if (this.length === this.capacity) this.grow(this.capacity * 2);
    const row = this.length++;
    const endedByResponder = view.endedBy === 'responder';
    const wasOpen = view.wasOpen;
    const state = view.responderState;
    const isLeftOpen = wasOpen && (state === 'ESTABLISHED' || state === 'CLOSE_WAIT');
    this.connection[row] = view.connection;
    this.firstPacket[row] = view.firstPacket;
    this.initiator[row] = initiator;
    this.responder[row] = responder;
    this.service[row] = service;
    this.startNs[row] = view.startNs;
    this.endNs[row] = endedByResponder ? view.endingNs : view.endNs;
    this.what[row] =
      attempt |
      (view.packetsFrom('responder') > 0 ? Logged.Answered : 0) |
      (isLeftOpen ? Logged.LeftOpen : 0) |
      (endedByResponder ? Logged.EndedByResponder : 0) |
      (wasOpen ? Logged.Opened : 0) |
      (view.handshake !== 'not-captured' && view.outcome !== 'stray' ? Logged.Began : 0);
  }

  /** The rows that `isWanted` chooses, by the column that names their key, each group in order of time, where there are at least so many; rows of key 0 belong together by nothing. */
  groupedBy(column: Int32Array, least: number, isWanted: (row: number) => boolean): Grouping {
    const grouping = this.gatheredBy(column, least, isWanted);
    for (const { from, to } of grouping.groups) this.#sortByTime(grouping.order.subarray(from, to));
    return grouping;
  }

  /** The same, each group in the order in which its connections left. */
  gatheredBy(column: Int32Array, least: number, isWanted: (row: number) => boolean): Grouping {
    const counts = new Uint32Array(largest(column, this.length) + 1);
    for (let row = 0; row < this.length; row++) if (isWanted(row)) counts[column[row]!]!++;
    counts[0] = 0;
    // Where the next row of each key goes, plus 1.
    const places = new Uint32Array(counts.length);
    const groups: Group[] = [];
    let wanted = 0;
    for (let row = 0; row < this.length; row++) {
      const key = column[row]!;
      if (counts[key]! < least || counts[key] === 0 || places[key] !== 0) continue;
      groups.push({ key, from: wanted, to: wanted + counts[key]! });
      places[key] = wanted + 1;
      wanted += counts[key]!;
    }
    const order = new Uint32Array(wanted);
    for (let row = 0; row < this.length; row++) {
      const key = column[row]!;
      if (places[key] !== 0 && isWanted(row)) order[places[key]!++ - 1] = row;
    }
    return { order, groups };
  }

  /** By the time of their first packets, and of two at one moment by number. */
  #sortByTime(rows: Uint32Array): void {
    const { startNs, connection } = this;
    if (rows.length > MANY_ROWS) this.#sortByPacket(rows);
    const compare = (a: number, b: number) => startNs[a]! - startNs[b]! || connection[a]! - connection[b]!;
    for (let i = 1; i < rows.length; i++) {
      if (compare(rows[i - 1]!, rows[i]!) <= 0) continue;
      rows.sort(compare);
      return;
    }
  }

  /** Nearly always the order of time too, and numbers are sorted much faster than by comparing. */
  #sortByPacket(rows: Uint32Array): void {
    const keys = new Float64Array(rows.length);
    // A packet's number and a row together are a whole number that a double holds.
    for (let i = 0; i < rows.length; i++)
      keys[i] = this.firstPacket[rows[i]!]! * MAX_LOGGED_CONNECTIONS + rows[i]!;
    sortNumbers(keys);
    for (let i = 0; i < rows.length; i++) rows[i] = keys[i]! % MAX_LOGGED_CONNECTIONS;
  }

  attempt(row: number): Attempt {
    return (this.what[row]! & Logged.AttemptMask) as Attempt;
  }
}

/** Fewer are sorted by comparing as fast. */
const MANY_ROWS = 256;

function largest(column: Int32Array, length: number): number {
  let most = 0;
  for (let row = 0; row < length; row++) if (column[row]! > most) most = column[row]!;
  return most;
}
