import { describe, expect, it } from 'vitest';
import { analysisOfFrames, told } from '../support/analysis.js';
import { established, midstream, synSent, timeWait } from '../support/connections.js';
import { framesOf } from '../support/script.js';

describe('the row of a packet', () => {
  it('tells what was sent, and both states after it', async () => {
    const { packets } = await told(established());
    expect(packets[1]).toMatchObject({
      packet: 2,
      time: '1700000000.010000000',
      kind: 'tcp',
      connection: 0,
      sender: 'responder',
      flags: 'SYN,ACK',
      seq: 5000,
      ack: 1001,
      relativeSeq: 0,
      relativeAck: 1,
      length: 0,
      window: 64240,
      options: 'mss 1460,sackOK,wscale 7,eol',
      ttl: 64,
      capture: 0,
      packetInCapture: 2,
      interface: 0,
      icmp: null,
      states: { initiator: 'ESTABLISHED', responder: 'SYN_RCVD' },
      comment: null,
    });
    expect(packets.map(({ states }) => `${states.initiator} ${states.responder}`)).toEqual([
      'SYN_SENT UNKNOWN',
      'ESTABLISHED SYN_RCVD',
      ...new Array(4).fill('ESTABLISHED ESTABLISHED'),
    ]);
  });

  it('counts relative numbers from the SYN, also across 2^32', async () => {
    const { packets } = await told(`
      0.000 > S 4294967290:4294967290(0)
      0.010 < S. 5000:5000(0) ack 4294967291
      0.020 > P. 4294967291:4294967301(10) ack 5001
      0.030 > P. 4294967301:4294967311(10) ack 5001`);
    expect(packets.map((row) => row.relativeSeq)).toEqual([0, 0, 1, 11]);
    expect(packets[3]!.seq).toBe(5);
  });

  it('counts them from one where the SYN was not captured', async () => {
    const { packets } = await told(midstream());
    expect(packets.map((row) => [row.relativeSeq, row.relativeAck])).toEqual([
      [1, 1],
      [1, 101],
      [101, 201],
    ]);
  });

  it('tells an ICMP error by its name, its sender, and the segment that it quotes', async () => {
    const { packets } = await told(synSent('0.010 < icmp 3/1 quotes S 1000:1000(0)'));
    expect(packets[1]).toMatchObject({
      kind: 'icmp',
      connection: 0,
      flags: '',
      seq: 1000,
      icmp: { type: 3, code: 1, name: 'host-unreachable', sender: '10.0.0.254', mtu: null },
      states: { initiator: 'CLOSED' },
    });
  });
});

describe('a packet that comes after its connection has left', () => {
  /** Enough of another connection's, over more than TIME_WAIT, for the one before to leave. */
  const others = framesOf('1.000 > . 1:1(0) ack 1', { endpoints: ['10.0.0.7:7000', '10.0.0.8:80'] });
  const meanwhile = Array.from({ length: 66_000 }, (_, i) => ({
    ...others[0]!,
    time: others[0]!.time + i * 0.002,
  }));

  it('bears its number, counts from its SYNs, and is told as late', async () => {
    const late = framesOf('200.000 < F. 5201:5201(0) ack 1102\n201.000 > . 1102:1102(0) ack 5202');
    const { packets, connections, summary } = await analysisOfFrames([
      ...framesOf(timeWait()),
      ...meanwhile,
      ...late,
    ]);
    expect(packets.slice(-2)).toMatchObject([
      { connection: 0, sender: 'responder', relativeSeq: 201, relativeAck: 102, notes: ['late'] },
      { connection: 0, sender: 'initiator', relativeSeq: 102, relativeAck: 202, notes: ['late'] },
    ]);
    expect(packets.at(-1)!.states).toEqual({ initiator: 'CLOSED', responder: 'CLOSED' });
    expect(connections[0]!.packets).toBe(framesOf(timeWait()).length);
    expect(summary.totals.latePackets).toBe(2);
  });

  it('has the states in which the connection was last, not those of a close that nobody saw', async () => {
    const stray = '0.000 > . 1001:1001(0) ack 5001';
    const { packets } = await analysisOfFrames([
      ...framesOf(stray),
      ...meanwhile,
      ...framesOf('200.000 > . 1001:1001(0) ack 5001'),
    ]);
    expect(packets.at(-1)).toMatchObject({ connection: 0, notes: ['late'] });
    expect(packets.at(-1)!.states).toEqual({ initiator: 'UNKNOWN', responder: 'UNKNOWN' });
  });

  it('opens a connection of its own when it is a SYN with another number', async () => {
    const { packets } = await analysisOfFrames([
      ...framesOf(timeWait()),
      ...meanwhile,
      ...framesOf('200.000 > S 9000:9000(0)'),
    ]);
    expect(packets.at(-1)).toMatchObject({ connection: 2, analysis: ['reused-ports'], notes: [] });
  });
});
