import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isHeld, sidesOf } from '../../src/hosts/socket-table.js';
import { StateCounts } from '../../src/hosts/state-counts.js';
import { analyze } from '../../src/library/passes.js';
import type { ConnectionRow } from '../../src/rows.js';
import type { ScreenModel } from '../../src/screen/screen-model.js';
import type { ConnectionChoice, SortKey } from '../../src/tui/model.js';
import { changeOf, fetched, jobOf, loadedModel } from '../support/local-analysis.js';

const INCIDENT = join(import.meta.dirname, '../../fixtures/incident/capture.pcapng');

let model: ScreenModel;
let rows: ConnectionRow[];

beforeAll(async () => {
  model = await loadedModel(jobOf([INCIDENT]));
  rows = [];
  await analyze(INCIDENT, { connection: (view) => void rows.push(view.toRow()) });
  rows.sort((a, b) => a.connection - b.connection);
});

describe('the list of connections', () => {
  it('holds all of them by number at first', () => {
    expect(model.connections.count).toBe(rows.length);
    expect(model.connections.positionOf(rows.at(-1)!.connection)).toBe(rows.length - 1);
  });

  it('filters in the language of --filter', async () => {
    await choose({ filter: 'outcome == reset || cause == abort' });
    const wanted = rows.filter(
      (row) => row.outcome === 'reset' || row.resets.some(({ cause }) => cause === 'abort'),
    );
    expect(listed()).toEqual(wanted.map(({ connection }) => connection));
    expect(model.connections.positionOf(wanted[0]!.connection)).toBe(0);
    const other = rows.find((row) => !wanted.includes(row));
    if (other !== undefined) expect(model.connections.positionOf(other.connection)).toBe(-1);
  });

  it.each<[SortKey, (row: ConnectionRow) => number]>([
    ['packets', (row) => row.packets],
    ['bytes', (row) => row.bytes],
    ['duration', (row) => row.durationSeconds ?? -1],
    ['start', (row) => Number(row.startTime)],
  ])('sorts by %s both ways, equal ones by number', async (sort, keyOf) => {
    await choose({ sort });
    const rising = [...rows].sort((a, b) => keyOf(a) - keyOf(b));
    expect(listed()).toEqual(rising.map(({ connection }) => connection));
    await choose({ sort, isDescending: true });
    const falling = [...rows].sort((a, b) => keyOf(b) - keyOf(a));
    expect(listed()).toEqual(falling.map(({ connection }) => connection));
  });

  it('sorts addresses by their numbers, not by their letters', async () => {
    await choose({ sort: 'initiator' });
    const keys = listed().map((connection) => {
      const { initiatorAddress, initiatorPort } = model.connections.summary(connection);
      const value = initiatorAddress.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      return value * 65_536 + Number(initiatorPort);
    });
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
  });

  it('shows the connections of one incident', async () => {
    const [incident] = model.incidents;
    await choose({ incident: incident!.id });
    expect(model.connections.count).toBe(incident!.connections);
  });

  it('goes to the next one that something is wrong with', async () => {
    await choose({});
    const troubled = listed().filter((number) =>
      ['error', 'warning', 'note'].includes(model.connections.summary(number).severity ?? ''),
    );
    expect(model.connections.nextTroubled(-1, 1)).toBe(model.connections.positionOf(troubled[0]!));
    expect(model.connections.nextTroubled(rows.length, -1)).toBe(
      model.connections.positionOf(troubled.at(-1)!),
    );
  });

  it('keeps the rows of the last choice until those of the next are there', async () => {
    await choose({ filter: 'outcome == closed' });
    const before = model.connections.count;
    model.connections.choose(choiceOf({ filter: 'outcome == refused' }));
    expect(model.connections.choosing).not.toBeNull();
    expect(model.connections.count).toBe(before);
    await settled('outcome == refused');
  });
});

