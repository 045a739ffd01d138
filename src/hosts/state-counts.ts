import { MAX_COUNTED_STATES, MAX_STATE_CHANGES } from '../limits.js';
import type { StateName } from '../rows.js';

/** The most sockets that a host had in a state at once, and since when. */
export interface StatePeak {
  host: string;
  state: StateName;
  count: number;
  timeNs: number;
}

/** When sockets came into one state of one host and when they left it, each in any order until asked for. */
class ChangeLog {
  readonly host: string;
  readonly state: StateName;
  readonly #rises: number[] = [];
  readonly #falls: number[] = [];
  #isSorted = true;

  constructor(host: string, state: StateName) {
    this.host = host;
    this.state = state;
  }

  rise(timeNs: number): void {
    this.#rises.push(timeNs);
    this.#isSorted = false;
  }

  fall(timeNs: number): void {
    if (timeNs === Number.POSITIVE_INFINITY) return;
    this.#falls.push(timeNs);
    this.#isSorted = false;
  }

  sorted(): { rises: readonly number[]; falls: readonly number[] } {
    if (!this.#isSorted) {
      sortInPlace(this.#rises);
      sortInPlace(this.#falls);
      this.#isSorted = true;
    }
    return { rises: this.#rises, falls: this.#falls };
  }
}

/** Long lists go through a typed array, which sorts ten times as fast; a great many short ones would cost memory there. */
function sortInPlace(times: number[]): void {
  if (times.length < 100) {
    times.sort((a, b) => a - b);
    return;
  }
  const sorted = Float64Array.from(times).sort();
  for (let i = 0; i < sorted.length; i++) times[i] = sorted[i]!;
}

/**
 * How many sockets each host had in each state over time: a log of +1 and -1. Entries may come in any order, and what
 * proves wrong later is taken back by an entry of the other sign at the same time.
 */
export class StateCounts {
  readonly #logs = new Map<string, ChangeLog>();
  #changes = 0;
  #isFull = false;

  /** A socket of the host was in the state from `sinceNs` until before `untilNs`; Infinity where nothing ends it. */
  add(host: string, state: StateName, sinceNs: number, untilNs: number): void {
    if (!(untilNs > sinceNs)) return;
    const log = this.#log(host, state);
    if (log === null) return;
    log.rise(sinceNs);
    log.fall(untilNs);
    this.#changes += 2;
  }

  /** Takes back what `add` was told with the same values. */
  retract(host: string, state: StateName, sinceNs: number, untilNs: number): void {
    if (!(untilNs > sinceNs)) return;
    const log = this.#log(host, state);
    if (log === null) return;
    log.fall(sinceNs);
    if (untilNs !== Number.POSITIVE_INFINITY) log.rise(untilNs);
    this.#changes += 2;
  }

  /** How many there were at that time. */
  at(host: string, state: StateName, timeNs: number): number {
    const log = this.#logs.get(keyOf(host, state));
    if (log === undefined) return 0;
    const { rises, falls } = log.sorted();
    return upTo(rises, timeNs) - upTo(falls, timeNs);
  }

  /** The highest count in each of `steps` equal stretches between two times. */
  overTime(host: string, state: StateName, fromNs: number, toNs: number, steps: number): number[] {
    const highest = new Array<number>(steps).fill(0);
    const log = this.#logs.get(keyOf(host, state));
    if (log === undefined) return highest;
    const width = (toNs - fromNs) / steps;
    for (let step = 0; step < steps; step++) {
      highest[step] = peakOf(log, fromNs + step * width, fromNs + (step + 1) * width).count;
    }
    return highest;
  }

  /** The peak of each state of each host between two times, both included; states that no socket was in are left out. */
  peaks(fromNs = Number.NEGATIVE_INFINITY, toNs = Number.POSITIVE_INFINITY): StatePeak[] {
    const peaks: StatePeak[] = [];
    for (const log of this.#logs.values()) {
      const { count, timeNs } = peakOf(log, fromNs, toNs);
      if (count > 0) peaks.push({ host: log.host, state: log.state, count, timeNs });
    }
    return peaks;
  }

  /** True when a bound was reached, and some sockets are not counted. */
  get isFull(): boolean {
    return this.#isFull;
  }

  #log(host: string, state: StateName): ChangeLog | null {
    const key = keyOf(host, state);
    const known = this.#logs.get(key);
    if (this.#changes >= MAX_STATE_CHANGES || (!known && this.#logs.size >= MAX_COUNTED_STATES)) {
      this.#isFull = true;
      return null;
    }
    if (known) return known;
    const log = new ChangeLog(host, state);
    this.#logs.set(key, log);
    return log;
  }
}

function keyOf(host: string, state: StateName): string {
  return `${state} ${host}`;
}

/** Walks rises and falls together. Of those at one time the falls come first: who changes place is not there twice. */
function peakOf(log: ChangeLog, fromNs: number, toNs: number): { count: number; timeNs: number } {
  const { rises, falls } = log.sorted();
  let rise = upTo(rises, fromNs);
  let fall = upTo(falls, fromNs);
  let count = rise - fall;
  const peak = { count, timeNs: fromNs };
  while (rise < rises.length && rises[rise]! <= toNs) {
    const timeNs = rises[rise]!;
    while (fall < falls.length && falls[fall]! <= timeNs) {
      fall++;
      count--;
    }
    while (rise < rises.length && rises[rise] === timeNs) {
      rise++;
      count++;
    }
    if (count > peak.count) {
      peak.count = count;
      peak.timeNs = timeNs;
    }
  }
  return peak;
}

/** How many of the sorted times are not later than `timeNs`. */
function upTo(times: readonly number[], timeNs: number): number {
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (times[middle]! <= timeNs) from = middle + 1;
    else to = middle;
  }
  return from;
}
