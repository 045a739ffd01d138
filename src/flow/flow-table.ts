// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { lineAligned } from '../memory/column.js';
import { Columns } from '../memory/columns.js';
import { segmentDirection, symmetricHash } from './four-tuple.js';

/**
 * Words of a row, one cache line: the lower end's four address words and port, the upper end's, and the hash; slot, the bases of both
 * directions, the newest connection's number. In the first word the family, and bits of what is known.
 */
const KEY_WORDS = 16;
const LOWER = 1;
const LOWER_PORT = 5;
const UPPER = 6;
const UPPER_PORT = 10;
const HASH = 11;
const SLOT = 12;
const BASE = 13;
const CONNECTION = 15;
const FAMILY_MASK = 0xff;
/** That the base of direction 0 is known; the next bit tells it of direction 1. */
const BASE_KNOWN = 1 << 8;
const BASES_KNOWN = BASE_KNOWN | (BASE_KNOWN << 1);
/** That the upper end opened the newest connection. */
const UPPER_OPENED = 1 << 10;

/** A bucket holds a row's number and, above it, the top bits of the hash: rows of other flows are passed over without being looked at. */
const ROW_BITS = 22;
const ROW_MASK = (1 << ROW_BITS) - 1;
const TAG_MASK = 0x7fffffff & ~ROW_MASK;
const EMPTY = -1;

/** `slot` of a flow whose newest connection has left. */
export const NO_SLOT = -1;

/**
 * 4-tuple → flow, by open addressing with linear probing. A flow's row outlives its connections: it is what is
 * remembered of a connection that has left (its number, the base sequence numbers of both directions, its last states), about 75 bytes.
 */
export class FlowTable extends Columns {
  key: Int32Array;
  /** How many connections the flow has had before the newest. */
  incarnation: Uint32Array;
  /** The flow's number: the order of first packets. */
  number: Uint32Array;
  /** How both ends of the newest connection stood when it left: the lower end's state, and 16 times the upper's. */
  lastStates: Uint8Array;

  /** The flow that `find` came upon, and the direction of the segment in it. */
  flow = 0;
  direction: 0 | 1 = 0;
  /** Flows ever seen; the rows may be fewer, when old ones had to be forgotten. */
  seen = 0;
  forgotten = 0;

  #buckets: Int32Array;
  #mask: number;
  #rows = 0;
  #free: number[] = [];
  #hand = 0;
  readonly #most: number;

  /** `most` is at most 2^22 rows, what a bucket can name. */
  constructor(most: number, capacity = 4096) {
    super(capacity);
    this.#most = Math.min(most, ROW_MASK + 1);
    this.key = lineAligned(Int32Array, capacity * KEY_WORDS);
    this.incarnation = new Uint32Array(capacity);
    this.number = new Uint32Array(capacity);
    this.lastStates = new Uint8Array(capacity);
    this.adopt();
    this.#buckets = new Int32Array(capacity * 2).fill(EMPTY);
    this.#mask = capacity * 2 - 1;
  }

  /**
   * Sets `flow` and `direction` for the segment; true when its 4-tuple is new (then the row is filled but for `connection` and `slot`).
   * `hash` is its `symmetricHash`, for who has worked that out already.
   */
  find(s: Segment, hash = symmetricHash(s)): boolean {
    const direction = segmentDirection(s);
    this.direction = direction;
    const buckets = this.#buckets;
    const mask = this.#mask;
    let bucket = hash & mask;
    for (let entry = buckets[bucket]!; entry !== EMPTY; entry = buckets[bucket]!) {
      if (((entry ^ hash) & TAG_MASK) === 0 && this.#isKeyOf(entry & ROW_MASK, s, direction)) {
        this.flow = entry & ROW_MASK;
        return false;
      }
      bucket = (bucket + 1) & mask;
    }
    this.#insert(s, direction, hash);
    return true;
  }

