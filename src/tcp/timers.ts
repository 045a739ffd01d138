import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { Known } from './endpoint-columns.js';
import { Errno } from './errno.js';
import { EVENT_COUNT, TcpEvent } from './events.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';
import { NEXT_STATE, STAYS } from './transitions.js';

/** How long the states last that time alone ends, in nanoseconds. */
export interface TimerSettings {
  /** TIME_WAIT: 60 s on Linux whatever `tcp_fin_timeout` says; 2 MSL in RFC 9293. */
  timeWaitNs: number;
  /** FIN_WAIT_2 of a socket whose program has closed it: Linux `tcp_fin_timeout`, 60 s. */
  finTimeoutNs: number;
}

/** The first repetition of a SYN comes after this (RFC 6298 §2.1; Linux). A lone SYN that is not repeated was given up. */
const FIRST_SYN_TIMEOUT_NS = 1e9;
/** Repeats on the linear timetable that do not reach its end (Linux `tcp_syn_linear_timeouts` is 4). */
const LINEAR_SYN_REPEATS = 3;
/** Fewer repeats than these show no timetable. */
const PROVEN_REPEATS = 3;
/** RFC 6298 §2.5; Linux TCP_RTO_MAX. */
const LONGEST_RTO_NS = 120e9;
/** Timers may be late by this share of their time. */
const LATENESS = 0.1;

/** Lets time alone act on both ends of a connection up to `nowNs`. */
export function runTimers(t: TcpTables, slot: number, nowNs: number, settings: TimerSettings): void {
  runEndpointTimer(t, slot, endpointOf(slot, 0), nowNs, settings);
  if (!(t.connections.facts[slot]! & ConnectionFact.SelfConnected))
    runEndpointTimer(t, slot, endpointOf(slot, 1), nowNs, settings);
}

function runEndpointTimer(
  t: TcpTables,
  slot: number,
  e: number,
  nowNs: number,
  settings: TimerSettings,
): void {
  const atNs = runsOutNs(t, slot, e, settings);
  switch (t.endpoints.state[e]) {
    case TcpState.TimeWait:
      expire(t, e, TcpEvent.TimeWaitOver, atNs, nowNs);
      return;
    case TcpState.FinWait2:
      expire(t, e, TcpEvent.FinWait2Over, atNs, nowNs);
      return;
    case TcpState.SynSent:
      if (expire(t, e, TcpEvent.RetriesOver, atNs, nowNs) && hasUsedUpSyns(t, e)) {
        t.endpoints.socketError[e] = t.endpoints.softError[e] || Errno.TimedOut;
      }
      return;
    case TcpState.Established:
    case TcpState.CloseWait:
      if (expire(t, e, TcpEvent.RetriesOver, atNs, nowNs)) {
        t.endpoints.socketError[e] = t.endpoints.softError[e] || Errno.TimedOut;
      }
      return;
    case TcpState.SynRcvd:
    case TcpState.FinWait1:
    case TcpState.Closing:
    case TcpState.LastAck:
      // A request has no program yet, the others have none any more: nobody is there to read an errno.
      expire(t, e, TcpEvent.RetriesOver, atNs, nowNs);
      return;
  }
}

/** When time alone will end the state that the endpoint is in; NaN while no timer does, or that cannot be told. */
export function runsOutNs(t: TcpTables, slot: number, e: number, settings: TimerSettings): number {
  switch (t.endpoints.state[e]) {
    case TcpState.TimeWait:
      // Whatever still comes in TIME_WAIT starts the clock again.
      return Math.max(t.history.enteredNs(e), t.endpoints.lastSpokeNs[e]!) + settings.timeWaitNs;
    case TcpState.FinWait2:
      return finWait2Start(t, e) + settings.finTimeoutNs;
    case TcpState.SynSent:
      return synGivenUpNs(t, slot, e);
    case TcpState.SynRcvd:
      return requestGivenUpNs(t, e);
    case TcpState.Established:
    case TcpState.CloseWait:
    case TcpState.FinWait1:
    case TcpState.Closing:
    case TcpState.LastAck:
      return retriesOverNs(t, e);
    default:
      return Number.NaN;
  }
}

/**
 * When an endpoint that repeats itself without an answer has given up: where the next repeat of the doubling timetable is
 * missing. NaN while that cannot be told.
 */
function retriesOverNs(t: TcpTables, e: number): number {
  const ends = t.endpoints;
  if (ends.repeatsSinceAck[e]! < PROVEN_REPEATS || ends.unanswered[e]! < PROVEN_REPEATS) return Number.NaN;
  const waitNs = Math.min(2 * ends.lastRepeatGapNs[e]!, LONGEST_RTO_NS);
  return ends.lastDataNs[e]! + waitNs * (1 + LATENESS);
}

/** Data from the other side shows that the program still reads: no orphan, no limit until then. */
function finWait2Start(t: TcpTables, e: number): number {
  const p = peerOf(e);
  const entered = t.history.enteredNs(e);
  return t.endpoints.known[p]! & Known.Heard ? Math.max(entered, t.endpoints.lastSpokeNs[p]!) : entered;
}

/** The wait after the last SYN is twice the one before it, on the doubling and on the linear timetable's end alike. */
function synGivenUpNs(t: TcpTables, slot: number, e: number): number {
  const last = t.connections.synNs[slot]!;
  const repeats = t.endpoints.synRepeats[e]!;
  if (repeats === 0) return last + 3 * FIRST_SYN_TIMEOUT_NS;
  return last + 2 * Math.max(FIRST_SYN_TIMEOUT_NS, t.endpoints.lastSynGapNs[e]!);
}

/**
 * A SYN,ACK is repeated after 1, 2, 4 … s; when the next repeat is missing, the request is forgotten. One that is never
 * repeated was answered with a SYN cookie, or its listener is gone. NaN for an endpoint whose SYN,ACK was not seen.
 */
function requestGivenUpNs(t: TcpTables, e: number): number {
  if (!(t.endpoints.known[e]! & Known.SynAck)) return Number.NaN;
  const last = t.endpoints.lastSpokeNs[e]!;
  const repeats = Math.min(t.endpoints.synAckRepeats[e]!, 16);
  if (repeats === 0) return last + 3 * FIRST_SYN_TIMEOUT_NS;
  const nextFactor = 2 ** repeats / (2 ** repeats - 1);
  return last + Math.max(FIRST_SYN_TIMEOUT_NS, (last - t.history.enteredNs(e)) * nextFactor * (1 + LATENESS));
}

/**
 * A kernel that gives up has been through its timetable; a program that gives up stops within it. Linux since 6.5 first
 * repeats every second, four times: two or three such repeats and no more are a program's doing.
 */
function hasUsedUpSyns(t: TcpTables, e: number): boolean {
  const repeats = t.endpoints.synRepeats[e]!;
  return (
    repeats > LINEAR_SYN_REPEATS || (repeats > 0 && t.endpoints.lastSynGapNs[e]! > 1.5 * FIRST_SYN_TIMEOUT_NS)
  );
}

/** Moves the endpoint on when the timer has run out by `nowNs`, and tells whether it has. */
function expire(t: TcpTables, e: number, event: TcpEvent, atNs: number, nowNs: number): boolean {
  if (!(atNs <= nowNs)) return false;
  const next = NEXT_STATE[t.endpoints.state[e]! * EVENT_COUNT + event]!;
  if (next === STAYS) return false;
  t.history.enterAt(e, next as TcpState, By.Timer, Sure.Inferred, atNs, 0);
  return true;
}
