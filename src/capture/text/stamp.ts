// Hot path: allocates nothing per packet.
import { Char, type TextCursor } from './text-cursor.js';

/** How a line tells when its packet came. */
export const StampKind = {
  None: 0,
  /** `14:12:45.104701`; since when it counts, only the first lines of the text show: `TextClock`. */
  Clock: 1,
  /** `2024-07-24 14:12:45.104701` (-tttt). */
  Date: 2,
  /** `1721825043.104701` (-tt). */
  Epoch: 3,
  /** `000010`, microseconds since the line before, as tcpdump 3 prints with -ttt. */
  Delta: 4,
} as const;
export type StampKind = (typeof StampKind)[keyof typeof StampKind];

/** One stamp as read: the same object serves all lines. */
export interface Stamp {
  kind: StampKind;
  year: number;
  month: number;
  day: number;
  /** Seconds of the day, or since 1970 for `Epoch`. */
  seconds: number;
  nanoseconds: number;
  isNegative: boolean;
}

export function emptyStamp(): Stamp {
  return { kind: StampKind.None, year: 0, month: 0, day: 0, seconds: 0, nanoseconds: 0, isNegative: false };
}

/** Reads the stamp that begins here, of kinds `Clock`, `Date` and `Epoch`; false, and nothing passed, where none does. */
export function readStamp(cursor: TextCursor, stamp: Stamp): boolean {
  const from = cursor.at;
  const { bytes } = cursor;
  stamp.isNegative = false;
  let isRead: boolean;
  if (bytes[from + 2] === Char.Colon) {
    stamp.kind = StampKind.Clock;
    isRead = readTimeOfDay(cursor, stamp);
  } else if (bytes[from + 4] === Char.Dash) {
    stamp.kind = StampKind.Date;
    isRead = readDate(cursor, stamp) && readTimeOfDay(cursor, stamp);
  } else {
    stamp.kind = StampKind.Epoch;
    isRead = cursor.takeNumber() && cursor.at - from >= 9 && cursor.at - from <= 11;
    if (isRead) stamp.seconds = cursor.value;
  }
  if (isRead && readFraction(cursor, stamp)) return true;
  cursor.at = from;
  stamp.kind = StampKind.None;
  return false;
}

function readTimeOfDay(cursor: TextCursor, stamp: Stamp): boolean {
  const hours = cursor.takeDigits(2);
  if (hours < 0 || !cursor.takeChar(Char.Colon)) return false;
  const minutes = cursor.takeDigits(2);
  if (minutes < 0 || minutes > 59 || !cursor.takeChar(Char.Colon)) return false;
  const seconds = cursor.takeDigits(2);
  if (seconds < 0 || seconds > 60) return false;
  stamp.seconds = hours * 3600 + minutes * 60 + seconds;
  return true;
}

function readDate(cursor: TextCursor, stamp: Stamp): boolean {
  stamp.year = cursor.takeDigits(4);
  if (stamp.year < 0 || !cursor.takeChar(Char.Dash)) return false;
  stamp.month = cursor.takeDigits(2);
  if (stamp.month < 0 || !cursor.takeChar(Char.Dash)) return false;
  stamp.day = cursor.takeDigits(2);
  return stamp.day >= 0 && cursor.bytes[cursor.at++]! >= Char.Space;
}

/** Microseconds or nanoseconds: six digits or nine. */
function readFraction(cursor: TextCursor, stamp: Stamp): boolean {
  if (!cursor.takeChar(Char.Dot)) return false;
  const upper = cursor.takeDigits(6);
  if (upper < 0) return false;
  const lower = cursor.takeDigits(3);
  stamp.nanoseconds = lower < 0 ? upper * 1000 : upper * 1000 + lower;
  return !(cursor.bytes[cursor.at]! >= Char.Zero && cursor.bytes[cursor.at]! <= Char.Zero + 9);
}
