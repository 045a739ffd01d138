/** Runs of this length are sorted one by one before they are merged. */
const RUN = 32;
/** Rows between two looks at the clock. */
const STEP = 16_384;

/**
 * Sorts rows by a key each, the least first; rows of equal keys stay as they were. It yields now and then, so that it can be done
 * between frames: the part of the work that is done.
 */
export function* sortRows(rows: Uint32Array, keys: Float64Array): Generator<number, void, void> {
  const count = rows.length;
  let passes = 1;
  for (let width = RUN; width < count; width *= 2) passes++;
  for (let from = 0; from < count; from += RUN) {
    sortRun(rows, keys, from, Math.min(from + RUN, count));
    if (from % STEP === 0) yield from / count / passes;
  }
  let source: KeyedRows = { rows, keys };
  let target: KeyedRows = { rows: new Uint32Array(count), keys: new Float64Array(count) };
  let pass = 1;
  for (let width = RUN; width < count; width *= 2, pass++) {
    for (let from = 0; from < count; from += 2 * width) {
      const middle = Math.min(from + width, count);
      const end = Math.min(from + 2 * width, count);
      yield* merge(source, target, from, middle, end, (pass + from / count) / passes);
    }
    [source, target] = [target, source];
  }
  if (source.rows !== rows) rows.set(source.rows);
}

interface KeyedRows {
  readonly rows: Uint32Array;
  readonly keys: Float64Array;
}

function sortRun(rows: Uint32Array, keys: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i]!;
    const row = rows[i]!;
    let at = i;
    for (; at > from && keys[at - 1]! > key; at--) {
      keys[at] = keys[at - 1]!;
      rows[at] = rows[at - 1]!;
    }
    keys[at] = key;
    rows[at] = row;
  }
}

function* merge(
  source: KeyedRows,
  target: KeyedRows,
  from: number,
  middle: number,
  to: number,
  done: number,
): Generator<number, void, void> {
  const { rows, keys } = source;
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    const isLeft = right >= to || (left < middle && keys[left]! <= keys[right]!);
    const next = isLeft ? left++ : right++;
    target.rows[at] = rows[next]!;
    target.keys[at] = keys[next]!;
    if (at % STEP === 0) yield done;
  }
}
