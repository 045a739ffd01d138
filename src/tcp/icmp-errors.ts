import type { Segment } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { peerOf } from '../flow/direction.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Errno, errnoOfIcmp } from './errno.js';
import { TcpEvent } from './events.js';
import { isAfter, isAtOrAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

/**
 * An ICMP error that quotes a segment of endpoint `e`. In SYN_SENT every unreachable ends the connect, unless another SYN
 * follows (Linux keeps an error that comes while connect() holds the socket as a soft one, and the next one ends it); once
 * connected it is a soft error and changes no state (RFC 1122 §4.2.3.9, RFC 5461).
 */
export function trackIcmpError(t: TcpTables, slot: number, e: number, s: Segment): void {
  t.connections.icmpErrors[slot]!++;
  const ends = t.endpoints;
  const errno = errnoOfIcmp(s.icmpFamily, s.icmpType, s.icmpCode);
  if (errno === Errno.None) return;
  // A number outside what the endpoint has sent is ignored (RFC 5927 §4).
  if (ends.state[e] !== TcpState.SynSent || !(ends.known[e]! & Known.Isn)) {
    if (isOutstanding(ends, e, s.seq)) ends.softError[e] = errno;
    return;
  }
  if (s.seq !== ends.isn[e]) return;
  ends.softError[e] = ends.socketError[e] = errno;
  t.connections.facts[slot]! |= ConnectionFact.Unreachable;
  t.history.apply(e, TcpEvent.ReceiveUnreachable, By.Received, Sure.Inferred);
}

/** SND.UNA <= seq <= SND.NXT, as far as the other side's ACKs tell. */
function isOutstanding(ends: EndpointColumns, e: number, seq: number): boolean {
  const p = peerOf(e);
  if (!(ends.known[e]! & Known.SndNxt) || isAfter(seq, ends.sndNxt[e]!)) return false;
  return !(ends.known[p]! & Known.AckSent) || isAtOrAfter(seq, ends.ackSent[p]!);
}
