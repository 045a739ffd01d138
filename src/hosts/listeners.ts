import { MAX_LISTENERS } from '../limits.js';
import type { ConnectionView } from '../sink.js';
import type { Moment } from './moments.js';

/** A socket in LISTEN, as far as handshakes prove one. */
export interface Listener {
  host: string;
  port: number | string;
  /** The first handshake that it answered; it may have listened long before. */
  sinceNs: number;
  /** The refusal that shows it gone; Infinity where none does. */
  untilNs: number;
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
  readonly #isChosen: (host: string) => boolean;
  readonly #ports = new Map<string, Port>();
  #spans: Listener[] | null = null;
  #isFull = false;

  /** @param isChosen the wanted hosts */
  constructor(isChosen: (host: string) => boolean = () => true) {
    this.#isChosen = isChosen;
  }

  add(view: ConnectionView): void {
    const host = view.responderAddress;
    const port = view.responderPort;
    if (!this.#isChosen(host)) return;
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
    return this.spans().filter(({ sinceNs, untilNs }) => sinceNs <= now && now < untilNs);
  }

  /** Every stretch in which one listened. */
  spans(): readonly Listener[] {
    if (this.#spans === null) {
      this.#spans = [];
      for (const known of this.#ports.values()) {
        const ends = [...known.refusals].sort((a, b) => a - b);
        for (const sinceNs of firstAfterEachRefusal(known)) {
          const untilNs = ends.find((ns) => ns >= sinceNs) ?? Number.POSITIVE_INFINITY;
          this.#spans.push({ host: known.host, port: known.port, sinceNs, untilNs });
        }
      }
    }
    return this.#spans;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  #port(host: string, port: number | string): Port | null {
    this.#spans = null;
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
