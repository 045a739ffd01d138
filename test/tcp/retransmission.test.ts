import { describe, expect, it } from 'vitest';
import { told } from '../support/analysis.js';

const HANDSHAKE = `
  0.000 > S 1000:1000(0) <mss 1460,sackOK,TS val 100 ecr 0>
  0.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,TS val 900 ecr 100>
  0.020 > . 1001:1001(0) ack 5001 <nop,nop,TS val 120 ecr 900>`;

const initiator = async (script: string) => (await told(HANDSHAKE + script)).connection.endpoints.initiator;

describe('data that passes by again', () => {
  it('is an original that came late when its timestamp is older, also where a repeat has overtaken it', async () => {
    const end = await initiator(`
      1.000 > . 1101:1201(100) ack 5001 <nop,nop,TS val 1100 ecr 900>
      1.001 < . 5001:5001(0) ack 1001 <nop,nop,TS val 1890 ecr 120,nop,nop,sack 1 {1101:1201}>
      1.010 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1110 ecr 1890>
      1.011 < . 5001:5001(0) ack 1201 <nop,nop,TS val 1900 ecr 1110>
      1.020 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1099 ecr 900>`);
    expect(end).toMatchObject({ retransmissions: 1, spuriousRetransmissions: 0, outOfOrder: 1 });
  });

  it('is a repeat when its timestamp is newer', async () => {
    const end = await initiator(`
      1.000 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1100 ecr 900>
      1.300 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1400 ecr 900>`);
    expect(end).toMatchObject({ retransmissions: 1, outOfOrder: 0 });
  });
});

describe('what made it repeat', () => {
  const notes = async (script: string) =>
    (await told(HANDSHAKE + script)).packets
      .filter(({ length }) => length > 0)
      .map(({ notes }) => notes.join());

  /** Three segments, of which the first is lost. */
  const FLIGHT = `
    1.000 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1100 ecr 900>
    1.000 > . 1101:1201(100) ack 5001 <nop,nop,TS val 1100 ecr 900>
    1.000 > . 1201:1301(100) ack 5001 <nop,nop,TS val 1100 ecr 900>`;

  it('is SACK, also for what an ACK of something new shows to be lost', async () => {
    const all = await notes(`${FLIGHT}
      1.001 < . 5001:5001(0) ack 1001 <nop,nop,TS val 1890 ecr 120,nop,nop,sack 1 {1201:1301}>
      1.002 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1102 ecr 1890>
      1.010 < . 5001:5001(0) ack 1101 <nop,nop,TS val 1900 ecr 1102>
      1.011 > . 1101:1201(100) ack 5001 <nop,nop,TS val 1111 ecr 1900>`);
    expect(all.slice(3)).toEqual(['retransmission-sack', 'retransmission-sack']);
  });

  it('is the timer after silence, and for all that is repeated after a time-out', async () => {
    const all = await notes(`${FLIGHT}
      1.300 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1400 ecr 900>
      1.310 < . 5001:5001(0) ack 1101 <nop,nop,TS val 2200 ecr 1400>
      1.311 > . 1101:1201(100) ack 5001 <nop,nop,TS val 1411 ecr 2200>`);
    expect(all.slice(3)).toEqual(['retransmission-timeout', 'retransmission-timeout']);
  });

  it('is the timer where only data of the other side came in between', async () => {
    const all = await notes(`
      1.000 > . 1001:1101(100) ack 5001 <nop,nop,TS val 1100 ecr 900>
      1.100 > . 1101:1201(100) ack 5001 <nop,nop,TS val 1200 ecr 900>
      1.299 < . 5001:5101(100) ack 1001 <nop,nop,TS val 2190 ecr 120>
      1.300 > . 1001:1101(100) ack 5101 <nop,nop,TS val 1400 ecr 2190>`);
    expect(all.at(-1)).toBe('retransmission-timeout');
  });
});
