import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScreensDrawn } from './support/drawn-screens.js';

/**
 * What the README shows is what the command prints. Its console blocks are run, each `$` line in the shell, in a folder
 * that holds the fixtures, this package and the README's TypeScript examples, compiled. `npx vitest run
 * test/readme.test.ts -u` writes the new output into the README. Screens are drawn by the real screen into a terminal without a window.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist/cli/main.js');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synopsis-readme-'));
  symlinkSync(join(root, 'fixtures'), join(folder, 'fixtures'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/tcp-synopsis'));
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/synopsis'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(join(folder, 'bin/synopsis'), 0o755);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, types: ['node'] },
      include: ['*.ts'],
    }),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.skipIf(!existsSync(main))('the README', () => {
  it('shows programs that compile', () => {
    const examples = [...readme.matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm)];
    expect(examples.length).toBeGreaterThan(0);
    for (const [, name, text] of examples) writeFileSync(join(folder, name!), text!);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it('shows what the commands print, and what the screen shows', async () => {
    const withScreens = await withScreensDrawn(readme);
    await expect(withScreens.replace(/^```console\n([\s\S]*?)^```$/gm, runAgain)).toMatchFileSnapshot(
      '../README.md',
    );
  });
});

function runAgain(_: string, session: string): string {
  const commands = session.split('\n').filter((line) => line.startsWith('$ '));
  const runs = commands.map((line) => `${line}\n${printedBy(line.slice(2))}`);
  return `\`\`\`console\n${runs.join('')}\`\`\``;
}

function printedBy(command: string): string {
  const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`;
  const { NO_COLOR, COLUMNS, ...env } = process.env;
  const { stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, PATH: path, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return stderr + stdout.replace(/[ \t]+$/gm, '');
}
