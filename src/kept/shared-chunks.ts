/** A chunk's rows: a power of two, so that a row's number tells its chunk. */
const CHUNK_SHIFT = 14;
export const CHUNK_ROWS = 1 << CHUNK_SHIFT;
const ROW_MASK = CHUNK_ROWS - 1;

/** Cuts the columns of one chunk out of its buffer; the widest come first, so that all are aligned. */
export class ColumnCutter {
  readonly #buffer: SharedArrayBuffer;
  #at = 0;

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer;
  }

  float64(): Float64Array {
    return new Float64Array(this.#buffer, this.#take(8), CHUNK_ROWS);
  }
  uint32(): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(4), CHUNK_ROWS);
  }
  /** So many columns of 32 bits whose values of one row stand beside each other: the place of a value is so many times the row's. */
  sideBySide(count: number): Uint32Array[] {
    const from = this.#take(4 * count);
    return Array.from(
      { length: count },
      (_, i) => new Uint32Array(this.#buffer, from + 4 * i, CHUNK_ROWS * count - i),
    );
  }
  int32(): Int32Array {
    return new Int32Array(this.#buffer, this.#take(4), CHUNK_ROWS);
  }
  uint16(): Uint16Array {
    return new Uint16Array(this.#buffer, this.#take(2), CHUNK_ROWS);
  }
  uint8(): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(1), CHUNK_ROWS);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += bytes * CHUNK_ROWS;
    return at;
  }
}

/**
 * A table of which one thread writes and others read the rows: chunks of equal size in shared memory, which never move. Whoever
 * writes announces each new chunk; whoever reads takes it in, and learns by a message how many rows there are.
 */
export class SharedChunks<Chunk> {
  readonly chunks: Chunk[] = [];
  readonly #rowBytes: number;
  readonly #open: (buffer: SharedArrayBuffer) => Chunk;

  constructor(rowBytes: number, open: (buffer: SharedArrayBuffer) => Chunk) {
    this.#rowBytes = rowBytes;
    this.#open = open;
  }

  /** How many rows there is room for. */
  get capacity(): number {
    return this.chunks.length * CHUNK_ROWS;
  }

  /** Makes one more chunk, all zeros, and gives its memory back, to be announced. */
  extend(): SharedArrayBuffer {
    const buffer = new SharedArrayBuffer(this.#rowBytes * CHUNK_ROWS);
    this.adopt(buffer);
    return buffer;
  }

  /** Takes in a chunk that was announced. */
  adopt(buffer: SharedArrayBuffer): void {
    this.chunks.push(this.#open(buffer));
  }

  /** The chunk that a row stands in; it must be there. */
  of(row: number): Chunk {
    return this.chunks[row >>> CHUNK_SHIFT]!;
  }
}

/** A row's place within its chunk. */
export function placeOf(row: number): number {
  return row & ROW_MASK;
}
