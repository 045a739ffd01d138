import type { CaptureDescription, PacketRecord } from '../packet-record.js';
import { localMidnight, localZone } from '../printed-date.js';

/** What a printed time counts from. */
type TimeKind = 'absolute' | 'time-of-day' | 'relative';

/** Bare seconds from here on are counted from 1970: no capture lasts three years. */
const FIRST_EPOCH_SECONDS = 100_000_000;
const DAY_SECONDS = 86_400;
/** Going back by more than this from one packet to the next is midnight, less is a packet that was captured late. */
const MIDNIGHT_SECONDS = DAY_SECONDS / 2;

const TIME_OF_DAY = '(\\d{1,2}):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9})\\d*)?';
const CLOCK = new RegExp(`^${TIME_OF_DAY}$`);
/** "2026-11-20 15:37:01.407469", with "T" between and a zone behind in newer exports. */
const ISO = new RegExp(`^(\\d{4})-(\\d\\d)-(\\d\\d)[T ]+${TIME_OF_DAY}\\s*(.*)$`);
const DAY_OF_YEAR = new RegExp(`^(\\d{4})/(\\d{1,3}) ${TIME_OF_DAY}\\s*(.*)$`);
/** "Nov 20, 2026 15:37:01.407469000 UTC", as `frame.time` prints it; the day is padded with a space. */
const WORDS = new RegExp(`^([A-Z][a-z]{2}) +(\\d{1,2}), (\\d{4}) +${TIME_OF_DAY}\\s*(.*)$`);
/** "1 h  2 min 3.5 s", by choice of seconds as hours, minutes and seconds. */
const HOURS_MINUTES = /^(?:(\d+) ?h *)?(?:(\d+) ?m(?:in)? *)?(\d+(?:[.,]\d+)?) ?s$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/**
 * Turns the times that Wireshark prints, in any of its formats, into those of records. Times of day count from
 * 1970-01-01 and go on past midnight. Dates without a zone are those of this machine's zone, and that is said.
 */
export class PrintedClock {
  private readonly description: CaptureDescription;
  private seconds = 0;
  private nanoseconds = 0;
  private days = 0;
  private lastOfDay = -1;
  private sumSeconds = 0;
  private sumNanoseconds = 0;
  private isZoneAssumed = false;

  constructor(description: CaptureDescription) {
    this.description = description;
  }

  /** Writes the time into the record; NaN seconds where the text is no time. */
  stamp(record: PacketRecord, text: string): void {
    const kind = this.read(text);
    record.seconds = kind === null ? Number.NaN : this.seconds;
    record.nanoseconds = kind === null ? 0 : this.nanoseconds;
    // Who knows the date of one packet knows that of all; a stray word does not take it away.
    if (kind !== null && this.description.clock === 'none') this.description.clock = kind;
  }

  /** As `stamp`, where the text tells the time since the packet before. */
  stampDelta(record: PacketRecord, text: string): void {
    if (this.read(text) === 'relative') {
      this.sumNanoseconds += this.nanoseconds;
      this.sumSeconds += this.seconds + Math.floor(this.sumNanoseconds / 1e9);
      this.sumNanoseconds %= 1e9;
    }
    record.seconds = this.sumSeconds;
    record.nanoseconds = this.sumNanoseconds;
    if (this.description.clock === 'none') this.description.clock = 'relative';
  }

  private read(text: string): TimeKind | null {
    return this.readSeconds(text) ? this.kindOfSeconds() : this.readClock(text);
  }

  private kindOfSeconds(): TimeKind {
    return this.seconds >= FIRST_EPOCH_SECONDS ? 'absolute' : 'relative';
  }

  /** "0.000041", "-0.5", "1795189021.407469000", "12" and the same with a comma; false where it is anything else. */
  private readSeconds(text: string): boolean {
    const isNegative = text.charCodeAt(0) === 0x2d;
    let at = isNegative ? 1 : 0;
    let seconds = 0;
    const first = at;
    for (; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      seconds = seconds * 10 + digit;
    }
    if (at === first || at - first > 12) return false;
    let nanoseconds = 0;
    if (at < text.length) {
      const point = text.charCodeAt(at++);
      if (point !== 0x2e && point !== 0x2c) return false;
      let unit = 1e8;
      for (; at < text.length; at++, unit /= 10) {
        const digit = text.charCodeAt(at) - 0x30;
        if (digit < 0 || digit > 9) return false;
        if (unit >= 1) nanoseconds += digit * unit;
      }
    }
    this.setSeconds(isNegative ? -seconds : seconds, isNegative ? -nanoseconds : nanoseconds);
    return true;
  }

