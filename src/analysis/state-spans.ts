import { STATE_NAMES } from '../rows.js';
import type { StateSpan } from '../sink.js';
import { TcpState } from '../tcp/state.js';
import { By, Sure } from '../tcp/state-history.js';
import type { TcpTables } from '../tcp/tables.js';
import { runsOutNs, type TimerSettings } from '../tcp/timers.js';

/**
 * The states of endpoint `e` by what is known now, oldest first: what was taken back is left out, and the last one ends
 * when its timer will, if one runs.
 */
export function stateSpans(t: TcpTables, slot: number, e: number, timers: TimerSettings): StateSpan[] {
  const h = t.history;
  const spans: StateSpan[] = [];
  const runsOut = runsOutNs(t, slot, e, timers);
  let untilNs = Number.isNaN(runsOut) ? Number.POSITIVE_INFINITY : runsOut;
  let untilPacket: number | null = null;
  let byTimer = true;
  // Backwards, so that a state whose entry was inferred for an earlier moment ends those before it.
  for (let entry = t.endpoints.currentEntry[e]!; entry !== 0; entry = h.former[entry]!) {
    const sinceNs = h.entryTimeNs[entry]!;
    const timerNs = lengthOf(h.state[entry] as TcpState, timers);
    const sincePacket = h.packet[entry]! || null;
    spans.push({
      state: STATE_NAMES[h.state[entry]!]!,
      sinceNs,
      sincePacket,
      untilNs,
      untilPacket,
      timerNs,
      runsOutNs: byTimer ? untilNs : sinceNs + timerNs,
      certainty: h.sure[entry] === Sure.Seen ? 'seen' : 'inferred',
    });
    untilNs = Math.min(untilNs, sinceNs);
    untilPacket = sincePacket;
    byTimer = h.by[entry] === By.Timer;
  }
  return spans.reverse();
}

/** How long a timer lets the state last when nothing comes. */
function lengthOf(state: TcpState, timers: TimerSettings): number {
  if (state === TcpState.TimeWait) return timers.timeWaitNs;
  return state === TcpState.FinWait2 ? timers.finTimeoutNs : Number.POSITIVE_INFINITY;
}
