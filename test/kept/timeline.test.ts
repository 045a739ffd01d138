import { describe, expect, it } from 'vitest';
import { Timeline } from '../../src/kept/timeline.js';

describe('the timeline', () => {
  it('keeps every count when it outgrows its parts', () => {
    const timeline = new Timeline();
    for (let second = 0; second < 1000; second++) timeline.count(0, timeline.binOf(second * 1e9));
    const sums = timeline.over('packets', 999e9, 10);
    expect(sums.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(Math.min(...sums)).toBeGreaterThan(80);
  });

  it('shows on the other side of shared memory what was counted on this one', () => {
    const here = new Timeline();
    const there = new Timeline(here.buffer);
    here.count(2, here.binOf(5e9));
    expect(there.over('resets', 5e9, 1)).toEqual([1]);
  });

  it('takes what has no time to the beginning', () => {
    const timeline = new Timeline();
    timeline.count(0, timeline.binOf(Number.NaN));
    expect(timeline.over('packets', Number.NaN, 4)[0]).toBe(1);
  });
});
