import { describe, expect, it } from 'vitest';
import { formatStamp, TimelineClock } from '../../src/analysis/clock.js';

describe('the clock of a timeline', () => {
  it('counts nanoseconds from the first packet, backwards too', () => {
    const clock = started(1_700_000_000, 999_999_999);
    expect(clock.format(1)).toBe('1700000001.000000000');
    expect(clock.format(-1)).toBe('1700000000.999999998');
  });

  it('prints what it was given, to the nanosecond, over a hundred days', () => {
    const clock = started(1_700_000_000, 123_456_789);
    for (const [seconds, nanoseconds] of [
      [1_700_000_000, 123_456_789],
      [1_700_000_001, 0],
      [1_699_999_999, 999_999_999],
      [1_700_000_000 + 100 * 86_400, 1],
    ] as const) {
      const timeNs = (seconds - 1_700_000_000) * 1e9 + (nanoseconds - 123_456_789);
      expect(clock.format(timeNs)).toBe(formatStamp(seconds, nanoseconds));
    }
  });

  it('prints whole nanoseconds of times that were reckoned from seconds', () => {
    expect(started(1_700_000_000, 0).format(16.700542 * 1e9 - 0.2)).toBe('1700000016.700542000');
    expect(started(1_700_000_000, 999_999_999).format(0.6)).toBe('1700000001.000000000');
  });

  it('prints nothing before the first packet, and nothing for packets without a time', () => {
    expect(new TimelineClock().format(0)).toBeNull();
    expect(started(Number.NaN, 0).format(0)).toBeNull();
    expect(formatStamp(Number.NaN, 0)).toBeNull();
    expect(started(10, 0).format(Number.POSITIVE_INFINITY)).toBeNull();
  });

  it('tells seconds since 1970 as a number', () => {
    expect(started(10, 500_000_000).epochSeconds(250_000_000)).toBeCloseTo(10.75, 9);
  });

  it('is set by its start alone', () => {
    const clock = new TimelineClock();
    expect(clock.isSet).toBe(false);
    clock.start(0, 0);
    expect(clock.isSet).toBe(true);
  });
});

function started(seconds: number, nanoseconds: number): TimelineClock {
  const clock = new TimelineClock();
  clock.start(seconds, nanoseconds);
  return clock;
}
