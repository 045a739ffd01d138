// Hot path: allocates nothing per packet.

import { grown } from '../memory/column.js';
import type { Certainty, StateCause } from '../rows.js';
import type { EndpointColumns } from './endpoint-columns.js';
import { EVENT_COUNT, type TcpEvent } from './events.js';
import type { TcpState } from './state.js';
import { NEXT_STATE, STAYS } from './transitions.js';

/** How an endpoint came into a state, and how sure that is; numbers here, the words of the rows below. */
export const By = { Sent: 0, Received: 1, Timer: 2 } as const;
export type By = (typeof By)[keyof typeof By];
export const BY_NAMES: readonly StateCause[] = ['sent', 'received', 'timer'];

export const Sure = { Seen: 0, Inferred: 1, Retracted: 2 } as const;
export type Sure = (typeof Sure)[keyof typeof Sure];
export const SURE_NAMES: readonly Certainty[] = ['seen', 'inferred', 'retracted'];

/**
 * Every state that every endpoint was in, as one pool of entries. An endpoint's entries are a list in order of
 * time (`next`); those not retracted also point back to the one they replaced (`former`). Entries are numbered from 1,
 * 0 is none, so that a fresh endpoint row has no history.
 */
export class StateHistory {
  /** The packet being tracked: every entry made now bears its number and time. */
  packetNumber = 0;
  timeNs = 0;

  state: Uint8Array;
  by: Uint8Array;
  sure: Uint8Array;
  entryTimeNs: Float64Array;
  /** 0 for a state that no packet brought. */
  packet: Uint32Array;
  next: Int32Array;
  former: Int32Array;
  readonly #endpoints: EndpointColumns;
  #free = 0;
  #used = 1;

  constructor(endpoints: EndpointColumns, capacity = 1 << 14) {
    this.#endpoints = endpoints;
    this.state = new Uint8Array(capacity);
    this.by = new Uint8Array(capacity);
    this.sure = new Uint8Array(capacity);
    this.entryTimeNs = new Float64Array(capacity);
    this.packet = new Uint32Array(capacity);
    this.next = new Int32Array(capacity);
    this.former = new Int32Array(capacity);
  }

  /** Moves endpoint `e` as the transition table says; false when the table has no such row. */
  apply(e: number, event: TcpEvent, by: By, sure: Sure): boolean {
    const next = NEXT_STATE[this.#endpoints.state[e]! * EVENT_COUNT + event]!;
    if (next === STAYS) return false;
    this.enter(e, next as TcpState, by, sure);
    return true;
  }

  /** Puts endpoint `e` into a state, now and by the packet being tracked. */
  enter(e: number, state: TcpState, by: By, sure: Sure): void {
    this.enterAt(e, state, by, sure, this.timeNs, by === By.Timer ? 0 : this.packetNumber);
  }

  /** The same for a moment that is not this packet's: a timer, or what a missing packet must have done. */
  enterAt(e: number, state: TcpState, by: By, sure: Sure, timeNs: number, packet: number): void {
    const ends = this.#endpoints;
    const entry = this.#allocate();
    this.state[entry] = state;
    this.by[entry] = by;
    this.sure[entry] = sure;
    this.entryTimeNs[entry] = timeNs;
    this.packet[entry] = packet;
    this.next[entry] = 0;
    this.former[entry] = ends.currentEntry[e]!;
    const last = ends.lastEntry[e]!;
    if (last === 0) ends.firstEntry[e] = entry;
    else this.next[last] = entry;
    ends.lastEntry[e] = entry;
    ends.currentEntry[e] = entry;
    ends.entered[e]! |= 1 << state;
    ends.state[e] = state;
  }

  /** The endpoint's own segment bears out the state it is in. */
  confirm(e: number): void {
    const entry = this.#endpoints.currentEntry[e]!;
    if (entry !== 0) this.sure[entry] = Sure.Seen;
  }

  /** True when the state the endpoint is in was only inferred. */
  isInferred(e: number): boolean {
    const entry = this.#endpoints.currentEntry[e]!;
    return entry !== 0 && this.sure[entry] === Sure.Inferred;
  }

  /** How the endpoint came into the state it is in; meaningless before its first entry. */
  enteredBy(e: number): By {
    return this.by[this.#endpoints.currentEntry[e]!] as By;
  }

  /** When the endpoint entered the state it is in; NaN before its first entry. */
  enteredNs(e: number): number {
    const entry = this.#endpoints.currentEntry[e]!;
    return entry === 0 ? Number.NaN : this.entryTimeNs[entry]!;
  }

  /** True when the endpoint's history, retracted entries aside, holds the state. */
  wasIn(e: number, state: TcpState): boolean {
    if (!(this.#endpoints.entered[e]! & (1 << state))) return false;
    for (let entry = this.#endpoints.currentEntry[e]!; entry !== 0; entry = this.former[entry]!) {
      if (this.state[entry] === state) return true;
    }
    return false;
  }

  /** Takes back every entry after the last one in `state`; false, and nothing happens, when there is none. */
  retractTo(e: number, state: TcpState): boolean {
    if (!this.wasIn(e, state)) return false;
    while (this.#endpoints.state[e] !== state) this.retract(e);
    return true;
  }

  /** Takes back the state the endpoint is in: it is in the former one again. */
  retract(e: number): void {
    const ends = this.#endpoints;
    const entry = ends.currentEntry[e]!;
    if (entry === 0) return;
    this.sure[entry] = Sure.Retracted;
    const former = this.former[entry]!;
    ends.currentEntry[e] = former;
    ends.state[e] = former === 0 ? 0 : this.state[former]!;
  }

  /** Gives the endpoint's entries back to the pool. */
  release(e: number): void {
    const ends = this.#endpoints;
    const first = ends.firstEntry[e]!;
    if (first === 0) return;
    this.next[ends.lastEntry[e]!] = this.#free;
    this.#free = first;
    ends.firstEntry[e] = ends.lastEntry[e] = ends.currentEntry[e] = 0;
  }

  #allocate(): number {
    if (this.#free !== 0) {
      const entry = this.#free;
      this.#free = this.next[entry]!;
      return entry;
    }
    if (this.#used === this.state.length) this.#grow(this.#used * 2);
    return this.#used++;
  }

  #grow(capacity: number): void {
    this.state = grown(this.state, capacity);
    this.by = grown(this.by, capacity);
    this.sure = grown(this.sure, capacity);
    this.entryTimeNs = grown(this.entryTimeNs, capacity);
    this.packet = grown(this.packet, capacity);
    this.next = grown(this.next, capacity);
    this.former = grown(this.former, capacity);
  }
}
