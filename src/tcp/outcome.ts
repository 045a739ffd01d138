import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import type { HandshakeKind, Outcome, TeardownKind } from '../rows.js';
import { Known } from './endpoint-columns.js';
import { SILENT_AFTER } from './reset-evidence.js';
import { isAfter } from './sequence.js';
import { TcpState } from './state.js';
import type { TcpTables } from './tables.js';

const F = ConnectionFact;
const BOTH_FINS = F.FirstFinSeen | F.SecondFinSeen;

/** How a connection began, in the words of the row. */
export function handshakeKind(t: TcpTables, slot: number): HandshakeKind {
  const facts = t.connections.facts[slot]!;
  const i = endpointOf(slot, t.connections.initiatorEnd[slot]!);
  if (facts & F.SimultaneousOpen) return 'simultaneous';
  if (facts & F.Refused) return 'refused';
  if (facts & F.SynAckSeen) {
    if (facts & F.HandshakeAckSeen) return facts & F.FastOpen ? 'fast-open' : 'three-way';
    return facts & F.ResetEnded || t.endpoints.state[i] === TcpState.Closed ? 'reset' : 'half-open';
  }
  if (!(t.endpoints.known[i]! & Known.Syn)) return 'not-captured';
  // The SYN,ACK was not captured, what followed was.
  if (t.endpoints.known[i]! & Known.Connected) return 'three-way';
  return isUnreachable(t, slot) ? 'unreachable' : 'unanswered';
}

/** The first of the outcomes that fits, as things stand at `nowNs`, the capture's end. */
export function outcomeOf(t: TcpTables, slot: number, nowNs: number): Outcome {
  const facts = t.connections.facts[slot]!;
  const known = t.endpoints.known;
  const i = endpointOf(slot, t.connections.initiatorEnd[slot]!);
  const r = peerOf(i);
  const isSelf = (facts & F.SelfConnected) !== 0;
  const hasSyn = ((known[i]! | known[r]!) & Known.Syn) !== 0;
  const wasOpen = t.history.wasIn(i, TcpState.Established) || t.history.wasIn(r, TcpState.Established);
  const wasClosing = t.history.wasIn(i, TcpState.FinWait1) || t.history.wasIn(r, TcpState.FinWait1);

  if (!hasSyn && !wasOpen && !wasClosing) return 'stray';
  if (facts & F.Refused) return 'refused';
  if (hasSyn && !wasOpen && !(facts & F.SynAckSeen))
    return isUnreachable(t, slot) ? 'unreachable' : 'unanswered';
  if (!(facts & F.HandshakeAckSeen) && hasSyn && !((known[i]! | known[r]!) & Known.Connected))
    return isUnderWay(t, slot, i, r, nowNs) ? 'open' : 'aborted-handshake';
  if (facts & F.ResetEnded && (facts & BOTH_FINS) !== BOTH_FINS)
    return facts & F.ResetIntoVoid ? 'vanished' : 'reset';
  if (isSelf && known[i]! & Known.FinAcked) return 'closed';
  if (known[i]! & known[r]! & Known.FinAcked) return 'closed';
  if (hasVanished(t, i, r) || (!isSelf && hasVanished(t, r, i))) return 'vanished';
  if ((facts & BOTH_FINS) === BOTH_FINS) return 'closed';
  if (facts & F.FirstFinSeen) return 'half-closed';
  return handshakeKind(t, slot) === 'not-captured' ? 'partial' : 'open';
}

/** How a connection ended, in the words of the row. */
export function teardownKind(t: TcpTables, slot: number, outcome: Outcome): TeardownKind {
  const facts = t.connections.facts[slot]!;
  if (facts & F.ResetEnded && (facts & BOTH_FINS) !== BOTH_FINS) {
    if (facts & F.ResetIntoVoid) return 'timeout';
    return facts & F.FirstFinSeen ? 'fin-then-reset' : 'reset';
  }
  if (outcome === 'vanished') return 'timeout';
  if ((facts & BOTH_FINS) === BOTH_FINS) {
    if (facts & F.FinsCrossed) return 'simultaneous';
    if (facts & F.DataAfterFin) return 'half-close';
    return facts & F.FinAckInOneSegment ? 'three-segment' : 'four-way';
  }
  if (facts & F.FirstFinSeen) return facts & F.SelfConnected ? 'simultaneous' : 'half-close';
  return outcome === 'partial' ? 'not-captured' : 'none';
}

/** A SYN,ACK with which the capture ends: nothing could have come after it. Any later packet shows that its ACK is late at least. */
function isUnderWay(t: TcpTables, slot: number, i: number, r: number, nowNs: number): boolean {
  const { state, synAckRepeats } = t.endpoints;
  if (
    state[i] === TcpState.Closed ||
    state[r] === TcpState.Closed ||
    synAckRepeats[i]! + synAckRepeats[r]! > 0
  )
    return false;
  return nowNs <= t.connections.synAckNs[slot]!;
}

/** True when an ICMP error was the last word on the SYN. */
function isUnreachable(t: TcpTables, slot: number): boolean {
  return (t.connections.facts[slot]! & F.Unreachable) !== 0;
}

/** Endpoint `e` repeats itself or probes, and the other side has said nothing since. */
function hasVanished(t: TcpTables, e: number, p: number): boolean {
  const ends = t.endpoints;
  if (ends.unanswered[e]! <= SILENT_AFTER) return false;
  const hasUnanswered = !(ends.known[p]! & Known.AckSent) || isAfter(ends.sndNxt[e]!, ends.ackSent[p]!);
  const isProbing = ends.lastSpokeNs[e]! > ends.lastSpokeNs[p]!;
  return hasUnanswered || isProbing;
}
