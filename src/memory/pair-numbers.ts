import { grown } from './column.js';

/** Integers of a row: the pair. */
const WORDS = 2;

/**
 * Pairs of integers → small numbers in order of appearance, from 1, for what is counted in columns. A `Map` would need one
 * key made of both, which is put on the heap as soon as it has more than 31 bits.
 */
export class PairNumbers {
  #pairs = new Int32Array(1024 * WORDS);
  /** Numbers by hash, 0 for none; twice as many as there are rows. */
  #buckets = new Int32Array(2048);
  #used = 1;
  readonly #most: number;

  /** @param most so many pairs get numbers */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many have numbers. */
  get size(): number {
    return this.#used - 1;
  }

  /** The number of the pair; 0 where no more are given. */
  of(a: number, b: number): number {
    let bucket = hashOf(a, b) & (this.#buckets.length - 1);
    for (let number = this.#buckets[bucket]!; number !== 0; number = this.#buckets[bucket]!) {
      if (this.#pairs[number * WORDS] === a && this.#pairs[number * WORDS + 1] === b) return number;
      bucket = (bucket + 1) & (this.#buckets.length - 1);
    }
    if (this.size >= this.#most) return 0;
    const number = this.#used++;
    this.#pairs[number * WORDS] = a;
    this.#pairs[number * WORDS + 1] = b;
    this.#buckets[bucket] = number;
    if (this.#used * WORDS === this.#pairs.length) this.#grow();
    return number;
  }

  #grow(): void {
    const pairs = grown(this.#pairs, this.#pairs.length * 2);
    this.#pairs = pairs;
    this.#buckets = new Int32Array(this.#buckets.length * 2);
    for (let number = 1; number < this.#used; number++) {
      let bucket = hashOf(pairs[number * WORDS]!, pairs[number * WORDS + 1]!) & (this.#buckets.length - 1);
      while (this.#buckets[bucket] !== 0) bucket = (bucket + 1) & (this.#buckets.length - 1);
      this.#buckets[bucket] = number;
    }
  }
}

function hashOf(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ b;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
