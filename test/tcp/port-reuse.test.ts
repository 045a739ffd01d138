import { describe, expect, it } from 'vitest';
import { statesOf, told } from '../support/analysis.js';
import { established, timeWait } from '../support/connections.js';

const anew = (time: number) => `
  ${time}.000 > S 700000:700000(0)
  ${time}.010 < S. 800000:800000(0) ack 700001
  ${time}.020 > . 700001:700001(0) ack 800001
  ${time}.030 > P. 700001:700011(10) ack 800001`;

describe('a SYN with a new number on a known 4-tuple', () => {
  it('starts a new connection, and ends the TIME_WAIT of the one before', async () => {
    const { connections } = await told(timeWait(anew(1)));
    expect(connections.map(({ connection, flow, incarnation }) => [connection, flow, incarnation])).toEqual([
      [0, 0, 0],
      [1, 0, 1],
    ]);
    expect(statesOf(connections[0]!.endpoints.initiator)).toMatch(/TIME_WAIT CLOSED$/);
    expect(statesOf(connections[1]!.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED');
  });

  it('lets both ends of the one before end once it is answered', async () => {
    const { connections } = await told(established(anew(5)));
    expect(connections[0]!.endpoints.initiator.state).toBe('CLOSED');
    expect(connections[0]!.endpoints.responder.state).toBe('CLOSED');
    expect(connections[1]!.endpoints.initiator.state).toBe('ESTABLISHED');
  });

  it('may come from the other side: then the roles are the other way round', async () => {
    const { connections } = await told(timeWait('1.000 < S 800000:800000(0)'));
    expect(connections[1]!.initiator.port).toBe(80);
  });

  it('sent again is the same connection', async () => {
    const { connections } = await told('0.000 > S 1000:1000(0)\n1.000 > S 1000:1000(0)');
    expect(connections).toHaveLength(1);
  });
});

describe('a SYN with FIN', () => {
  it('within a connection is dropped: what follows concerns that one', async () => {
    const { connections } = await told(
      established(
        '5.000 > SF 700000:700000(0)',
        '5.010 < . 5201:5201(0) ack 1101',
        '5.020 > P. 1101:1111(10) ack 5201',
        '5.030 < R. 5201:5201(0) ack 1111',
      ),
    );
    expect(connections[0]!.endpoints.initiator).toMatchObject({ state: 'CLOSED', socketError: 'ECONNRESET' });
    expect(connections[1]!.endpoints.initiator.state).toBe('UNKNOWN');
  });
});

describe('a SYN that meets a stale connection', () => {
  const challenged = established(
    '5.000 > S 700000:700000(0)',
    '5.010 < . 5201:5201(0) ack 1101   // challenge ACK',
    '5.011 > R 1101:1101(0) win 0',
    '5.021 > S 700000:700000(0)',
    '5.031 < S. 800000:800000(0) ack 700001',
    '5.041 > . 700001:700001(0) ack 800001',
    '5.050 > P. 700001:700011(10) ack 800001',
  );

  it('leaves challenge ACK and RST to that one, and goes on', async () => {
    const { connections } = await told(challenged);
    expect(connections).toHaveLength(2);
    expect(connections[0]!.endpoints.responder.state).toBe('CLOSED');
    expect(connections[0]!.outcome).toBe('reset');
    expect(statesOf(connections[1]!.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED');
    expect(connections[1]!.resets).toEqual([]);
  });

  it('gives every packet from the new SYN on the new number', async () => {
    const { packets } = await told(challenged);
    expect(packets.slice(-7).map((row) => row.connection)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
});

describe('a forged SYN in an open connection', () => {
  it('opens a number of its own that stays unanswered, while the connection lives on', async () => {
    const { connections } = await told(
      established(
        '1.000 > S 99999:99999(0)',
        '1.010 < . 5201:5201(0) ack 1101   // challenge ACK',
        '2.000 > P. 1101:1201(100) ack 5201',
        '2.010 < . 5201:5201(0) ack 1201',
        '3.000 > F. 1201:1201(0) ack 5201',
        '3.010 < F. 5201:5201(0) ack 1202',
        '3.020 > . 1202:1202(0) ack 5202',
      ),
    );
    expect(statesOf(connections[0]!.endpoints.initiator)).toBe(
      'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT',
    );
    expect(statesOf(connections[0]!.endpoints.responder)).toMatch(/LAST_ACK CLOSED$/);
    expect(connections[0]!.outcome).toBe('closed');
    expect(connections[1]!.outcome).toBe('unanswered');
  });
});
