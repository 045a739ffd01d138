import { UsageError } from '../errors.js';
import { cliText, queryText } from '../format/messages/en.js';
import type { Clock } from '../sink.js';

/** A moment as people write it; most forms need the capture's first packet before they mean anything. */
export type Moment =
  | { kind: 'epoch'; ns: bigint }
  /** Date and time in the chosen time zone, as nanoseconds that a clock in UTC would show. */
  | { kind: 'civil'; ns: bigint }
  | { kind: 'time-of-day'; ns: bigint }
  /** Nanoseconds after the first packet. */
  | { kind: 'relative'; ns: bigint }
  | { kind: 'packet'; packet: number };

/** What a moment needs of a time zone. */
export interface ZoneOffsets {
  offsetSeconds(epochSeconds: number): number;
}

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const HOUR = 3_600n * SECOND;

/**
 * Understands `1795187778.726101`, `2026-11-20T14:05:41.5Z` (also with an offset, or without one in the chosen zone),
 * `14:05:41[.frac]`, `14:05`, `+12.5s` and `#123`.
 * @throws UsageError for anything else.
 */
export function parseMoment(text: string): Moment {
  let match: RegExpExecArray | null;
  if ((match = /^#(\d{1,15})$/.exec(text))) return { kind: 'packet', packet: Number(match[1]) };
  if ((match = /^\+(\d+)(?:\.(\d+))?\s*(ms|s|m|h)?$/.exec(text))) {
    const units = { ms: 1_000_000n, s: SECOND, m: 60n * SECOND, h: HOUR };
    const unit = units[(match[3] ?? 's') as keyof typeof units];
    return { kind: 'relative', ns: (decimal(match[1]!, match[2]) * unit) / SECOND };
  }
  if ((match = /^(\d{5,12})(?:\.(\d+))?$/.exec(text)))
    return { kind: 'epoch', ns: decimal(match[1]!, match[2]) };
  if ((match = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?$/.exec(text))) {
    const ns = clockNs(match[1]!, match[2]!, match[3], match[4]);
    if (ns !== null) return { kind: 'time-of-day', ns };
  }
  return isoMoment(text) ?? fail(text);
}

/**
 * Understands "1s", "500ms", "5m": as a time after the first packet is written. In nanoseconds.
 * @throws UsageError for anything else.
 */
export function parseInterval(text: string): number {
  let parsed: Moment | null = null;
  try {
    parsed = parseMoment(`+${text}`);
  } catch {
    // Said below, in the words of intervals.
  }
  if (parsed?.kind !== 'relative' || parsed.ns <= 0n) throw new UsageError(cliText.notAnInterval(text));
  return Number(parsed.ns);
}

function isoMoment(text: string): Moment | null {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      text,
    );
  if (!match) return null;
  const [, year, month, day, hours = '00', minutes = '00', seconds, fraction, offset] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const clock = clockNs(hours, minutes, seconds, fraction);
  // Date.UTC carries days and months over that do not exist.
  if (clock === null || !new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`)) return null;
  const ns = BigInt(midnight) * 1_000_000n + clock;
  if (offset === undefined) return { kind: 'civil', ns };
  return { kind: 'epoch', ns: ns - offsetNs(offset) };
}

function clockNs(hours: string, minutes: string, seconds = '0', fraction?: string): bigint | null {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  return (BigInt(hours) * 3600n + BigInt(minutes) * 60n) * SECOND + decimal(seconds, fraction);
}

function offsetNs(offset: string): bigint {
  if (/z/i.test(offset)) return 0n;
  const minutes = BigInt(offset.slice(1, 3)) * 60n + BigInt(offset.slice(-2));
  return (offset[0] === '-' ? -minutes : minutes) * 60n * SECOND;
}

/** Seconds and their decimals as nanoseconds; digits beyond the ninth are cut. */
function decimal(whole: string, fraction = ''): bigint {
  return BigInt(whole) * SECOND + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

function fail(text: string): never {
  throw new UsageError(queryText.notAMoment(text));
}

/**
 * The moment in nanoseconds after the first packet; NaN where the input has no clock that could tell.
 * `clock` must have seen the first packet. Packets have no moment of their own: ask for their number instead.
 */
export function momentNs(
  moment: Exclude<Moment, { kind: 'packet' }>,
  clock: Clock,
  zone: ZoneOffsets,
): number {
  if (moment.kind === 'relative') return Number(moment.ns);
  const start = epochNs(clock.format(0));
  if (start === null) return Number.NaN;
  return Number(epochOf(moment, start, zone) - start);
}

function epochOf(
  moment: { kind: 'epoch' | 'civil' | 'time-of-day'; ns: bigint },
  start: bigint,
  zone: ZoneOffsets,
): bigint {
  if (moment.kind === 'epoch') return moment.ns;
  if (moment.kind === 'civil') return fromCivil(moment.ns, zone);
  const local = start + offsetAt(start, zone);
  const midnight = local - (((local % DAY) + DAY) % DAY);
  // The first such moment; one shortly before the first packet is what a person who rounds means.
  const today = fromCivil(midnight + moment.ns, zone);
  return today >= start - HOUR ? today : fromCivil(midnight + DAY + moment.ns, zone);
}

function fromCivil(civil: bigint, zone: ZoneOffsets): bigint {
  // The offset that holds at the result, not at the guess: they differ around a change of clocks.
  const guess = civil - offsetAt(civil, zone);
  return civil - offsetAt(guess, zone);
}

function offsetAt(ns: bigint, zone: ZoneOffsets): bigint {
  return BigInt(zone.offsetSeconds(Number(ns / SECOND))) * SECOND;
}

function epochNs(text: string | null): bigint | null {
  if (text === null) return null;
  const [whole = '0', fraction] = text.replace('-', '').split('.');
  const ns = decimal(whole, fraction);
  return text.startsWith('-') ? -ns : ns;
}
