import { MAX_ZERO_WINDOW_PERIODS, MAX_ZERO_WINDOW_PERIODS_PER_ENDPOINT } from '../limits.js';
import { grown } from '../memory/column.js';
import type { EndpointColumns } from './endpoint-columns.js';

/**
 * When receive windows were closed, as lists in one pool; entries count from 1, 0 is none. Each endpoint keeps its first few; all
 * are counted in its columns.
 */
export class ZeroWindows {
  closedPacket = new Uint32Array(64);
  closedNs = new Float64Array(64);
  /** 0 while it is closed. */
  openedPacket = new Uint32Array(64);
  openedNs = new Float64Array(64);
  next = new Int32Array(64);
  readonly #ends: EndpointColumns;
  #used = 1;
  #free = 0;
  /** Periods that found no room. */
  refused = 0;

  constructor(ends: EndpointColumns) {
    this.#ends = ends;
  }

  /** Endpoint `e` closes its window, for the `zeroWindows`th time. */
  close(e: number, packet: number, timeNs: number): void {
    const ends = this.#ends;
    if (ends.zeroWindows[e]! > MAX_ZERO_WINDOW_PERIODS_PER_ENDPOINT) return;
    const entry = this.#allocate();
    if (entry === 0) return;
    this.closedPacket[entry] = packet;
    this.closedNs[entry] = timeNs;
    this.openedPacket[entry] = 0;
    this.next[entry] = 0;
    if (ends.firstZeroWindow[e] === 0) ends.firstZeroWindow[e] = entry;
    else this.next[ends.lastZeroWindow[e]!] = entry;
    ends.lastZeroWindow[e] = entry;
  }

  /** It opens it again. */
  open(e: number, packet: number, timeNs: number): void {
    const entry = this.#ends.lastZeroWindow[e]!;
    if (entry === 0 || this.openedPacket[entry] !== 0) return;
    this.openedPacket[entry] = packet;
    this.openedNs[entry] = timeNs;
  }

  release(e: number): void {
    const first = this.#ends.firstZeroWindow[e]!;
    if (first === 0) return;
    this.next[this.#ends.lastZeroWindow[e]!] = this.#free;
    this.#free = first;
  }

  #allocate(): number {
    const free = this.#free;
    if (free !== 0) {
      this.#free = this.next[free]!;
      return free;
    }
    if (this.#used > MAX_ZERO_WINDOW_PERIODS) {
      this.refused++;
      return 0;
    }
    if (this.#used === this.next.length) this.#grow(this.#used * 2);
    return this.#used++;
  }

  #grow(capacity: number): void {
    this.closedPacket = grown(this.closedPacket, capacity);
    this.closedNs = grown(this.closedNs, capacity);
    this.openedPacket = grown(this.openedPacket, capacity);
    this.openedNs = grown(this.openedNs, capacity);
    this.next = grown(this.next, capacity);
  }
}
