// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { isAtOrAfter } from './sequence.js';
import { TcpState } from './state.js';
import type { TcpTables } from './tables.js';

/** Why a RST was sent, numbered in the order of `RESET_CAUSES`. */
export const Cause = {
  Unknown: 0,
  ClosedPort: 1,
  NoSocket: 2,
  Abort: 3,
  KeepAliveFailure: 4,
  BacklogOverflow: 5,
  HandshakeRejected: 6,
  Middlebox: 7,
  Injected: 8,
} as const;
export type Cause = (typeof Cause)[keyof typeof Cause];

/** What is seen in a RST: kept as evidence, whatever the cause comes out as. */
export const ResetTest = {
  /** No ACK flag: a stack's answer to a segment that carried an ACK and met no socket. */
  Bare: 1,
  /** Its number is the one that the other side had just acknowledged: it answers that segment. */
  AnswersSegment: 2,
  /** Its number is the sender's next one, as a live socket would have it. */
  NextOfSender: 4,
  ZeroWindow: 8,
  /** No timestamps although both sides use them. */
  NoTimestamps: 16,
  ZeroIpId: 32,
  /** F6: another TTL than the sender's other packets. */
  TtlDiffers: 64,
  /** F1: the same sender went on speaking afterwards. */
  SenderSpokeOn: 128,
  /** F2: below what its sender had already sent, and no answer to an older acknowledgment. */
  BehindOwnData: 256,
  /** F3, F4: another RST of the same sender, just before, with another number or acknowledgment. */
  Train: 512,
  /** F5: refuses a SYN that was accepted. */
  AgainstHandshake: 1024,
  /** The other side had repeated or probed without an answer. */
  AfterSilence: 2048,
} as const;
export const RESET_TEST_NAMES: readonly string[] = [
  'bare',
  'answers-segment',
  'next-of-sender',
  'zero-window',
  'no-timestamps',
  'zero-ip-id',
  'ttl-differs',
  'sender-spoke-on',
  'behind-own-data',
  'reset-train',
  'against-handshake',
  'after-silence',
];

/** TTLs may differ by this much between the paths of one flow (load balancing). */
const TTL_SLACK = 2;
/** So many packets of the sender, the RST included, make its TTL known. */
const TTL_PROOF = 2;
/** An answer may take this long where the round trip is not known, and so many round trips where it is. */
const SOON_NS = 1e7;
const SOON_ROUND_TRIPS = 2;

/** The tests that fire on a RST of endpoint `e` to `p`. To be called before either side's state is changed. */
export function resetTests(t: TcpTables, e: number, p: number, s: Segment): number {
  const ends = t.endpoints;
  const known = ends.known[e]!;
  let tests = 0;
  if (!(s.flags & TcpFlag.Ack)) tests |= ResetTest.Bare;
  if (ends.known[p]! & Known.AckSent && s.seq === ends.latestAck[p]) tests |= ResetTest.AnswersSegment;
  if (known & Known.SndNxt) {
    if (s.seq === ends.sndNxt[e]) tests |= ResetTest.NextOfSender;
    else if (!(tests & ResetTest.AnswersSegment) && !isAtOrAfter(s.seq, ends.sndNxt[e]!))
      tests |= ResetTest.BehindOwnData;
  }
  if (s.window === 0) tests |= ResetTest.ZeroWindow;
  if (usesTimestamps(ends, e) && usesTimestamps(ends, p) && !(s.optionBits & OptionBit.Timestamps)) {
    tests |= ResetTest.NoTimestamps;
  }
  if (s.ipId === 0) tests |= ResetTest.ZeroIpId;
  const usual = ends.usualTtl[e]! - 1;
  // A lone SYN may be a scanner's own, with a TTL of its choice.
  if (ends.packets[e]! > TTL_PROOF && usual >= 0 && s.ttl >= 0 && Math.abs(usual - s.ttl) > TTL_SLACK)
    tests |= ResetTest.TtlDiffers;
  if (ends.known[p]! & Known.Syn && ends.state[p] === TcpState.SynSent && known & Known.SynAck) {
    tests |= ResetTest.AgainstHandshake;
  }
  if (ends.unanswered[e]! > 0) tests |= ResetTest.AfterSilence;
  return tests;
}

