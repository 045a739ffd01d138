import { describe, expect, it } from 'vitest';
import type { TimeCause } from '../../src/rows.js';
import { told } from '../support/analysis.js';
import { established, finWait2, midstream, synSent } from '../support/connections.js';

/** The causes of a script that took longer than `least` seconds, in milliseconds. */
async function spent(script: string, least = 0.0015): Promise<Partial<Record<TimeCause, number>>> {
  const { timeSpent, durationSeconds } = (await told(script)).connection;
  const causes = Object.entries(timeSpent!) as [TimeCause, number][];
  const sum = causes.reduce((total, [, seconds]) => total + seconds, 0);
  expect(sum).toBeCloseTo(durationSeconds!, 8);
  return Object.fromEntries(
    causes.filter(([, seconds]) => seconds > least).map(([cause, s]) => [cause, Math.round(s * 1000)]),
  );
}

/** Round trips: 10 ms from the capture point to the responder, 1 ms to the initiator. */
const OPEN = `0.000 > S 1000:1000(0) <mss 1460>
  0.010 < S. 5000:5000(0) ack 1001 <mss 1460>
  0.011 > . 1001:1001(0) ack 5001
`;

describe('time spent', () => {
  it('goes into the handshake until the ACK that completes it', async () => {
    expect(await spent(synSent('1.000 > S 1000:1000(0)', '3.000 > S 1000:1000(0)'))).toEqual({
      handshake: 3000,
    });
  });

  it('is the responder thinking when a request was answered later than the way takes', async () => {
    const script = `${OPEN}0.011 > P. 1001:1101(100) ack 5001
      0.511 < P. 5001:5201(200) ack 1101
      0.512 > . 1101:1101(0) ack 5201`;
    expect(await spent(script)).toEqual({ handshake: 11, responderThink: 490, transfer: 11 });
  });

  it('is the responder thinking, too, when it acknowledged the request first', async () => {
    const script = `${OPEN}0.011 > P. 1001:1101(100) ack 5001
      0.061 < . 5001:5001(0) ack 1101
      0.511 < P. 5001:5201(200) ack 1101`;
    expect(await spent(script)).toMatchObject({ responderThink: 490 });
  });

  it('is the initiator thinking until it speaks again', async () => {
    const script = `${OPEN}2.011 > P. 1001:1101(100) ack 5001
      2.021 < . 5001:5001(0) ack 1101
      5.021 > P. 1101:1201(100) ack 5001`;
    expect(await spent(script)).toEqual({ handshake: 11, initiatorThink: 4999, transfer: 11 });
  });

  it('is a delayed ACK when a small segment waited for it and the next one left at once', async () => {
    const script = `${OPEN}0.011 > P. 1001:1101(100) ack 5001
      0.061 < . 5001:5001(0) ack 1101
      0.062 > P. 1101:1201(100) ack 5001
      0.072 < . 5001:5001(0) ack 1201`;
    expect(await spent(script)).toEqual({ handshake: 11, delayedAck: 40, transfer: 21 });
  });

  it('is recovery from the last sign of life to the ACK of what was repeated', async () => {
    const script = `${OPEN}0.011 > P. 1001:1101(100) ack 5001
      0.311 > P. 1001:1101(100) ack 5001
      0.911 > P. 1001:1101(100) ack 5001
      0.921 < . 5001:5001(0) ack 1101`;
    expect(await spent(script)).toEqual({ handshake: 11, lossRecovery: 910 });
  });

  it('is a closed window until it opens, probes or not', async () => {
    const script = `${OPEN}0.011 > P. 1001:1101(100) ack 5001
      0.021 < . 5001:5001(0) ack 1101 win 0
      0.521 > . 1100:1100(0) ack 5001
      0.531 < . 5001:5001(0) ack 1101 win 0
      1.021 < . 5001:5001(0) ack 1101 win 1000
      1.022 > P. 1101:1201(100) ack 5001`;
    expect(await spent(script)).toEqual({ handshake: 11, transfer: 11, windowClosed: 1000 });
  });

  it('is idle when keep-alives passed, whoever speaks in the end', async () => {
    const script = established(
      '10.100 > . 1100:1100(0) ack 5201',
      '10.110 < . 5201:5201(0) ack 1101',
      '15.000 > P. 1101:1201(100) ack 5201',
    );
    expect((await spent(script, 1)).idle).toBeGreaterThan(14_000);
  });

  it('is waiting for the second close after the first', async () => {
    expect((await spent(finWait2('9.000 < F. 5201:5201(0) ack 1102'))).halfClosed).toBeGreaterThan(8000);
  });

  it('stays unexplained where one direction was not captured', async () => {
    const script = `0.000 > P. 1001:1101(100) ack 5001
      0.500 > P. 1101:1201(100) ack 5101`;
    expect(await spent(script)).toEqual({ unexplained: 500 });
  });

  it('is not ended by a RST that its receiver ignores', async () => {
    const script = midstream('0.900 < R 9000:9000(0)', '1.900 > P. 1101:1201(100) ack 5201');
    expect(await spent(script, 0.5)).toEqual({ initiatorThink: expect.any(Number) });
  });

  it('adds up although packets are stamped out of order', async () => {
    await spent(established('0.500 > P. 1101:1201(100) ack 5201', '0.450 < . 5201:5201(0) ack 1101'));
  });
});
