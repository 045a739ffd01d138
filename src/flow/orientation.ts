import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { RolesFrom } from './connection-columns.js';

/** Ports below are given by administrators, IANA's system ports (RFC 6335 §6). */
const FIRST_USER_PORT = 1024;
/** Linux picks ephemeral ports from here (ip_local_port_range); IANA's dynamic range, 49152 and up, lies within. */
const FIRST_EPHEMERAL_PORT = 32768;

/** What one segment tells of who opened the connection. */
export interface Orientation {
  /** True when the segment's sender is the initiator. */
  senderOpened: boolean;
  from: RolesFrom;
}

const answer: Orientation = { senderOpened: true, from: RolesFrom.FirstPacket };

/** Judges the first segment of a connection. The answer is overwritten by the next call. */
export function orient(s: Segment): Orientation {
  const handshake = s.flags & (TcpFlag.Syn | TcpFlag.Ack | TcpFlag.Rst);
  if (handshake === TcpFlag.Syn) return answerWith(true, RolesFrom.Syn);
  if (handshake === (TcpFlag.Syn | TcpFlag.Ack)) return answerWith(false, RolesFrom.SynAck);
  const source = serviceRank(s.srcPort);
  const destination = serviceRank(s.dstPort);
  if (source !== destination) return answerWith(source < destination, RolesFrom.Ports);
  return answerWith(true, RolesFrom.FirstPacket);
}

/** How much a port looks like a service's: the side with the higher rank was opened. */
function serviceRank(port: number): number {
  if (port > 0xffff) return 2; // A printed service name.
  if (port < FIRST_USER_PORT) return 2;
  return port < FIRST_EPHEMERAL_PORT ? 1 : 0;
}

function answerWith(senderOpened: boolean, from: RolesFrom): Orientation {
  answer.senderOpened = senderOpened;
  answer.from = from;
  return answer;
}
