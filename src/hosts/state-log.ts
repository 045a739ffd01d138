import { MAX_LOGGED_STATES } from '../limits.js';
import { Columns } from '../memory/columns.js';
import { sortNumbers } from '../memory/sort.js';
import { STATE_NAMES, type StateName } from '../rows.js';
import type { StateVisitor } from '../sink.js';

/** How many sockets of a host were in a state at once. */
export interface StatePeak {
  host: number;
  state: StateName;
  peak: number;
  timeNs: number;
  /** How many there are at the last packet. */
  atEnd: number;
}

/** Places in STATE_NAMES of states in which there is a socket. */
const HELD: readonly boolean[] = STATE_NAMES.map(
  (state) => state !== 'UNKNOWN' && state !== 'LISTEN' && state !== 'CLOSED',
);

/** From when to when sockets were in which state, of all hosts, in no order. */
export class StateLog extends Columns implements StateVisitor {
  /** The host's number times 16, plus the state's place in STATE_NAMES. */
  key: Int32Array;
  connection: Uint32Array;
  sinceNs: Float64Array;
  untilNs: Float64Array;
  length = 0;
  unlogged = 0;
  /** Whose states `state` takes. */
  host = 0;
  number = 0;

  constructor(capacity = 1024) {
    super(capacity);
    this.key = new Int32Array(capacity);
    this.connection = new Uint32Array(capacity);
    this.sinceNs = new Float64Array(capacity);
    this.untilNs = new Float64Array(capacity);
    this.adopt();
  }

  state(state: number, sinceNs: number, untilNs: number): void {
    if (!HELD[state]) return;
    if (this.length >= MAX_LOGGED_STATES) {
      this.unlogged++;
      return;
    }
    if (this.length === this.capacity) this.grow(this.capacity * 2);
    const row = this.length++;
    this.key[row] = this.host * 16 + state;
    this.connection[row] = this.number;
    this.sinceNs[row] = sinceNs;
    this.untilNs[row] = untilNs;
  }

  /** The peaks of each host's states up to `endNs`, of at least so many sockets. */
  peaks(endNs: number, least = 1): StatePeak[] {
    const { key, length } = this;
    let largest = 0;
    for (let row = 0; row < length; row++) if (key[row]! > largest) largest = key[row]!;
    const counts = new Uint32Array(largest + 1);
    for (let row = 0; row < length; row++) counts[key[row]!]!++;
    // One pair of lists for all, in which each key has its stretch; keys in order of their first rows.
    const keys: number[] = [];
    const places = new Uint32Array(largest + 1);
    let total = 0;
    for (let row = 0; row < length; row++) {
      const own = key[row]!;
      if (places[own] !== 0 || counts[own]! < least) continue;
      keys.push(own);
      places[own] = total + 1;
      total += counts[own]!;
    }
    const rises = new Float64Array(total);
    const falls = new Float64Array(total);
    for (let row = 0; row < length; row++) {
      if (places[key[row]!] === 0) continue;
      const place = places[key[row]!]!++ - 1;
      rises[place] = this.sinceNs[row]!;
      falls[place] = this.untilNs[row]!;
    }
    const peaks: StatePeak[] = [];
    for (const own of keys) {
      const end = places[own]! - 1;
      const from = end - counts[own]!;
      const peak = peakOf(
        sortNumbers(rises.subarray(from, end)),
        sortNumbers(falls.subarray(from, end)),
        endNs,
      );
      if (peak.peak < least) continue;
      peaks.push({ host: own >> 4, state: STATE_NAMES[own & 15]!, ...peak });
    }
    return peaks;
  }

  /** Since when the one that has been longest in the state at that moment is there. */
  oldestNs(peak: StatePeak): number {
    let oldest = peak.timeNs;
    for (const row of this.#rowsAt(peak)) if (this.sinceNs[row]! < oldest) oldest = this.sinceNs[row]!;
    return oldest;
  }

  /** Numbers of the connections whose sockets were in the state at that moment, at most so many, in order. */
  connectionsAt(peak: StatePeak, most: number): number[] {
    const numbers: number[] = [];
    for (const row of this.#rowsAt(peak)) numbers.push(this.connection[row]!);
    return numbers.sort((a, b) => a - b).slice(0, most);
  }

  *#rowsAt({ host, state, timeNs }: StatePeak): Generator<number> {
    const key = host * 16 + STATE_NAMES.indexOf(state);
    for (let row = 0; row < this.length; row++) {
      if (this.key[row] === key && this.sinceNs[row]! <= timeNs && this.untilNs[row]! > timeNs) yield row;
    }
  }
}

/** Walks sorted times together. Of those at one moment the falls come first: who changes place is not there twice. */
function peakOf(rises: Float64Array, falls: Float64Array, endNs: number) {
  let fall = 0;
  let peak = 0;
  let timeNs = Number.NaN;
  let rise = 0;
  for (; rise < rises.length && rises[rise]! <= endNs; rise++) {
    while (fall < falls.length && falls[fall]! <= rises[rise]!) fall++;
    if (rise + 1 - fall > peak) {
      peak = rise + 1 - fall;
      timeNs = rises[rise]!;
    }
  }
  while (fall < falls.length && falls[fall]! <= endNs) fall++;
  return { peak, timeNs, atEnd: rise - fall };
}
