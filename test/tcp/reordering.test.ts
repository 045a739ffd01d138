import { describe, expect, it } from 'vitest';
import type { EndpointRow } from '../../src/rows.js';
import { told } from '../support/analysis.js';
import { established } from '../support/connections.js';

const initiator = async (...lines: string[]): Promise<EndpointRow> =>
  (await told(established(...lines))).connection.endpoints.initiator;

describe('a segment that comes late', () => {
  it('was overtaken by so many packets, bytes and seconds', async () => {
    const row = await initiator(
      '0.1000 > . 1201:1301(100) ack 5201 <nop,nop,TS val 12 ecr 1>',
      '0.1005 > . 1301:1401(100) ack 5201 <nop,nop,TS val 13 ecr 1>',
      '0.1010 > . 1401:1501(100) ack 5201 <nop,nop,TS val 14 ecr 1>',
      '0.1015 > . 1101:1201(100) ack 5201 <nop,nop,TS val 11 ecr 1>',
    );
    expect(row.outOfOrder).toBe(1);
    expect(row.reordering).toEqual({ maxPackets: 3, maxBytes: 300, maxSeconds: 0.0015 });
    expect(row).toMatchObject({ retransmissions: 0, lostBeforeCapture: 0, lostAfterCapture: 0 });
  });

  it('is nothing but lost before the capture point when it was sent again', async () => {
    const row = await initiator(
      '0.100 > . 1201:1301(100) ack 5201',
      '0.400 > . 1101:1201(100) ack 5201',
      '0.410 < . 5201:5201(0) ack 1301',
    );
    expect(row.reordering).toBeNull();
    expect(row).toMatchObject({ lostBeforeCapture: 1, lostAfterCapture: 0, spuriousRetransmissions: 0 });
  });
});

describe('a repeat of what had passed by', () => {
  it('was lost after the capture point', async () => {
    const row = await initiator(
      '0.100 > P. 1101:1201(100) ack 5201',
      '0.400 > P. 1101:1201(100) ack 5201',
      '0.410 < . 5201:5201(0) ack 1201',
    );
    expect(row).toMatchObject({ lostBeforeCapture: 0, lostAfterCapture: 1, spuriousRetransmissions: 0 });
    // SYN, two segments of data, the repeat; of 300 bytes 100 were repeated.
    expect(row.retransmissionRate.packets).toBeCloseTo(1 / 4);
    expect(row.retransmissionRate.bytes).toBeCloseTo(1 / 3);
  });

  it('was not lost at all when it had been acknowledged, or when a D-SACK reports both copies', async () => {
    const acknowledged = await initiator(
      '0.100 > P. 1101:1201(100) ack 5201',
      '0.110 < . 5201:5201(0) ack 1201',
      '0.400 > P. 1101:1201(100) ack 5201',
    );
    expect(acknowledged).toMatchObject({ lostAfterCapture: 0, spuriousRetransmissions: 1 });
    const reported = await initiator(
      '0.100 > P. 1101:1201(100) ack 5201',
      '0.400 > P. 1101:1201(100) ack 5201',
      '0.410 < . 5201:5201(0) ack 1201',
      '0.411 < . 5201:5201(0) ack 1201 <nop,nop,sack 1 {1101:1201}>',
    );
    expect(reported).toMatchObject({ lostAfterCapture: 0, spuriousRetransmissions: 1 });
  });

  it('counts SYNs too', async () => {
    const { initiator } = (await told('0 > S 1000:1000(0)\n1 > S 1000:1000(0)')).connection.endpoints;
    expect(initiator).toMatchObject({ retransmissions: 1, lostAfterCapture: 1 });
    expect(initiator.retransmissionRate).toEqual({ packets: 0.5, bytes: null });
  });
});
