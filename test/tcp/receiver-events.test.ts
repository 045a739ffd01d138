import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../src/flow/direction.js';
import { EndpointColumns, Known } from '../../src/tcp/endpoint-columns.js';
import { dataArrives } from '../../src/tcp/receiver-events.js';
import { statesOf, told } from '../support/analysis.js';
import { established, finWait1, finWait2, timeWaitUnacknowledged } from '../support/connections.js';
import { Random } from '../support/random.js';

const E = endpointOf(0, 1);

describe('a FIN that arrives', () => {
  it('in ESTABLISHED moves the receiver to CLOSE_WAIT', async () => {
    const { connection } = await told(finWait1());
    const last = connection.endpoints.responder.states.at(-1)!;
    expect(last).toMatchObject({ state: 'CLOSE_WAIT', by: 'received', certainty: 'inferred' });
  });

  it('is seen to have arrived once it is acknowledged', async () => {
    const { connection } = await told(finWait2());
    expect(connection.endpoints.responder.states.at(-1)).toMatchObject({
      state: 'CLOSE_WAIT',
      certainty: 'seen',
    });
  });

  it('in FIN_WAIT_2 moves the receiver to TIME_WAIT', async () => {
    const { connection } = await told(timeWaitUnacknowledged());
    expect(connection.endpoints.initiator.state).toBe('TIME_WAIT');
  });

  it('before data that is missing moves nobody until the data comes', async () => {
    const script = established('0.100 > F. 1201:1201(0) ack 5201');
    const early = await told(script);
    expect(early.connection.endpoints.responder.state).toBe('ESTABLISHED');
    const filled = await told(`${script}\n0.300 > P. 1101:1201(100) ack 5201`);
    expect(filled.connection.endpoints.responder.state).toBe('CLOSE_WAIT');
    expect(filled.packets.at(-1)!.states.responder).toBe('CLOSE_WAIT');
  });
});

describe('an ACK that arrives', () => {
  it('of the FIN in FIN_WAIT_1 moves the receiver to FIN_WAIT_2', async () => {
    const { connection } = await told(finWait2());
    expect(connection.endpoints.initiator.state).toBe('FIN_WAIT_2');
  });

  it('of all but the FIN leaves FIN_WAIT_1', async () => {
    const { connection } = await told(finWait1('0.110 < . 5201:5201(0) ack 1101'));
    expect(connection.endpoints.initiator.state).toBe('FIN_WAIT_1');
  });

  it('of the FIN in LAST_ACK closes', async () => {
    const { connection } = await told(timeWaitUnacknowledged('0.210 > . 1102:1102(0) ack 5202'));
    expect(statesOf(connection.endpoints.responder)).toBe('SYN_RCVD ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED');
  });

  it('of a FIN across 2^32 is one all the same', async () => {
    const { connection } = await told(`
      0.000 > S 4294967290:4294967290(0)
      0.010 < S. 5000:5000(0) ack 4294967291
      0.020 > P. 4294967291:4294967295(4) ack 5001
      0.030 > F. 4294967295:4294967295(0) ack 5001
      0.040 < . 5001:5001(0) ack 4294967296`);
    expect(connection.endpoints.initiator.state).toBe('FIN_WAIT_2');
    expect(connection.endpoints.responder.state).toBe('CLOSE_WAIT');
  });
});

describe('data that arrives', () => {
  it.each([0, 2 ** 31 - 2000, 2 ** 32 - 2000])(
    'moves RCV.NXT over all that is there without a gap, starting at %i',
    (start) => {
      const random = new Random(start | 1);
      for (let round = 0; round < 300; round++) expectLikeNaive(random, start, 4);
    },
  );

  it('in more pieces than are remembered never moves RCV.NXT too far', () => {
    const random = new Random(7);
    for (let round = 0; round < 300; round++) {
      const { rcvNxt, naive } = insertRandom(random, 0, 40);
      expect(rcvNxt).toBeLessThanOrEqual(naive);
    }
  });

  it('as the first that is seen of a sender sets RCV.NXT', () => {
    const ends = new EndpointColumns(2);
    dataArrives(ends, E, 500, 600);
    expect(ends.known[E]! & Known.RcvNxt).not.toBe(0);
    expect(ends.rcvNxt[E]).toBe(600);
  });
});

function expectLikeNaive(random: Random, start: number, gaps: number): void {
  const { rcvNxt, naive } = insertRandom(random, start, gaps);
  expect(rcvNxt).toBe(naive);
}

/** Pieces of 3000 bytes in random order, some twice, some overlapping; at most `gaps` holes at any time. */
function insertRandom(random: Random, start: number, gaps: number): { rcvNxt: number; naive: number } {
  const ends = new EndpointColumns(2);
  ends.rcvNxt[E] = start | 0;
  ends.known[E] = Known.RcvNxt;
  const has = new Uint8Array(3000);
  for (let i = 0; i < 60; i++) {
    const left = random.integer(0, 2900);
    const right = left + random.integer(1, 100);
    if (rangesBeyondFirst(has, left, right) > gaps) continue;
    has.fill(1, left, right);
    dataArrives(ends, E, (start + left) | 0, (start + right) | 0);
  }
  const firstHole = has.indexOf(0);
  return { rcvNxt: ((ends.rcvNxt[E]! - start) | 0) >>> 0, naive: firstHole < 0 ? 3000 : firstHole };
}

/** How many ranges would lie beyond the first hole, were this one added. */
function rangesBeyondFirst(has: Uint8Array, left: number, right: number): number {
  const all = has.slice().fill(1, left, right);
  let ranges = 0;
  for (let i = Math.max(all.indexOf(0), 0); i < all.length; i++) if (all[i] && !all[i - 1]) ranges++;
  return ranges;
}
