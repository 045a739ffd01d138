import { netstatText } from '../format/messages/en.js';
import { MAX_HELD_SOCKETS, MAX_LISTENERS, MAX_QUEUE_SAMPLES } from '../limits.js';
import type { SocketTimer, StateName } from '../rows.js';
import type { ConnectionView, Sink, StateSpan } from '../sink.js';
import { Listeners } from './listeners.js';
import { lastsAt, type Moment, type MomentPlan, momentFrom } from './moments.js';
import { SendQueues } from './send-queues.js';
import { SocketTable } from './socket-table.js';
import { socketTimer } from './socket-timer.js';

/** One line of a host's socket table. */
export interface NetstatEntry {
  host: string;
  port: number | string;
  /** Null for LISTEN, as is the connection. */
  peerAddress: string | null;
  peerPort: number | string | null;
  connection: number | null;
  state: StateName;
  sinceNs: number;
  certainty: 'seen' | 'inferred';
  sentNotAcked: number | null;
  timer: SocketTimer | null;
}

/** Collects, in one pass, what the socket tables of all hosts at some moments are made of. */
export class Netstat implements Sink {
  readonly moments: SendQueues;
  readonly #sockets: SocketTable;
  readonly #listeners = new Listeners();

  /** @param makePlan the wanted moments; called once the clock has seen the first packet */
  constructor(makePlan: () => MomentPlan) {
    this.moments = new SendQueues(makePlan);
    this.#sockets = new SocketTable((span) => isWanted(this.moments.plan, span));
  }

  connection(view: ConnectionView): void {
    this.#sockets.add(view);
    this.#listeners.add(view);
  }

  /**
   * The tables of the chosen hosts at a moment of the plan, once all connections have come: host by host, LISTEN first, then by port.
   * After the last packet, at `lastNs`, nothing is seen any more.
   */
  at(moment: Moment, lastNs: number, isChosen: (host: string) => boolean): NetstatEntry[] {
    const queueOf = this.moments.at(moment);
    const isPast = moment.timeNs > lastNs;
    const entries: NetstatEntry[] = [];
    for (const { host, port, sinceNs } of this.#listeners.at(moment)) {
      if (!isChosen(host)) continue;
      entries.push({
        ...{ host, port, peerAddress: null, peerPort: null, connection: null, state: 'LISTEN', sinceNs },
        ...{ certainty: 'inferred', sentNotAcked: 0, timer: null },
      });
    }
    for (const socket of this.#sockets.at(moment)) {
      if (!isChosen(socket.host)) continue;
      const { host, port, peerAddress, peerPort, connection, state, sinceNs } = socket;
      const queue = queueOf(connection, socket.end);
      entries.push({
        ...{ host, port, peerAddress, peerPort, connection, state, sinceNs },
        certainty: isPast ? 'inferred' : socket.certainty,
        sentNotAcked: state === 'TIME_WAIT' ? 0 : (queue?.sentNotAcked ?? null),
        timer: socketTimer(socket, queue, moment.timeNs),
      });
    }
    return entries.sort(compareEntries);
  }

  /** Bounds that were reached, in sentences. */
  limitsReached(): string[] {
    return [
      ...(this.#sockets.isFull ? [netstatText.tooManySockets(MAX_HELD_SOCKETS)] : []),
      ...(this.#listeners.isFull ? [netstatText.tooManyListeners(MAX_LISTENERS)] : []),
      ...(this.moments.isFull ? [netstatText.tooManyQueues(MAX_QUEUE_SAMPLES)] : []),
    ];
  }
}

function isWanted(plan: MomentPlan, span: StateSpan): boolean {
  if (plan.packet === null) return momentFrom(plan, span.sinceNs) < span.untilNs;
  // The moment's time is known only once it has come: what no packet began or ended is sorted out later.
  const atPacket = { timeNs: Number.NaN, packet: plan.packet };
  return span.sincePacket === null || lastsAt(span, atPacket);
}

const byNumber = new Intl.Collator('en', { numeric: true });

function compareEntries(a: NetstatEntry, b: NetstatEntry): number {
  return (
    byNumber.compare(a.host, b.host) ||
    Number(b.state === 'LISTEN') - Number(a.state === 'LISTEN') ||
    comparePorts(a.port, b.port) ||
    byNumber.compare(a.peerAddress ?? '', b.peerAddress ?? '') ||
    comparePorts(a.peerPort ?? 0, b.peerPort ?? 0)
  );
}

function comparePorts(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byNumber.compare(String(a), String(b));
}
