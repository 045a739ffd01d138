// Damages the fixtures in many ways and lets every command read them: an answer or one clear line, never a crash, a hang,
// or memory without bound.
//   npm run fuzz -- [--seconds 60] [--seed N] [--rounds 200]
// A finding is printed with its seed, and the capture is kept; --seed N --rounds 1 repeats it.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    rounds: { type: 'string', default: '200' },
  },
});

/** No damaged fixture needs longer, on any machine. */
const LONGEST_MS = 20_000;
const lot = fileURLToPath(new URL('lot.mjs', import.meta.url));
const rounds = Number(values.rounds);
const until = Date.now() + Number(values.seconds) * 1000;
const folder = mkdtempSync(join(tmpdir(), 'synopsis-fuzz-'));
let seed = Number(values.seed);
let tried = 0;
let findings = 0;
try {
  do {
    const { lastSeed, finding } = await runLot(seed);
    tried += lastSeed - seed + 1;
    if (finding !== null) {
      findings++;
      const kept = join(tmpdir(), `synopsis-fuzz-${lastSeed}.capture`);
      copyFileSync(join(folder, 'damaged'), kept);
      console.log(
        `seed ${lastSeed}: ${finding}\n  kept as ${kept}; again: npm run fuzz -- --seed ${lastSeed} --rounds 1 --seconds 0`,
      );
    }
    seed = lastSeed + 1;
  } while (Date.now() < until);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(
  `${tried} damaged captures, seeds ${values.seed} to ${seed - 1}: ${findings === 0 ? 'all answered' : `${findings} findings`}`,
);
process.exitCode = findings === 0 ? 0 : 1;

/** Runs seeds until one gives a finding or all are through. */
function runLot(firstSeed) {
  return new Promise((resolve) => {
    const heap = '--max-old-space-size=384';
    const child = spawn(process.execPath, [heap, lot, folder, String(firstSeed), String(rounds)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let hung = false;
    let alarm = setTimeout(kill, LONGEST_MS);
    function kill() {
      hung = true;
      child.kill('SIGKILL');
    }
    const take = (text) => {
      printed += text;
      clearTimeout(alarm);
      alarm = setTimeout(kill, LONGEST_MS);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('close', (status) => {
      clearTimeout(alarm);
      const lastSeed = Number(
        printed
          .match(/^seed \d+$/gm)
          ?.at(-1)
          ?.slice(5) ?? firstSeed,
      );
      const told = printed
        .slice(printed.lastIndexOf(`seed ${lastSeed}\n`))
        .replace(/^seed \d+\n/, '')
        .trim();
      resolve({
        lastSeed,
        finding: hung ? 'it hangs' : status === 0 ? null : told || `ended with ${status}`,
      });
    });
  });
}
