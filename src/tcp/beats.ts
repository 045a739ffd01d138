// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf, peerOf } from '../flow/direction.js';
import { Columns } from '../memory/columns.js';
import { ROW_SPAN } from '../memory/rows.js';
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

/** The rhythm in which each endpoint sends messages, one row per endpoint (`rowOf`). */
export class BeatColumns extends Columns {
  /** When its latest message began; 0 for none yet. */
  lastNs: Float64Array;
  /** The usual time between two; 0 while there is none. */
  periodNs: Float64Array;
  /** Intervals that fit the period, that were much longer, and others. */
  regular: Uint16Array;
  late: Uint16Array;
  irregular: Uint16Array;
  /** Messages that came soon after one of the other side's. */
  answers: Uint16Array;
  bytes: Float64Array;
  /** The latest late one: how long after the one before it, when, and in which packet. */
  lateGapNs: Float64Array;
  lateNs: Float64Array;
  latePacket: Uint32Array;
  /** Its first data after the other side had closed; `afterPacket` is 0 where none came. */
  afterNs: Float64Array;
  afterPacket: Uint32Array;

  constructor(capacity = 1) {
    super(capacity);
    this.lastNs = new Float64Array(capacity);
    this.periodNs = new Float64Array(capacity);
    this.regular = new Uint16Array(capacity);
    this.late = new Uint16Array(capacity);
    this.irregular = new Uint16Array(capacity);
    this.answers = new Uint16Array(capacity);
    this.bytes = new Float64Array(capacity);
    this.lateGapNs = new Float64Array(capacity);
    this.lateNs = new Float64Array(capacity);
    this.latePacket = new Uint32Array(capacity);
    this.afterNs = new Float64Array(capacity);
    this.afterPacket = new Uint32Array(capacity);
    this.adopt();
  }
}

/** Row of an endpoint's handle. */
export function rowOf(e: number): number {
  return e / ROW_SPAN;
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
  const row = rowOf(e);
  if (t.endpoints.known[peerOf(e)]! & Known.Fin || t.connections.facts[slot]! & ConnectionFact.ResetEnded) {
    if (beats.afterPacket[row] === 0) {
      beats.afterPacket[row] = s.packetNumber;
      beats.afterNs[row] = s.timeNs;
    }
    return;
  }
  beats.bytes[row]! += s.payloadLength;
  const beforeNs = beats.lastNs[row]!;
  const gapNs = s.timeNs - beforeNs;
  if (beforeNs !== 0 && gapNs < MESSAGE_NS) return;
  // Zero stands for "none": the very first nanosecond of a capture counts as the second.
  beats.lastNs[row] = s.timeNs || 1;
  if (beforeNs === 0) return;
  judgeGap(beats, row, gapNs, s);

  const otherNs = beats.lastNs[row + (endOf(e) === 0 ? 1 : -1)]!;
  const isAnswer = otherNs > beforeNs && s.timeNs - otherNs < ANSWER_SHARE * gapNs;
  if (isAnswer && beats.answers[row]! < 0xffff) beats.answers[row]!++;
}

function judgeGap(beats: BeatColumns, row: number, gapNs: number, s: Segment): void {
  const periodNs = beats.periodNs[row]!;
  if (periodNs !== 0 && Math.abs(gapNs - periodNs) <= JITTER * periodNs) {
    if (beats.regular[row]! < 0xffff) beats.regular[row]!++;
    beats.periodNs[row]! += (gapNs - periodNs) / 8;
    if (beats.regular[row] === SETTLED) settle(beats, row, s);
  } else if (beats.regular[row]! >= SETTLED && gapNs > LATE_FACTOR * periodNs) {
    if (beats.late[row]! < 0xffff) beats.late[row]!++;
    beats.lateGapNs[row] = gapNs;
    beats.lateNs[row] = s.timeNs;
    beats.latePacket[row] = s.packetNumber;
  } else {
    if (beats.irregular[row]! < 0xffff) beats.irregular[row]!++;
    if (beats.regular[row]! < SETTLED) {
      beats.periodNs[row] = gapNs >= SHORTEST_PERIOD_NS ? gapNs : 0;
      beats.regular[row] = 0;
    }
  }
}

/** What was said before the rhythm began, a login for one, is no part of it. */
function settle(beats: BeatColumns, row: number, s: Segment): void {
  const answers = beats.answers[row]!;
  beats.answers[row] = answers < SETTLED ? answers : SETTLED;
  beats.irregular[row] = 0;
  beats.bytes[row] = s.payloadLength * (SETTLED + 1);
}
