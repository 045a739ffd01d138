import { Known } from './endpoint-columns.js';
import { isAfter } from './sequence.js';
import { TcpState } from './state.js';
import type { TcpTables } from './tables.js';

/**
 * What endpoint `e` has sent and its peer `p` has not acknowledged, in sequence space (SYN and FIN count one each), as
 * of now: `netstat`'s Send-Q without what never left. Null where the capture shows only one direction.
 */
export function sentNotAcked(t: TcpTables, e: number, p: number): number | null {
  const ends = t.endpoints;
  const known = ends.known[e]!;
  if (!(known & Known.SndNxt)) return ends.known[p]! & Known.AckSent ? 0 : null;
  const una = lowestNotAcked(t, e, p);
  if (una === null) return null;
  const sent = isAfter(ends.sndNxt[e]!, una) ? (ends.sndNxt[e]! - una) | 0 : 0;
  // A listener's half-open entry has no queue: its SYN,ACK counts for nothing.
  const isRequest = ends.state[e] === TcpState.SynRcvd && !(known & Known.Syn);
  return isRequest && sent > 0 ? sent - 1 : sent;
}

function lowestNotAcked(t: TcpTables, e: number, p: number): number | null {
  const ends = t.endpoints;
  if (ends.known[p]! & Known.AckSent) return ends.ackSent[p]!;
  return ends.known[e]! & Known.Isn ? ends.isn[e]! : null;
}

/** How often endpoint `e` has repeated what it waits for: its SYN, its SYN,ACK, or what the other side has left without a word. */
export function repeatsWaiting(t: TcpTables, e: number): number {
  const ends = t.endpoints;
  switch (ends.state[e]) {
    case TcpState.SynSent:
      return ends.synRepeats[e]!;
    case TcpState.SynRcvd:
      return ends.synAckRepeats[e]!;
    default:
      return ends.unanswered[e]!;
  }
}

/** True when the latest segment of endpoint `p` closed its window: the other side may send nothing but probes. */
export function hasClosedWindow(t: TcpTables, p: number): boolean {
  const ends = t.endpoints;
  return ends.window[p] === 0 && (ends.known[p]! & Known.Connected) !== 0;
}
