// Hot path: allocates nothing per packet.
import type { PrintedAhead } from '../../capture/printed-packet.js';
import { MAX_PRINTED_FLOWS } from '../../limits.js';
import type { Segment } from '../segment.js';

/**
 * What earlier lines told of a 4-tuple, one row of 32 words each. Words that exist for both directions stand side by
 * side, that of the lower end (by address and port) first. The first 16, one cache line, are all that most packets need.
 */
export const FlowWord = {
  Family: 0,
  /** The last address word and the port of either end. */
  Lower: 1,
  Upper: 3,
  Hash: 5,
  LastUsed: 6,
  /** `FlowFact`. */
  Facts: 7,
  /** What the direction's printed numbers count from. */
  Base: 8,
  /** The sequence number that this direction sends next, as far as lines told. */
  Next: 10,
  /** Where its last segment began. */
  LastSeq: 12,
  Window: 14,
  /** The other words of IPv6 addresses. */
  LowerRest: 16,
  UpperRest: 19,
  /** Shift of the window scale option in its SYN, plus one; 0 for none. */
  Scale: 22,
  /** Wireshark's tcp.stream; which life of the 4-tuple this is. */
  Stream: 24,
  Life: 25,
} as const;

/** Bits of `FlowWord.Facts`; those of a direction are shifted by it. */
export const FlowFact = {
  /** The base of direction 0 is known; 2: of direction 1. */
  Base: 1,
  /** So is what it sends next. */
  Next: 4,
  /** So is its window. */
  Window: 16,
  /** The text prints numbers relative to their base; or as they are (-S). */
  Relative: 64,
  Absolute: 128,
  /** The connection is over: FIN or RST was seen. */
  Ended: 256,
  /** The direction's numbers fit each other, but those of the wire are not known. */
  MadeUp: 512,
} as const;

const ROW = 32;
const SMALLEST = 256;

/** Finds a segment's row by its 4-tuple; either direction finds the same. */
export class PrintedFlows {
  words = new Int32Array(SMALLEST * ROW);
  /** The row found last (where it begins in `words`), and the direction: 0 from the lower end. */
  row = 0;
  direction: 0 | 1 = 0;
  /** Rows given up to make room. */
  forgotten = 0;
  #capacity = SMALLEST;
  #rows = 0;
  #buckets = new Int32Array(SMALLEST * 2).fill(-1);
  #now = 0;
  #rowsAhead = new Int32Array(0);
  /** Nobody asks for it: it is kept so that no compiler leaves the reading ahead out. */
  touched = 0;
  readonly #most: number;

  constructor(most = MAX_PRINTED_FLOWS) {
    this.#most = most;
  }

  /** Sets `row` and `direction`; a row that is new is all zero but for its key. */
  find(s: Segment): void {
    const direction = directionOf(s);
    const hash = hashOf(s);
    this.direction = direction;
    const { words } = this;
    const mask = this.#buckets.length - 1;
    let bucket = hash & mask;
    for (let row = this.#buckets[bucket]!; row >= 0; row = this.#buckets[bucket]!) {
      if (words[row + FlowWord.Hash] === hash && isKeyOf(words, row, s, direction)) {
        words[row + FlowWord.LastUsed] = ++this.#now;
        this.row = row;
        return;
      }
      bucket = (bucket + 1) & mask;
    }
    this.#insert(s, direction, hash);
  }

  /**
   * Finding a row waits for memory twice, for its place and then for itself. Each loop here asks for one of both for all
   * packets ahead, so that what one waits for, all wait for at once.
   */
  fetchAhead({ packets, count }: PrintedAhead): void {
    const { words } = this;
    const buckets = this.#buckets;
    const mask = buckets.length - 1;
    if (this.#rowsAhead.length < count) this.#rowsAhead = new Int32Array(packets.length);
    const rows = this.#rowsAhead;
    for (let i = 0; i < count; i++) {
      const { srcIpv4, srcPort, dstIpv4, dstPort } = packets[i]!;
      rows[i] =
        buckets[hashOfEnds(mix(0, srcIpv4, srcPort as number), mix(0, dstIpv4, dstPort as number)) & mask]!;
    }
    let touched = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      if (row >= 0) touched += words[row]! + words[row + FlowWord.Window + 1]!;
    }
    this.touched = touched;
  }

