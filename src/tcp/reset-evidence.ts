// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { TcpEvent } from './events.js';
import { noteHandshakeAck } from './handshake.js';
import { isAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

/** So many repeats or probes without a word from the other side, and it is taken for gone. */
export const SILENT_AFTER = 2;

/** What the RST tells of what its receiver had sent, or got, before, where the capture lacks that. */
export function showsTaken(t: TcpTables, slot: number, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  if (s.flags & TcpFlag.Ack) {
    // It acknowledges more than the SYN of the SYN,ACK: its receiver was connected, and has sent data.
    const wasConnected = ends.state[p] === TcpState.SynRcvd && ends.known[p]! & Known.SynAck;
    if (!wasConnected || !(ends.known[e]! & Known.Syn) || !isAfter(s.ack, (ends.isn[p]! + 1) | 0)) return;
    t.history.apply(p, TcpEvent.ReceiveAckOfSyn, By.Received, Sure.Inferred);
    noteHandshakeAck(t, slot, e, s);
  } else if (ends.known[e]! & Known.Fin && s.seq === ((ends.finSeq[e]! + 1) | 0)) {
    // The number of an answer is the one that the other side acknowledged: it had taken the FIN, and said so.
    if (ends.state[p] !== TcpState.Established || ends.known[p]! & Known.FinReceived) return;
    ends.rcvNxt[p] = s.seq;
    ends.known[p]! |= Known.RcvNxt | Known.FinReceived;
    t.history.apply(p, TcpEvent.ReceiveFin, By.Received, Sure.Inferred);
    t.history.apply(e, TcpEvent.ReceiveAckOfFin, By.Received, Sure.Inferred);
    if (ends.known[e]! & Known.SynAck) noteHandshakeAck(t, slot, p, s);
  }
}

/**
 * Its data was repeated and never acknowledged, or found the window closed until just now, and it has sent neither FIN nor RST:
 * when it has no socket any more, the kernel gave up, which sends nothing.
 */
export function hasGivenUp(t: TcpTables, e: number, p: number): boolean {
  const ends = t.endpoints;
  const isOpen = ends.state[e] === TcpState.Established || ends.state[e] === TcpState.CloseWait;
  if (!isOpen || ends.known[e]! & Known.Fin) return false;
  if (ends.repeatsSinceAck[e]! >= SILENT_AFTER) return true;
  const closed = ends.lastZeroWindow[p]!;
  return (
    closed !== 0 &&
    t.zeroWindows.openedPacket[closed] === ends.lastPacket[p] &&
    ends.lastSpokeNs[e]! > t.zeroWindows.closedNs[closed]!
  );
}

/** Data beyond a FIN that was taken makes Linux reset the receiving socket: a bare RST from a live one. */
export function hasMetDataAfterFin(ends: EndpointColumns, e: number, p: number): boolean {
  return (
    ends.state[e] === TcpState.CloseWait &&
    (ends.known[e]! & Known.FinAcked) !== 0 &&
    isAfter(ends.sndNxt[p]!, (ends.finSeq[p]! + 1) | 0)
  );
}
