import { type Column, grown } from './column.js';

/**
 * A table held as columns: a subclass declares typed arrays as fields, each with a whole number of values per row,
 * and calls `adopt` once they exist. A fresh row is all zeros, so zero must mean "nothing known" in every column.
 */
export class Columns {
  /** How many rows there is room for. */
  capacity: number;
  #names: string[] = [];
  // One list per kind of array, so that each loop in `clearRows` stores into one kind only: a mixed list costs ten times as much.
  #bytes: Uint8Array[] = [];
  #halves: Uint16Array[] = [];
  #words: Uint32Array[] = [];
  #integers: Int32Array[] = [];
  #doubles: Float64Array[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Finds the typed arrays among the fields; to be called at the end of the subclass's constructor. */
  protected adopt(): void {
    const fields = this as unknown as Record<string, Column>;
    this.#names = Object.keys(fields).filter((name) => ArrayBuffer.isView(fields[name]));
    const arrays = this.#names.map((name) => fields[name]!);
    this.#bytes = arrays.filter((array) => array instanceof Uint8Array);
    this.#halves = arrays.filter((array) => array instanceof Uint16Array);
    this.#words = arrays.filter((array) => array instanceof Uint32Array);
    this.#integers = arrays.filter((array) => array instanceof Int32Array);
    this.#doubles = arrays.filter((array) => array instanceof Float64Array);
    const listed = [this.#bytes, this.#halves, this.#words, this.#integers, this.#doubles].flat().length;
    if (listed !== arrays.length) throw new TypeError('a column of a kind that rows cannot be cleared in');
  }

  /** Makes room for `capacity` rows. Whoever holds a column must fetch it again. */
  grow(capacity: number): void {
    const fields = this as unknown as Record<string, Column>;
    for (const name of this.#names) {
      const width = fields[name]!.length / this.capacity;
      fields[name] = grown(fields[name]!, capacity * width);
    }
    this.capacity = capacity;
    this.adopt();
  }

  /** Makes so many rows from this one on all zeros again. */
  clearRows(row: number, count: number): void {
    const capacity = this.capacity;
    for (const column of this.#bytes) {
      const width = column.length / capacity;
      for (let i = row * width; i < (row + count) * width; i++) column[i] = 0;
    }
    for (const column of this.#halves) {
      const width = column.length / capacity;
      for (let i = row * width; i < (row + count) * width; i++) column[i] = 0;
    }
    for (const column of this.#words) {
      const width = column.length / capacity;
      for (let i = row * width; i < (row + count) * width; i++) column[i] = 0;
    }
    for (const column of this.#integers) {
      const width = column.length / capacity;
      for (let i = row * width; i < (row + count) * width; i++) column[i] = 0;
    }
    for (const column of this.#doubles) {
      const width = column.length / capacity;
      for (let i = row * width; i < (row + count) * width; i++) column[i] = 0;
    }
  }
}
