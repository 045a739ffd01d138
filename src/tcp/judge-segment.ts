// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { type EndpointColumns, Known } from './endpoint-columns.js';
import { Note } from './notes.js';
import { Observed } from './observed.js';
import { isProbeAnswer, judgeProbe } from './probes.js';
import { openHole } from './reordering.js';
import { judgeRepeat } from './retransmission.js';
import { sampleEcho, sampleRtt, stopTiming, timeEcho, timeSegment } from './rtt.js';
import { isAfter, isAtOrAfter } from './sequence.js';
import type { TcpTables } from './tables.js';

/** A challenge ACK follows what it refuses within a round trip; Linux sends at most one per half second. */
const CHALLENGE_NS = 5e8;

/**
 * Our judgement on a segment with ACK: repeated, overtaken, a probe, a duplicate ACK, a sample of the round trip.
 * It looks at both ends' variables as they were before this segment, and moves only those that serve judgement.
 */
export function judgeSegment(t: TcpTables, e: number, p: number, s: Segment, end: number): void {
  const ends = t.endpoints;
  const known = ends.known[e]!;
  judgeAck(t, e, p, s, end);

  const reaches = known & Known.SndNxt ? isAfter(ends.sndNxt[e]!, s.seq) : false;
  if (reaches || s.payloadLength === 1) {
    if (judgeProbe(t, e, p, s)) {
      ends.probed[e] = 1;
      return;
    }
  }
  if (end === s.seq) return;
  if (reaches) {
    judgeRepeat(t, e, p, s, end);
    if (ends.repeatsSinceAck[e]! < 255) ends.repeatsSinceAck[e]!++;
    stopTiming(ends, e);
    timeEcho(ends, e, p, s, true);
  } else {
    if (known & Known.SndNxt && s.seq !== ends.sndNxt[e]) openHole(ends, e, s);
    t.payloadSums.remember(e, s);
    timeSegment(ends, e, end, s);
    timeEcho(ends, e, p, s, false);
    if (s.optionBits & OptionBit.Timestamps) ends.latestTsVal[e] = s.tsVal;
    if (s.ipId >= 0) ends.latestIpId[e] = s.ipId + 1;
  }
  ends.probed[e] = 0;
  ends.lastDataNs[e] = s.timeNs;
  if (ends.mss[p]! > 0 && s.payloadLength > ends.mss[p]!) t.notes |= Note.OffloadSize;
}

/** What the acknowledgment number says that the one before it did not. */
function judgeAck(t: TcpTables, e: number, p: number, s: Segment, end: number): void {
  const ends = t.endpoints;
  if (!(ends.known[e]! & Known.AckSent)) return;
  if (isAfter(s.ack, ends.ackSent[e]!)) {
    sampleRtt(t, p, e, s);
    sampleEcho(ends, p, e, s);
    ends.duplicateAckRun[e] = 0;
    ends.repeatsSinceAck[p] = 0;
    if (ends.known[p]! & Known.SndNxt) {
      const inFlight = (ends.sndNxt[p]! - ends.ackSent[e]!) | 0;
      if (inFlight > ends.maxBytesInFlight[p]!) ends.maxBytesInFlight[p] = inFlight;
    }
  } else if (end === s.seq && s.ack === ends.ackSent[e]) {
    if (isDuplicateAck(ends, e, p, s)) {
      ends.duplicateAcks[e]!++;
      if (ends.duplicateAckRun[e]! < 255) ends.duplicateAckRun[e]!++;
    }
    if (isProbeAnswer(t, e, p, s)) {
      if (s.window > 0) t.notes |= Note.KeepAliveAck;
      ends.probed[p] = 0;
    } else if (ends.challenged[e] === 1 && s.timeNs - ends.challengedNs[e]! < CHALLENGE_NS) {
      t.notes |= Note.ChallengeAck;
    }
  }
  ends.challenged[e] = 0;
  if (s.sackCount > 0 && s.optionBits & OptionBit.Sack && isDuplicateSack(s)) {
    ends.dsacks[e]!++;
    t.notes |= Note.DuplicateSack;
  }
}

/** RFC 5681 §2, with the SACK form of it: the window may move when blocks tell of new data. */
function isDuplicateAck(ends: EndpointColumns, e: number, p: number, s: Segment): boolean {
  if (s.flags & TcpFlag.Fin || !isAfter(ends.sndNxt[p]!, s.ack)) return false;
  return s.window === ends.window[e] || (s.optionBits & OptionBit.Sack) !== 0;
}

/** The first block lies below the acknowledgment, or within the second block (RFC 2883 §4). */
function isDuplicateSack(s: Segment): boolean {
  if (isAtOrAfter(s.ack, s.sackRight0)) return true;
  return s.sackCount > 1 && isAtOrAfter(s.sackLeft0, s.sackLeft1) && isAtOrAfter(s.sackRight1, s.sackRight0);
}

/** Keeps account of windows: raw value, its range, and how long it was zero. */
export function noteWindow(t: TcpTables, e: number, s: Segment): void {
  const ends = t.endpoints;
  const range = ends.windowRange[e]!;
  if (s.window > (range & 0xffff)) ends.windowRange[e] = (range & ~0xffff) | s.window;
  if (0xffff - s.window > range >>> 16)
    ends.windowRange[e] = ((0xffff - s.window) << 16) | (ends.windowRange[e]! & 0xffff);
  if (s.window === 0) {
    if (ends.zeroWindowSinceNs[e] === 0) {
      ends.zeroWindows[e]!++;
      t.turned = Observed.ZeroWindow;
      // Zero stands for "not closed": the very first nanosecond of a capture counts as the second.
      ends.zeroWindowSinceNs[e] = s.timeNs || 1;
      t.zeroWindows.close(e, s.packetNumber, s.timeNs);
    }
  } else if (ends.window[e] === 0 && ends.zeroWindowSinceNs[e] !== 0) {
    ends.zeroWindowNs[e]! += s.timeNs - ends.zeroWindowSinceNs[e]!;
    ends.zeroWindowSinceNs[e] = 0;
    t.turned = Observed.WindowOpened;
    t.zeroWindows.open(e, s.packetNumber, s.timeNs);
  }
  ends.window[e] = s.window;
}
