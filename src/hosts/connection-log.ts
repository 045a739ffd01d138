import { MAX_LOGGED_CONNECTIONS } from '../limits.js';
import { Columns } from '../memory/columns.js';
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

/** Rows in order of a key, and within it of time. */
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

  /** The rows that `isWanted` chooses, by the column that names their key, each group in order of time; rows of key 0 belong together by nothing. */
  groupedBy(column: Int32Array, isWanted: (row: number) => boolean): Grouping {
    const grouping = this.gatheredBy(column, isWanted);
    const { startNs, connection } = this;
    for (const group of grouping.groups) {
      grouping.order
        .subarray(group.from, group.to)
        .sort((a, b) => startNs[a]! - startNs[b]! || connection[a]! - connection[b]!);
    }
    return grouping;
  }

  /** The same, each group in the order in which its connections left. */
  gatheredBy(column: Int32Array, isWanted: (row: number) => boolean): Grouping {
    const counts = new Map<number, number>();
    let wanted = 0;
    for (let row = 0; row < this.length; row++) {
      const key = column[row]!;
      if (key === 0 || !isWanted(row)) continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      wanted++;
    }
    const groups: Group[] = [];
    const byKey = new Map<number, Group>();
    let from = 0;
    for (const [key, count] of counts) {
      const group = { key, from, to: from };
      groups.push(group);
      byKey.set(key, group);
      from += count;
    }
    const order = new Uint32Array(wanted);
    for (let row = 0; row < this.length; row++) {
      const key = column[row]!;
      if (key !== 0 && isWanted(row)) order[byKey.get(key)!.to++] = row;
    }
    return { order, groups };
  }

  attempt(row: number): Attempt {
    return (this.what[row]! & Logged.AttemptMask) as Attempt;
  }
}
