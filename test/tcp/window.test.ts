import { describe, expect, it } from 'vitest';
import { told } from '../support/analysis.js';

const windows = async (script: string) => (await told(script)).packets.map((row) => row.scaledWindow);

const opened = (initiatorOptions: string, responderOptions: string) => `
  0.000 > S 1000:1000(0) win 64240 <${initiatorOptions}>
  0.010 < S. 5000:5000(0) ack 1001 win 65160 <${responderOptions}>
  0.020 > . 1001:1001(0) ack 5001 win 10
  0.030 < . 5001:5001(0) ack 1001 win 20`;

describe('a window', () => {
  it('is scaled by what its sender offered, when both offered, and never within a SYN', async () => {
    expect(await windows(opened('mss 1460,wscale 7', 'mss 1460,wscale 2'))).toEqual([64240, 65160, 1280, 80]);
  });

  it.each([
    ['mss 1460,wscale 7', 'mss 1460'],
    ['mss 1460', 'mss 1460,wscale 7'],
  ])('is not scaled when only one side offered (%s, %s)', async (initiator, responder) => {
    expect(await windows(opened(initiator, responder))).toEqual([64240, 65160, 10, 20]);
  });

  it('is scaled by 14 where more was offered', async () => {
    expect((await windows(opened('wscale 15', 'wscale 14'))).slice(2)).toEqual([10 * 2 ** 14, 20 * 2 ** 14]);
  });

  it('is not known where the SYN was not captured', async () => {
    expect(await windows('0.000 > P. 1001:1011(10) ack 5001 win 500')).toEqual([null]);
  });

  it('is known for the side whose SYN,ACK is the first packet captured', async () => {
    const script = opened('', 'mss 1460,wscale 3').split('\n').slice(2).join('\n');
    expect(await windows(script)).toEqual([65160, null, 160]);
  });
});
