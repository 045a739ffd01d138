// Hot path: allocates nothing per packet.
import { MAX_RTT_HISTOGRAMS } from '../limits.js';
import { grown } from '../memory/column.js';

/** Round-trip times count in 8 ns here, so that microseconds stay exact and 17 s fit an integer; the largest stands for all beyond. */
export const RTT_UNIT_NS = 8;
export const LARGEST_RTT_UNITS = 2 ** 31 - 1;

/** Each doubling of the time is cut into so many buckets: a value read back is off by a sixteenth at most. */
const PER_OCTAVE = 8;
/** From 1 µs (2^7 units) up; what lies below counts in the lowest bucket. */
const LOWEST_OCTAVE = 7;
const BUCKETS = PER_OCTAVE * (31 - LOWEST_OCTAVE);
const FULL = 0xffff;

/**
 * How round-trip times are spread, for percentiles in bounded memory: a row of counters per endpoint, on a logarithmic scale.
 * Rows are given out one by one, numbers count from 1; most endpoints have too few samples to need one.
 */
export class RttHistograms {
  #counts = new Uint16Array(BUCKETS * 64);
  #used = 1;
  readonly #free: number[] = [];
  readonly #scratch = new Uint32Array(BUCKETS);
  /** Endpoints that went without a row. */
  refused = 0;

  /** The number of an empty row; 0 when there are as many as there may be. */
  allocate(): number {
    const free = this.#free.pop();
    if (free !== undefined) {
      this.#counts.fill(0, free * BUCKETS, (free + 1) * BUCKETS);
      return free;
    }
    if (this.#used > MAX_RTT_HISTOGRAMS) {
      this.refused++;
      return 0;
    }
    if ((this.#used + 1) * BUCKETS > this.#counts.length)
      this.#counts = grown(this.#counts, this.#counts.length * 2);
    return this.#used++;
  }

  release(row: number): void {
    if (row > 0) this.#free.push(row);
  }

  /** Counts samples `from` to `end` of `units`. */
  add(row: number, units: Int32Array, from: number, end: number): void {
    const counts = this.#counts;
    for (let i = from; i < end; i++) {
      const at = row * BUCKETS + bucketOf(units[i]!);
      if (counts[at] === FULL) this.#halve(row);
      counts[at]!++;
    }
  }

  /** The times below which these shares of the samples lie, those counted in the row and those in `more`; off by a sixteenth at most. */
  quantilesNs(row: number, more: Int32Array, shares: readonly number[]): number[] {
    const counts = this.#scratch;
    counts.set(this.#counts.subarray(row * BUCKETS, (row + 1) * BUCKETS));
    for (let i = 0; i < more.length; i++) counts[bucketOf(more[i]!)]!++;
    let all = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) all += counts[bucket]!;
    return shares.map((share) => {
      let bucket = 0;
      for (let below = counts[0]!; below < share * all; below += counts[bucket]!) bucket++;
      return middleNs(bucket);
    });
  }

  /** A full counter halves all: their proportions stay, and later samples weigh twice as much as those before. */
  #halve(row: number): void {
    for (let at = row * BUCKETS; at < (row + 1) * BUCKETS; at++) this.#counts[at]! >>>= 1;
  }
}

function bucketOf(units: number): number {
  const octave = 31 - Math.clz32(units);
  if (octave < LOWEST_OCTAVE) return 0;
  return (octave - LOWEST_OCTAVE) * PER_OCTAVE + ((units >>> (octave - 3)) & (PER_OCTAVE - 1));
}

function middleNs(bucket: number): number {
  const octave = Math.floor(bucket / PER_OCTAVE) + LOWEST_OCTAVE;
  return RTT_UNIT_NS * 2 ** octave * (1 + ((bucket % PER_OCTAVE) + 0.5) / PER_OCTAVE);
}
