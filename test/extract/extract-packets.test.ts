import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCaptures } from '../../src/capture/merge.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { AddressMap } from '../../src/extract/address-map.js';
import { extractPackets } from '../../src/extract/extract-packets.js';
import type { ExtractFormat } from '../../src/extract/formats.js';
import type { EditOptions } from '../../src/extract/packet-editor.js';
import { PacketLog } from '../../src/extract/packet-log.js';
import { openAtomicFile } from '../../src/output/atomic-file.js';
import type { ConnectionRow, PacketRow } from '../../src/rows.js';
import type { Summary } from '../../src/sink.js';
import { analysisOf } from '../support/analysis.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(FIXTURES, name)).map((file) => join(name, file)))
  .filter((file) => /capture\.pcap(ng)?$/.test(file))
  .sort();

/** Connections of one fixture that are tried; those of a scan are alike. */
const MOST = 25;
const ADDRESSES = new AddressMap('some passphrase');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-extract-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface First {
  log: PacketLog;
  summary: Summary;
  connections: ConnectionRow[];
  packets: PacketRow[];
}

async function firstPass(path: string): Promise<First> {
  const log = new PacketLog();
  const connections: ConnectionRow[] = [];
  const packets: PacketRow[] = [];
  const summary = await analyze(await openCaptures([path]), {
    packet: (view) => {
      log.add(view);
      packets.push(view.toRow());
    },
    connection: (view) => {
      log.addConnection(view);
      connections.push(view.toRow());
    },
  });
  connections.sort((a, b) => a.connection - b.connection);
  return { log, summary, connections, packets };
}

async function extracted(
  first: First,
  connection: number,
  { format, addresses = null, dropsPayload = false }: { format: ExtractFormat } & Partial<EditOptions>,
) {
  const chosen = new Uint8Array(first.connections.length);
  chosen[connection] = 1;
  first.log.addNeighbours(chosen);
  const path = join(folder, `out.${format}`);
  const output = openAtomicFile(path, { force: true, inputs: [] });
  await extractPackets(output, {
    captures: first.summary.captures,
    kept: new Map(),
    packets: first.log.packetsOf(chosen),
    format,
    isNanoseconds: first.log.hasNanoseconds,
    addresses,
    dropsPayload,
  });
  output.end();
  const life = first.connections
    .filter(({ flow }, number) => flow === first.connections[connection]!.flow && chosen[number] === 1)
    .findIndex((row) => row.connection === connection);
  const again = await analysisOf(await openCapture(path));
  const numbers = first.log.packetsOf(chosen);
  const originals = Array.from({ length: first.summary.totals.packets }, (_, i) => i + 1).filter((n) =>
    numbers.has(n),
  );
  return { again, life, path, originals };
}

describe.each(fixtures)('each connection of %s', (file) => {
  it('is the same in an extract', async () => {
    const first = await firstPass(join(FIXTURES, file));
    for (const was of first.connections.slice(0, MOST)) {
      const { again, life, originals } = await extracted(first, was.connection, { format: 'pcapng' });
      const row = again.connections.find(({ incarnation }) => incarnation === life)!;
      expect(comparable(row, originals)).toEqual(comparable(was, null));
    }
  });

  it('is the same, but for addresses, in an anonymized extract', async () => {
    const first = await firstPass(join(FIXTURES, file));
    for (const was of first.connections.slice(0, MOST)) {
      const { again, life, originals } = await extracted(first, was.connection, {
        format: 'pcapng',
        addresses: ADDRESSES,
      });
      const row = again.connections.find(({ incarnation }) => incarnation === life)!;
      expect(withoutAddresses(row, originals)).toEqual(withoutAddresses(was, null));
      if (was.initiator.address !== was.responder.address) {
        expect(row.initiator.address).not.toBe(was.initiator.address);
        expect(row.responder.address).not.toBe(was.responder.address);
      }
    }
  });
});

function comparable(row: ConnectionRow, originals: readonly number[] | null): unknown {
  const { connection: _c, flow: _f, incarnation: _i, ...rest } = row;
  const original = (packet: number) => (originals === null ? packet : originals[packet - 1]!);
  const verdict = rest.verdict.replace(/packet (\d+)/g, (_, packet) => `packet ${original(Number(packet))}`);
  return JSON.parse(
    JSON.stringify({ ...rest, verdict }, (key, value) =>
      /packet$/i.test(key) && typeof value === 'number' ? original(value) : value,
    ),
  );
}

/** Hosts by their part, whoever else is named as somebody. */
function withoutAddresses(row: ConnectionRow, originals: readonly number[] | null): unknown {
  const text = JSON.stringify(comparable(row, originals)).replace(
    /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\da-f]{1,4}:[\da-f:]*:[\da-f]{1,4}\b/g,
    (address) =>
      address === row.initiator.address
        ? 'initiator'
        : address === row.responder.address
          ? 'responder'
          : 'other',
  );
  return JSON.parse(text);
}
