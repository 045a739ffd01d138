// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { peerOf } from '../flow/direction.js';
import { type EndpointColumns, Known, RANGES } from './endpoint-columns.js';
import { TcpEvent } from './events.js';
import { acknowledgesSyn, noteHandshakeAck } from './handshake.js';
import { Note } from './notes.js';
import { distance, isAfter, isAtOrAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

/** An acknowledgment farther ahead than any window reaches is of another life or damaged. */
const LARGEST_GAP = 2 ** 30;

/** What the sender's acknowledgment says of the sender: it has received all that lies before, a FIN included. */
export function learnFromAck(t: TcpTables, slot: number, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  if (!(ends.known[e]! & Known.RcvNxt) || isAfter(s.ack, ends.rcvNxt[e]!)) {
    if (ends.known[e]! & Known.RcvNxt) noteGap(t, slot, e, p, s.ack);
    ends.rcvNxt[e] = s.ack;
    ends.known[e]! |= Known.RcvNxt;
    if (ends.rangeCount[e] !== 0) joinRanges(ends, e);
  }
  if (!(ends.known[p]! & Known.Fin) || ends.known[e]! & Known.FinAcked || !isAfter(s.ack, ends.finSeq[p]!))
    return;
  if (ends.known[e]! & Known.FinReceived) t.history.confirm(e);
  else t.history.apply(e, TcpEvent.ReceiveFin, By.Received, Sure.Seen);
  ends.known[e]! |= Known.FinAcked | Known.FinReceived;
}

/** Acknowledged beyond what passed by: the capture lacks it, not the network. A connection that began before the capture has no such start. */
function noteGap(t: TcpTables, slot: number, e: number, p: number, ack: number): void {
  const ends = t.endpoints;
  if (!(ends.known[p]! & Known.Isn) && !(ends.known[p]! & Known.Data)) return;
  let missing = distance(ack, ends.rcvNxt[e]!);
  const first = e;
  for (let i = 0; i < ends.rangeCount[e]!; i++) {
    const left = ends.ranges[first + i * 2]!;
    if (!isAfter(ack, left)) break;
    const right = ends.ranges[first + i * 2 + 1]!;
    missing -= distance(isAfter(right, ack) ? ack : right, left);
  }
  if (missing <= 0 || missing > LARGEST_GAP) return;
  // A FIN that was not captured is acknowledged as one byte.
  ends.gapBytes[p]! += missing;
  t.connections.facts[slot]! |= ConnectionFact.Gap;
  t.notes |= Note.NotCapturedBefore;
}

/** The ACK arrives at an endpoint that waits for one: of its SYN, or of its FIN. */
export function ackArrives(t: TcpTables, slot: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  switch (ends.state[p]) {
    case TcpState.SynRcvd:
      if (!acknowledgesSyn(ends, p, s)) return;
      t.history.apply(p, TcpEvent.ReceiveAckOfSyn, By.Received, Sure.Inferred);
      noteHandshakeAck(t, slot, peerOf(p), s);
      return;
    case TcpState.FinWait1:
    case TcpState.Closing:
    case TcpState.LastAck:
      if (ends.known[p]! & Known.Fin && isAfter(s.ack, ends.finSeq[p]!)) {
        t.history.apply(p, TcpEvent.ReceiveAckOfFin, By.Received, Sure.Inferred);
      }
      return;
  }
}

/** Sequence space [seq, end) arrives at endpoint `p`: RCV.NXT moves on over what is there without a gap. */
export function dataArrives(ends: EndpointColumns, p: number, seq: number, end: number): void {
  if (!(ends.known[p]! & Known.RcvNxt)) {
    ends.rcvNxt[p] = end;
    ends.known[p]! |= Known.RcvNxt;
    return;
  }
  const next = ends.rcvNxt[p]!;
  if (!isAfter(end, next)) return;
  if (isAfter(seq, next)) {
    rememberRange(ends, p, seq, end);
    return;
  }
  ends.rcvNxt[p] = end;
  if (ends.rangeCount[p] !== 0) joinRanges(ends, p);
}

/** The FIN of `e` arrives at `p` once nothing before it is missing there (§3.10.7.4, eighth). */
export function finArrives(t: TcpTables, e: number, p: number): void {
  const ends = t.endpoints;
  if (ends.known[p]! & Known.FinReceived || !isAfter(ends.rcvNxt[p]!, ends.finSeq[e]!)) return;
  // A lone FIN may be a probe: of an endpoint that has said nothing it proves no connection.
  if (ends.state[p] === TcpState.Unknown && !(ends.known[p]! & Known.Heard)) return;
  ends.known[p]! |= Known.FinReceived;
  t.history.apply(p, TcpEvent.ReceiveFin, By.Received, Sure.Inferred);
}

/** Moves RCV.NXT over remembered ranges that it has reached. */
function joinRanges(ends: EndpointColumns, p: number): void {
  const ranges = ends.ranges;
  const first = p;
  let kept = 0;
  const count = ends.rangeCount[p]!;
  for (let i = 0; i < count; i++) {
    const left = ranges[first + i * 2]!;
    const right = ranges[first + i * 2 + 1]!;
    if (isAfter(left, ends.rcvNxt[p]!)) {
      ranges[first + kept * 2] = left;
      ranges[first + kept * 2 + 1] = right;
      kept++;
    } else if (isAfter(right, ends.rcvNxt[p]!)) {
      ends.rcvNxt[p] = right;
    }
  }
  ends.rangeCount[p] = kept;
}

/** Ranges stand in order and do not touch. When there is no room the new one is dropped: the receiver's ACK will tell. */
function rememberRange(ends: EndpointColumns, p: number, seq: number, end: number): void {
  const ranges = ends.ranges;
  const first = p;
  let count = ends.rangeCount[p]!;
  let at = 0;
  while (at < count && isAfter(seq, ranges[first + at * 2 + 1]!)) at++;
  if (at < count && isAtOrAfter(end, ranges[first + at * 2]!)) {
    // Overlaps or touches range `at`: widen it, and swallow those that follow.
    let left = ranges[first + at * 2]!;
    let right = end;
    if (isAfter(left, seq)) left = seq;
    let until = at;
    while (until < count && isAtOrAfter(right, ranges[first + until * 2]!)) {
      if (isAfter(ranges[first + until * 2 + 1]!, right)) right = ranges[first + until * 2 + 1]!;
      until++;
    }
    ranges[first + at * 2] = left;
    ranges[first + at * 2 + 1] = right;
    ranges.copyWithin(first + at * 2 + 2, first + until * 2, first + count * 2);
    ends.rangeCount[p] = count - (until - at - 1);
    return;
  }
  if (count === RANGES) return;
  ranges.copyWithin(first + at * 2 + 2, first + at * 2, first + count * 2);
  ranges[first + at * 2] = seq;
  ranges[first + at * 2 + 1] = end;
  ends.rangeCount[p] = ++count;
}
