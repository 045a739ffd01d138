// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Errno } from './errno.js';
import { TcpEvent } from './events.js';
import { Note } from './notes.js';
import { isAfter, isAtOrAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

/** A SYN without ACK: an active open, its repetition, or one that crosses the other side's. */
export function trackSyn(t: TcpTables, slot: number, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  const state = ends.state[e]!;
  if (ends.known[e]! & Known.Syn && ends.isn[e] === s.seq) {
    // Who has acknowledged the SYN,ACK repeats its SYN no more: what comes then is a copy that was long under way.
    if (!(ends.known[e]! & Known.Connected)) {
      ends.synRepeats[e]!++;
      t.notes |= Note.RetransmissionHandshake;
      ends.lastSynGapNs[e] = s.timeNs - t.connections.synNs[slot]!;
      // Sent again: the SYN,ACK never came, nor was the ICMP error final.
      if (state !== TcpState.SynSent && state !== TcpState.SynRcvd) {
        t.history.retractTo(e, TcpState.SynSent);
        ends.socketError[e] = Errno.None;
      }
    }
  } else {
    // Within a connection a SYN is answered with a challenge ACK and changes nothing (RFC 5961 §4).
    if (state !== TcpState.Unknown && state !== TcpState.Closed) {
      ends.challenged[p] = 1;
      ends.challengedNs[p] = s.timeNs;
      return;
    }
    noteIsn(ends, e, s, Known.Syn);
    ends.synPayload[e] = s.payloadLength;
    rememberOffer(ends, e, s);
    t.history.apply(e, TcpEvent.SendSyn, By.Sent, Sure.Seen);
  }
  if (!(t.connections.facts[slot]! & ConnectionFact.SynAckSeen)) t.connections.synNs[slot] = s.timeNs;

  if (ends.state[p] === TcpState.SynSent) {
    t.connections.facts[slot]! |= ConnectionFact.SimultaneousOpen;
    t.history.apply(p, TcpEvent.ReceiveSyn, By.Received, Sure.Inferred);
  }
  noteSynReceived(ends, p, s);
}

/** A SYN,ACK: the passive side's answer, its repetition, or a simultaneous open's second step. */
export function trackSynAck(t: TcpTables, slot: number, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  const facts = t.connections.facts;
  const state = ends.state[e]!;
  if (ends.known[e]! & Known.SynAck && ends.isn[e] === s.seq) {
    ends.synAckRepeats[e]!++;
    t.notes |= Note.RetransmissionHandshake;
    // Sent again: the last ACK never came, or was not wanted. What its sender did since, it did before it knew.
    if (!(ends.known[e]! & Known.Connected)) {
      t.history.retractTo(e, TcpState.SynRcvd);
      ends.known[e]! &= ~Known.FinReceived;
    }
  } else {
    if (state > TcpState.SynRcvd && state !== TcpState.Closed && !retractCrossedOpen(t, e, s)) {
      ends.challenged[p] = 1;
      ends.challengedNs[p] = s.timeNs;
      return;
    }
    noteIsn(ends, e, s, Known.SynAck);
    rememberOffer(ends, e, s);
    if (!t.history.apply(e, TcpEvent.SendSynAck, By.Sent, Sure.Seen)) t.history.confirm(e);
  }
  if (!(ends.known[e]! & Known.AckSent) || isAfter(s.ack, ends.ackSent[e]!)) ends.ackSent[e] = s.ack;
  ends.latestAck[e] = s.ack;
  ends.rcvNxt[e] = s.ack;
  ends.known[e]! |= Known.AckSent | Known.RcvNxt;
  if (!(facts[slot]! & ConnectionFact.HandshakeAckSeen)) t.connections.synAckNs[slot] = s.timeNs;
  facts[slot]! |= ConnectionFact.SynAckSeen;
  if (ends.synPayload[p]! > 0 && isAfter(s.ack, (ends.isn[p]! + 1) | 0))
    facts[slot]! |= ConnectionFact.FastOpen;

  if (ends.known[p]! & Known.Isn && !acknowledgesSyn(ends, p, s)) return;
  // Both had opened: the other's SYN came first, this SYN,ACK then answers its own.
  if (ends.known[e]! & Known.Syn && e !== p) {
    facts[slot]! |= ConnectionFact.SimultaneousOpen;
    t.history.apply(p, TcpEvent.ReceiveSyn, By.Received, Sure.Inferred);
  }
  t.history.apply(p, TcpEvent.ReceiveSynAck, By.Received, Sure.Inferred);
  noteSynReceived(ends, p, s);
}

/** In a simultaneous open the SYN,ACKs may cross: this one left before the other's had arrived, so that one had not connected its sender yet. */
function retractCrossedOpen(t: TcpTables, e: number, s: Segment): boolean {
  const known = t.endpoints.known[e]!;
  if (!(known & Known.Syn) || known & (Known.SynAck | Known.Connected) || t.endpoints.isn[e] !== s.seq)
    return false;
  return t.history.retractTo(e, TcpState.SynRcvd);
}

/** True when the segment acknowledges the SYN that `p` sent, and nothing that it did not send. */
export function acknowledgesSyn(ends: EndpointColumns, p: number, s: Segment): boolean {
  return isAfter(s.ack, ends.isn[p]!) && isAtOrAfter(ends.sndNxt[p]!, s.ack);
}

/**
 * The handshake is complete for the initiator `e`; what its ACK meets at the other end may be beyond SYN_RCVD already (fast open).
 * When that was, no later segment tells where the ACK itself was not captured.
 */
export function noteHandshakeAck(t: TcpTables, slot: number, e: number, s: Segment): void {
  if (t.connections.facts[slot]! & ConnectionFact.HandshakeAckSeen) return;
  t.connections.facts[slot]! |= ConnectionFact.HandshakeAckSeen;
  const isLater = (t.endpoints.known[e]! & Known.SndNxt) !== 0 && isAfter(s.seq, t.endpoints.sndNxt[e]!);
  t.connections.handshakeAckNs[slot] = isLater || s.flags & TcpFlag.Rst ? Number.NaN : s.timeNs;
}

function noteIsn(ends: EndpointColumns, e: number, s: Segment, how: number): void {
  ends.isn[e] = s.seq;
  ends.sndNxt[e] = (s.seq + 1 + s.payloadLength) | 0;
  ends.known[e]! |= Known.Isn | Known.SndNxt | Known.Heard | how;
  ends.window[e] = s.window;
}

function noteSynReceived(ends: EndpointColumns, p: number, s: Segment): void {
  if (ends.known[p]! & Known.Connected) return;
  ends.rcvNxt[p] = (s.seq + 1) | 0;
  ends.known[p]! |= Known.RcvNxt;
}

function rememberOffer(ends: EndpointColumns, e: number, s: Segment): void {
  ends.offered[e] = s.optionBits;
  ends.mss[e] = s.optionBits & OptionBit.Mss ? s.mss : 0;
  ends.offeredScale[e] = s.optionBits & OptionBit.WindowScale ? s.windowScale : 0;
}
