import { describe, expect, it } from 'vitest';
import { LadderRows } from '../../../src/tui/ladder/ladder-rows.js';
import type { PacketList } from '../../../src/tui/model.js';
import { at, connectionRow, endpointRow, packetRow, stateEntry } from '../../support/rows.js';

/** Packets by one letter each: "o" is ordinary, "x" is not; each comes 10 ms after the one before, after "_" 2 s. */
function packetsOf(letters: string): PacketList {
  const times: number[] = [];
  const kinds: string[] = [];
  let timeNs = 0;
  for (const letter of letters) {
    timeNs += letter === '_' ? 2e9 : 10e6;
    if (letter === '_') continue;
    times.push(timeNs);
    kinds.push(letter);
  }
  return {
    count: kinds.length,
    hasIcmp: false,
    timeNs: (index) => times[index]!,
    isOrdinary: (index) => kinds[index] === 'o',
    packetNumber: (index) => index + 1,
    row: (index) => packetRow({ packet: index + 1 }),
    summarize: () => ({ bytes: { initiator: 0, responder: 0 } }),
  };
}

const CLOSED = { opened: new Set<number>(), unfoldAll: false };

/** The rows as one word: packets by their number, folds as "[from-to]", pauses "~", states "s". */
function word(ladder: LadderRows): string {
  return Array.from({ length: ladder.count }, (_, position) => {
    const row = ladder.at(position)!;
    if (row.kind === 'packet') return String(row.index);
    if (row.kind === 'fold') return `[${row.from}-${row.to - 1}]`;
    return row.kind === 'pause' ? '~' : 's';
  }).join(' ');
}

describe('the rows of a ladder', () => {
  it.each([
    ['xxx', '0 1 2'],
    ['xoooooooox', '0 1 2 3 4 5 6 7 8 9'],
    ['xooooooooox', '0 1 2 [3-7] 8 9 10'],
    ['xoo_oox', '0 1 2 ~ 3 4 5'],
    ['', ''],
  ])('of %j are %j', (letters, expected) => {
    expect(word(new LadderRows(packetsOf(letters), null, null, CLOSED))).toBe(expected);
  });

  it('show a fold that was opened, whose packets know it', () => {
    const packets = packetsOf('xooooooooox');
    const ladder = new LadderRows(packets, null, null, { opened: new Set([4]), unfoldAll: false });
    expect(ladder.count).toBe(11);
    expect(ladder.at(5)).toEqual({ kind: 'packet', index: 5, foldedFrom: 3 });
    expect(new LadderRows(packets, null, null, { ...CLOSED, unfoldAll: true }).count).toBe(11);
  });

  it('lead from a packet to its row and back, also within folds', () => {
    const ladder = new LadderRows(packetsOf('xoooooooooooox_ox'), null, null, CLOSED);
    expect(word(ladder)).toBe('0 1 2 [3-10] 11 12 13 ~ 14 15');
    expect([0, 2, 5, 10, 12, 15].map((index) => ladder.positionOf(index))).toEqual([0, 2, 3, 3, 5, 9]);
    expect([3, 7].map((position) => ladder.indexAt(position))).toEqual([3, 14]);
  });

  it('know the next odd one', () => {
    const ladder = new LadderRows(packetsOf('xoooooooooooox_ox'), null, null, CLOSED);
    expect([ladder.nextOdd(0, 1), ladder.nextOdd(6, 1), ladder.nextOdd(9, 1)]).toEqual([6, 9, -1]);
    expect(ladder.nextOdd(6, -1)).toBe(0);
  });

  it('are found by what stands in them, also within folds', () => {
    const packets = packetsOf('xooooooooooooxx');
    const named: PacketList = {
      ...packets,
      row: (index) =>
        packetRow({
          packet: index + 1,
          flags: index === 13 ? 'RST' : 'ACK',
          notes: index === 6 ? ['reordered'] : [],
        }),
    };
    const ladder = new LadderRows(named, null, null, CLOSED);
    expect(word(ladder)).toBe('0 1 2 [3-10] 11 12 13 14');
    expect(ladder.find('rst', 0, 1)).toEqual({ position: 6 });
    expect(ladder.find('#2', 6, -1)).toEqual({ position: 1 });
    expect(ladder.find('nothing of the kind', 0, 1)).toBeNull();
    const folded = { position: 3, foldedFrom: 3, index: 6 };
    expect(ladder.find('reordered', 0, 1)).toEqual(folded);
    expect(ladder.find('reordered', 7, -1)).toEqual(folded);
    // On from the fold itself its packets come next; back from it they lie behind.
    expect(ladder.find('reordered', 3, 1)).toEqual(folded);
    expect(ladder.find('reordered', 3, -1)).toBeNull();
    const unfolded = new LadderRows(named, null, null, { ...CLOSED, unfoldAll: true });
    expect(unfolded.find('REORD', 0, 1)).toEqual({ position: 6 });
  });

  it('fold a heartbeat that pauses again and again', () => {
    const ladder = new LadderRows(packetsOf('_o'.repeat(1000)), null, null, CLOSED);
    expect(ladder.count).toBeLessThan(60);
  });

  it('cost nothing per ordinary packet', () => {
    const count = 1_000_000;
    const packets = { ...packetsOf('o'), count, timeNs: (i: number) => i, isOrdinary: () => true };
    expect(word(new LadderRows(packets, null, null, CLOSED))).toBe('0 1 [2-999997] 999998 999999');
    const unfolded = new LadderRows(packets, null, null, { ...CLOSED, unfoldAll: true });
    expect(unfolded.at(500_000)).toMatchObject({ kind: 'packet', index: 500_000 });
  });

  it('put states beside the packet that brought them, those of a timer before the packet that follows', () => {
    const row = connectionRow({
      endpoints: {
        initiator: endpointRow({
          states: [
            stateEntry('FIN_WAIT_1', 2),
            stateEntry('FIN_WAIT_2', 3, 'received', 'inferred'),
            stateEntry('TIME_WAIT', 3, 'received', 'inferred'),
            stateEntry('CLOSED', null, 'timer', 'inferred', 60),
          ],
        }),
        responder: endpointRow({ states: [stateEntry('LAST_ACK', null, 'timer', 'inferred', 0.035)] }),
      },
    });
    const ladder = new LadderRows(packetsOf('oooo'), row, at(0), CLOSED);
    expect(word(ladder)).toBe('0 1 2 s s 3 s');
    expect(ladder.statesBefore(2).initiator?.state).toBe('FIN_WAIT_1');
    expect(ladder.statesBefore(3)).toMatchObject({
      initiator: { state: 'TIME_WAIT' },
      responder: { state: 'LAST_ACK' },
    });
    expect(ladder.statesBeside(2).initiator?.state).toBe('FIN_WAIT_2');
    expect([3, 4, 6].map((position) => ladder.at(position))).toMatchObject([
      { side: 'initiator', entry: { state: 'TIME_WAIT' } },
      { side: 'responder', entry: { state: 'LAST_ACK' } },
      { side: 'initiator', entry: { state: 'CLOSED' } },
    ]);
  });
});
