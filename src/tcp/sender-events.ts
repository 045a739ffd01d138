// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf } from '../flow/direction.js';
import { Known } from './endpoint-columns.js';
import { Errno } from './errno.js';
import { TcpEvent } from './events.js';
import { acknowledgesSyn, noteHandshakeAck } from './handshake.js';
import { isAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

/** A segment may have been under way, or overtaken, while its sender was being reset: no proof of life within this time. */
const OWN_RESET_GRACE_NS = 5e6;
const RESET_GRACE_NS = 2e8;

/**
 * What an ACK or data from an endpoint not yet known to be connected tells of it. False when the segment is none of
 * this connection's: the answer of an older one to a new SYN.
 */
export function showsConnected(t: TcpTables, slot: number, e: number, p: number, s: Segment): boolean {
  const ends = t.endpoints;
  if (ends.state[e] === TcpState.Closed && isAliveAfterReset(t, slot, e, s)) {
    t.history.retract(e);
    ends.socketError[e] = Errno.None;
    ends.known[e]! &= ~Known.ErrorShown;
  }
  switch (ends.state[e]) {
    case TcpState.SynSent:
      showsSynAnswered(t, e, p, s);
      return true;
    case TcpState.SynRcvd:
      if (showsHandshakeDone(t, slot, p, s)) {
        t.history.apply(e, TcpEvent.SendAck, By.Sent, Sure.Seen);
        ends.known[e]! |= Known.Connected;
      }
      return true;
    case TcpState.Established:
      // An initiator's first ACK says that the SYN,ACK came; a responder must send more than a bare ACK of the SYN.
      if (!(ends.known[e]! & Known.SynAck) || showsHandshakeDone(t, slot, p, s)) {
        t.history.confirm(e);
        ends.known[e]! |= Known.Connected;
        if (!(ends.known[e]! & Known.SynAck)) noteHandshakeAck(t, slot, e, s);
      }
      return true;
    case TcpState.CloseWait:
      // In a fast open the other side's FIN may come with its SYN,ACK: before the initiator's first ACK.
      if (!(ends.known[e]! & (Known.Connected | Known.SynAck))) {
        ends.known[e]! |= Known.Connected;
        noteHandshakeAck(t, slot, e, s);
      }
      return true;
    case TcpState.Unknown:
      return showsUnknown(t, slot, e, p, s);
    default:
      return true;
  }
}

/** An initiator whose SYN,ACK was not taken for delivered, or not captured, acknowledges it. */
function showsSynAnswered(t: TcpTables, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  if (ends.known[p]! & Known.Isn) {
    if (!isAfter(s.ack, ends.isn[p]!)) return;
  } else {
    ends.isn[p] = (s.ack - 1) | 0;
    ends.known[p]! |= Known.Isn | Known.IsnTold;
    if (ends.state[p] === TcpState.Unknown)
      t.history.enterAt(p, TcpState.SynRcvd, By.Sent, Sure.Inferred, s.timeNs, 0);
    if (!(ends.known[p]! & Known.SndNxt)) {
      ends.sndNxt[p] = s.ack;
      ends.known[p]! |= Known.SndNxt;
    }
  }
  t.history.apply(e, TcpEvent.SendAck, By.Sent, Sure.Seen);
  ends.known[e]! |= Known.Connected;
}

/** Data, a FIN, or an ACK beyond the SYN: a listener's half-open entry sends none of them, unless data came in the SYN. */
function showsHandshakeDone(t: TcpTables, slot: number, p: number, s: Segment): boolean {
  const ends = t.endpoints;
  const isFastOpen = (t.connections.facts[slot]! & ConnectionFact.FastOpen) !== 0;
  if (!isFastOpen && (s.payloadLength > 0 || s.flags & TcpFlag.Fin)) return true;
  if (!(ends.known[p]! & Known.Isn)) return false;
  return isAfter(s.ack, (ends.isn[p]! + 1 + ends.synPayload[p]!) | 0);
}

/** The first segments of an endpoint whose opening was not seen. */
function showsUnknown(t: TcpTables, slot: number, e: number, p: number, s: Segment): boolean {
  const ends = t.endpoints;
  const other = ends.state[p];
  if (other === TcpState.SynSent && ends.known[p]! & Known.Isn) {
    if (!acknowledgesSyn(ends, p, s)) {
      // A live SYN_SENT refuses this with a RST of just that number, and goes on.
      ends.refusedAck[p] = s.ack;
      ends.known[p]! |= Known.RefusedAck;
      return false;
    }
    // Its SYN,ACK was not captured.
    ends.isn[e] = (s.seq - 1) | 0;
    ends.known[e]! |= Known.Isn | Known.IsnTold;
    t.history.enterAt(e, TcpState.SynRcvd, By.Sent, Sure.Inferred, s.timeNs, 0);
    t.history.apply(p, TcpEvent.ReceiveSynAck, By.Received, Sure.Inferred);
  } else if (other === TcpState.SynRcvd && ends.known[p]! & Known.SynAck) {
    // The other side's SYN,ACK answered a SYN that was not captured; this completes the handshake.
    if (!isAfter(s.ack, ends.isn[p]!)) return false;
    ends.isn[e] = (s.seq - 1) | 0;
    ends.known[e]! |= Known.Isn | Known.IsnTold;
    t.history.enterAt(e, TcpState.SynSent, By.Sent, Sure.Inferred, t.connections.synAckNs[slot]!, 0);
  } else if (s.payloadLength === 0 && !(ends.known[p]! & Known.Heard)) {
    // A lone ACK may be a probe: it proves no connection until the other side speaks.
    return true;
  } else if (other === TcpState.Unknown && ends.known[p]! & Known.Heard) {
    // A lone FIN was a live socket's: it is answered, and not with a RST.
    if (ends.known[p]! & Known.Fin)
      t.history.enterAt(
        p,
        TcpState.FinWait1,
        By.Sent,
        Sure.Inferred,
        ends.lastSpokeNs[p]!,
        ends.lastPacket[p]!,
      );
    else t.history.apply(p, TcpEvent.SendAck, By.Received, Sure.Inferred);
    ends.known[p]! |= Known.Connected;
  }
  if (s.flags & TcpFlag.Fin && s.payloadLength === 0 && !(ends.known[p]! & Known.Heard)) return true;
  t.history.apply(e, TcpEvent.SendAck, By.Sent, Sure.Inferred);
  ends.known[e]! |= Known.Connected;
  return true;
}

/** A FIN, first or repeated; `hadAckedFin` tells whether an earlier segment had acknowledged the other's FIN. */
export function sendsFin(
  t: TcpTables,
  slot: number,
  e: number,
  p: number,
  s: Segment,
  hadAckedFin: boolean,
): void {
  const ends = t.endpoints;
  const finSeq = (s.seq + s.payloadLength) | 0;
  const acksFin = (ends.known[p]! & Known.Fin) !== 0 && isAfter(s.ack, ends.finSeq[p]!);
  if (!(ends.known[e]! & Known.Fin)) {
    ends.finSeq[e] = finSeq;
    ends.known[e]! |= Known.Fin;
    noteFin(t, slot, e, acksFin, hadAckedFin);
    sendsFirstFin(t, e, acksFin);
    return;
  }
  if (finSeq !== ends.finSeq[e]) return;
  ends.finRepeats[e]!++;
  // Sent again: the ACK that was taken for delivered never came.
  switch (ends.state[e]) {
    case TcpState.Unknown:
      // A probe is not repeated.
      t.history.apply(e, TcpEvent.SendFin, By.Sent, Sure.Inferred);
      break;
    case TcpState.FinWait2:
    case TcpState.TimeWait:
      t.history.retractTo(e, TcpState.FinWait1);
      if (acksFin) t.history.apply(e, TcpEvent.ReceiveFin, By.Received, Sure.Seen);
      else ends.known[e]! &= ~Known.FinReceived;
      break;
    case TcpState.Closed:
      if (t.history.enteredBy(e) === By.Received && t.history.isInferred(e))
        t.history.retractTo(e, TcpState.LastAck);
      break;
  }
}

/** A FIN that does not acknowledge the other's was sent before that one arrived: CLOSE_WAIT was assumed too early, they crossed. */
function sendsFirstFin(t: TcpTables, e: number, acksFin: boolean): void {
  // Alone it may be a probe, and proves no connection.
  if (t.endpoints.state[e] === TcpState.Unknown) return;
  const hasCrossed = !acksFin && t.endpoints.state[e] === TcpState.CloseWait && t.history.isInferred(e);
  if (hasCrossed) t.history.retract(e);
  t.history.apply(e, TcpEvent.SendFin, By.Sent, Sure.Seen);
  if (hasCrossed) t.history.apply(e, TcpEvent.ReceiveFin, By.Received, Sure.Inferred);
}

function noteFin(t: TcpTables, slot: number, e: number, acksFin: boolean, hadAckedFin: boolean): void {
  const c = t.connections;
  let facts = c.facts[slot]!;
  if (!(facts & ConnectionFact.FirstFinSeen)) {
    facts |= ConnectionFact.FirstFinSeen;
    if (endOf(e)) facts |= ConnectionFact.FirstFinFromUpper;
    c.firstFinNs[slot] = t.history.timeNs;
  } else {
    facts |= ConnectionFact.SecondFinSeen;
    if (!acksFin) facts |= ConnectionFact.FinsCrossed;
    else if (!hadAckedFin) facts |= ConnectionFact.FinAckInOneSegment;
    c.secondFinNs[slot] = t.history.timeNs;
  }
  c.facts[slot] = facts;
}

/** A closed endpoint speaks: was the RST that closed it forged, or never delivered? Not so soon that they could have crossed. */
function isAliveAfterReset(t: TcpTables, slot: number, e: number, s: Segment): boolean {
  if (!(t.connections.facts[slot]! & ConnectionFact.ResetEnded)) return false;
  const by = t.history.enteredBy(e);
  if (by === By.Timer || t.history.wasIn(e, TcpState.LastAck) || t.history.wasIn(e, TcpState.TimeWait))
    return false;
  const sinceNs = s.timeNs - t.history.enteredNs(e);
  return sinceNs > (by === By.Sent ? OWN_RESET_GRACE_NS : RESET_GRACE_NS);
}
