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
      1.001 < . 5001:5001(0) ack 1001 <nop,nop,TS val 1890 ecr 120,nop,nop,sack 1101:1201>
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
