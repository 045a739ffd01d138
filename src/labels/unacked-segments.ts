// Hot path: allocates nothing per packet.
import { MAX_UNACKED_PER_DIRECTION, MAX_UNACKED_SEGMENTS } from '../limits.js';
import { grown } from '../memory/column.js';
import { Mark, type WiresharkColumns } from './wireshark-columns.js';
import { isGreater, isGreaterOrEqual } from './wireshark-order.js';

/**
 * Wireshark's list of segments seen and not acknowledged, one per direction, all in one pool. The lists run from the
 * oldest to the newest. As long as a list stands in the order of its numbers, which is the rule, an ACK looks only at what it takes away.
 */
export class UnackedSegments {
  /** By entry; entry 0 is none. */
  seq: Int32Array;
  end: Int32Array;
  packet: Uint32Array;
  timeNs: Float64Array;
  next: Int32Array;
  /** Sent again since: its ACK tells no round-trip time (Karn). */
  isRepeated: Uint8Array;

  /** The oldest entry that the last `acknowledge` met exactly: its packet (0: none), time and `isRepeated`. */
  metPacket = 0;
  metNs = 0;
  metRepeated = false;
  /** Segments that found no room in the pool. */
  refused = 0;

  readonly #w: WiresharkColumns;
  #free = 0;
  #used = 1;

  constructor(columns: WiresharkColumns, capacity = 4096) {
    this.#w = columns;
    this.seq = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.packet = new Uint32Array(capacity);
    this.timeNs = new Float64Array(capacity);
    this.next = new Int32Array(capacity);
    this.isRepeated = new Uint8Array(capacity);
  }

  /** Whether the direction's list takes one more. */
  hasRoom(e: number): boolean {
    return this.#w.unacked[e]! < MAX_UNACKED_PER_DIRECTION;
  }

  push(e: number, seq: number, end: number, packet: number, timeNs: number, isRepeated: boolean): void {
    const w = this.#w;
    const entry = this.#take();
    if (entry === 0) return;
    this.seq[entry] = seq;
    this.end[entry] = end;
    this.packet[entry] = packet;
    this.timeNs[entry] = timeNs;
    this.next[entry] = 0;
    this.isRepeated[entry] = isRepeated ? 1 : 0;

    const newest = w.newest[e]!;
    w.newest[e] = entry;
    w.unacked[e]!++;
    if (newest === 0) {
      w.oldest[e] = entry;
      w.marks[e]! &= ~Mark.Disordered;
      w.lowest[e] = seq;
      w.highest[e] = end;
      return;
    }
    this.next[newest] = entry;
    if (!isGreaterOrEqual(seq, this.end[newest]!) || !isGreater(end, this.seq[w.oldest[e]!]!)) {
      w.marks[e]! |= Mark.Disordered;
    }
    this.#widen(e, seq, end);
  }

  /** Takes away what `ack` covers and shortens what it covers in part. */
  acknowledge(e: number, ack: number): void {
    const w = this.#w;
    this.metPacket = 0;
    let previous = 0;
    let entry = w.oldest[e]!;
    if (entry === 0) return;
    const isOrdered = (w.marks[e]! & Mark.Disordered) === 0;
    const endsEarly = isOrdered && isGreater(this.end[w.newest[e]!]!, ack);
    while (entry !== 0) {
      const end = this.end[entry]!;
      if (end !== ack && isGreater(end, ack)) {
        if (isGreater(ack, this.seq[entry]!)) this.seq[entry] = ack;
        if (endsEarly) break;
        previous = entry;
        entry = this.next[entry]!;
        continue;
      }
      if (end === ack && this.metPacket === 0) {
        this.metPacket = this.packet[entry]!;
        this.metNs = this.timeNs[entry]!;
        this.metRepeated = this.isRepeated[entry] === 1;
      }
      entry = this.#remove(e, previous, entry);
    }
    this.measure(e, isOrdered);
  }

  /** Finds the span that the list covers anew. */
  measure(e: number, isOrdered: boolean): void {
    const w = this.#w;
    let entry = w.oldest[e]!;
    if (entry === 0) return;
    const base = w.base[e]!;
    const first = this.seq[entry]!;
    const last = this.end[w.newest[e]!]!;
    w.lowest[e] = first;
    w.highest[e] = last;
    // The span of an ordered list goes from the oldest to the newest, unless its numbers pass the base.
    if (isOrdered && (first - base) >>> 0 <= (last - base) >>> 0) return;
    w.highest[e] = this.end[entry]!;
    let reached = this.end[entry]!;
    let isDisordered = !isGreater(last, first);
    for (entry = this.next[entry]!; entry !== 0; entry = this.next[entry]!) {
      if (!isGreaterOrEqual(this.seq[entry]!, reached)) isDisordered = true;
      reached = this.end[entry]!;
      this.#widen(e, this.seq[entry]!, reached);
    }
    if (!isDisordered) w.marks[e]! &= ~Mark.Disordered;
  }

  /** Gives the direction's entries back. */
  release(e: number): void {
    const w = this.#w;
    const oldest = w.oldest[e]!;
    if (oldest === 0) return;
    this.next[w.newest[e]!] = this.#free;
    this.#free = oldest;
    w.oldest[e] = w.newest[e] = w.unacked[e] = 0;
  }

  /** Numbers are compared as they are shown, counted from the direction's base. */
  #widen(e: number, seq: number, end: number): void {
    const w = this.#w;
    const base = w.base[e]!;
    if ((seq - base) >>> 0 < (w.lowest[e]! - base) >>> 0) w.lowest[e] = seq;
    if ((end - base) >>> 0 > (w.highest[e]! - base) >>> 0) w.highest[e] = end;
  }

  /** Takes the entry out of the list and returns the one after it. */
  #remove(e: number, previous: number, entry: number): number {
    const w = this.#w;
    const next = this.next[entry]!;
    if (previous === 0) w.oldest[e] = next;
    else this.next[previous] = next;
    if (next === 0) w.newest[e] = previous;
    w.unacked[e]!--;
    this.next[entry] = this.#free;
    this.#free = entry;
    return next;
  }

  #take(): number {
    const free = this.#free;
    if (free !== 0) {
      this.#free = this.next[free]!;
      return free;
    }
    if (this.#used === this.seq.length) {
      if (this.#used >= MAX_UNACKED_SEGMENTS) {
        this.refused++;
        return 0;
      }
      this.#grow(this.#used * 2);
    }
    return this.#used++;
  }

  #grow(capacity: number): void {
    this.seq = grown(this.seq, capacity);
    this.end = grown(this.end, capacity);
    this.packet = grown(this.packet, capacity);
    this.timeNs = grown(this.timeNs, capacity);
    this.next = grown(this.next, capacity);
    this.isRepeated = grown(this.isRepeated, capacity);
  }
}
