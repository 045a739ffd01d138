import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/library/passes.js';
import type { ConnectionRow, PacketRow } from '../../src/rows.js';
import { fetched, jobOf, loadedModel } from '../support/local-analysis.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const captures = readdirSync(FIXTURES).flatMap((name) =>
  ['capture.pcap', 'capture.pcapng', 'capture.txt']
    .map((file) => join(FIXTURES, name, file))
    .filter((path) => existsSync(path)),
);

/** Here packets of a former connection bear the number of a new one, whose bases and scale were not known yet. */
const STALE = 'port-reused-while-peer-is-stale';

/** What the ladder shows of a packet. */
function shown(row: PacketRow) {
  const {
    packet,
    time,
    kind,
    connection,
    sender,
    flags,
    seq,
    length,
    window,
    scaledWindow,
    states,
    notes,
    icmp,
  } = row;
  const acknowledges = flags.split(',').includes('ACK');
  const { ack, relativeSeq, relativeAck } = row;
  return {
    ...{
      packet,
      time,
      kind,
      connection,
      sender,
      flags,
      seq,
      length,
      scaledWindow,
      states,
      notes,
      icmp,
      relativeSeq,
    },
    window: kind === 'icmp' ? null : window,
    ack: acknowledges ? ack : null,
    relativeAck: acknowledges ? relativeAck : null,
  };
}

function forgetWhatCameLater(row: Pick<PacketRow, 'relativeSeq' | 'scaledWindow'>): void {
  row.relativeSeq = null;
  row.scaledWindow = null;
}

async function rowsOf(path: string) {
  const connections: ConnectionRow[] = [];
  const packets: PacketRow[] = [];
  await analyze(path, {
    connection: (view) => void connections.push(view.toRow()),
    packet: (view) => void packets.push(view.toRow()),
  });
  return { connections: connections.sort((a, b) => a.connection - b.connection), packets };
}

describe.each(captures.map((path) => [path.slice(FIXTURES.length + 1), path]))(
  '%s on the screen',
  (_, path) => {
    it('shows the connections and packets that the commands print', async () => {
      const { connections, packets } = await rowsOf(path);
      const model = await loadedModel(jobOf([path]));
      const { connections: list } = model;
      const numbers = Array.from({ length: list.count }, (_, position) => list.numberAt(position));
      expect(numbers).toEqual(connections.map(({ connection }) => connection));

      for (const row of connections) {
        expect(await fetched(model, () => model.connection(row.connection))).toEqual(row);
        const one = list.summary(row.connection);
        expect(one).toMatchObject({
          initiatorAddress: row.initiator.address,
          initiatorPort: row.initiator.port,
          responderAddress: row.responder.address,
          responderPort: row.responder.port,
          packets: row.packets,
          bytes: row.bytes,
          outcome: row.outcome,
          initiatorState: row.endpoints.initiator.state,
          responderState: row.endpoints.responder.state,
          verdict: row.verdict,
        });
        const kept = await fetched(model, () => model.packets(row.connection));
        const ours = packets.filter(({ connection }) => connection === row.connection);
        const rows = Array.from({ length: kept.count }, (_, index) => shown(kept.row(index)));
        const expected = ours.map(shown);
        if (path.includes(STALE)) for (const row of [...rows, ...expected]) forgetWhatCameLater(row);
        expect(rows).toEqual(expected);
      }
    });
  },
);
