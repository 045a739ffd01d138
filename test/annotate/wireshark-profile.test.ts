import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { wiresharkProfile } from '../../src/annotate/wireshark-profile.js';
import { annotated, FIXTURE_CAPTURES, Scratch } from '../support/annotated.js';

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const scratch = new Scratch();
afterAll(() => scratch.remove());
const [, path] = FIXTURE_CAPTURES.find(([name]) => name === 'incident')!;

describe('the profile of a capture', () => {
  it('colours packets by the worst that was found at them, and all others that have a comment', async () => {
    const rules = (await profile()).get('colorfilters')!.split('\n').slice(1, -1);
    expect(rules.map((line) => line.split('@')[1])).toEqual([
      'synopsis: error',
      'synopsis: warning',
      'synopsis: note',
      'synopsis: info',
      'synopsis: annotated',
    ]);
    expect(rules[0]).toContain('frame.comment contains "[reset-no-socket]"');
    for (const rule of rules)
      expect(rule).toMatch(/^@synopsis: [a-z]+@frame\.comment .*@(?:\[\d+,\d+,\d+\]){2}$/);
  });

  it('has a button for each kind of finding that names packets, in ASCII', async () => {
    const { findings } = (await annotated(path)).annotations.findings;
    const codes = new Set(findings.filter(({ packets }) => packets.length > 0).map(({ code }) => code));
    const rows = (await profile()).get('dfilter_buttons')!.split('\n').slice(1, -1);
    expect(new Set(rows.map((row) => row.split('"')[3]))).toEqual(new Set([...codes, 'annotated']));
    for (const row of rows) expect(row).toMatch(/^"TRUE","[a-z0-9-]+","[^"]+","[\x20-\x7e]*"$/);
  });

  it.runIf(hasTshark)('loads in tshark without a warning, and shows the comments in a column', async () => {
    const folder = join(scratch.folder, 'profiles', 'synopsis');
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of await profile()) writeFileSync(join(folder, name), text);
    const { bytes, annotations } = await annotated(path);
    const made = scratch.write('incident.pcapng', bytes);
    const tshark = (...more: string[]) => {
      const { stdout, stderr, status } = spawnSync(
        'tshark',
        ['-C', 'synopsis', '--color', '-n', '-r', made, ...more],
        {
          encoding: 'utf8',
          env: { ...process.env, WIRESHARK_CONFIG_DIR: scratch.folder },
        },
      );
      const told = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Running as user'));
      expect([status, told]).toEqual([0, []]);
      return stdout;
    };
    expect(tshark()).toContain('[synopsis] initiator: SYN_SENT');
    const worst = annotations.findings.findings.find(({ severity }) => severity === 'error')!;
    const coloured = tshark('-T', 'fields', '-e', 'frame.number', '-e', 'frame.coloring_rule.name').split(
      '\n',
    );
    for (const packet of worst.packets) expect(coloured).toContain(`${packet}\tsynopsis: error`);
  });
});

async function profile() {
  return wiresharkProfile((await annotated(path)).annotations.findings);
}
