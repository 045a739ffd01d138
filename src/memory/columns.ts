import { type Column, grown } from './column.js';

/**
 * A table held as columns: a subclass declares typed arrays as fields, each with a whole number of values per row,
 * and calls `adopt` once they exist. A fresh row is all zeros, so zero must mean "nothing known" in every column.
 */
export class Columns {
  /** How many rows there is room for. */
  capacity: number;
  #names: string[] = [];
  #arrays: Column[] = [];
  #widths: number[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Finds the typed arrays among the fields; to be called at the end of the subclass's constructor. */
  protected adopt(): void {
    const fields = this as unknown as Record<string, Column>;
    this.#names = Object.keys(fields).filter((name) => ArrayBuffer.isView(fields[name]));
    this.#arrays = this.#names.map((name) => fields[name]!);
    this.#widths = this.#arrays.map((array) => array.length / this.capacity);
  }

  /** Makes room for `capacity` rows. Whoever holds a column must fetch it again. */
  grow(capacity: number): void {
    const fields = this as unknown as Record<string, Column>;
    for (let i = 0; i < this.#names.length; i++) {
      fields[this.#names[i]!] = this.#arrays[i] = grown(this.#arrays[i]!, capacity * this.#widths[i]!);
    }
    this.capacity = capacity;
  }

  /** Makes the row all zeros again. */
  clear(row: number): void {
    for (let i = 0; i < this.#arrays.length; i++) {
      const width = this.#widths[i]!;
      if (width === 1) this.#arrays[i]![row] = 0;
      else this.#arrays[i]!.fill(0, row * width, (row + 1) * width);
    }
  }
}
