// Runs commands of the built program on damaged captures, in this process, one seed after the other; run.mjs starts it.
//   node test/fuzz/lot.mjs FOLDER FIRST_SEED ROUNDS
// Prints "seed N" before each, so that whoever watches knows which one hung, crashed or ate the memory.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { main } from '../../dist/cli/main.js';
import { generator, mutate, pcapPackets, textLines } from './mutations.mjs';

const MOST_MEGABYTES = 700;
const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
const captures = readdirSync(fixtures, { recursive: true })
  .filter((name) => /capture\.pcap(ng)?$/.test(name))
  .sort()
  .map((name) => new Uint8Array(readFileSync(join(fixtures, name))));

// Without -n it would ask name servers.
const PRINTED_WITH = [
  '-nn',
  '-n -S',
  '-n -vvv',
  '-n -e -tttt',
  '-n -t -q',
  '-n -ttt -A',
  '-n -# -X',
  '-n -vv -xx',
];
/** The same captures as tcpdump prints them; none where it is not installed. */
const texts = new Map();

const COMMANDS = [
  ['report'],
  ['report', '-f', 'json'],
  ['connections', '-f', 'ndjson'],
  ['connections', '--columns', 'all'],
  ['packets', '-f', 'ndjson'],
  ['netstat', '-f', 'ndjson'],
  ['netstat', '--at', '+100ms'],
  ['packets', '--filter', 'reset || :80'],
];

const [folder, firstSeed, rounds] = process.argv.slice(2);
for (let seed = Number(firstSeed); seed < Number(firstSeed) + Number(rounds); seed++) {
  writeSync(1, `seed ${seed}\n`);
  const { path, done } = damagedCapture(seed);
  for (const command of [...COMMANDS, ['connection', '--all']]) {
    const [name, ...options] = command;
    const args = [name, path, ...(name === 'connection' ? ['0'] : []), ...options];
    const complaint = complaintOf(await run(args), args);
    if (complaint === null) continue;
    writeSync(1, `found ${args.join(' ')}: ${complaint} (${done.join(', ')})\n`);
    process.exit(1);
  }
}

function damagedCapture(seed) {
  const random = generator(seed ^ 0x5eed);
  const isText = random() % 4 === 0;
  const one = isText ? textOf(random) : captures[random() % captures.length];
  const other = isText ? textOf(random) : captures[random() % captures.length];
  const { bytes, done } = mutate(one, other, seed, isText ? textLines : pcapPackets);
  const isCompressed = random() % 10 === 0;
  const path = join(folder, 'damaged');
  writeFileSync(path, isCompressed ? gzipSync(bytes) : bytes);
  return { path, done };
}

function textOf(random) {
  const capture = captures[random() % captures.length];
  const flags = PRINTED_WITH[random() % PRINTED_WITH.length];
  const of = texts.get(capture) ?? new Map();
  texts.set(capture, of);
  if (!of.has(flags)) {
    const options = { input: capture, maxBuffer: 1 << 28 };
    const { stdout } = spawnSync('tcpdump', [...flags.split(' '), '-r', '-'], options);
    of.set(flags, stdout?.length > 0 ? new Uint8Array(stdout) : capture);
  }
  return of.get(flags);
}

async function run(args) {
  const result = { status: null, output: '', errors: '' };
  const stdout = {
    write: (text) => {
      result.output += text;
    },
    end: () => {},
    discard: () => {
      result.output = '';
    },
  };
  result.status = await main(args, {
    stdout,
    writeError: (text) => {
      result.errors += text;
    },
    stdinIsTty: true,
    stdoutIsTty: false,
    stderrIsTty: false,
    columns: null,
    environment: { SYNOPSIS_DEBUG: '1' },
  });
  return result;
}

/** What is wrong with an answer, or null: it must be one, fit the paper, be readable by programs, and cost little. */
function complaintOf({ status, output, errors }, [command, , ...options]) {
  const hasNoSuchConnection = status === 2 && command === 'connection';
  // Text may come without times, and then there are no moments to ask for.
  const hasNoTimes = status === 2 && command === 'netstat' && errors.includes('no times');
  if (status !== 0 && status !== 3 && !hasNoSuchConnection && !hasNoTimes) return `exit ${status}: ${errors}`;
  if (/[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(output + errors)) return 'control characters in the output';
  if (status !== 0) return output === '' ? null : 'output before a refusal';
  if (command === 'report' && output === '') return 'no report';
  const format = options[options.indexOf('-f') + 1];
  const lines = output.split('\n').filter(Boolean);
  try {
    if (format === 'json') JSON.parse(output);
    if (format === 'ndjson') for (const line of lines) JSON.parse(line);
  } catch (error) {
    return error.message;
  }
  const megabytes = process.memoryUsage().rss / 1e6;
  return megabytes > MOST_MEGABYTES ? `${Math.round(megabytes)} MB of memory` : null;
}
