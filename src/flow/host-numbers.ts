import { MAX_COUNTED_HOSTS } from '../limits.js';
import { lineAligned } from '../memory/column.js';
import { Columns } from '../memory/columns.js';
import type { FlowTable } from './flow-table.js';

/** Words of a row: family, and the four of the address; eight, so that none lies across two cache lines. */
const WORDS = 8;

/** A bucket holds a row's number, never 0, and above it bits of the hash: rows of other hosts are passed over without being looked at. */
const ROW_BITS = 20;
const ROW_MASK = (1 << ROW_BITS) - 1;

/**
 * Addresses → small numbers in order of appearance, from 1, so that what is counted for each host can stand in columns. Two
 * thirds of the numbers are given to whoever asks; the last third is kept for hosts that somebody spoke to, since the forged
 * sources of a flood would take all.
 */
export class HostNumbers extends Columns {
  words: Int32Array;
  #buckets: Int32Array;
  #mask: number;
  #used = 1;
  readonly #most: number;

  constructor(most = MAX_COUNTED_HOSTS, capacity = 1024) {
    super(capacity);
    this.#most = Math.min(most, ROW_MASK);
    this.words = lineAligned(Int32Array, capacity * WORDS);
    this.adopt();
    this.#buckets = new Int32Array(capacity * 2);
    this.#mask = capacity * 2 - 1;
  }

  /** The number of one end's host; 0 where no more are given. @param isWanted it was spoken to */
  of(flows: FlowTable, flow: number, end: 0 | 1, isWanted: boolean): number {
    const family = flows.family(flow);
    const w0 = flows.addressWord(flow, end, 0);
    const w1 = flows.addressWord(flow, end, 1);
    const w2 = flows.addressWord(flow, end, 2);
    const w3 = flows.addressWord(flow, end, 3);
    const hash = hashOf(family, w0, w1, w2, w3);
    const words = this.words;
    let bucket = hash & this.#mask;
    for (let entry = this.#buckets[bucket]!; entry !== 0; entry = this.#buckets[bucket]!) {
      const row = entry & ROW_MASK;
      const k = row * WORDS;
      if (
        ((entry ^ hash) & ~ROW_MASK) === 0 &&
        words[k + 4] === w3 &&
        words[k] === family &&
        words[k + 1] === w0 &&
        words[k + 2] === w1 &&
        words[k + 3] === w2
      )
        return row;
      bucket = (bucket + 1) & this.#mask;
    }
    if (this.#used >= (isWanted ? this.#most : (this.#most / 3) * 2)) return 0;
    if (this.#used === this.capacity) {
      this.#makeRoom();
      return this.of(flows, flow, end, isWanted);
    }
    const row = this.#used++;
    const k = row * WORDS;
    words[k] = family;
    words[k + 1] = w0;
    words[k + 2] = w1;
    words[k + 3] = w2;
    words[k + 4] = w3;
    this.#buckets[bucket] = (hash & ~ROW_MASK) | row;
    return row;
  }

  #makeRoom(): void {
    this.grow(this.capacity * 2);
    this.#buckets = new Int32Array(this.capacity * 2);
    this.#mask = this.capacity * 2 - 1;
    for (let row = 1; row < this.#used; row++) {
      const k = row * WORDS;
      const { words } = this;
      const hash = hashOf(words[k]!, words[k + 1]!, words[k + 2]!, words[k + 3]!, words[k + 4]!);
      let bucket = hash & this.#mask;
      while (this.#buckets[bucket] !== 0) bucket = (bucket + 1) & this.#mask;
      this.#buckets[bucket] = (hash & ~ROW_MASK) | row;
    }
  }
}

function hashOf(family: number, w0: number, w1: number, w2: number, w3: number): number {
  let hash = Math.imul(w3 ^ (family << 16), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ w2, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ w1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16) ^ w0, 0x27d4eb2f);
  return hash ^ (hash >>> 15);
}
