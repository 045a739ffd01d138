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

/**
 * Returns a copy of the column with room for `rows` rows; the new rows hold `fill`.
 * Columns double when they are full, so a row costs a constant amount of copying on average.
 */
export function grown<C extends Column>(column: C, rows: number, fill = 0): C {
  const larger = lineAligned(column.constructor as new (...from: ColumnSource) => C, rows);
  larger.set(column);
  if (fill !== 0) larger.fill(fill, column.length);
  return larger;
}
