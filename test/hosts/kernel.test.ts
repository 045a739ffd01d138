import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { Netstat, type NetstatEntry } from '../../src/hosts/netstat.js';
import type { Clock } from '../../src/sink.js';

/** Socket tables that Linux kernels wrote down while their packets were captured. */
const folder = fileURLToPath(new URL('../../../shared/captures/kernel', import.meta.url));

/** Tables taken nearer to a change of state than this need not agree with the wire. */
const SETTLED_SECONDS = 0.005;

/** The program closed while the window was: the FIN waits in the queue, and no packet tells. */
const UNSEEN = ['22_zero_window_close'];

interface Truth {
  setup: { topology: string };
  kernel_transitions: { t: number }[];
  ss_snapshots: { t: number; side: string; rows: [string, number, number, string, string][] }[];
}

const NAMES: Record<string, string> = {
  SYN_RECV: 'SYN_RCVD',
  FIN_WAIT1: 'FIN_WAIT_1',
  FIN_WAIT2: 'FIN_WAIT_2',
};

async function tableAt(path: string, epochSeconds: number): Promise<NetstatEntry[]> {
  let clock: Clock | null = null;
  const timeOf = () => Math.round((epochSeconds - clock!.epochSeconds(0)) * 1e9);
  const netstat = new Netstat(() => ({
    firstNs: timeOf(),
    stepNs: Number.POSITIVE_INFINITY,
    packet: null,
  }));
  await analyze(await openCapture(path), {
    begin: (started) => {
      clock = started;
    },
    connection: (view) => netstat.connection(view),
    moments: netstat.moments,
  });
  return netstat.at({ timeNs: timeOf(), packet: null }, Number.POSITIVE_INFINITY);
}

function ours(entries: readonly NetstatEntry[]): string[] {
  return entries.map((e) =>
    e.state === 'LISTEN'
      ? `LISTEN ${e.port}`
      : `${e.state} ${e.host}:${e.port} ${e.peerAddress}:${e.peerPort}`,
  );
}

/** The kernel's rows as far as packets can show them. A listener that nobody called is not among them. */
function kernels(rows: Truth['ss_snapshots'][number]['rows']): string[] {
  return rows
    .filter(([state, , , , peer]) => state !== 'CLOSE' && !peer.endsWith(':0'))
    .map(([state, , , local, peer]) => `${NAMES[state] ?? state} ${local} ${peer}`.replace(/[[\]]/g, ''));
}

const scenarios = existsSync(folder)
  ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'truth.json')))
  : [];

describe.skipIf(scenarios.length === 0)('the socket tables of Linux', () => {
  for (const name of scenarios) {
    it(`${name}: every row that packets can show`, async () => {
      const truth = JSON.parse(readFileSync(join(folder, name, 'truth.json'), 'utf8')) as Truth;
      if (truth.setup.topology !== 'direct' || UNSEEN.includes(name)) return;
      for (const side of ['client', 'server']) {
        const capture = join(folder, name, `${side}.pcap`);
        const settled = truth.ss_snapshots.filter(
          (table) =>
            table.side === side &&
            truth.kernel_transitions.every(({ t }) => Math.abs(t - table.t) >= SETTLED_SECONDS),
        );
        for (const table of settled.filter((_, i) => i % Math.ceil(settled.length / 8) === 0)) {
          const expected = kernels(table.rows);
          if (expected.length > 0 && existsSync(capture))
            expect(ours(await tableAt(capture, table.t)), `${side} at ${table.t}`).toEqual(
              expect.arrayContaining(expected),
            );
        }
      }
    });
  }
});
