import { MAX_COUNTED_HOSTS } from '../limits.js';
import { Columns } from '../memory/columns.js';
import type { FlowTable } from './flow-table.js';

/** Words of a row: family, and the four of the address. */
const WORDS = 5;

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
    this.#most = most;
    this.words = new Int32Array(capacity * WORDS);
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
    let bucket = hashOf(family, w0, w1, w2, w3) & this.#mask;
    for (let row = this.#buckets[bucket]!; row !== 0; row = this.#buckets[bucket]!) {
      const k = row * WORDS;
      const words = this.words;
      if (
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
    this.words.set([family, w0, w1, w2, w3], row * WORDS);
    this.#buckets[bucket] = row;
    return row;
  }

  #makeRoom(): void {
    this.grow(this.capacity * 2);
    this.#buckets = new Int32Array(this.capacity * 2);
    this.#mask = this.capacity * 2 - 1;
    for (let row = 1; row < this.#used; row++) {
      const [family, w0, w1, w2, w3] = this.words.subarray(row * WORDS, (row + 1) * WORDS);
      let bucket = hashOf(family!, w0!, w1!, w2!, w3!) & this.#mask;
      while (this.#buckets[bucket] !== 0) bucket = (bucket + 1) & this.#mask;
      this.#buckets[bucket] = row;
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
