import { endpointOf } from '../flow/direction.js';
import { counted } from '../format/messages/en.js';
import { HALF_OPEN_IDLE_SECONDS, MAX_CONNECTIONS, OPEN_IDLE_SECONDS } from '../limits.js';
import { TcpState } from './state.js';
import type { TcpTables } from './tables.js';
import type { TimerSettings } from './timers.js';

/** Capture time between two looks for connections that may leave. */
const SWEEP_EVERY_NS = 10e9;
/** A look costs as much as a few packets per connection held: at most once in this many packets. */
const SWEEP_EVERY_PACKETS = 65_536;

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
  readonly #t: TcpTables;
  readonly #timers: TimerSettings;
  readonly #leave: (slot: number) => void;

  constructor(tables: TcpTables, timers: TimerSettings, leave: (slot: number) => void) {
    this.#t = tables;
    this.#timers = timers;
    this.#leave = leave;
  }

  /** To be asked once per packet: is it time for a sweep? */
  isDue(timeNs: number): boolean {
    return ++this.#packets >= SWEEP_EVERY_PACKETS && timeNs >= this.#nextNs;
  }

  /** Lets everything go that is over at `nowNs`. */
  sweep(nowNs: number): void {
    this.#packets = 0;
    this.#nextNs = nowNs + SWEEP_EVERY_NS;
    const c = this.#t.connections;
    for (let slot = 0; slot < this.#t.slots; slot++) {
      if (c.used[slot] && nowNs - this.#t.endNsOf(slot) > this.#patienceNs(slot)) this.#leave(slot);
    }
  }

  /** Called when every row is taken: sweeps, and beyond the limit makes connections leave before they are over. */
  makeRoom(nowNs: number): void {
    this.sweep(nowNs);
    const isCrowded = this.#t.held > this.#t.connections.capacity * 0.75;
    if (isCrowded && this.#t.connections.capacity >= MAX_CONNECTIONS) this.#forceOut(this.#t.held >> 3);
  }

  limitsReached(): string[] {
    if (this.#forcedOut === 0) return [];
    return [
      `more than ${counted(MAX_CONNECTIONS, 'connection')} at once: ${counted(this.#forcedOut, 'connection')} left the analysis before ${this.#forcedOut === 1 ? 'it was' : 'they were'} over, half-open ones first`,
    ];
  }

  #patienceNs(slot: number): number {
    const state = this.#t.endpoints.state;
    const lower = state[endpointOf(slot, 0)]!;
    const upper = state[endpointOf(slot, 1)]!;
    if (isDone(lower) && isDone(upper)) return this.#timers.timeWaitNs;
    return (isHalfOpen(lower, upper) ? HALF_OPEN_IDLE_SECONDS : OPEN_IDLE_SECONDS) * 1e9;
  }

  #forceOut(count: number): void {
    const c = this.#t.connections;
    const state = this.#t.endpoints.state;
    const held: number[] = [];
    for (let slot = 0; slot < this.#t.slots; slot++) if (c.used[slot]) held.push(slot);
    const rank = (slot: number) =>
      isHalfOpen(state[endpointOf(slot, 0)]!, state[endpointOf(slot, 1)]!) ? 0 : 1;
    held.sort(
      (a, b) => rank(a) - rank(b) || this.#t.endNsOf(a) - this.#t.endNsOf(b) || c.number[a]! - c.number[b]!,
    );
    for (const slot of held.slice(0, count)) this.#leave(slot);
    this.#forcedOut += count;
  }
}

function isDone(state: number): boolean {
  return state === TcpState.Closed || state === TcpState.TimeWait || state === TcpState.Unknown;
}

function isHalfOpen(lower: number, upper: number): boolean {
  return lower <= TcpState.SynRcvd || upper <= TcpState.SynRcvd;
}