  private setSeconds(seconds: number, nanoseconds: number): void {
    const isBorrowed = nanoseconds < 0;
    this.seconds = isBorrowed ? seconds - 1 : seconds + 0;
    this.nanoseconds = isBorrowed ? nanoseconds + 1e9 : nanoseconds + 0;
  }

  private readClock(text: string): TimeKind | null {
    const ofDay = CLOCK.exec(text);
    if (ofDay !== null) return this.setTimeOfDay(secondsOf(ofDay, 1), fractionOf(ofDay[4]));
    const iso = ISO.exec(text);
    if (iso !== null) {
      return this.setDate(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso, 4);
    }
    const words = WORDS.exec(text);
    if (words !== null) {
      const month = MONTHS.indexOf(words[1]!) / 3 + 1;
      return this.setDate(Number(words[3]), month, Number(words[2]), words, 4);
    }
    const ofYear = DAY_OF_YEAR.exec(text);
    if (ofYear !== null) {
      return this.setDate(Number(ofYear[1]), 1, Number(ofYear[2]), ofYear, 3);
    }
    const hours = HOURS_MINUTES.exec(text);
    if (hours === null) return null;
    const [whole, fraction] = hours[3]!.split(/[.,]/);
    const seconds = Number(hours[1] ?? 0) * 3600 + Number(hours[2] ?? 0) * 60 + Number(whole);
    this.setSeconds(seconds, fractionOf(fraction));
    return 'relative';
  }

  private setTimeOfDay(seconds: number, nanoseconds: number): TimeKind {
    if (this.lastOfDay - seconds > MIDNIGHT_SECONDS) this.days++;
    else if (seconds - this.lastOfDay > MIDNIGHT_SECONDS && this.days > 0 && this.lastOfDay >= 0) this.days--;
    this.lastOfDay = seconds;
    this.setSeconds(this.days * DAY_SECONDS + seconds, nanoseconds);
    return 'time-of-day';
  }

  /** `match[clockAt]` and the next three are hours, minutes, seconds and the fraction; what follows them is the zone. */
  private setDate(
    year: number,
    month: number,
    day: number,
    match: RegExpExecArray,
    clockAt: number,
  ): TimeKind | null {
    const zone = match[clockAt + 4]!.trim();
    const shift = zoneSeconds(zone);
    const midnight =
      shift === null
        ? localMidnight(year, month, day, Number(match[clockAt]))
        : Date.UTC(year, month - 1, day) / 1000 - shift;
    if (Number.isNaN(midnight)) return null;
    if (shift === null) this.sayWhichZone(zone);
    this.setSeconds(midnight + secondsOf(match, clockAt), fractionOf(match[clockAt + 3]));
    return 'absolute';
  }

  private sayWhichZone(zone: string): void {
    if (this.isZoneAssumed) return;
    this.isZoneAssumed = true;
    const named = zone === '' ? 'no time zone' : `the time zone "${zone.slice(0, 40)}"`;
    this.description.warnings.push(
      `The times come with ${named}: they are read as ${localZone()}, the zone of this machine. Epoch times (frame.time_epoch, tshark -t e) leave no doubt.`,
    );
  }
}

function secondsOf(match: RegExpExecArray, at: number): number {
  return Number(match[at]) * 3600 + Number(match[at + 1]) * 60 + Number(match[at + 2]);
}

/** "407469" → 407,469,000 nanoseconds. */
function fractionOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 9).padEnd(9, '0'));
}

/** Seconds east of Greenwich; null for a zone that names itself only, or none. */
function zoneSeconds(zone: string): number | null {
  if (/^(Z|UTC|GMT|Coordinated Universal Time)$/.test(zone)) return 0;
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset === null) return null;
  const seconds = Number(offset[2]) * 3600 + Number(offset[3]) * 60;
  return offset[1] === '-' ? -seconds : seconds;
}
