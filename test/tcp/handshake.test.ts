import { describe, expect, it } from 'vitest';
import { statesOf, told } from '../support/analysis.js';
import { established, synRcvd, synSent, timeWait } from '../support/connections.js';

describe('a handshake', () => {
  it('takes the initiator from SYN_SENT and the responder from SYN_RCVD to ESTABLISHED', async () => {
    const { connection } = await told(established());
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED');
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED');
    expect(connection.handshake.kind).toBe('three-way');
  });

  it('has its round trip split at the capture point', async () => {
    const { connection } = await told(established());
    expect(connection.handshake).toMatchObject({
      rttSeconds: 0.02,
      initiatorRttSeconds: 0.01,
      responderRttSeconds: 0.01,
    });
  });

  it('whose last ACK was not captured took nobody knows how long', async () => {
    const { connection } = await told(
      synRcvd('60.000 > F. 1101:1101(0) ack 5201 // a filter let only such pass'),
    );
    expect(connection.handshake).toMatchObject({
      kind: 'three-way',
      rttSeconds: null,
      initiatorRttSeconds: null,
    });
    expect(connection.findings).not.toContain('handshake-slow');
  });

  it('across 2^32 is a handshake like any other', async () => {
    const { connection } = await told(`
      0.000 > S 4294967295:4294967295(0)
      0.010 < S. 2147483647:2147483647(0) ack 4294967296
      0.020 > . 4294967296:4294967296(0) ack 2147483648
      0.030 > P. 4294967296:4294967306(10) ack 2147483648`);
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED');
    expect(connection.endpoints.initiator.isn).toBe(4294967295);
    expect(connection.endpoints.responder.isn).toBe(2147483647);
  });

  it('counts repeated SYNs and SYN,ACKs', async () => {
    const { connection } = await told(
      synSent(
        '1.000 > S 1000:1000(0)',
        '2.000 > S 1000:1000(0)',
        '2.010 < S. 5000:5000(0) ack 1001',
        '3.010 < S. 5000:5000(0) ack 1001',
      ),
    );
    expect(connection.handshake).toMatchObject({ synRetransmissions: 2, synAckRetransmissions: 1 });
  });

  it('is measured from the last SYN before its answer', async () => {
    const { connection } = await told(
      synSent(
        '1.000 > S 1000:1000(0)',
        '1.010 < S. 5000:5000(0) ack 1001',
        '1.030 > . 1001:1001(0) ack 5001',
      ),
    );
    expect(connection.handshake.rttSeconds).toBeCloseTo(0.03, 6);
  });
});

