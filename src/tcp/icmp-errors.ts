import type { Segment } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { Known } from './endpoint-columns.js';
import { TcpEvent } from './events.js';
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
  // A number outside what the endpoint has sent is ignored (RFC 5927 §4).
  if (ends.state[e] !== TcpState.SynSent || !(ends.known[e]! & Known.Isn) || s.seq !== ends.isn[e]) return;
  if (!isHard(s)) return;
  t.connections.facts[slot]! |= ConnectionFact.Unreachable;
  t.history.apply(e, TcpEvent.ReceiveUnreachable, By.Received, Sure.Inferred);
}

/** Everything but "fragmentation needed", "packet too big", redirects and source quench. */
function isHard(s: Segment): boolean {
  if (s.icmpFamily === 6) return s.icmpType === 1 || s.icmpType === 3 || s.icmpType === 4;
  if (s.icmpType === 3) return s.icmpCode !== 4;
  return s.icmpType === 11 || s.icmpType === 12;
}
