import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { type MomentPlan, momentsOf } from '../../src/hosts/moments.js';
import { Netstat, type NetstatEntry } from '../../src/hosts/netstat.js';
import { streamOf } from '../support/captures.js';
import * as connections from '../support/connections.js';
import { pcapOf } from '../support/frames.js';
import { framesOf } from '../support/script.js';

const SECOND = 1e9;

async function collect(
  script: string,
  plan: MomentPlan,
  endpoints?: readonly [string, string],
  isChosen?: (host: string) => boolean,
) {
  const frames = framesOf(script, endpoints ? { endpoints } : {});
  const netstat = new Netstat(() => plan, isChosen);
  const reader = await openCapture('-', { stdin: streamOf(pcapOf(frames)) });
  const summary = await analyze(reader, netstat);
  return { netstat, lastNs: summary.totals.durationSeconds! * SECOND };
}

async function at(
  script: string,
  seconds: number,
  endpoints?: readonly [string, string],
): Promise<NetstatEntry[]> {
  const timeNs = Math.round(seconds * SECOND);
  const plan = { firstNs: timeNs, stepNs: Number.POSITIVE_INFINITY, packet: null };
  const { netstat, lastNs } = await collect(script, plan, endpoints);
  return netstat.at({ timeNs, packet: null }, lastNs);
}

async function afterPacket(script: string, packet: number): Promise<NetstatEntry[]> {
  const plan = { firstNs: Number.NaN, stepNs: Number.POSITIVE_INFINITY, packet };
  const { netstat, lastNs } = await collect(script, plan);
  return netstat.at({ timeNs: netstat.moments.packetNs, packet }, lastNs);
}

/** "10.0.0.1 ESTABLISHED", host by host. */
function brief(entries: readonly NetstatEntry[]): string[] {
  return entries.map(({ host, state }) => `${host} ${state}`);
}