describe('a SYN,ACK sent again', () => {
  it('takes back that the responder was ESTABLISHED: the last ACK never arrived', async () => {
    const { connection } = await told(
      synRcvd(
        '0.020 > . 1001:1001(0) ack 5001',
        '1.010 < S. 5000:5000(0) ack 1001',
        '1.020 > . 1001:1001(0) ack 5001',
      ),
    );
    const { responder } = connection.endpoints;
    expect(responder.states.map(({ state, certainty }) => `${state} ${certainty}`)).toEqual([
      'SYN_RCVD seen',
      'ESTABLISHED retracted',
      'ESTABLISHED inferred',
    ]);
  });

  it('after a FIN had passed takes CLOSE_WAIT back too; the FIN arrives when it is acknowledged', async () => {
    const { connection } = await told(
      synRcvd(
        '0.020 > . 1001:1001(0) ack 5001',
        '0.030 > F. 1001:1001(0) ack 5001',
        '0.040 < S. 5000:5000(0) ack 1001',
        '0.050 > . 1002:1002(0) ack 5001',
        '0.300 < P. 5001:5011(10) ack 1002',
      ),
    );
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSE_WAIT');
  });

  it('says nothing against a responder that has shown itself ESTABLISHED: it was late', async () => {
    const { connection } = await told(established('0.060 < S. 5000:5000(0) ack 1001'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED');
    expect(connection.endpoints.responder.state).toBe('ESTABLISHED');
  });
});

describe('a SYN sent again', () => {
  it('after a SYN,ACK had passed takes back that the initiator was ESTABLISHED: that one was lost', async () => {
    const { connection } = await told(
      synRcvd(
        '1.000 > S 1000:1000(0)',
        '1.010 < S. 5000:5000(0) ack 1001',
        '1.020 > . 1001:1001(0) ack 5001',
      ),
    );
    const states = connection.endpoints.initiator.states;
    expect(states.map(({ state, certainty }) => `${state} ${certainty}`)).toEqual([
      'SYN_SENT seen',
      'ESTABLISHED retracted',
      'ESTABLISHED seen',
    ]);
  });

  it('in an open connection changes nothing', async () => {
    const { connections } = await told(
      established('0.100 > S 1000:1000(0)', '0.110 < . 5201:5201(0) ack 1101'),
    );
    expect(connections).toHaveLength(1);
    expect(connections[0]!.endpoints.initiator.state).toBe('ESTABLISHED');
    expect(connections[0]!.endpoints.responder.state).toBe('ESTABLISHED');
  });
});

describe('a simultaneous open', () => {
  const crossed = `
    0.000 > S 1000:1000(0)
    0.010 < S 5000:5000(0)
    0.011 > S. 1000:1000(0) ack 5001`;

  it('takes both through SYN_RCVD', async () => {
    const { connection } = await told(`${crossed}
      0.021 < S. 5000:5000(0) ack 1001
      0.022 > . 1001:1001(0) ack 5001
      0.032 < . 5001:5001(0) ack 1001
      0.040 < P. 5001:5011(10) ack 1001`);
    expect(connection.handshake.kind).toBe('simultaneous');
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT SYN_RCVD ESTABLISHED');
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_SENT SYN_RCVD ESTABLISHED');
  });

  it('whose SYN,ACKs cross is open at the first endpoint when the second SYN,ACK comes', async () => {
    const { packets } = await told(`${crossed}
      0.021 < S. 5000:5000(0) ack 1001`);
    expect(packets[3]!.states.initiator).toBe('ESTABLISHED');
    expect(packets[3]!.states.responder).toBe('SYN_RCVD');
  });

  it('answered with RST by somebody who had closed before never passed through SYN_RCVD', async () => {
    const { connection } = await told(`
      0.000 > S 1000:1000(0)
      0.300 < S 5000:5000(0)
      0.300 > R. 0:0(0) ack 5001`);
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT CLOSED');
  });

  it('of a socket with itself is one endpoint', async () => {
    const { connection } = await told(
      `
      0.000 > S 1000:1000(0)
      0.000 > S. 1000:1000(0) ack 1001
      0.001 > . 1001:1001(0) ack 1001
      0.002 > F. 1001:1001(0) ack 1001
      0.003 > . 1002:1002(0) ack 1002`,
      { endpoints: ['127.0.0.1:7777', '127.0.0.1:7777'] },
    );
    expect(statesOf(connection.endpoints.initiator)).toBe(
      'SYN_SENT SYN_RCVD ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT',
    );
    expect(statesOf(connection.endpoints.responder)).toBe(statesOf(connection.endpoints.initiator));
  });
});

describe('a fast open', () => {
  it('is one whose SYN carried data that the SYN,ACK takes', async () => {
    const { connection } = await told(`
      0.000 > S 1000:1020(20) <mss 1460,tfo cookie 0011223344556677>
      0.010 < S. 5000:5000(0) ack 1021
      0.020 > . 1021:1021(0) ack 5001
      0.030 < P. 5001:5011(10) ack 1021`);
    expect(connection.handshake.kind).toBe('fast-open');
    expect(connection.endpoints.initiator.options).toMatchObject({ fastOpen: true });
  });

  it('that was declined is an ordinary handshake', async () => {
    const { connection } = await told(`
      0.000 > S 1000:1020(20) <mss 1460,tfo cookie 0011223344556677>
      0.010 < S. 5000:5000(0) ack 1001
      0.020 > P. 1001:1021(20) ack 5001`);
    expect(connection.handshake.kind).toBe('three-way');
  });

  it('is complete with the last ACK also where the responder’s FIN came before that', async () => {
    const { connection } = await told(`
      0.000 > S 1000:1020(20) <mss 1460,tfo cookie 0011223344556677>
      0.010 < S. 5000:5000(0) ack 1021
      0.011 < F. 5001:5011(10) ack 1021
      0.090 > . 1021:1021(0) ack 5012
      0.091 > F. 1021:1021(0) ack 5012
      0.092 < . 5012:5012(0) ack 1022`);
    expect(connection.handshake.kind).toBe('fast-open');
    expect(connection.outcome).toBe('closed');
  });

  it('lets the responder send data and FIN before the last ACK', async () => {
    const { connection } = await told(`
      0.000 > S 1000:1020(20) <mss 1460,tfo cookie 0011223344556677>
      0.010 < S. 5000:5000(0) ack 1021
      0.011 < F. 5001:5011(10) ack 1021`);
    expect(statesOf(connection.endpoints.responder)).toMatch(/^SYN_RCVD (ESTABLISHED )?FIN_WAIT_1$/);
  });
});

describe('a copy of the SYN', () => {
  it('that comes when the handshake is long done is no repeat', async () => {
    const { connection } = await told(timeWait('2.000 > S 1000:1000(0) <mss 1460,sackOK,wscale 7>'));
    expect(connection.handshake.synRetransmissions).toBe(0);
    expect(connection.findings).not.toContain('syn-retransmitted');
  });
});

describe('what a SYN offers', () => {
  it('is kept for each endpoint', async () => {
    const { connection } = await told(`
      0.000 > S 1000:1000(0) <mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7>
      0.010 < S. 5000:5000(0) ack 1001 <mss 1200>`);
    expect(connection.endpoints.initiator.options).toEqual({
      mss: 1460,
      windowScale: 7,
      sackPermitted: true,
      timestamps: true,
      fastOpen: false,
      mptcp: false,
    });
    expect(connection.endpoints.responder.options).toMatchObject({ mss: 1200, windowScale: null });
  });

  it('is not known where the SYN was not captured', async () => {
    const { connection } = await told('0.000 > P. 1001:1011(10) ack 5001');
    expect(connection.endpoints.initiator.options).toBeNull();
    expect(connection.endpoints.initiator.isn).toBeNull();
  });
});
