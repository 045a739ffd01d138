// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf, endpointOf, peerOf } from '../flow/direction.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Errno } from './errno.js';
import { TcpEvent } from './events.js';
import { acknowledgesSyn } from './handshake.js';
import { Cause, ResetTest, resetCause, resetTests } from './reset-cause.js';
import { hasGivenUp, hasMetDataAfterFin, SILENT_AFTER, showsTaken } from './reset-evidence.js';
import { Effect } from './reset-log.js';
import { distance, isAfter } from './sequence.js';
import { TcpState } from './state.js';
import { By, Sure } from './state-history.js';
import type { TcpTables } from './tables.js';

const BOTH_FINS = ConnectionFact.FirstFinSeen | ConnectionFact.SecondFinSeen;
/** A stack's answer to a segment that meets no socket: a bare RST with the number that the segment acknowledged. */
const IS_ANSWER = ResetTest.Bare | ResetTest.AnswersSegment;
/** Largest window that TCP can offer (RFC 7323 §2.3). */
const LARGEST_WINDOW = 2 ** 30;

/** A RST: does its receiver take it, and what does it say of its sender? */
export function trackReset(t: TcpTables, slot: number, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  const c = t.connections;
  const hadSynAck = (ends.known[e]! & Known.SynAck) !== 0;
  if (e !== p) showsTaken(t, slot, e, p, s);
  const effect = effectOn(t, slot, p, s, hadSynAck);
  const isTaken = effect === Effect.Ended || effect === Effect.Refused;
  const isDoubtful = effect === Effect.Ignored && isPastTheSeen(ends, e, p, s);
  // Repeats or probes went unanswered, then a RST: nobody is there to receive it.
  const isIntoVoid = effect === Effect.Ended && ends.unanswered[e]! >= SILENT_AFTER;

  const tests = resetTests(t, e, p, s);
  const cause = resetCause(t, slot, e, p, s, tests);
  const entry = t.resets.add(s.packetNumber, s.timeNs, endOf(e), effect, cause, tests, isDoubtful);
  if (c.firstReset[slot] === 0) c.firstReset[slot] = entry;
  else t.resets.next[c.lastReset[slot]!] = entry;
  c.lastReset[slot] = entry;

  // One that its receiver ignores tells of the named sender only where it bears a number that a stack of its own would give it.
  const isForeign = cause === Cause.Injected || cause === Cause.Middlebox;
  const isOwn = (tests & ResetTest.NextOfSender) !== 0 || (tests & IS_ANSWER) === IS_ANSWER;
  const isAnswer = cause === Cause.NoSocket && isOwn;
  const hadGivenUp = isAnswer && hasGivenUp(t, e, p);
  const metDataAfterFin = isAnswer && hasMetDataAfterFin(ends, e, p);
  if ((effect !== Effect.Ignored || isOwn) && !isForeign) senderIsGone(t, e, p, s);
  if (isIntoVoid) {
    ends.socketError[e] = ends.softError[e] || Errno.TimedOut;
    // Only a kernel whose keep-alives failed sends this; after repeats of data it may be the program that gave up.
    if (ends.probed[e] === 1) ends.known[e]! |= Known.ErrorShown;
  } else if (metDataAfterFin) {
    ends.socketError[e] = Errno.BrokenPipe;
  } else if (hadGivenUp) {
    ends.socketError[e] = ends.softError[e] || Errno.TimedOut;
  } else if (isAnswer && ends.socketError[e] !== Errno.None) {
    // It was connected, and has no socket any more: the RST that took it away had arrived.
    ends.known[e]! |= Known.ErrorShown;
    t.history.confirm(e);
  }
  if (isTaken && !isIntoVoid) ends.socketError[p] = errnoOfReset(ends, p);
  if (p !== e && !isIntoVoid && effect !== Effect.Ignored && effect !== Effect.Stray) {
    t.history.apply(p, TcpEvent.ReceiveRst, By.Received, Sure.Inferred);
  }
  // Who refuses a SYN has no socket there.
  if (effect === Effect.Refused && !isForeign && ends.state[e] === TcpState.Unknown)
    ends.state[e] = TcpState.Closed;
  if (effect === Effect.Ignored) {
    ends.challenged[p] = 1;
    ends.challengedNs[p] = s.timeNs;
  }
  if (isTaken) {
    // Of several that are taken, the first one ended it.
    if (endOf(e) && !(c.facts[slot]! & ConnectionFact.ResetEnded))
      c.facts[slot]! |= ConnectionFact.ResetFromUpper;
    c.facts[slot]! |= ConnectionFact.ResetEnded;
    if (isIntoVoid) c.facts[slot]! |= ConnectionFact.ResetIntoVoid;
    if (effect === Effect.Refused) c.facts[slot]! |= ConnectionFact.Refused;
  }
}

