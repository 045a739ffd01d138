import { expect, test } from 'vitest';
import { ClockText } from '../../src/format/clock-text.js';
import { calendarDate, hasDate, offsetLabel, TimeZone, timeOfDay, zoneLabel } from '../../src/format/time.js';
import { noClock, testClock } from '../support/rows.js';

const utc = new TimeZone('UTC');
const berlin = new TimeZone('Europe/Berlin');

test('time of day follows the zone', () => {
  expect(timeOfDay(1_795_187_778.726, utc)).toBe('15:16:18.726');
  expect(timeOfDay(1_795_187_778.726, berlin)).toBe('16:16:18.726');
});

test('summer time is taken from the moment, not from today', () => {
  expect(timeOfDay(1_780_000_000, berlin, 0)).toBe('22:26:40');
  expect(offsetLabel(berlin.offsetSeconds(1_780_000_000))).toBe('+02:00');
  expect(offsetLabel(berlin.offsetSeconds(1_795_187_778))).toBe('+01:00');
});

test('zones with odd minutes and negative zones print as such', () => {
  expect(offsetLabel(new TimeZone('Asia/Kolkata').offsetSeconds(1_795_187_778))).toBe('+05:30');
  expect(offsetLabel(new TimeZone('America/St_Johns').offsetSeconds(1_795_187_778))).toBe('-03:30');
});

test('digits are cut, never rounded into the next second', () => {
  expect(timeOfDay(1_795_187_778.999999, utc)).toBe('15:16:18.999');
  expect(timeOfDay(1_795_187_778 + 0.9999998, utc, 6)).toBe('15:16:19.000000');
});

test('times without a date are shown as they were printed, in whatever zone, also past midnight', () => {
  for (const seconds of [36_000, 36_000 + 86_400]) {
    expect(timeOfDay(seconds, berlin, 0)).toBe('10:00:00');
    expect([hasDate(seconds), zoneLabel(seconds, berlin)]).toEqual([false, 'no date']);
  }
  expect([hasDate(1_795_187_778), zoneLabel(1_795_187_778, berlin)]).toEqual([true, '+01:00']);
});

test('moments before 1970 and beyond all calendars do no harm', () => {
  expect(timeOfDay(-0.5, utc)).toBe('23:59:59.500');
  expect(calendarDate(-86_400, utc)).toBe('1969-12-31');
  for (const wild of [1.8e19, -1.8e19, Number.NaN, Infinity]) {
    expect(timeOfDay(wild, utc)).toBe('-');
    expect(calendarDate(wild, utc)).toBe('-');
  }
});

test('an unknown zone is refused', () => {
  expect(() => new TimeZone('Mars/Olympus')).toThrow(RangeError);
});

test('a moment on a later day than the first packet says so', () => {
  const clock = new ClockText(utc);
  clock.begin(testClock);
  expect(clock.at(1e9)).toBe('15:16:19.000');
  expect(clock.at(9 * 3600e9)).toBe('00:16:18.000+1d');
});

test('without times there is a dash', () => {
  const clock = new ClockText(utc);
  expect(clock.at(0)).toBe('-');
  clock.begin(noClock);
  expect(clock.at(Number.NaN)).toBe('-');
});
