import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { Known } from './endpoint-columns.js';
import type { TcpTables } from './tables.js';

const HANDSHAKE = Known.Syn | Known.SynAck;
/** A larger shift is used as this one (RFC 7323 §2.3). */
const LARGEST_SCALE = 14;

/**
 * The window in bytes that a segment of the slot's end `from` offers; null while the scale is unknown because its SYN was not captured.
 * Scaling is in force when both SYNs offered it, and never within a SYN (RFC 7323 §2.2).
 */
export function scaledWindow(t: TcpTables, slot: number, from: 0 | 1, s: Segment): number | null {
  if (s.flags & TcpFlag.Syn) return s.window;
  const ends = t.endpoints;
  const e = endpointOf(slot, from);
  const p = peerOf(e);
  if (!(ends.known[e]! & HANDSHAKE)) return null;
  if (!(ends.offered[e]! & OptionBit.WindowScale)) return s.window;
  if (ends.known[p]! & HANDSHAKE && !(ends.offered[p]! & OptionBit.WindowScale)) return s.window;
  return s.window * 2 ** Math.min(ends.offeredScale[e]!, LARGEST_SCALE);
}
