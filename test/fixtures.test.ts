import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ConnectionRow, EndpointRow } from '../src/rows.js';
import { analysisOfBytes, analysisOfFile, type WholeAnalysis } from './support/analysis.js';

/**
 * Every folder of `fixtures` is a case: a capture, `expected.json` with what must be said of it, and `about.md`.
 * Whatever `expected.json` names must hold; it need not name everything. `states` are the names of an endpoint's states
 * that were not taken back, `retracted` of those that were, `outcomes` counts connections.
 */
const FIXTURES = join(import.meta.dirname, '../fixtures');
const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

interface Expected {
  totals?: object;
  outcomes?: object;
  captures?: object[];
  /** Each names its `connection`; those not listed are not compared. */
  connections?: { connection: number }[];
}

describe.each(fixtures)('%s', (name) => {
  const folder = join(FIXTURES, name);
  const files = readdirSync(folder);
  const capture = files.find((file) => file.startsWith('capture.'))!;

  it('is told as expected', async () => {
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
    const { summary, connections } = await analysisOfFile(join(folder, capture));
    if (expected.totals) expect(summary.totals).toMatchObject(expected.totals);
    if (expected.captures) expect(summary.captures).toMatchObject(expected.captures);
    if (expected.outcomes) expect(outcomeCounts(connections)).toEqual(expected.outcomes);
    for (const wanted of expected.connections ?? []) {
      expect(comparable(connections[wanted.connection]!)).toMatchObject(wanted);
    }
  });

  it('is told the same when it comes compressed', async () => {
    const bytes = readFileSync(join(folder, capture));
    const plain = await analysisOfFile(join(folder, capture));
    const compressed = await analysisOfBytes(gzipSync(bytes), 4096);
    expect(rowsOf(compressed)).toEqual(rowsOf(plain));
  });

  it('says what happens, where it is from, its licence, and why it is kept', () => {
    const about = readFileSync(join(folder, 'about.md'), 'utf8');
    for (const word of ['Origin:', 'Licence:', 'Kept for:']) expect(about).toContain(word);
  });
});

describe('a fixture that comes through a pipe', () => {
  it.each([1, 17, 1500])('is told the same in pieces of %i bytes', async (pieceBytes) => {
    const file = join(FIXTURES, 'incident/capture.pcapng');
    const whole = await analysisOfFile(file);
    expect(rowsOf(await analysisOfBytes(readFileSync(file), pieceBytes))).toEqual(rowsOf(whole));
  });
});

/** Everything but the capture's own description, which tells path, format and compressed size. */
function rowsOf({ summary, connections, packets }: WholeAnalysis): object {
  return { totals: summary.totals, flags: summary.flags, connections, packets };
}

function outcomeCounts(connections: readonly ConnectionRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of connections) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function comparable(row: ConnectionRow): object {
  const { initiator, responder } = row.endpoints;
  return { ...row, endpoints: { initiator: namesOf(initiator), responder: namesOf(responder) } };
}

function namesOf(end: EndpointRow): object {
  const names = (isRetracted: boolean) =>
    end.states.filter((s) => (s.certainty === 'retracted') === isRetracted).map((s) => s.state);
  return { ...end, states: names(false), retracted: names(true) };
}
