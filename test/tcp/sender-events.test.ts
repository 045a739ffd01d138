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
} from '../support/connections.js';

describe('what an endpoint sends', () => {
  it('shows ESTABLISHED when an initiator acknowledges a SYN,ACK that was not captured', async () => {
    const { connection } = await told(
      synSent('0.020 > . 1001:1001(0) ack 5001', '0.030 > P. 1001:1011(10) ack 5001'),
    );
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED');
    expect(statesOf(connection.endpoints.responder)).toMatch(/^SYN_RCVD ESTABLISHED$/);
    expect(connection.handshake.kind).toBe('three-way');
    expect(connection.endpoints.responder.isn).toBe(5000);
  });

  it('turns the responder’s ESTABLISHED from inferred into seen with its first data', async () => {
    const certainty = async (script: string) =>
      (await told(script)).connection.endpoints.responder.states.at(-1)!.certainty;
    const opened = synRcvd('0.020 > . 1001:1001(0) ack 5001');
    expect(await certainty(opened)).toBe('inferred');
    expect(await certainty(`${opened}\n0.030 < P. 5001:5011(10) ack 1001`)).toBe('seen');
  });

  it('shows nothing more than SYN_RCVD when a bare ACK of the SYN comes from a half-open entry', async () => {
    const { connection } = await told(synRcvd('0.020 < . 5001:5001(0) ack 1001'));
    expect(connection.endpoints.responder.state).toBe('SYN_RCVD');
  });

  it('shows a connection begun before the capture, once data goes and is answered', async () => {
    const { connection } = await told(midstream());
    expect(statesOf(connection.endpoints.initiator)).toBe('ESTABLISHED');
    expect(statesOf(connection.endpoints.responder)).toBe('ESTABLISHED');
    expect(connection.rolesFrom).toBe('ports');
  });

  it('shows no connection by a lone ACK: that may be a probe', async () => {
    const { connection } = await told('0.000 > . 1001:1001(0) ack 5001');
    expect(connection.endpoints.initiator.state).toBe('UNKNOWN');
    expect(connection.outcome).toBe('stray');
  });

  it('shows no connection by a lone FIN, nor by a RST in answer to it: it may be a probe', async () => {
    const { connection } = await told('0.000 > F. 1001:1001(0) ack 5001\n0.010 < R 5001:5001(0)');
    expect(connection.endpoints.initiator.states).toEqual([]);
    expect(connection.endpoints.responder.states).toEqual([]);
    expect(connection.outcome).toBe('stray');
  });

  it('shows by an ACK that a lone FIN was a live socket’s', async () => {
    const { connection } = await told(
      '0.000 > F. 1001:1001(0) ack 5001\n0.010 < . 5001:5001(0) ack 1002\n0.020 < F. 5001:5001(0) ack 1002',
    );
    expect(statesOf(connection.endpoints.initiator)).toBe('FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT');
    expect(connection.endpoints.initiator.states[0]).toMatchObject({ packet: 1, by: 'sent' });
    expect(connection.endpoints.responder.states.map(({ state }) => state)).toContain('LAST_ACK');
  });

  it('shows by its repetition that a lone FIN was a live socket’s', async () => {
    const { connection } = await told('0.000 > F. 1001:1001(0) ack 5001\n0.300 > F. 1001:1001(0) ack 5001');
    expect(statesOf(connection.endpoints.initiator)).toBe('FIN_WAIT_1');
    expect(connection.outcome).toBe('half-closed');
  });
});

describe('a FIN', () => {
  it('in ESTABLISHED moves its sender to FIN_WAIT_1', async () => {
    const { connection } = await told(finWait1());
    expect(connection.endpoints.initiator.state).toBe('FIN_WAIT_1');
  });

  it('in CLOSE_WAIT moves its sender to LAST_ACK', async () => {
    const { connection } = await told(finWait2('0.200 < F. 5201:5201(0) ack 1102'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSE_WAIT LAST_ACK');
  });

  it('in CLOSE_WAIT that acknowledges the other’s moves that one through FIN_WAIT_2 to TIME_WAIT', async () => {
    const { connection } = await told(finWait1('0.110 < F. 5201:5201(0) ack 1102'));
    expect(statesOf(connection.endpoints.initiator)).toBe(
      'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT',
    );
  });

  it('that does not acknowledge the other’s has crossed it: both go through CLOSING', async () => {
    const { connection } = await told(
      closing('0.120 > . 1102:1102(0) ack 5202', '0.130 < . 5202:5202(0) ack 1102'),
    );
    const path = 'ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT';
    expect(statesOf(connection.endpoints.initiator)).toBe(`SYN_SENT ${path}`);
    expect(statesOf(connection.endpoints.responder)).toBe(`SYN_RCVD ${path}`);
    expect(connection.teardown.kind).toBe('simultaneous');
  });

  it('that crossed takes back the CLOSE_WAIT assumed of its sender', async () => {
    const { connection } = await told(closing());
    const retracted = connection.endpoints.responder.states.filter((s) => s.certainty === 'retracted');
    expect(retracted.map((s) => s.state)).toEqual(['CLOSE_WAIT']);
  });

  it('sent again takes back that its ACK had arrived', async () => {
    const { connection } = await told(finWait2('0.400 > F. 1101:1101(0) ack 5201'));
    expect(connection.endpoints.initiator.state).toBe('FIN_WAIT_1');
    expect(connection.endpoints.initiator.states.at(-1)).toMatchObject({
      state: 'FIN_WAIT_2',
      certainty: 'retracted',
    });
  });

  it('sent again without an ACK of the other’s takes TIME_WAIT back too; that FIN arrives once more', async () => {
    const script = finWait2('0.200 < F. 5201:5201(0) ack 1102', '0.300 > F. 1101:1101(0) ack 5201');
    expect((await told(script)).connection.endpoints.initiator.state).toBe('FIN_WAIT_1');
    const { connection } = await told(`${script}
      0.310 < . 5202:5202(0) ack 1102
      0.400 > . 1102:1102(0) ack 5202`);
    expect(statesOf(connection.endpoints.initiator)).toBe(
      'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT',
    );
  });

  it('sent again by the second closer takes back its CLOSED', async () => {
    const { connection } = await told(timeWait('0.500 < F. 5201:5201(0) ack 1102'));
    expect(connection.endpoints.responder.state).toBe('LAST_ACK');
    expect(connection.endpoints.initiator.state).toBe('TIME_WAIT');
  });

  it('may ride on data, and on data sent again', async () => {
    const { connection } = await told(
      established(
        '0.100 > P. 1101:1201(100) ack 5201',
        '0.300 > FP. 1101:1251(150) ack 5201',
        '0.310 < . 5201:5201(0) ack 1252',
      ),
    );
    expect(statesOf(connection.endpoints.initiator)).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2');
    expect(connection.endpoints.responder.state).toBe('CLOSE_WAIT');
  });

  it('without ACK is no stack’s and does nothing', async () => {
    const { connection } = await told(established('0.100 > F 1101:1101(0)'));
    expect(connection.endpoints.initiator.state).toBe('ESTABLISHED');
    expect(connection.endpoints.responder.state).toBe('ESTABLISHED');
  });

  it('with SYN does nothing', async () => {
    const { connection } = await told('0.000 > SF 1000:1000(0)');
    expect(connection.endpoints.initiator.states).toEqual([]);
  });
});

describe('a segment without flags', () => {
  it('does nothing', async () => {
    const { connection } = await told(established('0.100 > - 1101:1101(0)'));
    expect(connection.endpoints.initiator.state).toBe('ESTABLISHED');
  });
});
