import { describe, expect, it } from 'vitest';
import { StateCounts } from '../../src/hosts/state-counts.js';

const HOST = '10.0.0.1';
const FOREVER = Number.POSITIVE_INFINITY;

function counted(...spans: [since: number, until: number][]): StateCounts {
  const counts = new StateCounts();
  for (const [since, until] of spans) counts.add(HOST, 'CLOSE_WAIT', since, until);
  return counts;
}

describe('counts of sockets by state', () => {
  it('tell how many there were at any time, whatever the order in which they were told', () => {
    const counts = counted([30, FOREVER], [0, 20], [10, 40]);
    const at = (time: number) => counts.at(HOST, 'CLOSE_WAIT', time);
    expect([-1, 0, 10, 19, 20, 30, 39, 40].map(at)).toEqual([0, 1, 2, 2, 1, 2, 2, 1]);
    expect(counts.at(HOST, 'ESTABLISHED', 10)).toBe(0);
    expect(counts.at('10.0.0.2', 'CLOSE_WAIT', 10)).toBe(0);
  });

  it('name the peak and the first moment at which it was reached', () => {
    expect(counted([0, 20], [10, 40], [30, FOREVER]).peaks()).toEqual([
      { host: HOST, state: 'CLOSE_WAIT', count: 2, timeNs: 10 },
    ]);
  });

  it('look for the peak between two times only', () => {
    const counts = counted([0, 20], [10, 40], [30, FOREVER]);
    expect(counts.peaks(20, 29)).toEqual([{ host: HOST, state: 'CLOSE_WAIT', count: 1, timeNs: 20 }]);
    expect(counts.peaks(20, 30)[0]).toMatchObject({ count: 2, timeNs: 30 });
  });

  it('do not count a socket twice that gives its place to another at one moment', () => {
    expect(counted([0, 10], [10, 20]).peaks()[0]!.count).toBe(1);
  });

  it('leave out what lasted no time', () => {
    expect(counted([10, 10]).peaks()).toEqual([]);
  });

  it('take back what proves wrong, as if it had never been told', () => {
    const counts = counted([0, 20], [10, 40]);
    expect(counts.peaks()[0]!.count).toBe(2);
    counts.retract(HOST, 'CLOSE_WAIT', 10, 40);
    counts.add(HOST, 'CLOSE_WAIT', 25, 40);
    expect(counts.peaks()[0]).toMatchObject({ count: 1, timeNs: 0 });
    expect(counts.at(HOST, 'CLOSE_WAIT', 22)).toBe(0);
    expect(counts.at(HOST, 'CLOSE_WAIT', 30)).toBe(1);
    counts.retract(HOST, 'CLOSE_WAIT', 0, 20);
    counts.retract(HOST, 'CLOSE_WAIT', 25, 40);
    expect(counts.peaks()).toEqual([]);
  });

  it('give the highest count of each stretch of time', () => {
    const counts = counted([0, 20], [10, 12], [30, FOREVER]);
    expect(counts.overTime(HOST, 'CLOSE_WAIT', 0, 40, 4)).toEqual([2, 2, 1, 1]);
    expect(counts.overTime(HOST, 'TIME_WAIT', 0, 40, 2)).toEqual([0, 0]);
  });
});
