import { netstatText } from '../format/messages/en.js';
import { MAX_HELD_SOCKETS, MAX_LISTENERS, MAX_QUEUE_CHANGES } from '../limits.js';
import type { SocketTimer, StateName } from '../rows.js';
import type { ConnectionView, Sink, StateSpan } from '../sink.js';
import { type Listener, Listeners } from './listeners.js';
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
  readonly #listeners: Pick<Listeners, 'add' | 'at' | 'isFull'>;

  /**
   * @param makePlan the wanted moments; called once the clock has seen the first packet
   * @param isChosen the wanted hosts
   * @param listeners what is known of listeners, where more connections tell of them than come here
   */
  constructor(
    makePlan: () => MomentPlan,
    isChosen: (host: string) => boolean = () => true,
    listeners: Pick<Listeners, 'add' | 'at' | 'isFull'> = new Listeners(isChosen),
  ) {
    this.moments = new SendQueues(makePlan, isChosen);
    this.#sockets = new SocketTable((span) => isWanted(this.moments.plan, span), isChosen);
    this.#listeners = listeners;
  }

  connection(view: ConnectionView): void {
    this.#sockets.add(view);
    this.#listeners.add(view);
  }

  /**
   * The tables at a moment of the plan, once all connections have come: host by host, LISTEN first, then by port.
   * After the last packet, at `lastNs`, nothing is seen any more.
   */
  at(moment: Moment, lastNs: number): NetstatEntry[] {
    const isPast = moment.timeNs > lastNs;
    const entries = this.#listeners.at(moment).map(listenEntry);
    for (const socket of this.#sockets.at(moment)) {
      const queue = this.moments.at(moment, socket.connection, socket.end);
      entries.push({
        host: socket.host,
        port: socket.port,
        peerAddress: socket.peerAddress,
        peerPort: socket.peerPort,
        connection: socket.connection,
        state: socket.state,
        sinceNs: socket.sinceNs,
        certainty: isPast ? 'inferred' : socket.certainty,
        sentNotAcked: socket.state === 'TIME_WAIT' ? 0 : (queue?.sentNotAcked ?? null),
        timer: socketTimer(socket, queue, moment.timeNs),
      });
    }
    return sortedByHost(entries);
  }

  /** Bounds that were reached, in sentences. */
  limitsReached(): string[] {
    return [
      ...(this.#sockets.isFull ? [netstatText.tooManySockets(MAX_HELD_SOCKETS)] : []),
      ...(this.#listeners.isFull ? [netstatText.tooManyListeners(MAX_LISTENERS)] : []),
      ...(this.moments.isFull ? [netstatText.tooManyQueues(MAX_QUEUE_CHANGES)] : []),
    ];
  }
}

function listenEntry({ host, port, sinceNs }: Listener): NetstatEntry {
  return {
    host,
    port,
    peerAddress: null,
    peerPort: null,
    connection: null,
    state: 'LISTEN',
    sinceNs,
    certainty: 'inferred',
    sentNotAcked: 0,
    timer: null,
  };
}

function isWanted(plan: MomentPlan, span: StateSpan): boolean {
  if (plan.packet === null) return momentFrom(plan, span.sinceNs) < span.untilNs;
  // The moment's time is known only once it has come: what no packet began or ended is sorted out later.
  const atPacket = { timeNs: Number.NaN, packet: plan.packet };
  return span.sincePacket === null || lastsAt(span, atPacket);
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** Hosts by the numbers in their addresses: "10.9.0.9" stands before "10.9.0.10". There are fewer hosts than sockets. */
function sortedByHost(entries: readonly NetstatEntry[]): NetstatEntry[] {
  const byHost = new Map<string, NetstatEntry[]>();
  for (const entry of entries) {
    const known = byHost.get(entry.host);
    if (known) known.push(entry);
    else byHost.set(entry.host, [entry]);
  }
  const hosts = [...byHost.keys()].sort(byNumber.compare);
  return hosts.flatMap((host) => byHost.get(host)!.sort(compareSockets));
}

function compareSockets(a: NetstatEntry, b: NetstatEntry): number {
  return (
    Number(b.state === 'LISTEN') - Number(a.state === 'LISTEN') ||
    compare(a.port, b.port) ||
    compare(a.peerAddress ?? '', b.peerAddress ?? '') ||
    compare(a.peerPort ?? 0, b.peerPort ?? 0)
  );
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return a === b ? 0 : String(a) < String(b) ? -1 : 1;
}