describe('what is asked of the captures again', () => {
  it('counts sockets over time as the states of all connections do', async () => {
    const counts = new StateCounts();
    await analyze(INCIDENT, {
      withoutRows: true,
      connection: (view) => {
        for (const side of sidesOf(view)) {
          for (const span of view.spansOf(side))
            if (isHeld(span)) counts.add('', span.state, span.sinceNs, span.untilNs);
        }
      },
    });
    const at = model.lastNs / 2;
    const states = await fetched(model, () => model.stateCounts(at, null, 10));
    const peaks = counts.peaks(0, model.lastNs);
    for (const { state, count, timeNs } of peaks) {
      expect(states.find((one) => one.state === state)).toMatchObject({
        peak: count,
        peakNs: timeNs,
        now: counts.at('', state, at),
      });
    }
    expect(peaks.length).toBeGreaterThan(2);
  });

  it('shows the sockets of one host alone', async () => {
    const at = model.lastNs / 2;
    const all = await fetched(model, () => model.sockets(at, null));
    const host = all.at(0).host;
    const own = await fetched(model, () => model.sockets(at, host));
    const hosts = Array.from({ length: all.count }, (_, i) => all.at(i)).filter(
      (socket) => socket.host === host,
    );
    expect(Array.from({ length: own.count }, (_, i) => own.at(i))).toEqual(hosts);
  });

  it('tells of one packet by its headers, its bytes and its words', async () => {
    const detail = await fetched(model, () => model.packetDetail(rows[0]!.firstPacket));
    expect(detail.layers.map(({ title }) => title)).toEqual(['Ethernet', 'IPv4', 'TCP']);
    expect(detail.bytes!.length).toBeGreaterThan(53);
    expect(model.connectionOf(rows[0]!.firstPacket)).toBe(rows[0]!.connection);
    expect(model.connectionOf(999_999_999)).toBeNull();
  });

  it('tells what a RST was sent for', async () => {
    const reset = rows.flatMap(({ resets }) => resets)[0]!;
    const { meanings } = await fetched(model, () => model.packetDetail(reset.packet));
    expect(meanings[0]!.word).toBe(`RST ${reset.cause}`);
    expect(meanings[0]!.meaning.length).toBeGreaterThan(20);
  });

  it('plots numbers that begin at 0 and do not wrap', async () => {
    const largest = rows.reduce((most, row) => (row.packets > most.packets ? row : most));
    const graph = await fetched(model, () => model.graph(largest.connection));
    expect(graph.count).toBe(largest.packets);
    expect(graph.seq[0]).toBe(0);
  });

  it('hands out payload in order', async () => {
    const spoken = rows.find(({ endpoints }) => endpoints.initiator.payloadBytes > 0)!;
    const payload = await fetched(model, () => model.payload(spoken.connection));
    expect(payload.chunks.length).toBeGreaterThan(0);
  });

  it('counts every TCP packet on the timeline', () => {
    const sum = model.timeline('packets', 7).reduce((total, count) => total + count, 0);
    expect(sum).toBe(rows.reduce((total, { packets }) => total + packets, 0));
  });
});

describe('notes', () => {
  it('are kept as they stand, and taken away by an empty text', async () => {
    const kept: unknown[] = [];
    const noted = await loadedModel(jobOf([INCIDENT]), {
      keepNotes: async (notes) => void kept.push([...notes]),
    });
    await noted.writeNote({ on: 'packet', number: 3, text: 'here' });
    expect(noted.notes).toEqual([{ on: 'packet', number: 3, text: 'here' }]);
    await noted.writeNote({ on: 'packet', number: 3, text: '' });
    expect(noted.notes).toEqual([]);
    expect(kept).toEqual([[{ on: 'packet', number: 3, text: 'here' }], []]);
  });
});

function choiceOf(choice: Partial<ConnectionChoice>): ConnectionChoice {
  return { filter: '', incident: null, sort: 'connection', isDescending: false, ...choice };
}

async function choose(choice: Partial<ConnectionChoice>): Promise<void> {
  const wanted = choiceOf(choice);
  model.connections.choose(wanted);
  while (model.connections.choice !== wanted) await changeOf(model);
}

async function settled(filter: string): Promise<void> {
  while (model.connections.choice.filter !== filter) await changeOf(model);
}

function listed(): number[] {
  const { connections } = model;
  return Array.from({ length: connections.count }, (_, position) => connections.numberAt(position));
}
