import { describe, expect, it } from 'vitest';
import { PrintedClock } from '../../../src/capture/exports/printed-time.js';
import { emptyDescription, emptyRecord } from '../../../src/capture/packet-record.js';

function clockOf() {
  const description = emptyDescription('test', 'test');
  const clock = new PrintedClock(description);
  const record = emptyRecord();
  const read = (text: string, isDelta = false) => {
    if (isDelta) clock.stampDelta(record, text);
    else clock.stamp(record, text);
    return [record.seconds, record.nanoseconds];
  };
  return { description, read };
}

describe('a printed time', () => {
  it.each([
    ['0.000041', 0, 41_000, 'relative'],
    ['0,000041', 0, 41_000, 'relative'],
    ['-0.5', -1, 500_000_000, 'relative'],
    ['12', 12, 0, 'relative'],
    ['0.000041s', 0, 41_000, 'relative'],
    ['1h 2m 3.5s', 3723, 500_000_000, 'relative'],
    ['1795189021.407469000', 1_795_189_021, 407_469_000, 'absolute'],
    ['2026-11-20T15:37:01.407469000Z', 1_795_189_021, 407_469_000, 'absolute'],
    ['2026-11-20T16:37:01.407469000+0100', 1_795_189_021, 407_469_000, 'absolute'],
    ['Nov 20, 2026 15:37:01.407469000 UTC', 1_795_189_021, 407_469_000, 'absolute'],
    ['Nov  2, 2026 00:00:00.000000001 UTC', 1_793_577_600, 1, 'absolute'],
    ['15:37:01.407469', 56_221, 407_469_000, 'time-of-day'],
  ])('%s', (text, seconds, nanoseconds, kind) => {
    const { description, read } = clockOf();
    expect(read(text)).toEqual([seconds, nanoseconds]);
    expect(description.clock).toBe(kind);
  });

  it.each(['2026-11-20 15:37:01.407469', '2026/324 15:37:01.407469', 'Nov 20, 2026 15:37:01.407469 XYZ'])(
    '%s is a time in the zone of this machine, as in the text of tcpdump',
    (text) => {
      inZone('America/New_York', () => {
        const { description, read } = clockOf();
        expect(read(text)).toEqual([1_795_189_021 + 5 * 3600, 407_469_000]);
        expect(description.clock).toBe('absolute');
        expect(description.warnings[0]).toContain('America/New_York');
      });
    },
  );

  it('knows that summer time ends within a night', () => {
    inZone('Europe/Berlin', () => {
      const { read } = clockOf();
      expect(read('2026-10-25 01:30:00')[0]).toBe(Date.UTC(2026, 9, 24, 23, 30) / 1000);
      expect(read('2026-10-25 03:30:00')[0]).toBe(Date.UTC(2026, 9, 25, 2, 30) / 1000);
    });
  });

  it('says once which zone a date without one was read in', () => {
    const { description, read } = clockOf();
    read('2026-11-20 15:37:01');
    read('2026-11-20 15:37:02');
    expect(description.warnings).toHaveLength(1);
    const named = clockOf();
    named.read('Nov 20, 2026 15:37:01.407469000 CET');
    expect(named.description.warnings[0]).toContain('"CET"');
  });

  it('goes on past midnight, and back for a packet that is late', () => {
    const { read } = clockOf();
    expect(read('23:59:59.5')[0]).toBe(86_399);
    expect(read('00:00:00.5')[0]).toBe(86_400);
    expect(read('23:59:59.9')[0]).toBe(86_399);
    expect(read('00:00:01.0')[0]).toBe(86_401);
  });

  it('adds up differences', () => {
    const { read } = clockOf();
    read('0.000000', true);
    read('0.700000', true);
    expect(read('0.600000', true)).toEqual([1, 300_000_000]);
  });

  it.each(['', 'x', '1.2.3', '--', '1e5', 'Foo 20, 2026 15:37:01 UTC x'.slice(0, 3)])(
    'is none: "%s"',
    (text) => {
      expect(clockOf().read(text)).toEqual([Number.NaN, 0]);
    },
  );
});

/** Node.js looks at TZ anew whenever it is set. */
function inZone(zone: string, run: () => void): void {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    run();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}
