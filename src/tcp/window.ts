import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { Known } from './endpoint-columns.js';
import type { TcpTables } from './tables.js';

const HANDSHAKE = Known.Syn | Known.SynAck;
/** A larger shift is used as this one (RFC 7323 §2.3). */
const LARGEST_SCALE = 14;

/** The window in bytes that a segment of the slot's end `from` offers; null while the scale is unknown. Never scaled within a SYN (RFC 7323 §2.2). */
export function scaledWindow(t: TcpTables, slot: number, from: 0 | 1, s: Segment): number | null {
  if (s.flags & TcpFlag.Syn) return s.window;
  const scale = windowScale(t, endpointOf(slot, from));
  return scale === null ? null : s.window * 2 ** scale;
}

/** The shift of the windows that endpoint `e` offers: in force when both SYNs offered it; null while it is unknown because its SYN was not captured. */
export function windowScale(t: TcpTables, e: number): number | null {
  const ends = t.endpoints;
  const p = peerOf(e);
  if (!(ends.known[e]! & HANDSHAKE)) return null;
  if (!(ends.offered[e]! & OptionBit.WindowScale)) return 0;
  if (ends.known[p]! & HANDSHAKE && !(ends.offered[p]! & OptionBit.WindowScale)) return 0;
  return Math.min(ends.offeredScale[e]!, LARGEST_SCALE);
}
