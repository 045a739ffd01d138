import type { Segment } from '../decode/segment.js';
import { endpointOf } from '../flow/direction.js';
import { counted } from '../format/messages/en.js';
import { HALF_OPEN_IDLE_SECONDS, MAX_CONNECTIONS, MAX_HALF_OPEN, OPEN_IDLE_SECONDS } from '../limits.js';
import { grown } from '../memory/column.js';
import { TcpState } from './state.js';
import type { TcpTables } from './tables.js';
import type { TimerSettings } from './timers.js';

/** Capture time between two looks for connections that may leave. */
const SWEEP_EVERY_NS = 10e9;
/** A look costs as much as a few packets per connection held: at most once in this many packets. */
const SWEEP_EVERY_PACKETS = 65_536;

/** Beyond the limit this share leaves at once: looking costs as much for one as for many. */
const FORCED_SHARE = 1 / 8;
/** Where this share of what is held is half open, somebody opens connections that nobody means to use: half of all make room then. */
const FLOODED_SHARE = 7 / 8;
const FLOOD_FORCED_SHARE = 1 / 2;
/** Times looked at to find the longest silent: sorting all of them would cost more than all the rest. */
const SAMPLE = 2048;

/**
 * Decides what leaves and when. A connection leaves when both ends are done and nothing has come for as long as TIME_WAIT
 * lasts, or after a long silence; when there is no room, half-open ones leave first, the longest silent before the others.
 */
export class Retirement {
  /** Segments that came after their connection had left. */
  lateSegments = 0;
  #forcedOut = 0;
  #nextNs = SWEEP_EVERY_NS;
  #packets = 0;
  /** Per slot: before this moment it cannot leave, whatever comes. Kept, for a look at the connection itself costs several cache lines. */
  #staysUntilNs = new Float64Array(0);
  readonly #t: TcpTables;
  readonly #timers: TimerSettings;
  readonly #leave: (slot: number) => void;
  readonly #leastPatienceNs: number;

  constructor(tables: TcpTables, timers: TimerSettings, leave: (slot: number) => void) {
    this.#t = tables;
    this.#timers = timers;
    this.#leave = leave;
    this.#leastPatienceNs = Math.min(timers.timeWaitNs, HALF_OPEN_IDLE_SECONDS * 1e9);
  }

  /** To be asked once per packet: is it time for a sweep? */
  isDue(s: Segment): boolean {
    return ++this.#packets >= SWEEP_EVERY_PACKETS && s.timeNs >= this.#nextNs;
  }

  /** Lets everything go that is over at `nowNs`. */
  sweep(nowNs: number): void {
    this.#packets = 0;
    this.#nextNs = nowNs + SWEEP_EVERY_NS;
    const c = this.#t.connections;
    if (this.#staysUntilNs.length < c.capacity) this.#staysUntilNs = grown(this.#staysUntilNs, c.capacity);
    const staysUntilNs = this.#staysUntilNs;
    for (let slot = 0; slot < this.#t.slots; slot++) {
      if (!c.used[slot] || staysUntilNs[slot]! >= nowNs) continue;
      const overNs = this.#t.endNsOf(slot) + this.#patienceNs(slot);
      if (overNs < nowNs) this.#leave(slot);
      else staysUntilNs[slot] = Math.min(overNs, nowNs + this.#leastPatienceNs);
    }
  }

  /** Called when every row is taken: sweeps, and beyond the limit makes connections leave before they are over. */
  makeRoom(nowNs: number): void {
    this.sweep(nowNs);
    const { held } = this.#t;
    const { capacity } = this.#t.connections;
    if (held <= capacity * 0.75) return;
    if (capacity < MAX_HALF_OPEN) return;
    const halfOpen = this.#heldWhere(true);
    // More room is made for connections, not for attempts.
    const isFlooded = halfOpen.slots.length >= held * FLOODED_SHARE;
    if (isFlooded) this.#forceOut(halfOpen, FLOOD_FORCED_SHARE);
    else if (capacity >= MAX_CONNECTIONS) this.#forceOut(halfOpen, FORCED_SHARE);
  }

  limitsReached(): string[] {
    if (this.#forcedOut === 0) return [];
    return [
      `more than ${counted(this.#t.connections.capacity, 'connection')} at once: ${counted(this.#forcedOut, 'connection')} left the analysis before ${this.#forcedOut === 1 ? 'it was' : 'they were'} over, half-open ones first`,
    ];
  }

  #patienceNs(slot: number): number {
    const state = this.#t.endpoints.state;
    const lower = state[endpointOf(slot, 0)]!;
    const upper = state[endpointOf(slot, 1)]!;
    if (isDone(lower) && isDone(upper)) return this.#timers.timeWaitNs;
    return (isHalfOpen(lower, upper) ? HALF_OPEN_IDLE_SECONDS : OPEN_IDLE_SECONDS) * 1e9;
  }

  /** Makes about `share` of all leave: among the half-open ones while there are any, those silent since before a sampled moment. */
  #forceOut(halfOpen: Held, share: number): void {
    const enough = halfOpen.slots.length >= (this.#t.held * share) / 2;
    const { slots, endNs } = enough ? halfOpen : this.#heldWhere(false);
    const wanted = Math.min(1, (this.#t.held * share) / slots.length);
    const before = quantile(endNs, wanted);
    for (let i = 0; i < slots.length; i++) {
      if (endNs[i]! > before) continue;
      this.#leave(slots[i]!);
      this.#forcedOut++;
    }
  }

  #heldWhere(isHalfOpenOnly: boolean): Held {
    const c = this.#t.connections;
    const state = this.#t.endpoints.state;
    const slots = new Int32Array(this.#t.held);
    const endNs = new Float64Array(slots.length);
    let count = 0;
    for (let slot = 0; slot < this.#t.slots; slot++) {
      if (!c.used[slot]) continue;
      if (isHalfOpenOnly && !isHalfOpen(state[endpointOf(slot, 0)]!, state[endpointOf(slot, 1)]!)) continue;
      slots[count] = slot;
      endNs[count++] = this.#t.endNsOf(slot);
    }
    return { slots: slots.subarray(0, count), endNs: endNs.subarray(0, count) };
  }
}

/** Slots, and the time of each one's latest packet. */
interface Held {
  slots: Int32Array;
  endNs: Float64Array;
}

/** The time before which about this share of them fell silent, from an even sample. */
function quantile(endNs: Float64Array, share: number): number {
  const step = Math.max(1, Math.floor(endNs.length / SAMPLE));
  const sample = new Float64Array(Math.ceil(endNs.length / step));
  for (let i = 0; i < sample.length; i++) sample[i] = endNs[i * step]!;
  sample.sort();
  return sample[Math.min(sample.length - 1, Math.floor(sample.length * share))]!;
}

function isDone(state: number): boolean {
  return state === TcpState.Closed || state === TcpState.TimeWait || state === TcpState.Unknown;
}

function isHalfOpen(lower: number, upper: number): boolean {
  return lower <= TcpState.SynRcvd || upper <= TcpState.SynRcvd;
}
