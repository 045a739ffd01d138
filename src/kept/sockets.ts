import { Listeners } from '../hosts/listeners.js';
import type { Moment } from '../hosts/moments.js';
import { Netstat, type NetstatEntry } from '../hosts/netstat.js';
import { MAX_SHOWN_SOCKETS } from '../limits.js';
import { STATE_NAMES } from '../rows.js';
import { busyPlaceOf, KeptFact } from './connection-chunk.js';
import type { KeptSink } from './kept-sink.js';
import type { Replay } from './replay.js';
import { placeOf } from './shared-chunks.js';
import { SPAN_OF_RESPONDER } from './span-chunk.js';

const STATE = SPAN_OF_RESPONDER - 1;
const NO_SOCKET = new Set(
  ['UNKNOWN', 'CLOSED', 'LISTEN'].map((name) => STATE_NAMES.indexOf(name as 'CLOSED')),
);

/** What the socket tables of all hosts, or of one, were at a moment: those connections that lived then are tracked again. */
export async function socketsAt(
  replay: Replay,
  kept: KeptSink,
  listeners: Listeners,
  timeNs: number,
  host: string | null,
): Promise<{ entries: NetstatEntry[]; all: number }> {
  const isChosen = host === null ? () => true : (address: string) => address === host;
  const numbers = livingAt(kept, timeNs, host);
  const netstat = new Netstat(
    () => ({ firstNs: timeNs, stepNs: Number.POSITIVE_INFINITY, packet: null }),
    isChosen,
    new BothListeners(listeners, isChosen),
  );
  let numberOf = ({ connection }: { connection: number }) => connection;
  if (numbers.length > 0) {
    await replay.run(numbers, kept.lastNs, (place) => {
      ({ numberOf } = place);
      return {
        withoutRows: true,
        moments: netstat.moments,
        connection: (view) => netstat.connection(view),
      };
    });
  }
  const entries = netstat.at({ timeNs, packet: null }, kept.lastNs);
  for (const entry of entries) {
    if (entry.connection !== null) entry.connection = numberOf({ connection: entry.connection });
  }
  return { entries: entries.slice(0, MAX_SHOWN_SOCKETS), all: entries.length };
}

/** Connections of which a socket may have been there at that time. */
function livingAt(kept: KeptSink, timeNs: number, host: string | null): number[] {
  const wanted = host === null ? null : kept.hosts.known(host);
  if (wanted === undefined) return [];
  const { connections, spans } = kept.tables;
  const living = new Set<number>();
  const isOf = (number: number) => {
    const c = connections.of(number);
    const at = placeOf(number);
    return wanted === null || c.initiatorHost[at] === wanted || c.responderHost[at] === wanted;
  };
  for (let row = 0; row < kept.spanRows; row++) {
    const chunk = spans.of(row);
    const at = placeOf(row);
    if (!(chunk.sinceNs[at]! <= timeNs) || !(timeNs < chunk.untilNs[at]!)) continue;
    if (!NO_SOCKET.has(chunk.what[at]! & STATE) && isOf(chunk.connection[at]!))
      living.add(chunk.connection[at]!);
  }
  // Those that have not left have no spans yet.
  for (let number = 0; number < kept.connectionRows; number++) {
    const c = connections.of(number);
    const at = placeOf(number);
    if ((c.facts[busyPlaceOf(number)]! & (KeptFact.Known | KeptFact.Final)) !== KeptFact.Known) continue;
    if (!(c.startNs[at]! > timeNs) && isOf(number)) living.add(number);
  }
  return [...living];
}

/** Listeners that all connections tell of, and those that are tracked again. */
class BothListeners {
  readonly #all: Listeners;
  readonly #again: Listeners;
  readonly #isChosen: (host: string) => boolean;

  constructor(all: Listeners, isChosen: (host: string) => boolean) {
    this.#all = all;
    this.#isChosen = isChosen;
    this.#again = new Listeners(isChosen);
  }

  get isFull(): boolean {
    return this.#all.isFull;
  }

  add(...view: Parameters<Listeners['add']>): void {
    this.#again.add(...view);
  }

  at(moment: Moment): ReturnType<Listeners['at']> {
    const all = this.#all.at(moment).filter(({ host }) => this.#isChosen(host));
    const known = new Set(all.map(({ host, port }) => `${host} ${port}`));
    return [...all, ...this.#again.at(moment).filter(({ host, port }) => !known.has(`${host} ${port}`))];
  }
}
