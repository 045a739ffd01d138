// Hot path: allocates nothing per packet.
import { grown } from './column.js';

/** A set of row numbers, which are small and used again and again: a mark for each, and a list in the order in which they came. */
export class RowSet {
  #isIn = new Uint8Array(1024);
  #rows = new Uint32Array(256);
  #count = 0;

  add(row: number): void {
    if (this.#isIn[row] === 1) return;
    if (row >= this.#isIn.length) this.#isIn = grown(this.#isIn, Math.max(row + 1, this.#isIn.length * 2));
    if (this.#count === this.#rows.length) this.#rows = grown(this.#rows, this.#count * 2);
    this.#isIn[row] = 1;
    this.#rows[this.#count++] = row;
  }

  get count(): number {
    return this.#count;
  }

  /** The row that came at this place, from 0. */
  at(place: number): number {
    return this.#rows[place]!;
  }

  clear(): void {
    for (let i = 0; i < this.#count; i++) this.#isIn[this.#rows[i]!] = 0;
    this.#count = 0;
  }
}
