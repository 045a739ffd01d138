import { endOf } from '../flow/direction.js';
import { ROW_SPAN } from '../memory/rows.js';
import type { Side } from '../rows.js';
import { type ConnectionCase, SIDES } from './connection-case.js';
import { BEAT_BYTES, BEATS, BEATS_SHARE } from './thresholds.js';

/** The rhythm of a side that sends small messages at regular intervals. */
export interface Heartbeat {
  side: Side;
  periodNs: number;
  /** Intervals that fit the period, and those that were much longer. */
  regular: number;
  late: number;
  /** Whether no interval was anything else. */
  isStrict: boolean;
  /** When the latest beat came before the other side closed. */
  lastNs: number;
  /** The latest late beat: how long after the one before it, when, and in which packet (0 for none). */
  lateGapNs: number;
  lateNs: number;
  latePacket: number;
  /** The first message after the other side had closed; packet 0 for none. */
  afterNs: number;
  afterPacket: number;
}

/** The side that beats, not the one that answers its beats; null where neither does. */
export function heartbeatOf(c: ConnectionCase): Heartbeat | null {
  const { pace, beats } = c.tables;
  const row = c.slot * ROW_SPAN;
  const lower = pace?.beats[row] ?? 0;
  if (pace === null || beats === null || lower === 0) return null;
  for (const side of SIDES) {
    const end = endOf(c.row(side));
    const e = lower + end * ROW_SPAN;
    const regular = beats.regular[e]!;
    if (regular < BEATS) continue;
    const late = beats.late[e]!;
    const irregular = beats.irregular[e]!;
    const intervals = regular + late + irregular;
    if (regular < BEATS_SHARE * intervals || beats.answers[e]! * 2 > intervals) continue;
    if (beats.bytes[e]! > BEAT_BYTES * (intervals + 1)) continue;
    return {
      side,
      periodNs: beats.periodNs[e]!,
      regular,
      late,
      isStrict: irregular === 0,
      lastNs: pace.messageNs[row + end]!,
      lateGapNs: beats.lateGapNs[e]!,
      lateNs: beats.lateNs[e]!,
      latePacket: beats.latePacket[e]!,
      afterNs: beats.afterNs[e]!,
      afterPacket: beats.afterPacket[e]!,
    };
  }
  return null;
}