/** The likeliest cause, from the tests and from what both sides had done before. */
export function resetCause(
  t: TcpTables,
  slot: number,
  e: number,
  p: number,
  s: Segment,
  tests: number,
): Cause {
  const ends = t.endpoints;
  const known = ends.known[e]!;
  if (tests & ResetTest.TtlDiffers) {
    // Somebody on the way answers what has just passed; or sends out of nowhere.
    const isAnswer =
      tests & ResetTest.AnswersSegment && s.timeNs - ends.lastSpokeNs[p]! < answerTimeNs(t, slot);
    return isAnswer && ends.lastSpokeNs[p]! > ends.lastSpokeNs[e]! ? Cause.Middlebox : Cause.Injected;
  }
  const isBare = (tests & ResetTest.Bare) !== 0;
  if (isBare && known & Known.RefusedAck && s.seq === ends.refusedAck[e]) {
    return Cause.HandshakeRejected;
  }
  if (isBare) {
    if (ends.state[e] === TcpState.SynSent && ends.known[p]! & Known.SynAck && !(known & Known.Connected)) {
      return s.seq === ((ends.isn[e]! + 1) | 0) ? Cause.NoSocket : Cause.HandshakeRejected;
    }
    // The handshake was done for the other side, yet nothing here ever took it up. Who was sent data acknowledges more than the SYN.
    const wasPromised =
      ends.state[e] !== TcpState.Closed &&
      known & Known.SynAck &&
      !(known & Known.Connected) &&
      ends.known[p]! & Known.Connected &&
      ends.ackSent[p] === ((ends.isn[e]! + 1) | 0);
    if (wasPromised && tests & ResetTest.AnswersSegment) return Cause.BacklogOverflow;
    if (tests & ResetTest.AnswersSegment || !(known & Known.SndNxt)) return Cause.NoSocket;
    // Answers to earlier segments of a burst carry their older numbers.
    if (ends.known[p]! & Known.AckSent && isAtOrAfter(ends.ackSent[p]!, s.seq)) return Cause.NoSocket;
    // After its own FIN: whoever wrote had taken that, though the capture lacks what it wrote.
    return tests & ResetTest.NextOfSender && known & Known.Fin ? Cause.NoSocket : Cause.Unknown;
  }
  if (!(known & (Known.SynAck | Known.Syn | Known.Heard))) {
    if (ends.known[p]! & Known.Syn && ends.state[p] === TcpState.SynSent) return Cause.ClosedPort;
    return s.seq === 0 ? Cause.NoSocket : Cause.Unknown;
  }
  if (s.seq === 0 && s.window === 0 && tests & ResetTest.NoTimestamps) return Cause.NoSocket;
  if (ends.unanswered[e]! >= 2 && !(t.connections.facts[slot]! & ConnectionFact.ResetEnded))
    return Cause.KeepAliveFailure;
  if (s.window === 0 && tests & ResetTest.NoTimestamps) {
    // Windows has no timestamps in its own either.
    return tests & ResetTest.NextOfSender && looksLikeWindows(ends, e) ? Cause.Abort : Cause.Injected;
  }
  return Cause.Abort;
}

/** Sends with an initial TTL of 128, less the routers on the way. */
function looksLikeWindows(ends: EndpointColumns, e: number): boolean {
  const ttl = ends.usualTtl[e]! - 1;
  return ttl > 64 && ttl <= 128;
}

/** Within this time after a segment a RST may be an answer to it. */
function answerTimeNs(t: TcpTables, slot: number): number {
  const c = t.connections;
  if (!(c.facts[slot]! & ConnectionFact.SynAckSeen) || !(c.facts[slot]! & ConnectionFact.HandshakeAckSeen))
    return SOON_NS;
  const rttNs = c.handshakeAckNs[slot]! - c.synNs[slot]!;
  return rttNs * SOON_ROUND_TRIPS > SOON_NS ? rttNs * SOON_ROUND_TRIPS : SOON_NS;
}

function usesTimestamps(ends: EndpointColumns, e: number): boolean {
  return (ends.offered[e]! & OptionBit.Timestamps) !== 0;
}
