import { timeText } from './messages/en.js';

/** Moments as people read them, in a time zone. Machine output never comes here: it keeps epoch seconds. */

/** Beyond this a moment has no date (ECMAScript's own limit); such clocks come from damaged captures. */
const MAX_EPOCH_SECONDS = 8.64e12;
const QUARTER_HOUR = 900;
/** Printed times without a date count from 1970-01-01 and go on past midnight. No capture lasts three years, and none is so old. */
const UNDATED_SECONDS = 3 * 366 * 86_400;

/** A time zone by its IANA name, "UTC", or the machine's own (`local`). */
export class TimeZone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** Offsets change on quarter hours at most; neighbouring rows ask for the same one. */
  #bucket = Number.NaN;
  #offset = 0;

  /** @throws RangeError when the zone is unknown. */
  constructor(name = 'local') {
    const timeZone = name === 'local' ? undefined : name;
    this.#format = new Intl.DateTimeFormat('en-US', {
      ...(timeZone === undefined ? {} : { timeZone }),
      timeZoneName: 'longOffset',
    });
    this.name = this.#format.resolvedOptions().timeZone;
  }

  /** Seconds east of UTC at that moment; none for times without a date, which are shown as they were printed. */
  offsetSeconds(epochSeconds: number): number {
    if (!hasDate(epochSeconds)) return 0;
    const bucket = Math.floor(epochSeconds / QUARTER_HOUR);
    if (bucket !== this.#bucket) {
      this.#bucket = bucket;
      this.#offset = Math.abs(epochSeconds) < MAX_EPOCH_SECONDS ? this.#lookUp(bucket * QUARTER_HOUR) : 0;
    }
    return this.#offset;
  }

  #lookUp(epochSeconds: number): number {
    const parts = this.#format.formatToParts(epochSeconds * 1000);
    const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
    if (!match?.[1]) return 0;
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return match[1] === '-' ? -seconds : seconds;
  }
}

/** "14:05:41.123"; "-" where there is no time. Digits beyond `digits` are cut, not rounded, so that no moment moves past another. */
export function timeOfDay(epochSeconds: number, zone: TimeZone, digits = 3): string {
  if (!(Math.abs(epochSeconds) < MAX_EPOCH_SECONDS)) return '-';
  const local = epochSeconds + zone.offsetSeconds(epochSeconds);
  let whole = Math.floor(local);
  // A double holds microseconds since 1970, with noise below.
  let micros = Math.round((local - whole) * 1e6);
  if (micros === 1_000_000) {
    whole++;
    micros = 0;
  }
  const second = ((whole % 86400) + 86400) % 86400;
  const hours = Math.floor(second / 3600);
  const minutes = Math.floor(second / 60) % 60;
  const clock = `${two(hours)}:${two(minutes)}:${two(second % 60)}`;
  return digits === 0 ? clock : `${clock}.${String(1_000_000 + micros).slice(1, 1 + digits)}`;
}

/** Whether a moment has a date: times of day alone have none, nor have those that count from a capture's beginning. */
export function hasDate(epochSeconds: number): boolean {
  return !(Math.abs(epochSeconds) < UNDATED_SECONDS);
}

/** Days since 1970 in that zone: tells whether two moments share a date. */
export function dayNumber(epochSeconds: number, zone: TimeZone): number {
  return Math.floor((epochSeconds + zone.offsetSeconds(epochSeconds)) / 86400);
}

/** "2026-11-20"; "-" where there is no time. */
export function calendarDate(epochSeconds: number, zone: TimeZone): string {
  if (!(Math.abs(epochSeconds) < MAX_EPOCH_SECONDS - 100_000)) return '-';
  const iso = new Date((epochSeconds + zone.offsetSeconds(epochSeconds)) * 1000).toISOString();
  return iso.slice(0, iso.indexOf('T'));
}

/** The offset of the zone at that moment, as it stands behind a time; "no date" for times without one. */
export function zoneLabel(epochSeconds: number, zone: TimeZone): string {
  return hasDate(epochSeconds) ? offsetLabel(zone.offsetSeconds(epochSeconds)) : timeText.noDate;
}

/** "+01:00", "UTC" for none. */
export function offsetLabel(seconds: number): string {
  if (seconds === 0) return 'UTC';
  const size = Math.abs(seconds);
  const label = `${seconds < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}`;
  return size % 60 === 0 ? label : `${label}:${two(size % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