  /** The flow that the buckets name for this hash: nearly always the one that `find` comes upon, -1 for none. Reads no row. */
  guess(hash: number): number {
    const buckets = this.#buckets;
    const mask = this.#mask;
    for (let bucket = hash & mask; ; bucket = (bucket + 1) & mask) {
      const entry = buckets[bucket]!;
      if (entry === EMPTY) return -1;
      if (((entry ^ hash) & TAG_MASK) === 0) return entry & ROW_MASK;
    }
  }

  hasBase(flow: number, direction: 0 | 1): boolean {
    return (this.key[flow * KEY_WORDS]! & (BASE_KNOWN << direction)) !== 0;
  }

  /** Base of the relative sequence numbers, as Wireshark keeps it: the SYN's own number, or the first seen minus one. */
  base(flow: number, direction: 0 | 1): number {
    return this.key[flow * KEY_WORDS + BASE + direction]!;
  }

  /** Where the flow's newest connection is held, or `NO_SLOT`. */
  slot(flow: number): number {
    return this.key[flow * KEY_WORDS + SLOT]!;
  }

  setSlot(flow: number, slot: number): void {
    this.key[flow * KEY_WORDS + SLOT] = slot;
  }

  /** The number of the flow's newest connection. */
  connection(flow: number): number {
    return this.key[flow * KEY_WORDS + CONNECTION]! >>> 0;
  }

  setConnection(flow: number, number: number): void {
    this.key[flow * KEY_WORDS + CONNECTION] = number;
  }

  /** The end that opened it. */
  initiatorEnd(flow: number): 0 | 1 {
    return this.key[flow * KEY_WORDS]! & UPPER_OPENED ? 1 : 0;
  }

  setInitiatorEnd(flow: number, end: 0 | 1): void {
    if (end === 1) this.key[flow * KEY_WORDS]! |= UPPER_OPENED;
    else this.key[flow * KEY_WORDS]! &= ~UPPER_OPENED;
  }

  /** The newest connection leaves; of it remain its number, its bases, and how its ends stood. */
  bury(flow: number, lowerState: number, upperState: number): void {
    this.setSlot(flow, NO_SLOT);
    this.lastStates[flow] = lowerState | (upperState << 4);
  }

  /** How an end of the newest connection stood when that left. */
  lastState(flow: number, end: 0 | 1): number {
    return end === 0 ? this.lastStates[flow]! & 15 : this.lastStates[flow]! >> 4;
  }

  setBase(flow: number, direction: 0 | 1, base: number): void {
    this.key[flow * KEY_WORDS + BASE + direction] = base;
    this.key[flow * KEY_WORDS]! |= BASE_KNOWN << direction;
  }

  /** Both directions' base is unknown again: the flow starts a new connection. */
  forgetBases(flow: number): void {
    this.key[flow * KEY_WORDS]! &= ~BASES_KNOWN;
  }

  /** 4 or 6; 0 where the ends are known by name. */
  family(flow: number): number {
    return this.key[flow * KEY_WORDS]! & FAMILY_MASK;
  }

  addressWord(flow: number, end: 0 | 1, word: number): number {
    return this.key[flow * KEY_WORDS + (end === 0 ? LOWER : UPPER) + word]!;
  }

  port(flow: number, end: 0 | 1): number {
    return this.key[flow * KEY_WORDS + (end === 0 ? LOWER_PORT : UPPER_PORT)]!;
  }

