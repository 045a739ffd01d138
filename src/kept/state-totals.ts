import type { Listeners } from '../hosts/listeners.js';
import { StateCounts } from '../hosts/state-counts.js';
import { STATE_NAMES, type StateName } from '../rows.js';
import { busyPlaceOf, KeptFact } from './connection-chunk.js';
import type { KeptSink } from './kept-sink.js';
import { INITIATOR_STATE_SHIFT, RESPONDER_STATE_SHIFT } from './packet-chunk.js';
import { placeOf } from './shared-chunks.js';
import { SPAN_OF_RESPONDER } from './span-chunk.js';

/** How many sockets were in one state: at a moment, at most, and in each part of the whole time at most. */
export interface StateTotal {
  readonly state: StateName;
  readonly now: number;
  readonly peak: number;
  readonly peakNs: number;
  readonly buckets: readonly number[];
}

const ALL = '';
const STATE = SPAN_OF_RESPONDER - 1;
/** States in which there is a socket. */
const COUNTED = STATE_NAMES.map((name) => name !== 'UNKNOWN' && name !== 'CLOSED');

/** Counts the sockets of all hosts together, or of one; what was counted is kept until more is known. */
export class StateTotals {
  readonly #kept: KeptSink;
  readonly #listeners: Listeners;
  #counts: StateCounts | null = null;
  #countedFor = '';

  constructor(kept: KeptSink, listeners: Listeners) {
    this.#kept = kept;
    this.#listeners = listeners;
  }

  at(timeNs: number, host: string | null, buckets: number): StateTotal[] {
    const counts = this.#countsOf(host);
    const lastNs = this.#kept.lastNs;
    return counts.peaks(0, lastNs).map(({ state, count, timeNs: peakNs }) => ({
      state,
      now: counts.at(ALL, state, timeNs),
      peak: count,
      peakNs,
      buckets: counts.overTime(ALL, state, 0, lastNs, buckets),
    }));
  }

  #countsOf(host: string | null): StateCounts {
    const kept = this.#kept;
    const key = `${host} ${kept.spanRows} ${kept.packetRows}`;
    if (this.#counts === null || this.#countedFor !== key) {
      this.#counts = this.#count(host);
      this.#countedFor = key;
    }
    return this.#counts;
  }

  #count(host: string | null): StateCounts {
    const kept = this.#kept;
    const counts = new StateCounts();
    const wanted = host === null ? null : (kept.hosts.known(host) ?? -1);
    const { connections, spans } = kept.tables;
    const isOf = (number: number, isResponder: boolean) => {
      if (wanted === null) return true;
      const c = connections.of(number);
      return (isResponder ? c.responderHost : c.initiatorHost)[placeOf(number)] === wanted;
    };
    for (let row = 0; row < kept.spanRows; row++) {
      const chunk = spans.of(row);
      const at = placeOf(row);
      const what = chunk.what[at]!;
      if (!COUNTED[what & STATE] || !isOf(chunk.connection[at]!, what >= SPAN_OF_RESPONDER)) continue;
      counts.add(ALL, STATE_NAMES[what & STATE]!, chunk.sinceNs[at]!, chunk.untilNs[at]!);
    }
    for (let number = 0; number < kept.connectionRows; number++) {
      const facts = connections.of(number).facts[busyPlaceOf(number)]!;
      if ((facts & (KeptFact.Known | KeptFact.Final)) !== KeptFact.Known) continue;
      if (isOf(number, false)) this.#countHeld(counts, number, INITIATOR_STATE_SHIFT);
      if (isOf(number, true)) this.#countHeld(counts, number, RESPONDER_STATE_SHIFT);
    }
    for (const listener of this.#listeners.spans()) {
      if (host === null || listener.host === host)
        counts.add(ALL, 'LISTEN', listener.sinceNs, listener.untilNs);
    }
    return counts;
  }

  /** A connection that has not left: as its packets showed it, what time alone brings left aside. */
  #countHeld(counts: StateCounts, number: number, shift: number): void {
    const { connections, packets } = this.#kept.tables;
    // Backwards: since when the state is known to be there, and until when it lasted.
    let state = 0;
    let sinceNs = Number.POSITIVE_INFINITY;
    let untilNs = Number.POSITIVE_INFINITY;
    for (let row = connections.of(number).lastRow[busyPlaceOf(number)]!; row !== 0; ) {
      const chunk = packets.of(row - 1);
      const at = placeOf(row - 1);
      const after = (chunk.marks[at]! >>> shift) & 15;
      if (after !== state) {
        if (COUNTED[state]) counts.add(ALL, STATE_NAMES[state]!, sinceNs, untilNs);
        state = after;
        untilNs = sinceNs;
      }
      sinceNs = chunk.timeNs[at]!;
      row = chunk.former[at]!;
    }
    if (COUNTED[state]) counts.add(ALL, STATE_NAMES[state]!, sinceNs, untilNs);
  }
}
