/** The typed arrays that serve as columns: one value per row, rows are numbered from 0. */
export type Column =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float64Array;

/**
 * A column that begins where a line of the processor's cache does, so that a row of 64 bytes lies in one line and not across two. That
 * is told from the address, which nobody here can see: glibc keeps 16 bytes before each large piece of memory, and the column
 * begins 48 behind them. Where memory is handed out otherwise, it is as right, and only slower.
 */
export function lineAligned<C extends Column>(kind: new (...from: ColumnSource) => C, length: number): C {
  const buffer = new ArrayBuffer(LINE_START + length * bytesOf(kind));
  return new kind(buffer, LINE_START, length);
}

/** A cache line less what stands before the memory. */
const LINE_START = 64 - 16;

type ColumnSource = [buffer: ArrayBuffer, byteOffset: number, length: number];

function bytesOf(kind: unknown): number {
  return (kind as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
}

/** From this size on, a column that grows is given room for more than it needs, so that it next grows where it stands. */
const ROOMY_BYTES = 1 << 20;
const ROOM_FACTOR = 4;

/**
 * Returns the column with room for `rows` rows; the new rows hold `fill`. It stands in the same memory as the one before where that has room, and
 * in a copy else: whoever holds the former one lets go of it.
 *
 * Large columns reserve four times what they need. The system hands out memory page by page when it is first written, so what is
 * reserved costs nothing, while copying costs twice: the copy itself, and fresh pages for all that was there already.
 */
export function grown<C extends Column>(column: C, rows: number, fill = 0): C {
  const kind = column.constructor as new (...from: ColumnSource) => C;
  const bytes = rows * bytesOf(kind);
  let larger: C;
  if (column.byteOffset + bytes <= column.buffer.byteLength) {
    larger = new kind(column.buffer as ArrayBuffer, column.byteOffset, rows);
  } else {
    larger = (bytes < ROOMY_BYTES ? null : withRoom(kind, rows)) ?? lineAligned(kind, rows);
    larger.set(column);
  }
  if (fill !== 0) larger.fill(fill, column.length);
  return larger;
}

/** Null where the system promises no more memory than it has (a limit on addresses, strict accounting): then what is needed must do. */
function withRoom<C extends Column>(kind: new (...from: ColumnSource) => C, rows: number): C | null {
  try {
    const { buffer, byteOffset } = lineAligned(kind, rows * ROOM_FACTOR);
    return new kind(buffer as ArrayBuffer, byteOffset, rows);
  } catch {
    return null;
  }
}
