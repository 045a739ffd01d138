import { MAX_LISTENERS } from '../limits.js';
import type { ConnectionView } from '../sink.js';
import type { Moment } from './moments.js';

/** A socket in LISTEN, as far as handshakes prove one. */
export interface Listener {
  host: string;
  port: number | string;
  /** The first handshake that it answered; it may have listened long before. */
  sinceNs: number;
}

interface Port {
  host: string;
  port: number | string;
  /** When it answered a SYN, in no order, and when it refused one. */
  answers: number[];
  refusals: number[];
}

/** So many answers of one port are kept before those that prove nothing new are dropped. */
const ANSWERS_KEPT = 1024;

/**
 * Which ports of which hosts listened: whoever answers a SYN does, until one is refused. Nothing tells of a listener that
 * was closed and that nobody called after.
 */
export class Listeners {
  readonly #ports = new Map<string, Port>();
  #isFull = false;

  add(view: ConnectionView): void {
    const host = view.responderAddress;
    const port = view.responderPort;
    if (view.outcome === 'refused') {
      this.#port(host, port)?.refusals.push(timeOr(view.endNs, view.lastPacket));
      return;
    }
    // Who opened actively was in SYN_SENT before.
    const first = view.spansOf('responder')[0];
    if (first?.state !== 'SYN_RCVD') return;
    const known = this.#port(host, port);
    if (known === null) return;
    known.answers.push(timeOr(first.sinceNs, first.sincePacket ?? view.firstPacket));
    if (known.answers.length > ANSWERS_KEPT) known.answers = firstAfterEachRefusal(known);
  }

  /** All that listened at that moment. */
  at(moment: Moment): Listener[] {
    const now = timeOr(moment.timeNs, moment.packet ?? Number.NaN);
    const listeners: Listener[] = [];
    for (const { host, port, answers, refusals } of this.#ports.values()) {
      let refusedNs = Number.NEGATIVE_INFINITY;
      for (const ns of refusals) if (ns <= now && ns > refusedNs) refusedNs = ns;
      let sinceNs = Number.POSITIVE_INFINITY;
      for (const ns of answers) if (ns > refusedNs && ns < sinceNs) sinceNs = ns;
      if (sinceNs <= now) listeners.push({ host, port, sinceNs });
    }
    return listeners;
  }

  /** Every stretch in which one listened, `untilNs` Infinity where nothing ends it. */
  *spans(): Generator<Listener & { untilNs: number }> {
    for (const { host, port, answers, refusals } of this.#ports.values()) {
      const ends = [...refusals].sort((a, b) => a - b);
      for (const sinceNs of firstAfterEachRefusal({ answers, refusals })) {
        const untilNs = ends.find((ns) => ns >= sinceNs) ?? Number.POSITIVE_INFINITY;
        yield { host, port, sinceNs, untilNs };
      }
    }
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  #port(host: string, port: number | string): Port | null {
    const key = `${host} ${port}`;
    let known = this.#ports.get(key);
    if (known === undefined) {
      if (this.#ports.size >= MAX_LISTENERS) {
        this.#isFull = true;
        return null;
      }
      known = { host, port, answers: [], refusals: [] };
      this.#ports.set(key, known);
    }
    if (known.refusals.length > ANSWERS_KEPT) known.refusals.shift();
    return known;
  }
}

/** Where packets have no times their numbers take the place. */
function timeOr(timeNs: number, packet: number): number {
  return Number.isNaN(timeNs) ? packet : timeNs;
}

/** Of the answers between two refusals the first one says all. */
function firstAfterEachRefusal({ answers, refusals }: Pick<Port, 'answers' | 'refusals'>): number[] {
  const ends = [...refusals].sort((a, b) => a - b);
  const sorted = [...answers].sort((a, b) => a - b);
  const kept: number[] = [];
  let end = -1;
  for (const ns of sorted) {
    let passed = end;
    while (passed + 1 < ends.length && ends[passed + 1]! < ns) passed++;
    if (kept.length === 0 || passed > end) kept.push(ns);
    end = passed;
  }
  return kept;
}
