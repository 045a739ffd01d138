// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { peerOf } from '../flow/direction.js';
import { InterleavedRows } from '../memory/rows.js';
import { Known } from './endpoint-columns.js';
import { Note } from './notes.js';
import type { TcpTables } from './tables.js';

/** Segments of one message follow each other within this; conversations at least as quick are no heartbeat. */
const MESSAGE_NS = 2e7;
const SHORTEST_PERIOD_NS = 1e8;
/** How far an interval may lie from the others, as a share of them; a beat is late when it took that much longer. */
const JITTER = 0.25;
export const LATE_FACTOR = 1.75;
/** So many intervals alike make a period. */
const SETTLED = 3;
/** A message that follows the other side's within this share of the period answers it. */
const ANSWER_SHARE = 0.25;

/**
 * The rhythm in which each endpoint sends messages, one row each; handles are those of `EndpointColumns`. Counts are doubles,
 * to stand with the rest: what each segment with data touches comes first, in one cache line.
 */
export class BeatColumns extends InterleavedRows {
  /** When its latest message began; 0 for none yet. */
  lastNs = this.float64();
  /** The usual time between two; 0 while there is none. */
  periodNs = this.float64();
  bytes = this.float64();
  /** Intervals that fit the period, that were much longer, and others. */
  regular = this.float64();
  late = this.float64();
  irregular = this.float64();
  /** Messages that came soon after one of the other side's. */
  answers = this.float64();
  /** Packet of its first data after the other side had closed, 0 where none came; and when. */
  afterPacket = this.float64();
  afterNs = this.float64();
  /** The latest late one: how long after the one before it, when, and in which packet. */
  lateGapNs = this.float64();
  lateNs = this.float64();
  latePacket = this.float64();

  constructor(capacity = 4096) {
    super(capacity);
    this.adopt();
  }
}

const NO_MESSAGE =
  Note.RetransmissionTimeout |
  Note.RetransmissionFast |
  Note.RetransmissionSack |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionSpurious |
  Note.RetransmissionHandshake |
  Note.RetransmissionUnknown |
  Note.Reordered |
  Note.CaptureDuplicate |
  Note.WindowProbe |
  Note.KeepAlive |
  Note.BadChecksum;

/** Looks at the rhythm of endpoint `e`, of the connection in `slot`; to be called for its segments with data, after each was tracked. */
export function followBeat(beats: BeatColumns, t: TcpTables, slot: number, e: number, s: Segment): void {
  if (t.notes & NO_MESSAGE) return;
  if (t.endpoints.known[peerOf(e)]! & Known.Fin || t.connections.facts[slot]! & ConnectionFact.ResetEnded) {
    if (beats.afterPacket[e] === 0) {
      beats.afterPacket[e] = s.packetNumber;
      beats.afterNs[e] = s.timeNs;
    }
    return;
  }
  beats.bytes[e]! += s.payloadLength;
  const beforeNs = beats.lastNs[e]!;
  const gapNs = s.timeNs - beforeNs;
  if (beforeNs !== 0 && gapNs < MESSAGE_NS) return;
  // Zero stands for "none": the very first nanosecond of a capture counts as the second.
  beats.lastNs[e] = s.timeNs || 1;
  if (beforeNs === 0) return;
  judgeGap(beats, e, gapNs, s);

  const otherNs = beats.lastNs[peerOf(e)]!;
  const isAnswer = otherNs > beforeNs && s.timeNs - otherNs < ANSWER_SHARE * gapNs;
  if (isAnswer) beats.answers[e]!++;
}

function judgeGap(beats: BeatColumns, e: number, gapNs: number, s: Segment): void {
  const periodNs = beats.periodNs[e]!;
  if (periodNs !== 0 && Math.abs(gapNs - periodNs) <= JITTER * periodNs) {
    beats.regular[e]!++;
    beats.periodNs[e]! += (gapNs - periodNs) / 8;
    if (beats.regular[e] === SETTLED) settle(beats, e, s);
  } else if (beats.regular[e]! >= SETTLED && gapNs > LATE_FACTOR * periodNs) {
    beats.late[e]!++;
    beats.lateGapNs[e] = gapNs;
    beats.lateNs[e] = s.timeNs;
    beats.latePacket[e] = s.packetNumber;
  } else {
    beats.irregular[e]!++;
    if (beats.regular[e]! < SETTLED) {
      beats.periodNs[e] = gapNs >= SHORTEST_PERIOD_NS ? gapNs : 0;
      beats.regular[e] = 0;
    }
  }
}

/** What was said before the rhythm began, a login for one, is no part of it. */
function settle(beats: BeatColumns, e: number, s: Segment): void {
  const answers = beats.answers[e]!;
  beats.answers[e] = answers < SETTLED ? answers : SETTLED;
  beats.irregular[e] = 0;
  beats.bytes[e] = s.payloadLength * (SETTLED + 1);
}
