// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { Known } from './endpoint-columns.js';
import { Note } from './notes.js';
import type { TcpTables } from './tables.js';

/**
 * A segment of no or one byte just before SND.NXT asks for an answer. Linux probes a closed window in the very shape of a
 * keep-alive, without a byte; only the other side's window tells them apart. True when it is a probe.
 */
export function judgeProbe(t: TcpTables, e: number, p: number, s: Segment): boolean {
  const ends = t.endpoints;
  const known = ends.known[e]!;
  if (s.payloadLength > 1 || s.flags & TcpFlag.Fin || !(known & Known.SndNxt)) return false;
  const isClosed = ends.window[p] === 0 && (ends.known[p]! & Known.AckSent) !== 0;
  if (s.payloadLength === 1 && s.seq === ends.sndNxt[e] && isClosed) {
    // The other systems' way: the next byte of the stream, which the window does not allow.
    t.notes |= Note.WindowProbe;
    return true;
  }
  if (s.seq !== ((ends.sndNxt[e]! - 1) | 0)) return false;
  const isAllAcknowledged = ends.known[p]! & Known.AckSent && ends.ackSent[p] === ends.sndNxt[e];
  if (s.payloadLength === 1 && !isAllAcknowledged) return false;
  if (isClosed) {
    t.notes |= Note.WindowProbe;
  } else {
    t.notes |= Note.KeepAlive;
    ends.keepAlives[e]!++;
  }
  return true;
}

/** A bare ACK that says nothing new answers the probe that came just before it. */
export function isProbeAnswer(t: TcpTables, e: number, p: number, s: Segment): boolean {
  const ends = t.endpoints;
  return ends.probed[p] === 1 && s.payloadLength === 0 && ends.ackSent[e] === s.ack;
}
