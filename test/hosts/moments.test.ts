import { describe, expect, it } from 'vitest';
import { lastsAt, momentFrom, momentsOf } from '../../src/hosts/moments.js';

const ONCE = { firstNs: 5, stepNs: Number.POSITIVE_INFINITY, packet: null };
const OFTEN = { firstNs: 5, stepNs: 10, packet: null };

describe('a plan of moments', () => {
  it('finds the first moment that is not before a time', () => {
    expect(momentFrom(OFTEN, -3)).toBe(5);
    expect(momentFrom(OFTEN, 5)).toBe(5);
    expect(momentFrom(OFTEN, 6)).toBe(15);
    expect(momentFrom(OFTEN, 15)).toBe(15);
  });

  it('has none after its only one, and none after all time', () => {
    expect(momentFrom(ONCE, 5)).toBe(5);
    expect(momentFrom(ONCE, 6)).toBe(Number.POSITIVE_INFINITY);
    expect(momentFrom(OFTEN, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  it('gives one moment, one every so often, or the one after a packet', () => {
    expect([...momentsOf(ONCE, 0, Number.NaN)].map(({ timeNs }) => timeNs)).toEqual([5]);
    expect([...momentsOf(OFTEN, 25, Number.NaN)].map(({ timeNs }) => timeNs)).toEqual([5, 15, 25]);
    expect([...momentsOf({ ...ONCE, packet: 7 }, 0, 3)]).toEqual([{ timeNs: 3, packet: 7 }]);
  });
});

describe('what lasts', () => {
  const lasting = { sinceNs: 10, untilNs: 20, sincePacket: 3, untilPacket: 5 };

  it('lasts when it begins and no more when it ends', () => {
    const at = (timeNs: number) => lastsAt(lasting, { timeNs, packet: null });
    expect([at(9), at(10), at(19), at(20)]).toEqual([false, true, true, false]);
  });

  it('goes by packet numbers where a packet is meant, whatever the times', () => {
    const afterPacket = (packet: number) => lastsAt(lasting, { timeNs: 15, packet });
    expect([2, 3, 4, 5].map(afterPacket)).toEqual([false, true, true, false]);
  });

  it('goes by the time where no packet ended it', () => {
    const timed = { ...lasting, untilPacket: null };
    expect(lastsAt(timed, { timeNs: 15, packet: 9 })).toBe(true);
    expect(lastsAt(timed, { timeNs: 20, packet: 9 })).toBe(false);
  });
});
