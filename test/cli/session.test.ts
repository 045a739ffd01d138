import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { InputOptions } from '../../src/cli/session.js';
import { fakeAnalysis, fakeSurroundings } from '../support/fake-analysis.js';
import { connectionRow, summaryOf } from '../support/rows.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content = ''): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs a command and keeps what the analysis was asked for. */
async function run(args: string[], surroundings = {}) {
  const asked: { captures: readonly string[]; input: InputOptions }[] = [];
  const around = fakeSurroundings(surroundings);
  const code = await main(args, around, (captures, sink, options, input) => {
    asked.push({ captures, input });
    return fakeAnalysis([connectionRow({ connection: 0 })], [], summaryOf())(captures, sink, options, input);
  });
  return { code, asked, out: around.stdout.text, errors: around.errors };
}

describe('captures', () => {
  it('may be patterns and folders; what was not looked into is said', async () => {
    mkdirSync(join(folder, 'day', 'older'), { recursive: true });
    const [one, two, three] = [file('t.pcap'), file('t.pcap1'), file('day/x.pcap')];
    const { asked, errors } = await run(['report', join(folder, 't.pcap*'), join(folder, 'day')]);
    expect(asked[0]!.captures).toEqual([one, two, three]);
    expect([...asked[0]!.input.fromFolders]).toEqual([three]);
    expect(errors).toContain('the folders within it (1) were not looked into');
  });

  it('that are followed must be one', async () => {
    expect((await run(['packets', '--follow', file('a'), file('b')])).code).toBe(2);
    const { asked } = await run(['packets', '--follow', file('a')]);
    expect(asked[0]!.input.follow).toBe(true);
  });

  it('that have no end of their own end on an interrupt; files do not need it', async () => {
    const stop = new AbortController();
    const endInputOnInterrupt = () => stop.signal;
    const stopOf = async (...args: string[]) =>
      (await run(args, { endInputOnInterrupt, stdinIsTty: false })).asked[0]!.input.stop;
    expect(await stopOf('report')).toBe(stop.signal);
    expect(await stopOf('report', '--follow', file('a'))).toBe(stop.signal);
    expect(await stopOf('report', file('a'))).toBeUndefined();
  });
});

describe('--hosts', () => {
  it('gives addresses the first name of their first line', async () => {
    const hosts = file(
      'hosts',
      '# office\n10.0.0.7\tdb-7 db\r\n10.0.0.7 other\n\nfd00::1 gateway # v6\n10.0.0.8\n',
    );
    const { asked } = await run(['report', '--hosts', hosts, file('a')]);
    const { names } = asked[0]!.input;
    expect(names.of(4, 0, 0, 0, 0x0a000007)).toBe('db-7');
    expect(names.of(6, 0xfd000000 | 0, 0, 0, 1)).toBe('gateway');
    expect(names.of(4, 0, 0, 0, 0x0a000008)).toBeNull();
  });

  it('tells which line is not understood', async () => {
    const { code, errors } = await run([
      'report',
      '--hosts',
      file('odd', '::1 me\ndb-7 10.0.0.7\n'),
      file('a'),
    ]);
    expect(code).toBe(2);
    expect(errors).toContain('line 2 of');
    expect((await run(['report', '--hosts', join(folder, 'none'), file('a')])).code).toBe(2);
  });
});

it('raw bytes do not go to a terminal', async () => {
  const { code, errors } = await run(['follow', file('a'), '0', '-f', 'raw'], { stdoutIsTty: true });
  expect(code).toBe(2);
  expect(errors).toContain('raw bytes may drive your terminal');
});