describe('the socket tables at a moment', () => {
  it('hold both ends and the listener that the handshake proves', async () => {
    const [opener, listener, accepted] = await at(connections.established(), 0.05);
    expect(opener).toMatchObject({
      host: '10.0.0.1',
      port: 40000,
      peerAddress: '10.0.0.2',
      peerPort: 80,
      state: 'ESTABLISHED',
      sinceNs: 0.01 * SECOND,
      certainty: 'seen',
      connection: 0,
      sentNotAcked: 0,
      timer: null,
    });
    expect(listener).toMatchObject({
      host: '10.0.0.2',
      port: 80,
      peerAddress: null,
      peerPort: null,
      state: 'LISTEN',
      certainty: 'inferred',
      connection: null,
    });
    expect(accepted).toMatchObject({ host: '10.0.0.2', port: 80, state: 'ESTABLISHED' });
  });

  it('hold only the opener until its SYN is answered', async () => {
    const script = connections.established();
    expect(await at(script, -0.001)).toEqual([]);
    expect(brief(await at(script, 0.005))).toEqual(['10.0.0.1 SYN_SENT']);
    expect(brief(await at(script, 0.015))).toEqual([
      '10.0.0.1 ESTABLISHED',
      '10.0.0.2 LISTEN',
      '10.0.0.2 SYN_RCVD',
    ]);
  });

  it('are those after the packet that is named, also among packets of one time', async () => {
    const script = connections.established().replaceAll(/^0\.\d+/gm, '0.000');
    const soonAfter = async (packet: number) =>
      brief((await afterPacket(script, packet)).filter(({ state }) => state !== 'LISTEN'));
    expect(await soonAfter(0)).toEqual([]);
    expect(await soonAfter(1)).toEqual(['10.0.0.1 SYN_SENT']);
    expect(await soonAfter(2)).toEqual(['10.0.0.1 ESTABLISHED', '10.0.0.2 SYN_RCVD']);
    expect(await soonAfter(3)).toEqual(['10.0.0.1 ESTABLISHED', '10.0.0.2 ESTABLISHED']);
  });

  it('forget what later evidence took back', async () => {
    // The SYN,ACK comes again: the ACK that was taken for delivered never came.
    const script = connections.synRcvd(
      '0.020 > . 1001:1001(0) ack 5001',
      '1.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,wscale 7>',
      '1.020 > . 1001:1001(0) ack 5001',
      '1.030 < P. 5001:5002(1) ack 1001',
    );
    expect(brief(await at(script, 0.5)).at(-1)).toBe('10.0.0.2 SYN_RCVD');
    expect(brief(await at(script, 2)).at(-1)).toBe('10.0.0.2 ESTABLISHED');
  });

  it('tell what was sent and not acknowledged by then', async () => {
    const script = connections.established(
      '0.100 > P. 1101:1601(500) ack 5201',
      '0.200 > P. 1601:2101(500) ack 5201',
      '0.300 < . 5201:5201(0) ack 1601',
      '0.400 > P. 1601:2101(500) ack 5201',
      '0.500 < . 5201:5201(0) ack 2101',
    );
    const of = async (seconds: number) => (await at(script, seconds))[0]!;
    expect(await of(0.15)).toMatchObject({ sentNotAcked: 500, timer: { kind: 'retransmission', count: 0 } });
    expect((await of(0.25)).sentNotAcked).toBe(1000);
    expect((await of(0.35)).sentNotAcked).toBe(500);
    expect(await of(0.45)).toMatchObject({ sentNotAcked: 500, timer: { kind: 'retransmission', count: 1 } });
    expect(await of(0.55)).toMatchObject({ sentNotAcked: 0, timer: null });
  });

  it('count a SYN that waits, and how often it was repeated', async () => {
    const script = ['0.000 > S 1000:1000(0)', '1.000 > S 1000:1000(0)', '3.000 > S 1000:1000(0)'].join('\n');
    expect((await at(script, 0.5))[0]).toMatchObject({
      state: 'SYN_SENT',
      sentNotAcked: 1,
      timer: { kind: 'syn', count: 0 },
    });
    expect((await at(script, 3.5))[0]).toMatchObject({ timer: { kind: 'syn', count: 2 } });
  });

  it('show a closed window that is being probed', async () => {
    const script = connections.established(
      '0.100 < . 5201:5201(0) ack 1101 win 0',
      '0.400 > . 1100:1100(0) ack 5201',
      '0.401 < . 5201:5201(0) ack 1101 win 0',
      '1.000 > . 1100:1100(0) ack 5201',
    );
    expect((await at(script, 1.1))[0]).toMatchObject({ timer: { kind: 'window-probe', count: 1 } });
  });
});

describe('time alone', () => {
  it('ends TIME_WAIT after the last packet, and certainty with it', async () => {
    const script = connections.timeWait();
    expect((await at(script, 10))[0]).toMatchObject({
      state: 'TIME_WAIT',
      certainty: 'inferred',
      timer: { kind: 'time-wait', remainingSeconds: 50.21 },
    });
    expect(brief(await at(script, 61))).toEqual(['10.0.0.2 LISTEN']);
  });

  it('starts TIME_WAIT again when something still comes', async () => {
    const script = connections.timeWait(
      '5.000 < F. 5201:5201(0) ack 1102',
      '5.001 > . 1102:1102(0) ack 5202',
    );
    const left = async (seconds: number) => (await at(script, seconds))[0]!.timer!.remainingSeconds;
    expect(await left(2)).toBeCloseTo(58.2, 1);
    expect(await left(6)).toBeCloseTo(59, 1);
  });

  it('ends a FIN_WAIT_2 whose program has closed the socket', async () => {
    const script = connections.finWait2();
    expect(brief(await at(script, 60))[0]).toBe('10.0.0.1 FIN_WAIT_2');
    // The other end waits for its program.
    expect(brief(await at(script, 61))).toEqual(['10.0.0.2 LISTEN', '10.0.0.2 CLOSE_WAIT']);
  });

  it('ends a SYN_SENT whose repeats have stopped', async () => {
    const script = '0.000 > S 1000:1000(0)';
    expect(brief(await at(script, 2.9))).toEqual(['10.0.0.1 SYN_SENT']);
    expect(await at(script, 3.1)).toEqual([]);
  });

  it('ends a request whose SYN,ACK is not repeated any more', async () => {
    const repeats = (...seconds: number[]) =>
      ['0.000 > S 1000:1000(0)', ...seconds.map((s) => `${s}.000 < S. 5000:5000(0) ack 1001`)].join('\n');
    expect(brief(await at(repeats(0), 2.5))).toContain('10.0.0.2 SYN_RCVD');
    expect(brief(await at(repeats(0), 3.5))).not.toContain('10.0.0.2 SYN_RCVD');
    expect(brief(await at(repeats(0, 1, 3), 6.9))).toContain('10.0.0.2 SYN_RCVD');
    expect(brief(await at(repeats(0, 1, 3), 8))).not.toContain('10.0.0.2 SYN_RCVD');
  });
});

