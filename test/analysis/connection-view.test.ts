import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { told } from '../support/analysis.js';
import { streamOf } from '../support/captures.js';
import { established, timeWait } from '../support/connections.js';
import { pcapOf } from '../support/frames.js';
import { framesOf } from '../support/script.js';

describe('the row of a connection', () => {
  it('tells who, when, how much', async () => {
    const { connection } = await told(timeWait());
    expect(connection).toMatchObject({
      connection: 0,
      flow: 0,
      incarnation: 0,
      initiator: { address: '10.0.0.1', port: 40000 },
      responder: { address: '10.0.0.2', port: 80 },
      rolesFrom: 'syn',
      firstPacket: 1,
      lastPacket: 10,
      packets: 10,
      startTime: '1700000000.000000000',
      endTime: '1700000000.210000000',
      durationSeconds: 0.21,
    });
  });

  it('counts packets, bytes and flags for each endpoint', async () => {
    const { connection } = await told(timeWait());
    const { initiator, responder } = connection.endpoints;
    expect(initiator).toMatchObject({
      packets: 6,
      payloadBytes: 100,
      flags: { SYN: 1, FIN: 1, PSH: 1, ACK: 5 },
    });
    expect(responder).toMatchObject({
      packets: 4,
      payloadBytes: 200,
      flags: { SYN: 1, FIN: 1, PSH: 1, ACK: 4 },
    });
    expect(initiator.bytes + responder.bytes).toBe(connection.bytes);
  });

  it('tells each state with its time, packet, cause and certainty', async () => {
    const { connection } = await told(timeWait());
    expect(connection.endpoints.responder.states).toEqual([
      { state: 'SYN_RCVD', time: '1700000000.010000000', packet: 2, by: 'sent', certainty: 'seen' },
      { state: 'ESTABLISHED', time: '1700000000.020000000', packet: 3, by: 'received', certainty: 'seen' },
      { state: 'CLOSE_WAIT', time: '1700000000.100000000', packet: 7, by: 'received', certainty: 'seen' },
      { state: 'LAST_ACK', time: '1700000000.200000000', packet: 9, by: 'sent', certainty: 'seen' },
      { state: 'CLOSED', time: '1700000000.210000000', packet: 10, by: 'received', certainty: 'inferred' },
    ]);
  });

  it('lists every RST with what it did', async () => {
    const { connection } = await told(
      established('0.100 > R. 1101:1101(0) ack 5201', '0.110 < R 5201:5201(0) win 0'),
    );
    expect(connection.resets).toMatchObject([
      { packet: 7, time: '1700000000.100000000', by: 'initiator', effect: 'ended' },
      { packet: 8, time: '1700000000.110000000', by: 'responder', effect: 'after-close' },
    ]);
  });

  it('lists the TTLs seen, at most four, and guesses the hops from the first', async () => {
    const lines = [57, 57, 56, 128, 200, 201].map((ttl, i) => `0.1${i} > . 1101:1101(0) ack 5201 ttl ${ttl}`);
    const { connection } = await told(lines.join('\n'));
    expect(connection.endpoints.initiator.ttl).toEqual({ values: [57, 56, 128, 200], initial: 64, hops: 7 });
  });

  it('says nothing of an endpoint that sent nothing', async () => {
    const { connection } = await told('0.000 > S 1000:1000(0)');
    expect(connection.endpoints.responder).toMatchObject({
      state: 'UNKNOWN',
      states: [],
      packets: 0,
      flags: {},
      isn: null,
      options: null,
      ttl: { values: [], initial: null, hops: null },
    });
  });
});

describe('the view of a connection', () => {
  it('answers what its row answers', async () => {
    let seen = 0;
    await analyze(await openCapture('-', { stdin: streamOf(pcapOf(framesOf(timeWait()))) }), {
      connection(view) {
        const row = view.toRow();
        seen++;
        expect([view.connection, view.flow, view.incarnation]).toEqual([
          row.connection,
          row.flow,
          row.incarnation,
        ]);
        expect([view.initiatorAddress, view.initiatorPort]).toEqual([
          row.initiator.address,
          row.initiator.port,
        ]);
        expect([view.responderAddress, view.responderPort]).toEqual([
          row.responder.address,
          row.responder.port,
        ]);
        expect([view.firstPacket, view.lastPacket]).toEqual([row.firstPacket, row.lastPacket]);
        expect([view.packets, view.bytes]).toEqual([row.packets, row.bytes]);
        expect((view.endNs - view.startNs) / 1e9).toBe(row.durationSeconds);
        expect([view.outcome, view.rolesFrom]).toEqual([row.outcome, row.rolesFrom]);
        expect(view.initiatorState).toBe(row.endpoints.initiator.state);
        expect(view.responderState).toBe(row.endpoints.responder.state);
        expect(view.packetsFrom('responder')).toBe(row.endpoints.responder.packets);
        expect(view.payloadBytesFrom('initiator')).toBe(row.endpoints.initiator.payloadBytes);
      },
    });
    expect(seen).toBe(1);
  });
});
