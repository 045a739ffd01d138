// Compiles src to dist when the compiler is installed, and writes the JSON Schemas beside it; called by `npm install`, `npm start`
// and `npm test`.
// Without the compiler (npm ci --omit=dev) an earlier build is used as it is; with neither it says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const compiler = here('node_modules/typescript/bin/tsc');

if (existsSync(compiler)) {
  // A dist that was removed by hand is not noticed by the incremental build: compile it whole.
  const whole = existsSync(here('dist/cli/main.js'))
    ? []
    : ['--incremental', 'false', '--tsBuildInfoFile', 'null'];
  const { status } = spawnSync(process.execPath, [compiler, '-p', here('tsconfig.json'), ...whole], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  removeLeftovers();
  const { FORMATS, formatDocument } = await import('./dist/schema/formats.js');
  for (const format of FORMATS) {
    const text = JSON.stringify(formatDocument(format), null, 2);
    writeFileSync(here(`dist/schema/${format.name}.json`), `${text}\n`);
  }
}
if (!existsSync(here('dist/cli/main.js'))) {
  console.error(
    'synopsis is not built yet and the compiler is not installed: run "npm ci" without --omit=dev once.',
  );
}

/** What was compiled from a source that is gone would still be found by whoever imports it. */
function removeLeftovers() {
  for (const file of readdirSync(here('dist'), { recursive: true })) {
    const [, stem] = /^(.*?)\.(?:js|js\.map|d\.ts)$/.exec(file) ?? [];
    if (stem === undefined || existsSync(here(`src/${stem}.ts`)) || existsSync(here(`src/${stem}.tsx`)))
      continue;
    rmSync(here(`dist/${file}`));
  }
}
