import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { TimeZone } from '../../src/format/time.js';
import { type Moment, momentNs, parseMoment } from '../../src/query/moment.js';
import { noClock, testClock } from '../support/rows.js';

const berlin = new TimeZone('Europe/Berlin');

/** Seconds after the first packet, which is at 2026-11-20 16:16:18 in Berlin. */
function seconds(text: string, clock = testClock): number {
  return momentNs(parseMoment(text) as Exclude<Moment, { kind: 'packet' }>, clock, berlin) / 1e9;
}

test.each([
  ['1795187779', 1],
  ['1795187778.726101000', 0.726101],
  ['2026-11-20T15:16:19Z', 1],
  ['2026-11-20T16:16:19.5+01:00', 1.5],
  ['2026-11-20T16:16:19', 1],
  ['2026-11-20 16:16:19,250', 1.25],
  ['2026-11-20T16:17', 42],
  ['2026-11-21', 27822],
  ['16:16:20', 2],
  ['16:16:20.000000001', 2.000000001],
  ['16:17', 42],
  ['+12.5s', 12.5],
  ['+90', 90],
  ['+2m', 120],
  ['+250ms', 0.25],
])('%s is %d seconds after the first packet', (text, wanted) => {
  expect(seconds(text)).toBeCloseTo(wanted, 9);
});

test('a time of day shortly before the first packet is today, others are tomorrow', () => {
  expect(seconds('16:16')).toBe(-18);
  expect(seconds('16:00')).toBe(-978);
  expect(seconds('03:00')).toBe(10 * 3600 + 43 * 60 + 42);
});

test('a packet stands for its place', () => {
  expect(parseMoment('#123')).toEqual({ kind: 'packet', packet: 123 });
});

test('a moment before a change of clocks has the old offset', () => {
  const change = { format: () => '1792893600.000000000', epochSeconds: () => 1_792_893_600 };
  expect(seconds('2026-10-25T01:30:00', change)).toBe(Date.UTC(2026, 9, 24, 23, 30) / 1000 - 1_792_893_600);
  expect(seconds('2026-10-25T04:30:00', change)).toBe(Date.UTC(2026, 9, 25, 3, 30) / 1000 - 1_792_893_600);
});

test('without a clock only relative moments mean anything', () => {
  expect(seconds('+3s', noClock)).toBe(3);
  expect(seconds('16:16', noClock)).toBeNaN();
});

test.each(['', 'noon', '25:00', '14:61', '2026-02-30', '2026-13-01', '#', '#-1', '12', '+x', '1e9', '-5s'])(
  '%j is not a time',
  (text) => {
    expect(() => parseMoment(text)).toThrow(UsageError);
  },
);
