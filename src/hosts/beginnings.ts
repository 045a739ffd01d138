import { MAX_TIME_STEPS } from '../limits.js';
import { sortNumbers } from '../memory/sort.js';
import type { ConnectionLog, Grouping } from './connection-log.js';
import { Logged } from './connection-log.js';

/** When connections of one host or service began. */
export interface Beginnings {
  /** By steps of `Timeline.stepSeconds`. */
  begun: number[];
  received: number[];
  /** The most within one second, and when the first of them began; NaN where none did. */
  mostPerSecond: number;
  mostNs: number;
}

/** Lengths that people count time in. */
const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];
const SECOND_NS = 1e9;

/** Connections that began, over time, by the host that opened them and by the host and service that they were opened to. */
export class Timeline {
  /** NaN where the input has no times. */
  readonly stepSeconds: number;
  readonly #steps: number;
  readonly #log: ConnectionLog;
  #byHost: { begun: Lookup; received: Lookup } | null = null;
  #byService: Lookup | null = null;

  /** @param endNs when the trace ends; NaN where there are no times */
  constructor(log: ConnectionLog, endNs: number) {
    this.#log = log;
    this.stepSeconds = stepFor(endNs / SECOND_NS);
    this.#steps = Number.isNaN(endNs) ? 0 : Math.floor(endNs / SECOND_NS / this.stepSeconds) + 1;
  }

  ofHost(host: number): Beginnings {
    const { initiator, responder } = this.#log;
    this.#byHost ??= { begun: this.#lookup(initiator), received: this.#lookup(responder) };
    return this.#told(this.#byHost.begun.rows(host), this.#byHost.received.rows(host));
  }

  ofService(service: number): Beginnings {
    this.#byService ??= this.#lookup(this.#log.service);
    return this.#told(NONE, this.#byService.rows(service));
  }

  #lookup(column: Int32Array): Lookup {
    const { what } = this.#log;
    return new Lookup(this.#log.gatheredBy(column, 1, (row) => (what[row]! & Logged.Began) !== 0));
  }

  #told(begun: Uint32Array, received: Uint32Array): Beginnings {
    const { startNs } = this.#log;
    const all = new Float64Array(begun.length + received.length);
    for (let i = 0; i < begun.length; i++) all[i] = startNs[begun[i]!]!;
    for (let i = 0; i < received.length; i++) all[begun.length + i] = startNs[received[i]!]!;
    if (this.#steps === 0) return { begun: [], received: [], mostPerSecond: Number.NaN, mostNs: Number.NaN };
    return { begun: this.#counts(begun), received: this.#counts(received), ...mostOf(sortNumbers(all)) };
  }

  #counts(rows: Uint32Array): number[] {
    const counts = new Array<number>(this.#steps).fill(0);
    const { startNs } = this.#log;
    for (let i = 0; i < rows.length; i++) {
      const step = Math.floor(startNs[rows[i]!]! / SECOND_NS / this.stepSeconds);
      // Clocks that stepped back leave times before the first packet.
      counts[Math.min(this.#steps - 1, Math.max(0, step))]!++;
    }
    return counts;
  }
}

const NONE = new Uint32Array(0);

/** Finds the rows of one key. */
class Lookup {
  readonly #order: Uint32Array;
  /** Where those of each key begin and end in `#order`. */
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;

  constructor({ order, groups }: Grouping) {
    const keys = groups.reduce((most, { key }) => Math.max(most, key), 0) + 1;
    this.#order = order;
    this.#from = new Uint32Array(keys);
    this.#to = new Uint32Array(keys);
    for (const { key, from, to } of groups) {
      this.#from[key] = from;
      this.#to[key] = to;
    }
  }

  rows(key: number): Uint32Array {
    return this.#order.subarray(this.#from[key] ?? 0, this.#to[key] ?? 0);
  }
}

function stepFor(seconds: number): number {
  if (Number.isNaN(seconds)) return Number.NaN;
  const enough = (step: number) => Math.floor(seconds / step) < MAX_TIME_STEPS;
  const days = Math.ceil((seconds + 1) / 86_400 / MAX_TIME_STEPS);
  return STEPS_SECONDS.find(enough) ?? days * 86_400;
}

/** Slides a window of one second over sorted times. */
function mostOf(times: Float64Array): { mostPerSecond: number; mostNs: number } {
  let mostPerSecond = 0;
  let mostNs = Number.NaN;
  for (let from = 0, to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! >= SECOND_NS) from++;
    if (to + 1 - from > mostPerSecond) {
      mostPerSecond = to + 1 - from;
      mostNs = times[from]!;
    }
  }
  return { mostPerSecond, mostNs };
}
