import { describe, expect, it, vi } from 'vitest';
import { emptySegment } from '../../src/decode/segment.js';
import { endpointOf } from '../../src/flow/direction.js';
import type * as Limits from '../../src/limits.js';
import { Retirement } from '../../src/tcp/retirement.js';
import { TcpState } from '../../src/tcp/state.js';
import { By, Sure } from '../../src/tcp/state-history.js';
import { TcpTables } from '../../src/tcp/tables.js';

/** A limit that is soon reached, in place of a million. */
const MAX_CONNECTIONS = 8192;
vi.mock('../../src/limits.js', async (original) => ({
  ...(await original<typeof Limits>()),
  MAX_CONNECTIONS: 8192,
  MAX_HALF_OPEN: 4096,
}));

const S = TcpState;
const SECOND_NS = 1e9;
const DAY_S = 86_400;

describe('a connection leaves', () => {
  it.each([
    ['closed at both ends', S.Closed, S.Closed, 60],
    ['closed at one end, TIME_WAIT at the other', S.TimeWait, S.Closed, 60],
    ['known from strays only', S.Unknown, S.Unknown, 60],
    ['whose SYN has no answer', S.SynSent, S.Unknown, 180],
    ['half open', S.Established, S.SynRcvd, 180],
    ['open', S.Established, S.Established, 5 * DAY_S],
    ['half closed', S.FinWait2, S.CloseWait, 5 * DAY_S],
  ] as const)('%s: after its time of silence, not before', (_which, lower, upper, patienceS) => {
    const { open, sweep, left } = fresh();
    const slot = open(lower, upper, 0);
    sweep(patienceS * SECOND_NS);
    expect(left).toEqual([]);
    sweep(patienceS * SECOND_NS + 1);
    expect(left).toEqual([slot]);
  });

  it('and gives its slot to the next one', () => {
    const { open, sweep, tables } = fresh();
    const slot = open(S.Closed, S.Closed, 0);
    sweep(100 * SECOND_NS);
    expect(tables.held).toBe(0);
    expect(open(S.SynSent, S.Unknown, 100 * SECOND_NS)).toBe(slot);
    expect(tables.held).toBe(1);
  });
});

describe('the sweep', () => {
  it('is due neither before enough packets nor before enough time', () => {
    const { retirement } = fresh();
    const early = { ...emptySegment(), timeNs: 1 };
    const late = { ...emptySegment(), timeNs: 1000 * SECOND_NS };
    let tooEarly = 0;
    for (let i = 1; i < 65_536; i++) if (retirement.isDue(late)) tooEarly++;
    expect(tooEarly).toBe(0);
    expect(retirement.isDue(early)).toBe(false);
    expect(retirement.isDue(late)).toBe(true);
    retirement.sweep(late.timeNs);
    expect(retirement.isDue(late)).toBe(false);
  });
});

describe('when there is no room', () => {
  it('connections below the limit stay, the tables grow instead', () => {
    const { open, retirement, left, tables } = fresh();
    for (let i = 0; i < 5000; i++) {
      if (tables.isFull) retirement.makeRoom(0);
      open(S.Established, S.Established, 0);
    }
    expect(left).toEqual([]);
    expect(tables.held).toBe(5000);
    expect(retirement.limitsReached()).toEqual([]);
  });

  it('attempts that come to nothing make no more room: nearly all half open, they leave before the limit', () => {
    const { open, retirement, left, tables } = fresh();
    for (let i = 0; i < 4096; i++)
      open(i % 16 === 0 ? S.Established : S.SynSent, i % 16 === 0 ? S.Established : S.Unknown, i);
    expect(tables.isFull).toBe(true);
    retirement.makeRoom(4096);
    expect(left.length).toBeGreaterThan(4096 / 10);
    expect(left.every((slot) => slot % 16 !== 0)).toBe(true);
    expect(tables.isFull).toBe(false);
    expect(retirement.limitsReached().join()).toMatch(/more than 4,096 connections at once/);
  });

  it('at the limit half-open ones leave first, the longest silent before the others, and that is said', () => {
    const { open, retirement, left, tables } = fresh();
    while (tables.held < MAX_CONNECTIONS) {
      const i = tables.held;
      // Every fourth is half open, later ones for longer.
      if (i % 4 === 0) open(S.SynSent, S.Unknown, MAX_CONNECTIONS - i);
      else open(S.Established, S.Established, i);
    }
    expect(tables.isFull).toBe(true);
    retirement.makeRoom(MAX_CONNECTIONS);
    // About an eighth of all: the border is sampled.
    expect(left.length).toBeGreaterThan(MAX_CONNECTIONS / 10);
    expect(left.length).toBeLessThan(MAX_CONNECTIONS / 7);
    expect(left.every((slot) => slot % 4 === 0)).toBe(true);
    expect(Math.min(...left)).toBeGreaterThan(MAX_CONNECTIONS / 2 - MAX_CONNECTIONS / 50);
    expect(tables.isFull).toBe(false);
    expect(retirement.limitsReached().join()).toMatch(/8,192 connections.*[\d,]+ connections left/);
  });
});

function fresh() {
  const tables = new TcpTables();
  const left: number[] = [];
  const settings = { timeWaitNs: 60 * SECOND_NS, finTimeoutNs: 60 * SECOND_NS };
  const retirement = new Retirement(tables, settings, (slot) => {
    left.push(slot);
    tables.release(slot);
  });
  const open = (lower: TcpState, upper: TcpState, endNs: number) => {
    const slot = tables.allocate();
    tables.connections.startNs[slot] = endNs;
    tables.connections.number[slot] = slot;
    if (lower !== S.Unknown) tables.history.enter(endpointOf(slot, 0), lower, By.Sent, Sure.Seen);
    if (upper !== S.Unknown) tables.history.enter(endpointOf(slot, 1), upper, By.Sent, Sure.Seen);
    return slot;
  };
  return { tables, retirement, left, open, sweep: (nowNs: number) => retirement.sweep(nowNs) };
}
