import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import { FindingCollector } from '../../src/findings/collector.js';
import type { Clock } from '../../src/sink.js';
import { annotated, FIXTURE_CAPTURES, Scratch } from '../support/annotated.js';
import { readBytes } from '../support/captures.js';

/** What Wireshark's own tools make of annotated captures, where they are installed. */
const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const scratch = new Scratch();
afterAll(() => scratch.remove());

const FIELDS = [
  'frame.number',
  'frame.time_epoch',
  'frame.len',
  'frame.cap_len',
  'frame.encap_type',
  '_ws.col.Info',
];

describe.runIf(hasTshark)('tshark', () => {
  // Each costs two starts of tshark.
  const compared = FIXTURE_CAPTURES.filter((_, i) => i % 3 === 0);
  it.each(compared)(
    'reads %s annotated as it reads it plain, and the comments as they were written',
    async (name, path) => {
      const { bytes, annotations } = await annotated(path);
      const made = scratch.write(`${name}.pcapng`, bytes);
      const shown = fieldsOf(made, ['frame.comment', ...FIELDS]).map((line) => line.split('\t'));
      expect(shown.map(([, ...fields]) => fields.join('\t'))).toEqual(fieldsOf(path, FIELDS));
      const { packets } = await readBytes(bytes);
      const comments = packets.filter(({ comment }) => comment !== '');
      const written = new Map(comments.map(({ packetInCapture, comment }) => [packetInCapture, comment]));
      expect(written.size).toBeGreaterThan(0);
      const read = new Map(
        shown.flatMap(([text, number]) => (text === '' ? [] : [[Number(number), text] as const])),
      );
      expect(read).toEqual(written);
      expect(annotations.summary.totals.packets).toBe(shown.length);
    },
  );

  const withFindings = FIXTURE_CAPTURES.filter((_, i) => i % 7 === 1);
  it.each(withFindings)(
    'finds by its code each packet that a finding in %s names, and no other',
    async (name, path) => {
      const named = await packetsByCode(path);
      const made = scratch.write(`${name}-found.pcapng`, (await annotated(path)).bytes);
      for (const [code, packets] of named) {
        const found = fieldsOf(made, ['frame.number'], `frame.comment contains "[${code}]"`).map(Number);
        expect([code, found]).toEqual([code, [...packets].sort((a, b) => a - b)]);
      }
    },
  );

  it('and capinfos see the summary as the comment on the file', async () => {
    const [, path] = FIXTURE_CAPTURES.find(([name]) => name === 'reset-by-abort')!;
    const made = scratch.write('summary.pcapng', (await annotated(path)).bytes);
    const told = spawnSync('capinfos', [made], { encoding: 'utf8' }).stdout;
    expect(told).toContain('[synopsis] 1 connection: 1 reset.');
    for (const line of ['Number of packets', 'Data size', 'First packet time', 'Last packet time']) {
      const plain = spawnSync('capinfos', [path], { encoding: 'utf8' }).stdout;
      expect(lineOf(told, line)).toBe(lineOf(plain, line));
    }
  });
});

async function packetsByCode(path: string): Promise<Map<string, Set<number>>> {
  const named = new Map<string, Set<number>>();
  const name = (code: string, packets: readonly number[]) => {
    if (packets.length > 0) named.set(code, new Set([...(named.get(code) ?? []), ...packets]));
  };
  const collector = new FindingCollector();
  let clock: Clock | null = null;
  const summary = await analyze(await openCapture(path), {
    withoutRows: true,
    judges: true,
    begin: (timeline) => {
      clock = timeline;
    },
    connection: (view) => {
      collector.add(view);
      for (const { code, packets } of view.judgements) name(code, packets);
    },
  });
  for (const { code, packets } of collector.finish(summary, clock!).findings) name(code, packets);
  return named;
}

function fieldsOf(path: string, fields: readonly string[], filter?: string): string[] {
  const { stdout, stderr, status } = spawnSync(
    'tshark',
    [
      '-n',
      '-r',
      path,
      '-T',
      'fields',
      ...fields.flatMap((field) => ['-e', field]),
      ...(filter ? ['-Y', filter] : []),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, WIRESHARK_CONFIG_DIR: scratch.folder } },
  );
  expect([
    status,
    stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Running as user')),
  ]).toEqual([0, []]);
  return stdout.split('\n').slice(0, -1);
}

function lineOf(text: string, title: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(title));
}
