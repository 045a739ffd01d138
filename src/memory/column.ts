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
 * Returns a copy of the column with room for `rows` rows; the new rows hold `fill`.
 * Columns double when they are full, so a row costs a constant amount of copying on average.
 */
export function grown<C extends Column>(column: C, rows: number, fill = 0): C {
  const larger = new (column.constructor as new (length: number) => C)(rows);
  larger.set(column);
  if (fill !== 0) larger.fill(fill, column.length);
  return larger;
}
