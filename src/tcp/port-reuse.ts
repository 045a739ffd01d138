// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf } from '../flow/direction.js';
import { Known } from './endpoint-columns.js';
import { TcpEvent } from './events.js';
import { acknowledgesSyn } from './handshake.js';
import { isAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

const NEARBY = 1 << 24;
/** Linux; what others hold longer is not taken for TIME_WAIT here. */
const LONGEST_TIME_WAIT_NS = 60e9;

/**
 * A SYN with a new number gives its 4-tuple a new connection (Wireshark's rule), yet the far end may still hold the
 * former one: a stale peer that answers with a challenge ACK, or a forged SYN that everybody ignores. Until the new SYN is
 * answered, whoever does not speak of it speaks of the former connection. Returns the slot whose ends the segment concerns.
 */
export function lifeConcerned(
  t: TcpTables,
  slot: number,
  former: number,
  direction: 0 | 1,
  s: Segment,
): number {
  const ends = t.endpoints;
  const opener = t.connections.initiatorEnd[slot]!;
  const i = endpointOf(slot, opener);
  if (isNobodys(t, i)) return (s.flags & (TcpFlag.Syn | TcpFlag.Rst)) === TcpFlag.Syn ? slot : former;
  if (ends.state[i] !== TcpState.SynSent || s.flags & TcpFlag.Syn) {
    if (s.flags & TcpFlag.Syn && s.flags & TcpFlag.Ack && acknowledgesSyn(ends, i, s))
      replaceFormer(t, slot, former, s.timeNs);
    return slot;
  }
  const fromOpener = direction === opener;
  if (!fromOpener) {
    if (s.flags & TcpFlag.Ack && acknowledgesSyn(ends, i, s)) {
      if (!(s.flags & TcpFlag.Rst)) replaceFormer(t, slot, former, s.timeNs);
      return slot;
    }
    if (s.flags & TcpFlag.Ack && !(s.flags & TcpFlag.Rst)) {
      ends.refusedAck[i] = s.ack;
      ends.known[i]! |= Known.RefusedAck;
    }
    return former;
  }
  const e = endpointOf(former, direction);
  const isFormers = (ends.known[e]! & Known.SndNxt) !== 0 && Math.abs((s.seq - ends.sndNxt[e]!) | 0) < NEARBY;
  const isNews = isAfter(s.seq, ends.isn[i]!) && ((s.seq - ends.isn[i]!) | 0) <= 1;
  if (!isFormers || isNews) return slot;
  if (ends.known[i]! & Known.RefusedAck && s.seq === ends.refusedAck[i]) {
    // The new connection's RST to the former one's challenge ACK.
    ends.refusedAck[e] = s.seq;
    ends.known[e]! |= Known.RefusedAck;
  }
  return former;
}

/** The connection that the ends may still hold when a new SYN comes after the one in `slot` (-1: none): of SYNs never answered, the one before. */
export function formerLife(t: TcpTables, slot: number): number {
  if (slot < 0) return slot;
  const former = t.connections.formerSlot[slot]!;
  const i = endpointOf(slot, t.connections.initiatorEnd[slot]!);
  const isUnanswered = t.endpoints.state[i] === TcpState.SynSent || isNobodys(t, i);
  return former !== 0 && isUnanswered ? former - 1 : slot;
}

/** The SYN that began the connection bore FIN too: everybody drops that, there is only the former connection. */
function isNobodys(t: TcpTables, i: number): boolean {
  return t.endpoints.state[i] === TcpState.Unknown && (t.endpoints.known[i]! & ~Known.SentRst) === 0;
}

export function rememberFormer(t: TcpTables, slot: number, former: number): void {
  t.connections.formerSlot[slot] = former + 1;
  t.connections.facts[slot]! |= ConnectionFact.HasFormer;
}

export function forgetFormer(t: TcpTables, slot: number): void {
  t.connections.formerSlot[slot] = 0;
  t.connections.facts[slot]! &= ~ConnectionFact.HasFormer;
}

/** The new SYN was answered: whatever the ends held of the former connection is gone. */
function replaceFormer(t: TcpTables, slot: number, former: number, nowNs: number): void {
  const facts = t.connections.facts;
  for (let end = 0; end < 2; end++) {
    const e = endpointOf(former, end);
    const state = t.endpoints.state[e]!;
    if (state === TcpState.TimeWait) {
      if (nowNs - t.endpoints.lastSpokeNs[e]! < LONGEST_TIME_WAIT_NS)
        facts[slot]! |= ConnectionFact.ReusedTimeWait;
      t.history.apply(e, TcpEvent.TimeWaitOver, By.Received, Sure.Inferred);
    } else if (state !== TcpState.Unknown && state !== TcpState.Closed) {
      facts[slot]! |= ConnectionFact.ReplacedStale;
      facts[former]! |= ConnectionFact.WasStale;
      t.history.enter(e, TcpState.Closed, By.Received, Sure.Inferred);
    }
  }
  forgetFormer(t, slot);
}
