import { describe, expect, it } from 'vitest';
import { statesOf, told } from '../support/analysis.js';
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

const effects = async (script: string) =>
  (await told(script)).connection.resets.map(({ by, effect }) => `${by} ${effect}`);

describe('a RST with the exact number', () => {
  it.each([
    ['ESTABLISHED', established, 5201],
    ['FIN_WAIT_1', finWait1, 5201],
    ['FIN_WAIT_2', finWait2, 5201],
    ['CLOSING', closing, 5202],
  ] as const)(
    'in %s closes the endpoint that receives it, and ends the connection',
    async (state, builder, seq) => {
      expect((await told(builder())).connection.endpoints.initiator.state).toBe(state);
      const { connection } = await told(builder(`0.900 < R. ${seq}:${seq}(0) ack 1101`));
      expect(connection.endpoints.initiator.state).toBe('CLOSED');
      expect(connection.endpoints.responder.state).toBe('CLOSED');
      expect(connection.resets[0]!.effect).toBe(state === 'CLOSING' ? 'after-close' : 'ended');
    },
  );

  it('in CLOSE_WAIT closes the endpoint that receives it', async () => {
    const { connection } = await told(finWait2('0.900 > R. 1102:1102(0) ack 5201'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSE_WAIT CLOSED');
    expect(connection.teardown).toMatchObject({ kind: 'fin-then-reset', resetBy: 'initiator' });
  });

  it('in LAST_ACK closes the endpoint that receives it, after the close', async () => {
    const { connection } = await told(timeWaitUnacknowledged('0.900 > R 1102:1102(0)'));
    expect(statesOf(connection.endpoints.responder)).toMatch(/LAST_ACK CLOSED$/);
    expect(connection.resets[0]!.effect).toBe('after-close');
    expect(connection.outcome).toBe('closed');
  });

  it('in TIME_WAIT ends it, and the connection stays closed', async () => {
    const { connection } = await told(timeWait('0.900 < R 5202:5202(0)'));
    expect(statesOf(connection.endpoints.initiator)).toMatch(/TIME_WAIT CLOSED$/);
    expect(connection.resets[0]!.effect).toBe('after-close');
    expect(connection.outcome).toBe('closed');
  });

  it('in SYN_RCVD ends the attempt', async () => {
    const { connection } = await told(synRcvd('0.020 > R 1001:1001(0)'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD CLOSED');
    expect(connection.outcome).toBe('aborted-handshake');
  });

  it('after both are closed does nothing', async () => {
    const script = established('0.100 > R. 1101:1101(0) ack 5201', '0.110 < R 5201:5201(0)');
    expect(await effects(script)).toEqual(['initiator ended', 'responder after-close']);
  });

  it('across 2^32 is exact all the same', async () => {
    const { connection } = await told(`
      0.000 > S 4294967290:4294967290(0)
      0.010 < S. 5000:5000(0) ack 4294967291
      0.020 > P. 4294967291:4294967301(10) ack 5001
      0.030 < . 5001:5001(0) ack 4294967301
      0.040 > R. 4294967301:4294967301(0) ack 5001`);
    expect(connection.resets[0]!.effect).toBe('ended');
    expect(connection.endpoints.responder.state).toBe('CLOSED');
  });
});

describe('a RST in SYN_SENT', () => {
  it('that acknowledges the SYN refuses the connection', async () => {
    const { connection } = await told(synSent('0.010 < R. 0:0(0) ack 1001 win 0'));
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT CLOSED');
    expect(connection.endpoints.responder.states).toEqual([]);
    expect(connection).toMatchObject({ outcome: 'refused', handshake: { kind: 'refused' } });
  });

  it.each([
    ['without ACK', 'R 0:0(0)'],
    ['with a wrong ACK', 'R. 0:0(0) ack 999'],
    ['with an ACK beyond the SYN', 'R. 0:0(0) ack 1002'],
  ])('%s is ignored, and the connect goes on', async (_which, rst) => {
    const { connection } = await told(
      synSent(`0.010 < ${rst}`, '0.020 < S. 5000:5000(0) ack 1001', '0.030 > . 1001:1001(0) ack 5001'),
    );
    expect(connection.resets[0]!.effect).toBe('ignored');
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED');
  });

  it('bare, from a host that has given up the connect before the SYN,ACK came, takes its ESTABLISHED back', async () => {
    const { connection } = await told(synRcvd('0.010 > R 1001:1001(0) win 0'));
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT CLOSED');
  });

  it('with ACK right after the handshake comes from a socket that was open', async () => {
    const { connection } = await told(
      synRcvd('0.020 > . 1001:1001(0) ack 5001', '0.021 > R. 1001:1001(0) ack 5001'),
    );
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED CLOSED');
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSED');
  });
});

describe('a RST with another number', () => {
  it.each([
    ['before the window', 'R 5000:5000(0) ttl 30'],
    ['far beyond the window', 'R 900000:900000(0) ttl 30'],
    ['within the window but not exact', 'R 5300:5300(0) ttl 30'],
  ])('%s is ignored, and life goes on', async (_where, rst) => {
    const { connection } = await told(
      established(
        `0.100 < ${rst}`,
        '0.150 < P. 5201:5211(10) ack 1101',
        '0.160 > . 1101:1101(0) ack 5211',
        '0.200 > P. 1101:1111(10) ack 5211',
        '0.210 < . 5211:5211(0) ack 1111',
      ),
    );
    expect(connection.resets[0]!.effect).toBe('ignored');
    expect(connection.endpoints.initiator.state).toBe('ESTABLISHED');
    expect(connection.endpoints.responder.state).toBe('ESTABLISHED');
    expect(connection.outcome).toBe('open');
  });

  it('at the right edge of the newest SACK block is accepted', async () => {
    const { connection } = await told(
      established(
        '0.100 < P. 5301:5401(100) ack 1101',
        '0.101 > . 1101:1101(0) ack 5201 <sack 1 {5301:5401}>',
        '0.110 < R. 5401:5401(0) ack 1101',
      ),
    );
    expect(connection.resets[0]!.effect).toBe('ended');
    expect(connection.endpoints.initiator.state).toBe('CLOSED');
  });

  it('beyond all that was captured was taken after all when neither side speaks again', async () => {
    const { connection } = await told(established('5.000 < R. 9201:9201(0) ack 1101'));
    expect(connection.resets[0]!.effect).toBe('ended');
    expect(connection.outcome).toBe('reset');
  });

  it('beyond all that was captured was not taken when they speak again', async () => {
    const { connection } = await told(
      established(
        '5.000 < R. 9201:9201(0) ack 1101',
        '5.100 > P. 1101:1111(10) ack 5201',
        '5.110 < . 5201:5201(0) ack 1111',
      ),
    );
    expect(connection.resets[0]!.effect).toBe('ignored');
    expect(connection.outcome).toBe('open');
  });

  it('beyond all that was captured was not taken when they speak again within the same tick of the clock', async () => {
    const { connection } = await told(
      established('5.000 < R. 9201:9201(0) ack 1101', '5.000 > P. 1101:1111(10) ack 5201'),
    );
    expect(connection.resets[0]!.effect).toBe('ignored');
  });

  it('that its sender would give an abort tells of the sender, whatever the receiver lacks', async () => {
    const { connection } = await told(
      established(
        '0.100 > P. 1201:1301(100) ack 5201 // the piece before it was lost on the near side',
        '0.200 > R. 1301:1301(0) ack 5201',
        '0.210 < . 5201:5201(0) ack 1101',
      ),
    );
    expect(connection.endpoints.initiator.state).toBe('CLOSED');
  });
});

describe('a bare RST that answers a segment', () => {
  it('ends the connection at the number that the segment acknowledged, although later data had passed', async () => {
    const { connection } = await told(
      established(
        '0.100 > P. 1101:1201(100) ack 5201 // lost further on',
        '0.110 > R. 1201:1201(0) ack 5201 // lost as well',
        '0.500 < P. 5201:5211(10) ack 1101',
        '0.501 > R 1101:1101(0) win 0',
      ),
    );
    expect(connection.endpoints.initiator.state).toBe('CLOSED');
    expect(connection.endpoints.responder.state).toBe('CLOSED');
  });

  it('from a responder that had repeated its SYN,ACK shows that it never took the last ACK', async () => {
    const { connection } = await told(
      synRcvd(
        '0.020 > . 1001:1001(0) ack 5001',
        '0.030 > P. 1001:1011(10) ack 5001',
        '1.010 < S. 5000:5000(0) ack 1001',
        '1.020 > . 1011:1011(0) ack 5001',
        '9.000 > P. 1001:1011(10) ack 5001',
        '9.010 < R 5001:5001(0) win 0',
      ),
    );
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD CLOSED');
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED CLOSED');
  });
});

describe('a RST to somebody who', () => {
  it('speaks on long afterwards was never delivered: CLOSED is taken back', async () => {
    const { connection } = await told(
      established(
        '0.100 > R. 1101:1101(0) ack 5201',
        '1.000 < P. 5201:5211(10) ack 1101',
        '1.400 < P. 5201:5211(10) ack 1101',
      ),
    );
    expect(connection.endpoints.responder.state).toBe('ESTABLISHED');
    expect(connection.endpoints.initiator.state).toBe('CLOSED');
  });

  it('speaks at once had its segment under way: CLOSED it stays', async () => {
    const { connection } = await told(
      established('0.100 > R. 1101:1101(0) ack 5201', '0.110 < P. 5201:5211(10) ack 1101'),
    );
    expect(connection.endpoints.responder.state).toBe('CLOSED');
  });

  it('has not answered for long reaches nobody: only its sender is closed', async () => {
    const { connection } = await told(
      established(
        '1.000 > . 1100:1100(0) ack 5201 // keep-alive probes',
        '2.000 > . 1100:1100(0) ack 5201',
        '3.000 > . 1100:1100(0) ack 5201',
        '4.000 > R. 1101:1101(0) ack 5201',
      ),
    );
    expect(connection.endpoints.initiator.state).toBe('CLOSED');
    expect(connection.endpoints.responder.state).toBe('ESTABLISHED');
    expect(connection).toMatchObject({ outcome: 'vanished', teardown: { kind: 'timeout' } });
    expect(connection.endpoints.initiator).toMatchObject({
      socketError: 'ETIMEDOUT',
      socketErrorCertainty: 'seen',
    });
  });
});

describe('the errno that a RST brings', () => {
  it('is inferred while the endpoint says nothing more', async () => {
    const { connection } = await told(established('0.100 < R. 5201:5201(0) ack 1101'));
    expect(connection.endpoints.initiator).toMatchObject({
      socketError: 'ECONNRESET',
      socketErrorCertainty: 'inferred',
    });
  });

  it('is a time-out where the socket had gone while data was repeated in vain', async () => {
    const { connection } = await told(
      established(
        '0.100 > P. 1101:1111(10) ack 5201',
        '0.300 > P. 1101:1111(10) ack 5201',
        '0.700 > P. 1101:1111(10) ack 5201',
        '9.000 < P. 5201:5211(10) ack 1101 // the path is back',
        '9.001 > R 1101:1101(0)',
      ),
    );
    expect(connection.endpoints.initiator).toMatchObject({
      socketError: 'ETIMEDOUT',
      socketErrorCertainty: 'inferred',
      application: { read: 'ETIMEDOUT' },
    });
    expect(connection.endpoints.responder.socketError).toBe('ECONNRESET');
  });

  it('is a time-out where the socket had gone while the window stayed closed', async () => {
    const { connection } = await told(
      established(
        '0.100 > P. 1101:1111(10) ack 5201',
        '0.101 < . 5201:5201(0) ack 1111 win 0',
        '0.300 > . 1110:1110(0) ack 5201 // window probes, each answered',
        '0.301 < . 5201:5201(0) ack 1111 win 0',
        '9.000 < . 5201:5201(0) ack 1111 win 1000 // the program reads again',
        '9.001 > R 1111:1111(0)',
      ),
    );
    expect(connection.endpoints.initiator.socketError).toBe('ETIMEDOUT');
  });

  it('is none of a time-out where nothing waited for the window', async () => {
    const { connection } = await told(
      established(
        '0.100 > P. 1101:1111(10) ack 5201',
        '0.101 < . 5201:5201(0) ack 1111 win 0',
        '9.000 < . 5201:5201(0) ack 1111 win 1000',
        '9.001 > R 1111:1111(0)',
      ),
    );
    expect(connection.endpoints.initiator.socketError).toBeNull();
  });

  it('is EPIPE at the socket that resets because data came after a FIN', async () => {
    const { connection } = await told(
      established(
        '0.100 < F. 5201:5201(0) ack 1101 // forged',
        '0.140 > . 1101:1101(0) ack 5202',
        '0.500 < P. 5201:5211(10) ack 1101 // its named sender goes on',
        '0.501 > R 1101:1101(0)',
      ),
    );
    expect(connection.endpoints.initiator).toMatchObject({
      socketError: 'EPIPE',
      application: { read: 'EOF', write: 'EPIPE' },
    });
    expect(connection.endpoints.responder.socketError).toBe('ECONNRESET');
  });

  it('leaves reads at EOF once a FIN has come, whatever it is', async () => {
    const { connection } = await told(
      finWait2(
        '2.000 < . 5200:5200(0) ack 1102 // keep-alive probes',
        '3.000 < . 5200:5200(0) ack 1102',
        '4.000 < . 5200:5200(0) ack 1102',
        '5.000 < R. 5201:5201(0) ack 1102',
      ),
    );
    expect(connection.endpoints.responder).toMatchObject({
      socketError: 'ETIMEDOUT',
      application: { read: 'EOF', write: 'ETIMEDOUT' },
    });
  });

  it('does not hide the EOF from a program that aborts in CLOSE_WAIT', async () => {
    const { connection } = await told(finWait2('2.000 < R. 5201:5201(0) ack 1102'));
    expect(connection.endpoints.responder.socketError).toBeNull();
    expect(connection.endpoints.responder.application.read).toBe('EOF');
  });

  it('is seen once the endpoint answers for want of a socket', async () => {
    const { connection } = await told(
      established(
        '0.100 < R. 5201:5201(0) ack 1101 // forged: its sender knows nothing of it',
        '0.200 < P. 5201:5211(10) ack 1101',
        '0.201 > R 1101:1101(0)',
      ),
    );
    expect(connection.endpoints.initiator).toMatchObject({
      socketError: 'ECONNRESET',
      socketErrorCertainty: 'seen',
    });
  });
});

describe('a RST, and what the capture lacks before it', () => {
  it('in answer to a FIN shows that it met no socket: CLOSE_WAIT is taken back', async () => {
    const { connection } = await told(finWait1('0.110 < R 5201:5201(0)'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSED');
    expect(statesOf(connection.endpoints.initiator)).toMatch(/FIN_WAIT_1 CLOSED$/);
  });

  it('that acknowledges data shows that the handshake was done', async () => {
    const { connection } = await told(synRcvd('0.900 > R. 1101:1101(0) ack 5201'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSED');
    expect(connection.endpoints.responder.socketError).toBe('ECONNRESET');
  });

  it('that acknowledges the SYN alone does not', async () => {
    const { connection } = await told(synRcvd('0.900 > R. 1001:1001(0) ack 5001'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD CLOSED');
  });

  it('with the number after its sender’s FIN shows that the other side had that FIN', async () => {
    const { connection } = await told(
      synRcvd('0.900 < F. 5201:5201(0) ack 1101', '0.950 < R 5202:5202(0) // to data that was not captured'),
    );
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT CLOSED');
    expect(statesOf(connection.endpoints.responder)).toMatch(/FIN_WAIT_1 FIN_WAIT_2 CLOSED$/);
    expect(connection.endpoints.initiator.socketError).toBe('EPIPE');
    expect(connection.resets[0]).toMatchObject({ cause: 'no-socket', effect: 'ended' });
  });

  it('that refuses a wrong ACK leaves a half-open entry as it is', async () => {
    const { connection } = await told(
      synRcvd('0.500 > . 1001:1001(0) ack 4000 // of another life', '0.501 < R 4000:4000(0)'),
    );
    expect(connection.endpoints.responder.state).toBe('SYN_RCVD');
  });

  it('that follows its sender’s own is no full queue’s', async () => {
    const { connection } = await told(
      synRcvd(
        '0.020 > . 1001:1001(0) ack 5001',
        '0.021 < R. 5001:5001(0) ack 1001 // the program has aborted',
        '0.030 < R 5001:5001(0) // to the ACK, which crossed it',
      ),
    );
    expect(connection.resets.map(({ cause }) => cause)).toEqual(['abort', 'no-socket']);
  });
});

describe('a RST where no connection is known', () => {
  it('is a stray', async () => {
    const { connection } = await told('0.000 < R. 0:0(0) ack 1001');
    expect(connection.outcome).toBe('stray');
    expect(connection.resets[0]!.effect).toBe('stray');
  });

  it('ends a connection begun before the capture', async () => {
    const { connection } = await told(midstream('0.100 < R. 5201:5201(0) ack 1101'));
    expect(statesOf(connection.endpoints.initiator)).toBe('ESTABLISHED CLOSED');
    expect(connection.outcome).toBe('reset');
  });
});