  #isKeyOf(row: number, s: Segment, direction: 0 | 1): boolean {
    const key = this.key;
    const k = row * KEY_WORDS;
    if (direction === 0) {
      return (
        key[k + LOWER_PORT] === s.srcPort &&
        key[k + UPPER_PORT] === s.dstPort &&
        key[k + LOWER + 3] === s.src3 &&
        key[k + UPPER + 3] === s.dst3 &&
        (key[k]! & FAMILY_MASK) === s.family &&
        key[k + LOWER] === s.src0 &&
        key[k + LOWER + 1] === s.src1 &&
        key[k + LOWER + 2] === s.src2 &&
        key[k + UPPER] === s.dst0 &&
        key[k + UPPER + 1] === s.dst1 &&
        key[k + UPPER + 2] === s.dst2
      );
    }
    return (
      key[k + LOWER_PORT] === s.dstPort &&
      key[k + UPPER_PORT] === s.srcPort &&
      key[k + LOWER + 3] === s.dst3 &&
      key[k + UPPER + 3] === s.src3 &&
      (key[k]! & FAMILY_MASK) === s.family &&
      key[k + LOWER] === s.dst0 &&
      key[k + LOWER + 1] === s.dst1 &&
      key[k + LOWER + 2] === s.dst2 &&
      key[k + UPPER] === s.src0 &&
      key[k + UPPER + 1] === s.src1 &&
      key[k + UPPER + 2] === s.src2
    );
  }

  #insert(s: Segment, direction: 0 | 1, hash: number): void {
    const row = this.#allocate();
    const key = this.key;
    const k = row * KEY_WORDS;
    const source = k + (direction === 0 ? LOWER : UPPER);
    const destination = k + (direction === 0 ? UPPER : LOWER);
    key[k] = s.family;
    key[source] = s.src0;
    key[source + 1] = s.src1;
    key[source + 2] = s.src2;
    key[source + 3] = s.src3;
    key[source + 4] = s.srcPort;
    key[destination] = s.dst0;
    key[destination + 1] = s.dst1;
    key[destination + 2] = s.dst2;
    key[destination + 3] = s.dst3;
    key[destination + 4] = s.dstPort;
    key[k + HASH] = hash;
    key[k + SLOT] = NO_SLOT;
    this.incarnation[row] = 0;
    this.lastStates[row] = 0;
    this.number[row] = this.seen++;
    this.#place(row, hash);
    this.flow = row;
  }

  #place(row: number, hash: number): void {
    let bucket = hash & this.#mask;
    while (this.#buckets[bucket] !== EMPTY) bucket = (bucket + 1) & this.#mask;
    this.#buckets[bucket] = (hash & TAG_MASK) | row;
  }

  #allocate(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#rows === this.capacity) {
      if (this.capacity * 2 <= this.#most) this.#growTo(this.capacity * 2);
      else {
        this.#forgetSome();
        const freed = this.#free.pop();
        if (freed !== undefined) return freed;
        this.#growTo(this.capacity * 2);
      }
    }
    return this.#rows++;
  }

  #growTo(capacity: number): void {
    this.grow(capacity);
    this.#buckets = new Int32Array(capacity * 2).fill(EMPTY);
    this.#mask = capacity * 2 - 1;
    for (let row = 0; row < this.#rows; row++) this.#place(row, this.key[row * KEY_WORDS + HASH]!);
  }

  /** Frees an eighth of the rows, in turn, among those whose connection has left. */
  #forgetSome(): void {
    const wanted = this.capacity >> 3;
    for (let i = 0; i < this.capacity && this.#free.length < wanted; i++) {
      const row = this.#hand;
      this.#hand = (this.#hand + 1) % this.capacity;
      if (this.slot(row) !== NO_SLOT) continue;
      this.#remove(row);
      this.#free.push(row);
    }
    this.forgotten += this.#free.length;
  }

  /** Takes the row out of its bucket and closes the gap, so that probing needs no grave marks. */
  #remove(row: number): void {
    const buckets = this.#buckets;
    const mask = this.#mask;
    let gap = this.key[row * KEY_WORDS + HASH]! & mask;
    while ((buckets[gap]! & ROW_MASK) !== row) gap = (gap + 1) & mask;
    for (let bucket = (gap + 1) & mask; ; bucket = (bucket + 1) & mask) {
      const other = buckets[bucket]!;
      if (other === EMPTY) break;
      const home = this.key[(other & ROW_MASK) * KEY_WORDS + HASH]! & mask;
      if (((bucket - home) & mask) >= ((bucket - gap) & mask)) {
        buckets[gap] = other;
        gap = bucket;
      }
    }
    buckets[gap] = EMPTY;
  }
}