/** What `tcp_reset` puts on the socket, by its state. A listener's half-open entry has no socket; nobody reads one in LAST_ACK. */
function errnoOfReset(ends: EndpointColumns, p: number): Errno {
  switch (ends.state[p]) {
    case TcpState.SynSent:
      return Errno.ConnectionRefused;
    case TcpState.CloseWait:
      return Errno.BrokenPipe;
    case TcpState.SynRcvd:
      return ends.known[p]! & Known.Syn ? Errno.ConnectionReset : Errno.None;
    case TcpState.Established:
    case TcpState.FinWait1:
    case TcpState.FinWait2:
      return Errno.ConnectionReset;
    default:
      return Errno.None;
  }
}

/** RFC 5961 §3 as Linux has it: only the exact next number resets, or the right edge of the newest SACK block. */
function effectOn(t: TcpTables, slot: number, p: number, s: Segment, hadSynAck: boolean): Effect {
  const ends = t.endpoints;
  const known = ends.known[p]!;
  switch (ends.state[p]) {
    case TcpState.Unknown:
      return Effect.Stray;
    case TcpState.Closed:
      return Effect.AfterClose;
    case TcpState.SynSent:
      if (!(s.flags & TcpFlag.Ack) || !acknowledgesSyn(ends, p, s)) return Effect.Ignored;
      return hadSynAck ? Effect.Ended : Effect.Refused;
  }
  // An answer bears what the receiver itself named as next: what passed by since may have been lost. Nothing was where it has all:
  // in TIME_WAIT an answer to an old segment of its own is ignored.
  const isAnswer =
    ends.state[p] !== TcpState.TimeWait &&
    !(s.flags & TcpFlag.Ack) &&
    (known & Known.AckSent) !== 0 &&
    s.seq === ends.latestAck[p];
  const isExact =
    !(known & Known.RcvNxt) ||
    isAnswer ||
    s.seq === ends.rcvNxt[p] ||
    ((known & Known.Sacked) !== 0 && s.seq === ends.sackRight[p]);
  if (!isExact) return Effect.Ignored;
  const isOver = (t.connections.facts[slot]! & BOTH_FINS) === BOTH_FINS;
  return isOver ? Effect.AfterClose : Effect.Ended;
}

/** The number lies beyond all that was seen of its sender: the capture may lack what lies between, then the RST was good. */
function isPastTheSeen(ends: EndpointColumns, e: number, p: number, s: Segment): boolean {
  if (!(ends.known[p]! & Known.RcvNxt) || ends.state[p] === TcpState.SynSent) return false;
  const ahead = distance(s.seq, ends.rcvNxt[p]!);
  return ahead > 0 && ahead < LARGEST_WINDOW && distance(s.seq, ends.sndNxt[e]!) >= 0;
}

