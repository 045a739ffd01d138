// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endOf, peerOf } from '../flow/direction.js';
import { InterleavedRows, ROW_SPAN } from '../memory/rows.js';
import { Known } from './endpoint-columns.js';
import { Note } from './notes.js';
import type { PaceColumns } from './pace-columns.js';
import type { TcpTables } from './tables.js';

/** Segments of one message follow each other within this; conversations at least as quick are no heartbeat. */
const MESSAGE_NS = 2e7;
const SHORTEST_PERIOD_NS = 1e8;
/** How far an interval may lie from the others, as a share of them; a beat is late when it took that much longer. */
const JITTER = 0.25;
export const LATE_FACTOR = 1.75;
/** So many intervals alike make a period, and each moves it by this part of the difference. */
const SETTLED = 3;
const SMOOTHING = 8;
/** A message that follows the other side's within this share of the period answers it. */
const ANSWER_SHARE = 0.25;

/**
 * The rhythm in which endpoints send messages, a row for each end of the connections in which one has a rhythm; the upper end's
 * follows the lower's, and `PaceColumns.beats` names that. Counts are doubles, to stand with the rest: what each segment with data touches comes
 * first, in one cache line.
 */
export class BeatColumns extends InterleavedRows {
  /** The usual time between two, and the bytes of all. */
  periodNs = this.float64();
  bytes = this.float64();
  /** Intervals that fit the period (0 for an end without a rhythm), that were much longer, and others. */
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

  /** Rows given back; the first two are nobody's, for 0 is none. */
  readonly #free: number[] = [];
  #used = 2;

  constructor(capacity = 4096) {
    super(capacity);
    this.adopt();
  }

  /** Gives the handle of the lower end's row; both are all zeros. */
  allocate(): number {
    const free = this.#free.pop();
    if (free === undefined && this.#used === this.capacity) this.grow(this.#used * 2);
    const row = free ?? this.#used;
    if (free === undefined) this.#used += 2;
    else {
      this.clearRows(row, 2);
    }
    return row * ROW_SPAN;
  }

  release(handle: number): void {
    if (handle !== 0) this.#free.push(handle / ROW_SPAN);
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
export function followBeat(t: TcpTables, slot: number, e: number, s: Segment): void {
  if (t.notes & NO_MESSAGE) return;
  const pace = t.pace!;
  const row = slot * ROW_SPAN;
  const end = endOf(e);
  const beforeNs = pace.messageNs[row + end]!;
  const gapNs = s.timeNs - beforeNs;
  const isPart = beforeNs !== 0 && gapNs < MESSAGE_NS;
  const lower = pace.beats[row]!;
  // Most segments are parts of a message, and most connections have no rhythm.
  if (isPart && lower === 0) return;
  const beats = t.beats!;
  const b = lower === 0 ? 0 : lower + end * ROW_SPAN;
  if (t.endpoints.known[peerOf(e)]! & Known.Fin || t.connections.facts[slot]! & ConnectionFact.ResetEnded) {
    if (b !== 0 && beats.afterPacket[b] === 0) {
      beats.afterPacket[b] = s.packetNumber;
      beats.afterNs[b] = s.timeNs;
    }
    return;
  }
  if (b !== 0) beats.bytes[b]! += s.payloadLength;
  if (isPart) return;
  // Zero stands for "none": the very first nanosecond of a capture counts as the second.
  pace.messageNs[row + end] = s.timeNs || 1;
  if (beforeNs === 0) return;

  const otherNs = pace.messageNs[row + (end ^ 1)]!;
  const isAnswer = otherNs > beforeNs && s.timeNs - otherNs < ANSWER_SHARE * gapNs;
  if (b !== 0 && beats.regular[b]! > 0) judgeGap(beats, b, gapNs, isAnswer, s);
  else if (!isAlike(gapNs, pace.intervalNs[row + end]!)) {
    pace.intervalNs[row + end] = gapNs >= SHORTEST_PERIOD_NS ? gapNs : 0;
    pace.setAlike(row, end, 0);
  } else {
    pace.intervalNs[row + end]! += (gapNs - pace.intervalNs[row + end]!) / SMOOTHING;
    const alike = pace.alike(row, end) + 1;
    pace.setAlike(row, end, alike);
    if (alike === SETTLED) settle(beats, pace, row, end, isAnswer, s);
  }
}

function isAlike(gapNs: number, periodNs: number): boolean {
  return periodNs !== 0 && Math.abs(gapNs - periodNs) <= JITTER * periodNs;
}

/** A rhythm has begun. What was said before it, a login for one, is no part of it; its first messages were answers if this one is. */
function settle(
  beats: BeatColumns,
  pace: PaceColumns,
  row: number,
  end: number,
  isAnswer: boolean,
  s: Segment,
): void {
  if (pace.beats[row] === 0) pace.beats[row] = beats.allocate();
  const b = pace.beats[row]! + end * ROW_SPAN;
  beats.periodNs[b] = pace.intervalNs[row + end]!;
  beats.regular[b] = SETTLED;
  beats.answers[b] = isAnswer ? SETTLED + 1 : 0;
  beats.bytes[b] = s.payloadLength * (SETTLED + 1);
}

function judgeGap(beats: BeatColumns, b: number, gapNs: number, isAnswer: boolean, s: Segment): void {
  const periodNs = beats.periodNs[b]!;
  if (isAnswer) beats.answers[b]!++;
  if (isAlike(gapNs, periodNs)) {
    beats.regular[b]!++;
    beats.periodNs[b]! += (gapNs - periodNs) / SMOOTHING;
  } else if (gapNs > LATE_FACTOR * periodNs) {
    beats.late[b]!++;
    beats.lateGapNs[b] = gapNs;
    beats.lateNs[b] = s.timeNs;
    beats.latePacket[b] = s.packetNumber;
  } else {
    beats.irregular[b]!++;
  }
}
