import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConnectionRow } from '../../../src/rows.js';
import { analysisOfFile, statesOf } from '../../support/analysis.js';

/** Every export of every fixture leads to the same outcomes and states at both ends as the capture itself. */
const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const fixtures = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'exports')));

/** What a line of the packet list leaves out, and nothing else tells. */
const BEYOND_A_SUMMARY: Readonly<Record<string, string>> = {
  'host-unreachable': 'a router does not say in Info whose segment it quotes',
  'network-unreachable-v6': 'a router does not say in Info whose segment it quotes',
  'prohibited-by-router': 'a router does not say in Info whose segment it quotes',
  'reset-after-idle': 'only its time to live shows that the reset is not from the endpoint',
  'port-reused-while-peer-is-stale':
    'relative numbers of a reused 4-tuple do not tell where the connection before it stood',
  'syn-forged-into-connection': 'numbers are told from the forged SYN on, whose own number is not',
};

describe.each(fixtures)('%s', (name) => {
  const capture = readdirSync(join(FIXTURES, name)).find((file) => file.startsWith('capture.'))!;
  const whole = analysisOfFile(join(FIXTURES, name, capture));
  const forms = readdirSync(join(FIXTURES, name, 'exports')).filter(
    (file) => !(name in BEYOND_A_SUMMARY && /^(packets\.(csv|psml)|tabs|summary)/.test(file)),
  );
  it.each(forms)('%s leads to the same states', async (file) => {
    const found = await analysisOfFile(join(FIXTURES, name, 'exports', file));
    expect(found.connections.map(toldOf)).toEqual((await whole).connections.map(toldOf));
  });
});

function toldOf(row: ConnectionRow): object {
  const { initiator, responder } = row.endpoints;
  return {
    ends: [row.initiator, row.responder],
    packets: row.packets,
    outcome: row.outcome,
    initiator: [statesOf(initiator), initiator.socketError],
    responder: [statesOf(responder), responder.socketError],
  };
}
