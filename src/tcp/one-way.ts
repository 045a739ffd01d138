import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { Known } from './endpoint-columns.js';
import type { TcpTables } from './tables.js';

/** Only one side's packets were captured, and they show that the other side spoke too. */
export function isOneWay(t: TcpTables, slot: number): boolean {
  const { packets, ackSent, known, retransmissions, keepAlives } = t.endpoints;
  const lower = endpointOf(slot, 0);
  const e = packets[lower] === 0 ? peerOf(lower) : lower;
  if (packets[peerOf(e)] !== 0 || t.connections.facts[slot]! & ConnectionFact.SelfConnected) return false;
  if (!(known[e]! & Known.AckSent) || ackSent[e] === 0) return false;
  // It acknowledged a SYN,ACK, or goes on with what it had to say: somebody must have answered. A lone SYN,ACK or ACK may be a probe, or
  // backscatter; and who only repeats itself has lost the other side, perhaps before the capture began.
  const news = packets[e]! - retransmissions[e]! - keepAlives[e]!;
  return (
    packets[e]! >= 3 && (news >= 3 || (t.connections.facts[slot]! & ConnectionFact.HandshakeAckSeen) !== 0)
  );
}