describe('odd sockets', () => {
  it('show a socket connected to itself once', async () => {
    const script = [
      '0.000 > S 1000:1000(0)',
      '0.001 > S. 1000:1000(0) ack 1001',
      '0.002 > . 1001:1001(0) ack 1001',
      '0.100 > P. 1001:1011(10) ack 1001',
      '0.101 > . 1011:1011(0) ack 1011',
    ].join('\n');
    expect(brief(await at(script, 0.5, ['10.0.0.1:5000', '10.0.0.1:5000']))).toEqual([
      '10.0.0.1 ESTABLISHED',
    ]);
  });

  it('show one socket for a 4-tuple that was used again', async () => {
    const script = connections.timeWait(
      '5.000 > S 9000000:9000000(0)',
      '5.010 < S. 7000000:7000000(0) ack 9000001',
      '5.020 > . 9000001:9000001(0) ack 7000001',
    );
    expect(brief(await at(script, 4))).toEqual(['10.0.0.1 TIME_WAIT', '10.0.0.2 LISTEN']);
    expect(brief(await at(script, 5.005))[0]).toBe('10.0.0.1 SYN_SENT');
    expect(brief(await at(script, 6))).toEqual([
      '10.0.0.1 ESTABLISHED',
      '10.0.0.2 LISTEN',
      '10.0.0.2 ESTABLISHED',
    ]);
  });

  it('do not know what is under way where one direction was captured only', async () => {
    const script = '0.000 > P. 1001:1101(100) ack 5001\n0.100 > P. 1101:1201(100) ack 5001';
    const [entry] = await at(script, 0.5);
    expect(entry).toMatchObject({ state: 'ESTABLISHED', sentNotAcked: null });
  });
});

describe('many moments', () => {
  it('cost one pass and agree with asking for each alone', async () => {
    const script = connections.timeWait();
    const plan = { firstNs: 0, stepNs: 0.015 * SECOND, packet: null };
    const { netstat, lastNs } = await collect(script, plan);
    for (const moment of momentsOf(plan, lastNs, Number.NaN)) {
      expect(netstat.at(moment, lastNs)).toEqual(await at(script, moment.timeNs / SECOND));
    }
    // Backwards in time as well.
    expect(netstat.at({ timeNs: 0, packet: null }, lastNs)).toEqual(await at(script, 0));
  });

  it('leave out hosts that were not chosen', async () => {
    const plan = { firstNs: 0.05 * SECOND, stepNs: Number.POSITIVE_INFINITY, packet: null };
    const isChosen = (host: string) => host === '10.0.0.1';
    const { netstat, lastNs } = await collect(connections.established(), plan, undefined, isChosen);
    const entries = netstat.at({ timeNs: plan.firstNs, packet: null }, lastNs);
    expect(brief(entries)).toEqual(['10.0.0.1 ESTABLISHED']);
  });
});