  #insert(s: Segment, direction: 0 | 1, hash: number): void {
    if (this.#rows === this.#capacity) this.#makeRoom();
    const row = this.#rows++ * ROW;
    const { words } = this;
    const source = row + (direction === 0 ? FlowWord.Lower : FlowWord.Upper);
    const destination = row + (direction === 0 ? FlowWord.Upper : FlowWord.Lower);
    words.fill(0, row, row + ROW);
    words[row] = s.family;
    words[source] = s.src3;
    words[source + 1] = s.srcPort;
    words[destination] = s.dst3;
    words[destination + 1] = s.dstPort;
    const sourceRest = row + (direction === 0 ? FlowWord.LowerRest : FlowWord.UpperRest);
    const destinationRest = row + (direction === 0 ? FlowWord.UpperRest : FlowWord.LowerRest);
    words[sourceRest] = s.src0;
    words[sourceRest + 1] = s.src1;
    words[sourceRest + 2] = s.src2;
    words[destinationRest] = s.dst0;
    words[destinationRest + 1] = s.dst1;
    words[destinationRest + 2] = s.dst2;
    words[row + FlowWord.Hash] = hash;
    words[row + FlowWord.LastUsed] = ++this.#now;
    words[row + FlowWord.Stream] = -1;
    this.#place(row, hash);
    this.row = row;
  }

  #place(row: number, hash: number): void {
    const mask = this.#buckets.length - 1;
    let bucket = hash & mask;
    while (this.#buckets[bucket]! >= 0) bucket = (bucket + 1) & mask;
    this.#buckets[bucket] = row;
  }

  /** Doubles the table, or at its bound forgets the half of the rows that was silent longest. */
  #makeRoom(): void {
    if (this.#capacity * 2 <= this.#most) {
      const grown = new Int32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
      this.#capacity *= 2;
    } else this.#forgetHalf();
    this.#buckets = new Int32Array(this.#capacity * 2).fill(-1);
    for (let row = 0; row < this.#rows * ROW; row += ROW) this.#place(row, this.words[row + FlowWord.Hash]!);
  }

  #forgetHalf(): void {
    const { words } = this;
    const times = new Int32Array(this.#rows);
    for (let i = 0; i < times.length; i++) times[i] = words[i * ROW + FlowWord.LastUsed]!;
    const middle = times.sort()[times.length >> 1]!;
    let kept = 0;
    for (let i = 0; i < times.length; i++) {
      if (words[i * ROW + FlowWord.LastUsed]! < middle) continue;
      words.copyWithin(kept++ * ROW, i * ROW, (i + 1) * ROW);
    }
    this.forgotten += this.#rows - kept;
    this.#rows = kept;
  }
}

function directionOf(s: Segment): 0 | 1 {
  if (s.src3 !== s.dst3) return s.src3 < s.dst3 ? 0 : 1;
  if (s.src2 !== s.dst2) return s.src2 < s.dst2 ? 0 : 1;
  if (s.src1 !== s.dst1) return s.src1 < s.dst1 ? 0 : 1;
  if (s.src0 !== s.dst0) return s.src0 < s.dst0 ? 0 : 1;
  return s.srcPort <= s.dstPort ? 0 : 1;
}

function hashOf(s: Segment): number {
  const source = mix(s.src0 ^ s.src1 ^ s.src2, s.src3, s.srcPort);
  const destination = mix(s.dst0 ^ s.dst1 ^ s.dst2, s.dst3, s.dstPort);
  return hashOfEnds(source, destination);
}

function hashOfEnds(source: number, destination: number): number {
  const h = Math.imul((source + destination) ^ Math.imul(source, destination), 0x85ebca6b);
  return h ^ (h >>> 15);
}

function mix(upper: number, lower: number, port: number): number {
  let h = Math.imul(lower ^ (port << 13) ^ port, 0x9e3779b1);
  h = Math.imul(h ^ upper ^ (h >>> 15), 0x27d4eb2f) | 1;
  return h ^ (h >>> 13);
}

function isKeyOf(words: Int32Array, row: number, s: Segment, direction: 0 | 1): boolean {
  const source = row + (direction === 0 ? FlowWord.Lower : FlowWord.Upper);
  const destination = row + (direction === 0 ? FlowWord.Upper : FlowWord.Lower);
  const isLike =
    words[source + 1] === s.srcPort &&
    words[destination + 1] === s.dstPort &&
    words[source] === s.src3 &&
    words[destination] === s.dst3 &&
    words[row] === s.family;
  return isLike && (s.family !== 6 || hasRest(words, row, s, direction));
}

function hasRest(words: Int32Array, row: number, s: Segment, direction: 0 | 1): boolean {
  const source = row + (direction === 0 ? FlowWord.LowerRest : FlowWord.UpperRest);
  const destination = row + (direction === 0 ? FlowWord.UpperRest : FlowWord.LowerRest);
  return (
    words[source] === s.src0 &&
    words[source + 1] === s.src1 &&
    words[source + 2] === s.src2 &&
    words[destination] === s.dst0 &&
    words[destination + 1] === s.dst1 &&
    words[destination + 2] === s.dst2
  );
}
