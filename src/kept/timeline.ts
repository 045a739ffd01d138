/** What is counted over time. */
export const TIMELINE_SERIES = ['packets', 'syns', 'resets', 'retransmissions', 'zero-windows'] as const;
export type TimelineSeries = (typeof TIMELINE_SERIES)[number];

/** Parts of the whole time that are counted apart: more than any terminal has columns. */
const BINS = 2048;
const FIRST_BIN_NS = 1e6;

/**
 * How much there was of what at which time, in shared memory. The parts are of equal length; when time outgrows them, each two
 * become one.
 */
export class Timeline {
  readonly buffer: SharedArrayBuffer;
  /** The length of a part in nanoseconds, its only value. */
  readonly #binNs: Float64Array;
  readonly #counts: readonly Uint32Array[];

  constructor(buffer = new SharedArrayBuffer(8 + TIMELINE_SERIES.length * BINS * 4)) {
    this.buffer = buffer;
    this.#binNs = new Float64Array(buffer, 0, 1);
    this.#counts = TIMELINE_SERIES.map((_, i) => new Uint32Array(buffer, 8 + i * BINS * 4, BINS));
    if (this.#binNs[0] === 0) this.#binNs[0] = FIRST_BIN_NS;
  }

  /** Where a time is counted; what has none, or lies before the first packet, is counted with that. */
  binOf(timeNs: number): number {
    while (timeNs >= this.#binNs[0]! * BINS) this.#fold();
    return timeNs > 0 ? (timeNs / this.#binNs[0]!) | 0 : 0;
  }

  /** @param series a place in TIMELINE_SERIES */
  count(series: number, bin: number): void {
    this.#counts[series]![bin]!++;
  }

  /** The counts in equal parts of the time from 0 to `lastNs`. */
  over(series: TimelineSeries, lastNs: number, parts: number): number[] {
    const counts = this.#counts[TIMELINE_SERIES.indexOf(series)]!;
    const sums = new Array<number>(parts).fill(0);
    const last = Math.min(BINS - 1, lastNs > 0 ? Math.floor(lastNs / this.#binNs[0]!) : 0);
    for (let bin = 0; bin <= last; bin++) {
      const part = Math.min(parts - 1, Math.floor((bin * parts) / (last + 1)));
      sums[part]! += counts[bin]!;
    }
    return sums;
  }

  #fold(): void {
    for (const counts of this.#counts) {
      for (let bin = 0; bin < BINS; bin++) {
        const from = bin * 2;
        counts[bin] = from < BINS ? counts[from]! + counts[from + 1]! : 0;
      }
    }
    this.#binNs[0]! *= 2;
  }
}
