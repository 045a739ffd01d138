import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completedNames } from '../../src/cli/commands/schema.js';
import { main } from '../../src/cli/main.js';
import { FORMATS, formatDocument } from '../../src/schema/formats.js';
import { fakeSurroundings } from '../support/fake-analysis.js';

async function run(...args: string[]) {
  const around = fakeSurroundings();
  const code = await main(['schema', ...args], around);
  return { code, out: around.stdout.text, errors: around.errors };
}

describe('synopsis schema', () => {
  test('lists the formats within 80 columns, each with what prints it', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual(FORMATS.map(({ name }) => name));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('prints the schema of each', async () => {
    for (const format of FORMATS) {
      expect(JSON.parse((await run(format.name)).out)).toEqual(
        JSON.parse(JSON.stringify(formatDocument(format))),
      );
    }
  });

  test('writes it into a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'synopsis-schema-'));
    const file = join(folder, 'report.json');
    expect(await run('report', '-o', file)).toEqual({ code: 0, out: '', errors: '' });
    expect(readFileSync(file, 'utf8')).toBe((await run('report')).out);
    expect((await run('report', '-o', file)).code).toBe(2);
    rmSync(folder, { recursive: true });
  });

  test('suggests what may have been meant', async () => {
    const { code, errors } = await run('reprot');
    expect(code).toBe(2);
    expect(errors).toContain('did you mean "report"?');
    expect((await run('report', 'hosts')).code).toBe(2);
  });

  test('is completed in the shell', () => {
    expect(completedNames('netstat')).toEqual(['netstat', 'netstat-peaks']);
  });
});
