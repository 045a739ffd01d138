import { describe, expect, it } from 'vitest';
import { judged } from '../support/judged.js';

/** A request passes; what follows begins at 1011. */
const BEGINNING = `
  0.000 > S 1000:1000(0) <mss 1460>
  0.010 < S. 5000:5000(0) ack 1001 <mss 1460>
  0.020 > . 1001:1001(0) ack 5001
  0.030 > P. 1001:1011(10) ack 5001
  0.040 < . 5001:5001(0) ack 1011`;
const passes = (from: number, bytes: number, at: number) => `
  ${at.toFixed(3)} > . ${from}:${from + bytes}(${bytes}) ack 5001
  ${(at + 0.01).toFixed(3)} < . 5001:5001(0) ack ${from + bytes}`;
const repeated = (from: number, bytes: number, at: number) =>
  [0, 0.3, 0.9, 2.1, 4.5]
    .map((after) => `${(at + after).toFixed(3)} > . ${from}:${from + bytes}(${bytes}) ack 5001`)
    .join('\n');

async function findsBlackHole(script: string): Promise<boolean> {
  const found = await judged(`${BEGINNING}\n${script}`);
  return found.some(({ code }) => code === 'mss-black-hole');
}

describe('a full segment that is repeated again and again', () => {
  it('shows a path that takes less, where none as large had passed', async () => {
    expect(await findsBlackHole(repeated(1011, 1448, 0.1))).toBe(true);
    expect(await findsBlackHole(`${passes(1011, 700, 0.05)}\n${repeated(1711, 1448, 0.1)}`)).toBe(true);
  });

  it('shows none where others as large had passed before, offloaded or not', async () => {
    expect(await findsBlackHole(`${passes(1011, 1448, 0.05)}\n${repeated(2459, 1448, 0.1)}`)).toBe(false);
    expect(await findsBlackHole(`${passes(1011, 5792, 0.05)}\n${repeated(6803, 1448, 0.1)}`)).toBe(false);
  });

  it('shows one where its data comes through in smaller pieces, and none where it does as it was', async () => {
    const acknowledged = '9.510 < . 5001:5001(0) ack 2459';
    const pieces = '9.500 > . 1011:1523(512) ack 5001\n9.501 > . 1523:2459(936) ack 5001';
    expect(await findsBlackHole(`${repeated(1011, 1448, 0.1)}\n${pieces}\n${acknowledged}`)).toBe(true);
    const whole = '9.500 > . 1011:2459(1448) ack 5001';
    expect(await findsBlackHole(`${repeated(1011, 1448, 0.1)}\n${whole}\n${acknowledged}`)).toBe(false);
  });
});
