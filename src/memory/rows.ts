import { grown, lineAligned } from './column.js';

/** Values of one kind that lie side by side per row; a handle is a row's number times this, and indexes every field alike. */
export const ROW_SPAN = 16;

const FEW_ROWS = 4;

type Block = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

type BlockKind = new (buffer: ArrayBuffer, byteOffset: number, length: number) => Block;

/** Values that are read only as far as another field of the row counts them: those of a former row may be left standing. */
const COUNTED = 'counted';

interface Field {
  name: string;
  block: number;
  offset: number;
}

/**
 * A table whose fields of one kind lie side by side, sixteen to a block, so that all that a packet touches of a row
 * stands in a few cache lines instead of one per field. Reading it looks like reading columns: every field is a view that
 * begins at its place in the block, indexed by the row's handle (its number times `ROW_SPAN`); a field of several
 * values takes handle plus 0, 1, 2 ….
 *
 * A subclass declares fields as `sndNxt = this.int32()` and calls `adopt` at the end. A fresh row is all zeros.
 */
export class InterleavedRows {
  /** How many rows there is room for. */
  capacity: number;
  #blocks: Block[] = [];
  /** Which of them hold nothing but counted values. */
  #isCounted: boolean[] = [];
  /** The memory of each other block as doubles, whatever its kind: so that the loop in `clearRows` stores into one kind only. */
  #cleared: Float64Array[] = [];
  /** Per kind: the block that has room, and how much of it is taken. */
  #open = new Map<string, { block: number; used: number }>();
  #fields: Field[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  protected uint8(width = 1): Uint8Array {
    return this.#place(Uint8Array, width) as Uint8Array;
  }
  protected uint16(width = 1): Uint16Array {
    return this.#place(Uint16Array, width) as Uint16Array;
  }
  protected uint32(width = 1): Uint32Array {
    return this.#place(Uint32Array, width) as Uint32Array;
  }
  protected int32(width = 1): Int32Array {
    return this.#place(Int32Array, width) as Int32Array;
  }
  /** For lists: what a row held before stays there until it is overwritten, so that clearing costs nothing. Some other field counts what is valid. */
  protected countedInt32(width: number): Int32Array {
    return this.#place(Int32Array, width, COUNTED) as Int32Array;
  }
  protected float64(width = 1): Float64Array {
    return this.#place(Float64Array, width) as Float64Array;
  }

  /** Learns the names of the fields; to be called at the end of the subclass's constructor. */
  protected adopt(): void {
    this.#cleared = this.#blocksToClear();
    const fields = this as unknown as Record<string, Block>;
    for (const name of Object.keys(fields)) {
      const view = fields[name];
      if (!ArrayBuffer.isView(view)) continue;
      const block = this.#blocks.findIndex((candidate) => candidate.buffer === view.buffer);
      const offset = (view.byteOffset - this.#blocks[block]!.byteOffset) / view.BYTES_PER_ELEMENT;
      this.#fields.push({ name, block, offset });
    }
  }

  /** Makes room for `capacity` rows. Whoever holds a field must fetch it again. */
  grow(capacity: number): void {
    this.#blocks = this.#blocks.map((block) => grown(block, capacity * ROW_SPAN));
    this.#cleared = this.#blocksToClear();
    const fields = this as unknown as Record<string, Block>;
    for (const { name, block, offset } of this.#fields) fields[name] = this.#blocks[block]!.subarray(offset);
    this.capacity = capacity;
  }

  /** Makes so many rows from this number on all zeros again, but for counted values. */
  clearRows(row: number, count: number): void {
    for (const doubles of this.#cleared) {
      const span = doubles.length / this.capacity;
      const end = (row + count) * span;
      // A loop is faster than a call where there is little to clear.
      if (count > FEW_ROWS) doubles.fill(0, row * span, end);
      else for (let i = row * span; i < end; i++) doubles[i] = 0;
    }
  }

  #blocksToClear(): Float64Array[] {
    return this.#blocks.filter((_, i) => !this.#isCounted[i]).map(asDoubles);
  }

  #place(kind: BlockKind, width: number, counted = ''): Block {
    const key = kind.name + counted;
    let open = this.#open.get(key);
    if (open === undefined || open.used + width > ROW_SPAN) {
      open = { block: this.#blocks.length, used: 0 };
      this.#open.set(key, open);
      this.#isCounted.push(counted === COUNTED);
      this.#blocks.push(lineAligned<Block>(kind, this.capacity * ROW_SPAN));
    }
    const view = this.#blocks[open.block]!.subarray(open.used);
    open.used += width;
    return view;
  }
}

/** Sixteen values of any kind are a whole number of doubles. */
function asDoubles(block: Block): Float64Array {
  return new Float64Array(block.buffer, block.byteOffset, block.byteLength / Float64Array.BYTES_PER_ELEMENT);
}
