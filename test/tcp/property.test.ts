import { describe, expect, it } from 'vitest';
import type { StateName } from '../../src/rows.js';
import { analysisOfFrames } from '../support/analysis.js';
import { ipv4, rawIp, type TimedFrame, tcp } from '../support/frames.js';
import { Random } from '../support/random.js';
import { type Entered, type ExchangePlan, runExchange, type Tapped } from '../support/reference-tcp.js';

/**
 * Random exchanges between two endpoints of a TCP that is not ours, over a channel that loses, doubles and reorders. A tap beside an
 * endpoint sees all that it sends and receives, so the tracker must find the very states that this endpoint was in.
 *
 * What such a tap cannot see is left out: the end of a connection that its owner gives up without a packet (retries that run out,
 * a close() in SYN_SENT) shows, if at all, only when a later segment finds nobody. The tracker's own timers are left out likewise,
 * they end what is over or given up.
 */
const SEEDS = 400;
const PORTS = [40000, 80] as const;

describe.each([0, 1] as const)('beside endpoint %i', (end) => {
  it.each(Array.from({ length: SEEDS / 50 }, (_, i) => i * 50))(
    'the states found are those the endpoint was in, seeds %i and following',
    async (firstSeed) => {
      for (let seed = firstSeed; seed < firstSeed + 50; seed++) {
        const random = new Random(seed);
        const exchange = runExchange(randomPlan(random), random);
        const { entered, isSilentEnd } = statesShown(exchange.states[end]);
        const told = await statesTold(exchange.taps[end], end);
        if (isSilentEnd && told.at(-1) === 'CLOSED') told.pop();
        expect(told, `seed ${seed}`).toEqual(entered);
      }
    },
  );
});

function randomPlan(random: Random): ExchangePlan {
  const quickUs = random.pick([1_000, 20_000, 100_000]);
  const isSteady = random.chance(0.3);
  const actions: ExchangePlan['actions'][number][] = [];
  for (const end of [0, 1] as const) {
    const startUs = random.integer(0, 300_000);
    for (let i = random.integer(0, 4); i > 0; i--) {
      const timeUs = startUs + random.integer(0, 400_000);
      actions.push({ timeUs, end, what: 'send', bytes: random.integer(1, 900) });
    }
    const closeUs = random.pick([startUs, 500_000, random.integer(0, 2_000_000)]);
    if (random.chance(0.85)) actions.push({ timeUs: closeUs, end, what: 'close' });
    if (random.chance(0.15)) actions.push({ timeUs: random.integer(0, 1_500_000), end, what: 'abort' });
  }
  return {
    opening: random.chance(0.2) ? 'both' : 'first',
    isn: [randomIsn(random), randomIsn(random)],
    loss: random.pick([0, 0, 0.05, 0.15, 0.3]),
    duplication: random.pick([0, 0, 0.1, 0.3]),
    delayUs: isSteady ? [quickUs, quickUs] : [quickUs, quickUs * 3],
    actions,
  };
}

/** Often so close to 2^32 or 2^31 that the exchange crosses it. */
function randomIsn(random: Random): number {
  const edge = random.pick([2 ** 32, 2 ** 31, 2 ** 30]);
  return random.chance(0.6) ? edge - random.integer(0, 1500) : random.integer(1, 2 ** 32 - 1);
}

function statesShown(states: readonly Entered[]): { entered: StateName[]; isSilentEnd: boolean } {
  const isSilentEnd = states.at(-1)?.silent === true;
  const entered = states.filter(({ silent }) => !silent).map(({ state }) => state);
  return { entered, isSilentEnd };
}

async function statesTold(tapped: readonly Tapped[], end: 0 | 1): Promise<StateName[]> {
  if (tapped.length === 0) return [];
  const { connections } = await analysisOfFrames(tapped.map(frameOf));
  // A SYN that it refused before it opened itself makes a connection of its own, in which it had no state.
  const states = connections.map(
    (row) => row.endpoints[row.initiator.port === PORTS[end] ? 'initiator' : 'responder'].states,
  );
  return (states.find((entries) => entries.length > 0) ?? [])
    .filter(({ certainty, by }) => certainty !== 'retracted' && by !== 'timer')
    .map(({ state }) => state);
}

function frameOf(s: Tapped): TimedFrame {
  const to = s.from === 0 ? 1 : 0;
  const flags = `${s.syn ? 'S' : ''}${s.fin ? 'F' : ''}${s.rst ? 'R' : ''}${s.isAck ? '.' : ''}`;
  const segment = tcp({
    srcPort: PORTS[s.from],
    dstPort: PORTS[to],
    seq: s.seq % 2 ** 32,
    ack: s.ack % 2 ** 32,
    flags,
    payload: s.length,
  });
  const addresses = { src: `10.0.0.${s.from + 1}`, dst: `10.0.0.${to + 1}` };
  return { time: 1_700_000_000 + s.timeUs / 1e6, frame: rawIp(ipv4(addresses, segment)) };
}
