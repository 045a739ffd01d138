import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');

/** The packages that come with a file, by what it imports before it runs. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, clause, path] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\b([^'";]*?)from '([^']+)';/gm,
  )) {
    if (clause!.trim().startsWith('type ')) continue;
    if (!path!.startsWith('.')) {
      packages.add(path!);
      continue;
    }
    const source = join(dirname(file), path!).replace(/\.js$/, '.ts');
    for (const name of packagesOf(existsSync(source) ? source : `${source}x`, seen)) packages.add(name);
  }
  return packages;
}

describe('what starts', () => {
  it.each(['cli/main.ts', 'cli/terminal-device.ts', 'tui/run-tui.ts'])(
    '%s loads neither React nor Ink',
    (file) => {
      const packages = packagesOf(join(SRC, file));
      expect([...packages].filter((name) => /^(react|ink)\b/.test(name))).toEqual([]);
    },
  );

  it('with the app loads both', () => {
    const packages = packagesOf(join(SRC, 'tui/mount-app.tsx'));
    expect(packages).toContain('ink');
    expect(packages).toContain('react');
  });
});