/** Who sends a RST has no connection any more, with one exception: SYN_SENT refuses a wrong ACK and goes on. */
function senderIsGone(t: TcpTables, e: number, p: number, s: Segment): void {
  const ends = t.endpoints;
  const isBare = (s.flags & TcpFlag.Ack) === 0;
  switch (ends.state[e]) {
    case TcpState.SynSent:
      if (isBare && ends.known[e]! & Known.RefusedAck && s.seq === ends.refusedAck[e]) return;
      if (
        isBare &&
        ends.known[p]! & Known.SynAck &&
        s.seq === ends.ackSent[p] &&
        s.seq !== ((ends.isn[e]! + 1) | 0)
      )
        return;
      break;
    case TcpState.SynRcvd:
      // No SYN,ACK of its own: whoever met the other's SYN with a RST had left SYN_SENT before.
      if (!(ends.known[e]! & Known.SynAck)) t.history.retractTo(e, TcpState.SynSent);
      // An ACK of what it never sent is refused (RFC 9293 §3.10.7.4, fifth), and it waits on for the right one.
      else if (isBare && !isOfOwn(ends, e, s.seq)) return;
      break;
    case TcpState.CloseWait:
      // The other's FIN is answered with a RST: it met no socket, and was never taken.
      if (isBare && !(ends.known[e]! & Known.FinAcked) && t.history.isInferred(e)) {
        t.history.retract(e);
        ends.known[e]! &= ~Known.FinReceived;
      }
      break;
    case TcpState.Established:
      if (ends.known[e]! & Known.Connected) break;
      // A bare RST in answer to the SYN,ACK: there was no socket for it. A RST,ACK comes from a live one.
      if (isBare && !(ends.known[e]! & Known.SynAck)) t.history.retractTo(e, TcpState.SynSent);
      // A SYN,ACK sent again, and now no socket: the ACK of it was never taken (a full accept queue, then a time-out).
      else if (isBare && ends.synAckRepeats[e]! > 0) t.history.retractTo(e, TcpState.SynRcvd);
      else t.history.confirm(e);
      break;
  }
  t.history.apply(e, TcpEvent.SendRst, By.Sent, Sure.Seen);
}

/** True for a number that an acknowledgment of what the endpoint has sent may bear. */
function isOfOwn(ends: EndpointColumns, e: number, ack: number): boolean {
  return isAfter(ack, ends.isn[e]!) && !isAfter(ack, ends.sndNxt[e]!);
}

/**
 * A doubtful RST (the capture lacks what came before it) after which neither side spoke again was taken after all.
 * Called once when the connection is over.
 */
export function settleDoubtfulReset(t: TcpTables, slot: number): void {
  const c = t.connections;
  const log = t.resets;
  const ends = t.endpoints;
  for (let entry = c.firstReset[slot]!; entry !== 0; entry = log.next[entry]!) {
    if (!log.doubtful[entry] || c.facts[slot]! & ConnectionFact.ResetEnded) continue;
    const e = endpointOf(slot, log.end[entry]!);
    const p = peerOf(e);
    const lastSpoken = Math.max(ends.lastPacket[e]! >>> 0, ends.lastPacket[p]! >>> 0);
    const hasSpokenSince = lastSpoken > log.packet[entry]!;
    if (hasSpokenSince || ends.state[p] === TcpState.Closed) continue;
    log.effect[entry] = Effect.Ended;
    c.facts[slot]! |= ConnectionFact.ResetEnded | (endOf(e) ? ConnectionFact.ResetFromUpper : 0);
    const timeNs = log.timeNs[entry]!;
    ends.socketError[p] = errnoOfReset(ends, p);
    t.history.enterAt(p, TcpState.Closed, By.Received, Sure.Inferred, timeNs, log.packet[entry]!);
    if (ends.state[e] !== TcpState.Closed && ends.state[e] !== TcpState.Unknown) {
      t.history.enterAt(e, TcpState.Closed, By.Sent, Sure.Inferred, timeNs, log.packet[entry]!);
    }
  }
}
