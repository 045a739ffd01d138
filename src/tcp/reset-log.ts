import { grown } from '../memory/column.js';
import type { ResetEffect } from '../rows.js';
import type { Cause } from './reset-cause.js';

/** What a RST did; numbers here, the words of the rows below. */
export const Effect = { Ended: 0, Refused: 1, Ignored: 2, AfterClose: 3, Stray: 4 } as const;
export type Effect = (typeof Effect)[keyof typeof Effect];
export const EFFECT_NAMES: readonly ResetEffect[] = ['ended', 'refused', 'ignored', 'after-close', 'stray'];

/** Every RST of every connection held, as lists in one pool; entries count from 1, 0 is none. */
export class ResetLog {
  packet = new Uint32Array(256);
  timeNs = new Float64Array(256);
  /** The end of the 4-tuple that its header names as sender, 0 or 1. */
  end = new Uint8Array(256);
  effect = new Uint8Array(256);
  /** A `Cause`, and the `ResetTest` bits that fired. */
  cause = new Uint8Array(256);
  tests = new Uint16Array(256);
  /** 1 where the receiver's sequence number is not known well enough to tell whether it was accepted. */
  doubtful = new Uint8Array(256);
  next = new Int32Array(256);
  #used = 1;
  #free = 0;

  add(
    packet: number,
    timeNs: number,
    end: number,
    effect: Effect,
    cause: Cause,
    tests: number,
    doubtful: boolean,
  ): number {
    let entry = this.#free;
    if (entry !== 0) this.#free = this.next[entry]!;
    else {
      if (this.#used === this.packet.length) this.#grow(this.#used * 2);
      entry = this.#used++;
    }
    this.packet[entry] = packet;
    this.timeNs[entry] = timeNs;
    this.end[entry] = end;
    this.effect[entry] = effect;
    this.cause[entry] = cause;
    this.tests[entry] = tests;
    this.doubtful[entry] = doubtful ? 1 : 0;
    this.next[entry] = 0;
    return entry;
  }

  release(first: number, last: number): void {
    if (first === 0) return;
    this.next[last] = this.#free;
    this.#free = first;
  }

  #grow(capacity: number): void {
    this.packet = grown(this.packet, capacity);
    this.timeNs = grown(this.timeNs, capacity);
    this.end = grown(this.end, capacity);
    this.effect = grown(this.effect, capacity);
    this.cause = grown(this.cause, capacity);
    this.tests = grown(this.tests, capacity);
    this.doubtful = grown(this.doubtful, capacity);
    this.next = grown(this.next, capacity);
  }
}
