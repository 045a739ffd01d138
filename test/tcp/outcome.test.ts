import { describe, expect, it } from 'vitest';
import type { HandshakeKind, Outcome, TeardownKind } from '../../src/rows.js';
import { told } from '../support/analysis.js';
import {
  closing,
  established,
  finWait1,
  finWait2,
  midstream,
  synRcvd,
  synSent,
  timeWait,
  timeWaitUnacknowledged,
} from '../support/connections.js';

const repeated = ['1.0', '1.2', '1.6', '2.4'].map((time) => `${time} > P. 1101:1111(10) ack 5201`);

const REPEATED_SYN_ACK = '1.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,wscale 7>';

const OUTCOMES: Record<Outcome, string[]> = {
  stray: ['0.000 < R 1001:1001(0)', '0.000 > . 1001:1001(0) ack 1\n0.010 < R 1:1(0)'],
  refused: [synSent('0.010 < R. 0:0(0) ack 1001')],
  unreachable: [synSent('0.010 < icmp 3/1 quotes S 1000:1000(0)')],
  unanswered: [synSent(), synSent('1.000 > S 1000:1000(0)', '2.000 > S 1000:1000(0)')],
  'aborted-handshake': [synRcvd(REPEATED_SYN_ACK), synRcvd('0.020 > R 1001:1001(0)')],
  reset: [
    established('0.100 < R. 5201:5201(0) ack 1101'),
    finWait2('0.900 > R. 1102:1102(0) ack 5201'),
    midstream('0.900 > R. 1101:1101(0) ack 5201'),
  ],
  closed: [
    timeWait(),
    timeWait('0.900 < R 5202:5202(0)'),
    closing('0.120 > . 1102:1102(0) ack 5202', '0.130 < . 5202:5202(0) ack 1102'),
  ],
  vanished: [
    established(...repeated),
    finWait1(...['0.3', '0.5', '0.9', '1.7'].map((time) => `${time} > F. 1101:1101(0) ack 5201`)),
  ],
  'half-closed': [finWait1(), finWait2()],
  open: [established(), synRcvd(), synRcvd('0.020 > . 1001:1001(0) ack 5001')],
  partial: [midstream()],
};

const HANDSHAKES: Record<HandshakeKind, string> = {
  'three-way': established(),
  simultaneous: `0.000 > S 1000:1000(0)
    0.010 < S 5000:5000(0)
    0.020 > S. 1000:1000(0) ack 5001
    0.030 < S. 5000:5000(0) ack 1001`,
  'fast-open': `0.000 > S 1000:1010(10) <tfo cookie 0011223344556677>
    0.010 < S. 5000:5000(0) ack 1011
    0.020 > . 1011:1011(0) ack 5001`,
  refused: synSent('0.010 < R. 0:0(0) ack 1001'),
  unanswered: synSent(),
  unreachable: synSent('0.010 < icmp 3/1 quotes S 1000:1000(0)'),
  reset: synRcvd('0.020 > R 1001:1001(0)'),
  'half-open': synRcvd(),
  'not-captured': midstream(),
};

const TEARDOWNS: Record<TeardownKind, string> = {
  'four-way': timeWait(),
  'three-segment': finWait1('0.110 < F. 5201:5201(0) ack 1102', '0.120 > . 1102:1102(0) ack 5202'),
  simultaneous: closing('0.120 > . 1102:1102(0) ack 5202', '0.130 < . 5202:5202(0) ack 1102'),
  'half-close': finWait2('0.200 < P. 5201:5301(100) ack 1102', '0.210 > . 1102:1102(0) ack 5301'),
  'fin-then-reset': finWait2('0.900 > R. 1102:1102(0) ack 5201'),
  reset: established('0.100 < R. 5201:5201(0) ack 1101'),
  timeout: established(...repeated),
  none: established(),
  'not-captured': midstream(),
};

describe('the outcome', () => {
  const cases = Object.entries(OUTCOMES).flatMap(([outcome, scripts]) =>
    scripts.map((script, i) => [outcome, i + 1, script] as const),
  );
  it.each(cases)('%s is told as such (%i)', async (outcome, _i, script) => {
    expect((await told(script)).connection.outcome).toBe(outcome);
  });
});

describe('the handshake', () => {
  it.each(Object.entries(HANDSHAKES))('%s is told as such', async (kind, script) => {
    expect((await told(script)).connection.handshake.kind).toBe(kind);
  });

  it('whose SYN alone is missing is three-way all the same', async () => {
    const withoutSyn = established().split('\n').slice(1).join('\n');
    const { connection } = await told(withoutSyn);
    expect(connection.handshake.kind).toBe('three-way');
    expect(connection.rolesFrom).toBe('syn-ack');
  });
});

describe('the teardown', () => {
  it.each(Object.entries(TEARDOWNS))('%s is told as such', async (kind, script) => {
    expect((await told(script)).connection.teardown.kind).toBe(kind);
  });

  it('names who closed first, and for how long the connection was half closed', async () => {
    const { connection } = await told(timeWaitUnacknowledged());
    expect(connection.teardown).toMatchObject({ closedFirst: 'initiator', halfClosedSeconds: 0.1 });
  });

  it('names who reset', async () => {
    const { connection } = await told(established('0.100 < R. 5201:5201(0) ack 1101'));
    expect(connection.teardown).toMatchObject({ closedFirst: null, resetBy: 'responder' });
  });
});

describe('an ICMP error', () => {
  it('that quotes another number is ignored', async () => {
    const { connection } = await told(synSent('0.010 < icmp 3/1 quotes S 999:999(0)'));
    expect(connection.endpoints.initiator.state).toBe('SYN_SENT');
    expect(connection.outcome).toBe('unanswered');
  });

  it('of source quench, or about the packet size, ends nothing', async () => {
    for (const icmp of ['4/0', '3/4']) {
      const { connection } = await told(synSent(`0.010 < icmp ${icmp} quotes S 1000:1000(0)`));
      expect(connection.endpoints.initiator.state).toBe('SYN_SENT');
    }
  });

  it('is taken back as the end of the connect when the SYN is sent again', async () => {
    const { connection } = await told(
      synSent(
        '0.010 < icmp 3/1 quotes S 1000:1000(0)',
        '1.000 > S 1000:1000(0)',
        '1.010 < S. 5000:5000(0) ack 1001',
        '1.020 > . 1001:1001(0) ack 5001',
      ),
    );
    expect(connection.outcome).toBe('open');
    expect(connection.endpoints.initiator.states.map(({ certainty }) => certainty)).toEqual([
      'seen',
      'retracted',
      'seen',
    ]);
  });

  it('in an open connection is a soft error', async () => {
    const { connection } = await told(
      established('0.100 > P. 1101:1111(10) ack 5201', '0.110 < icmp 3/1 quotes P. 1101:1111(10) ack 5201'),
    );
    expect(connection.endpoints.initiator.state).toBe('ESTABLISHED');
    expect(connection.outcome).toBe('open');
  });
});
