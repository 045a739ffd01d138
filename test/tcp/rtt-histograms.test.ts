import { describe, expect, it } from 'vitest';
import { LARGEST_RTT_UNITS, RTT_UNIT_NS, RttHistograms } from '../../src/tcp/rtt-histograms.js';

const none = new Int32Array(0);
const units = (...ns: number[]) => Int32Array.from(ns, (value) => value / RTT_UNIT_NS);

describe('a histogram of round trips', () => {
  it('gives every time back within a sixteenth, from a microsecond to seventeen seconds', () => {
    for (let ns = 1100; ns < 17e9; ns *= 1.37) {
      const histograms = new RttHistograms();
      const row = histograms.allocate();
      histograms.add(row, units(ns), 0, 1);
      expect(Math.abs(histograms.quantilesNs(row, none, [0.5])[0]! / ns - 1)).toBeLessThanOrEqual(1 / 15);
    }
  });

  it('takes what is shorter or longer for its shortest and longest', () => {
    const histograms = new RttHistograms();
    const row = histograms.allocate();
    histograms.add(row, Int32Array.of(0, LARGEST_RTT_UNITS), 0, 2);
    const [short, long] = histograms.quantilesNs(row, none, [0.5, 0.95]);
    expect(short).toBeLessThan(1200);
    expect(long).toBeGreaterThan(16e9);
  });

  it('keeps proportions when a counter is full', () => {
    const histograms = new RttHistograms();
    const row = histograms.allocate();
    const often = new Int32Array(60_000).fill(1e6 / RTT_UNIT_NS);
    const seldom = new Int32Array(20_000).fill(1e9 / RTT_UNIT_NS);
    for (let i = 0; i < 4; i++) {
      histograms.add(row, often, 0, often.length);
      histograms.add(row, seldom, 0, seldom.length);
    }
    const [median, high] = histograms.quantilesNs(row, none, [0.5, 0.95]);
    expect(median).toBeLessThan(1.1e6);
    expect(high).toBeGreaterThan(0.9e9);
  });

  it('gives out rows empty that were used before', () => {
    const histograms = new RttHistograms();
    const row = histograms.allocate();
    histograms.add(row, units(1e9), 0, 1);
    histograms.release(row);
    const again = histograms.allocate();
    expect(again).toBe(row);
    expect(histograms.quantilesNs(again, units(1e6), [1])[0]).toBeLessThan(1.1e6);
  });
});
