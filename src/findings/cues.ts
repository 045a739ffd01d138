import { OptionBit } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { ROW_SPAN } from '../memory/rows.js';
import type { Outcome } from '../rows.js';
import { Known } from '../tcp/endpoint-columns.js';
import { Note } from '../tcp/notes.js';
import { Observed } from '../tcp/observed.js';
import { TcpState } from '../tcp/state.js';
import type { ConnectionCase } from './connection-case.js';
import { BEATS, NAGLE_SECONDS, SLOW_HANDSHAKE_SECONDS } from './thresholds.js';

/**
 * What makes rules speak, in bits: a few columns of a connection tell which of these it has, and only rules that wait for one of
 * them are asked. Of millions of connections most have one or none.
 */
export const Cue = {
  Refused: 1 << 0,
  Unanswered: 1 << 1,
  Unreachable: 1 << 2,
  AbortedHandshake: 1 << 3,
  Vanished: 1 << 4,
  Stray: 1 << 5,
  Closed: 1 << 6,
  /** A SYN or SYN,ACK was sent again. */
  HandshakeRepeats: 1 << 7,
  SlowHandshake: 1 << 8,
  /** Two SYNs crossed, or a socket met itself. */
  Simultaneous: 1 << 9,
  /** The SYN offers what the SYN,ACK does not take up, or asks for fast open. */
  Offers: 1 << 10,
  /** A FIN was seen; one was, and the connection is not closed; one was sent again. */
  Fin: 1 << 11,
  Unclosed: 1 << 12,
  FinRepeats: 1 << 13,
  DataAfterFin: 1 << 14,
  ReusedTimeWait: 1 << 15,
  Resets: 1 << 16,
  /** One side is open, the other has nothing any more. */
  HalfOpen: 1 << 17,
  Beats: 1 << 18,
  LongWait: 1 << 19,
  /** Packets were noted as repeats, or an ICMP error came. */
  Repeats: 1 << 20,
  /** Packets were noted for anything else. */
  Noted: 1 << 21,
  /** Only one direction was captured: no rule waits for it, but some are not asked then. */
  OneWay: 1 << 22,
} as const;

const OF_OUTCOME: Readonly<Record<Outcome, number>> = {
  refused: Cue.Refused,
  unanswered: Cue.Unanswered,
  unreachable: Cue.Unreachable,
  'aborted-handshake': Cue.AbortedHandshake,
  vanished: Cue.Vanished,
  stray: Cue.Stray,
  closed: Cue.Closed,
  reset: 0,
  'half-closed': 0,
  partial: 0,
  open: 0,
};

const REPEATS =
  Note.RetransmissionTimeout |
  Note.RetransmissionFast |
  Note.RetransmissionSack |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionSpurious |
  Note.RetransmissionUnknown |
  Note.DuplicateSack |
  Observed.IcmpError;

/** The connection's cues; no rule says anything of one that has none. */
export function cuesOf(c: ConnectionCase): number {
  const { ends, i, r, observed } = c;
  let cues = OF_OUTCOME[c.outcome] | ofFacts(c);
  if (ends.synRepeats[i]! + ends.synAckRepeats[r]! > 0) cues |= Cue.HandshakeRepeats;
  if (c.handshakeNs >= SLOW_HANDSHAKE_SECONDS * 1e9) cues |= Cue.SlowHandshake;
  if (ends.synPayload[i]! > 0 || offersMore(c)) cues |= Cue.Offers;
  if (ends.finRepeats[i]! + ends.finRepeats[r]! > 0) cues |= Cue.FinRepeats;
  if (c.hasResets) cues |= Cue.Resets;
  if (isOneSided(ends.state[i]!, ends.state[r]!)) cues |= Cue.HalfOpen;
  if (observed & REPEATS) cues |= Cue.Repeats;
  if (observed & ~REPEATS) cues |= Cue.Noted;
  if (c.isOneWay) cues |= Cue.OneWay;
  return cues | ofRhythm(c);
}

function ofFacts({ facts, outcome }: ConnectionCase): number {
  let cues = 0;
  if (facts & (ConnectionFact.SimultaneousOpen | ConnectionFact.SelfConnected)) cues |= Cue.Simultaneous;
  if (facts & ConnectionFact.FirstFinSeen) cues |= outcome === 'closed' ? Cue.Fin : Cue.Fin | Cue.Unclosed;
  if (facts & ConnectionFact.DataAfterFin) cues |= Cue.DataAfterFin;
  if (facts & ConnectionFact.ReusedTimeWait) cues |= Cue.ReusedTimeWait;
  if (facts & ConnectionFact.WasStale) cues |= Cue.HalfOpen;
  return cues;
}

function offersMore({ ends, i, r }: ConnectionCase): boolean {
  const offered = ends.offered[i]!;
  if (offered & OptionBit.FastOpen) return true;
  return (ends.known[r]! & Known.SynAck) !== 0 && (offered & ~ends.offered[r]!) !== 0;
}

function isOneSided(one: number, other: number): boolean {
  return (
    (one === TcpState.Established && other === TcpState.Closed) ||
    (one === TcpState.Closed && other === TcpState.Established)
  );
}

/** Waits and regular messages. */
function ofRhythm({ tables, slot }: ConnectionCase): number {
  const { pace, beats } = tables;
  if (pace === null || beats === null) return 0;
  let cues = 0;
  const row = slot * ROW_SPAN;
  if (pace.hasWaited(row) && (pace.longest[row] !== 0 || pace.delayedAckNs[row]! >= NAGLE_SECONDS * 1e9))
    cues |= Cue.LongWait;
  const lower = pace.beats[row]!;
  if (lower !== 0 && (beats.regular[lower]! >= BEATS || beats.regular[lower + ROW_SPAN]! >= BEATS))
    cues |= Cue.Beats;
  return cues;
}
