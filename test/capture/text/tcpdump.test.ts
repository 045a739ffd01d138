import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCaptures } from '../../../src/capture/merge.js';
import { analysisOf, analysisOfFile, statesOf, type WholeAnalysis } from '../../support/analysis.js';
import { streamOf } from '../../support/captures.js';
import { Random } from '../../support/random.js';

/** What the installed tcpdump prints of the fixtures, and what its authors say it prints of their captures. */

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const corpus = fileURLToPath(new URL('../../../../shared/captures/corpus/tcpdump', import.meta.url));
const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;

const FLAGS = ['', '-nn', '-S', '-v', '-vvv -e -tttt', '-t', '-ttt', '-# -tt', '-x', '-XX', '-A -n'];
const CASES = [
  'orderly-close',
  'orderly-close-in-vlan',
  'orderly-close-cooked-v2',
  'half-close',
  'connection-refused-v6',
  'write-after-peer-closed',
  'segment-lost-four-times',
  'port-reuse-in-time-wait',
  'simultaneous-close',
  'capture-starts-midstream',
];

async function analysisOfText(text: string, pieceBytes?: number): Promise<WholeAnalysis> {
  return analysisOf(await openCaptures(['-'], { stdin: streamOf(Buffer.from(text), pieceBytes) }));
}

function printedBy(flags: string, capture: string): string {
  // Without -n it would ask name servers.
  const args = ['-n', ...flags.split(' ').filter(Boolean), '-r', capture];
  const { stdout, status } = spawnSync('tcpdump', args, { encoding: 'latin1', maxBuffer: 1 << 26 });
  expect(status).toBe(0);
  return stdout;
}

const told = ({ connections }: WholeAnalysis) =>
  connections.map(({ packets, outcome, endpoints }) => ({
    packets,
    outcome,
    initiator: statesOf(endpoints.initiator),
    responder: statesOf(endpoints.responder),
  }));

describe.skipIf(!hasTcpdump)('a capture as tcpdump prints it tells the same connections', () => {
  it.each(CASES)('%s', async (name) => {
    const capture = join(fixtures, name, 'capture.pcap');
    const expected = told(await analysisOfFile(capture));
    for (const flags of FLAGS) {
      const text = printedBy(flags, capture);
      expect(told(await analysisOfText(text)), `tcpdump ${flags}`).toEqual(expected);
    }
  });

  it.each(['-v', '-vvv -n', '-X'])('every ICMP error that quotes its segment, with %s', async (flags) => {
    const capture = join(fixtures, 'every-icmp-error', 'capture.pcap');
    expect(told(await analysisOfText(printedBy(flags, capture)))).toEqual(
      told(await analysisOfFile(capture)),
    );
  });

  it('cut, torn and mixed up it is still a text, or refused', async () => {
    const texts = ['-nn', '-vvv', '-X', '-e'].map((flags) =>
      printedBy(flags, join(fixtures, 'every-icmp-error', 'capture.pcap')),
    );
    const random = new Random(7);
    const upTo = (most: number) => random.integer(0, most);
    for (let round = 0; round < 100; round++) {
      let text = texts[upTo(texts.length - 1)]!;
      for (let n = upTo(5); n >= 0; n--) {
        const at = upTo(text.length);
        const other = texts[upTo(texts.length - 1)]!;
        const inserted = other.slice(upTo(other.length)).slice(0, upTo(300));
        text = text.slice(0, at) + inserted + text.slice(at + upTo(200));
      }
      try {
        const { summary } = await analysisOfText(text.slice(0, 20_000), random.integer(1, 5000));
        expect(summary.totals.packets).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toMatchObject({ code: 'capture-format' });
      }
    }
  });
});

describe.skipIf(!existsSync(corpus))('of the texts of others', () => {
  const files = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(txt|out)$/.test(file))
    : [];

  it('no line with flags is left unread', async () => {
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'latin1');
      const lines = text.split('\n').filter((line) => / > \S+: Flags \[/.test(line)).length;
      if (lines === 0 || / -x| -X/i.test(file)) continue;
      const { summary } = await analysisOfText(text);
      expect([file, summary.totals.tcpPackets]).toEqual([file, lines]);
      expect(summary.captures[0]!.warnings.filter((warning) => warning.startsWith('Line '))).toEqual([]);
    }
  }, 120_000);
});
