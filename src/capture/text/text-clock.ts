// Hot path: allocates nothing per packet.
import type { CaptureDescription, PacketRecord } from '../packet-record.js';
import { localMidnight } from '../printed-date.js';
import { type Stamp, StampKind } from './stamp.js';

/** What `14:12:45.104701` counts from. */
export const ClockStart = {
  /** Midnight: tcpdump's default. */
  Midnight: 0,
  /** The packet before (-ttt). */
  PacketBefore: 1,
  /** The first packet (-ttttt). */
  FirstPacket: 2,
} as const;
export type ClockStart = (typeof ClockStart)[keyof typeof ClockStart];

const DAY = 86_400;

/** Turns the stamps of a text, one line after the other, into the times of its records. */
export class TextClock {
  readonly #start: ClockStart;
  #seconds = Number.NaN;
  #nanoseconds = 0;
  /** Midnight of the packet before: time of day counts from 1970-01-01, and a day is added when it wraps. */
  #midnight = 0;
  #dayOfMidnight = -1;

  constructor(start: ClockStart) {
    this.#start = start;
  }

  /** What the report calls such a clock. */
  nameOf(kind: StampKind): CaptureDescription['clock'] {
    if (kind === StampKind.None) return 'none';
    if (kind === StampKind.Delta) return 'relative';
    if (kind !== StampKind.Clock) return 'absolute';
    return this.#start === ClockStart.Midnight ? 'time-of-day' : 'relative';
  }

  /** Writes the packet's time into the record. A line without stamp has the time of the one before it. */
  put(record: PacketRecord, stamp: Stamp): void {
    switch (stamp.kind) {
      case StampKind.Clock:
        if (this.#start === ClockStart.Midnight) this.#setTimeOfDay(stamp);
        else if (this.#start === ClockStart.PacketBefore) this.#add(stamp);
        else this.#set(stamp.isNegative ? -stamp.seconds : stamp.seconds, signed(stamp));
        break;
      case StampKind.Date:
        this.#set(this.#midnightOf(stamp) + stamp.seconds, stamp.nanoseconds);
        break;
      case StampKind.Epoch:
        this.#set(stamp.seconds, stamp.nanoseconds);
        break;
      case StampKind.Delta:
        this.#add(stamp);
    }
    record.seconds = this.#seconds;
    record.nanoseconds = this.#nanoseconds;
  }

  #set(seconds: number, nanoseconds: number): void {
    const carry = Math.floor(nanoseconds / 1e9);
    this.#seconds = seconds + carry;
    this.#nanoseconds = nanoseconds - carry * 1e9;
  }

  #add(stamp: Stamp): void {
    const before = Number.isNaN(this.#seconds) ? 0 : this.#seconds;
    const seconds = stamp.isNegative ? -stamp.seconds : stamp.seconds;
    this.#set(before + seconds, this.#nanoseconds + signed(stamp));
  }

  /** More than half a day back is the next day's morning; more than half a day on is a late packet of the day before. */
  #setTimeOfDay(stamp: Stamp): void {
    let seconds = this.#midnight + stamp.seconds;
    if (seconds < this.#seconds - DAY / 2) {
      this.#midnight += DAY;
      seconds += DAY;
    } else if (seconds > this.#seconds + DAY / 2 && this.#midnight > 0) {
      this.#midnight -= DAY;
      seconds -= DAY;
    }
    this.#set(seconds, stamp.nanoseconds);
  }

  #midnightOf({ year, month, day, seconds }: Stamp): number {
    const hour = Math.floor(seconds / 3600);
    const key = ((year * 16 + month) * 32 + day) * 32 + hour;
    if (key !== this.#dayOfMidnight) {
      const time = localMidnight(year, month, day, hour);
      this.#dayOfMidnight = key;
      this.#midnight = Number.isNaN(time) ? 0 : time;
    }
    return this.#midnight;
  }
}

function signed(stamp: Stamp): number {
  return stamp.isNegative ? -stamp.nanoseconds : stamp.nanoseconds;
}
