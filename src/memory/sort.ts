/** Fewer values than these are sorted as fast by whatever the engine has. */
const MANY = 4096;
/** Where ascending stretches are shorter than this on average, there is nothing to make use of. */
const SHORT_RUN = 16;

/**
 * Sorts in place, and gives the same array back. What is noted in order of time is nearly sorted, stretch by stretch: those are
 * merged, several times faster than sorting anew. NaN must not be among the values.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < MANY) return values.sort();
  let ends = runEnds(values);
  if (ends.length * SHORT_RUN > values.length) return values.sort();
  let from = values;
  let to = ends.length > 1 ? new Float64Array(values.length) : values;
  while (ends.length > 1) {
    ends = mergePairs(from, to, ends);
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return values;
}

/** Where each ascending stretch ends. */
function runEnds(values: Float64Array): number[] {
  const ends: number[] = [];
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) ends.push(i);
  ends.push(values.length);
  return ends;
}

/** Merges every two neighbours into one stretch of `to`, and gives the ends of those. */
function mergePairs(from: Float64Array, to: Float64Array, ends: readonly number[]): number[] {
  const merged: number[] = [];
  let start = 0;
  for (let i = 0; i < ends.length; i += 2) {
    const middle = ends[i]!;
    const end = ends[i + 1] ?? middle;
    merge(from, to, start, middle, end);
    merged.push(end);
    start = end;
  }
  return merged;
}

function merge(from: Float64Array, to: Float64Array, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let i = start; i < end; i++) {
    if (right === end || (left < middle && from[left]! <= from[right]!)) to[i] = from[left++]!;
    else to[i] = from[right++]!;
  }
}
