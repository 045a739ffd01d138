// Measures the built command beside other tools on the same capture, in turn, and prints a table.
//   npm run bench -- [FILE] [--packets 1000000] [--runs 3] [--tools synopsis,tcptrace,tcpdump,tshark,readers]
//                    [--most-cpu 0.6] [--most-megabytes 600] [--most-for-findings 1.25] [--most-for-flood 2]
//                    [--most-flood-megabytes 1000]
// Without FILE a capture of --packets packets is made, and removed afterwards. GNU time does the measuring.
// More tools: "text" lets synopsis read what tcpdump prints of the capture (take 500,000 packets at most, tcpdump is slow at that);
// "findings" makes rows of all connections, with what was found in each and without; "verdicts" gives each connection of the list its
// verdict; "report" makes the report, "flood" that of as many packets of a SYN flood.
// It ends with 1 when synopsis needs more than --most-cpu of tcptrace's CPU time or more megabytes, rows with findings more than so many
// times what those without take, or the flood so many times what the report of the capture takes, or more megabytes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generate, generateFlood } from './generate.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    packets: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    tools: { type: 'string', default: 'synopsis,tcptrace,tcpdump,readers' },
    'most-cpu': { type: 'string' },
    'most-megabytes': { type: 'string' },
    'most-for-findings': { type: 'string' },
    'most-for-flood': { type: 'string' },
    'most-flood-megabytes': { type: 'string' },
  },
});

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const TIME = '/usr/bin/time';
const synopsis = [process.execPath, here('../../dist/cli/main.js')];
const reader = (name) => [process.execPath, here('read.mjs'), name];

/** The usual columns of the list, and the verdict. */
const VERDICTS = 'connection,initiator,responder,start,duration,outcome,verdict';

/** Whole rows: text makes no row, and says nothing of findings unless it is asked to. */
const ROWS = ['connections', '--quiet', '-f', 'ndjson'];
const WITHOUT_FINDINGS = new URL('without-findings.mjs', import.meta.url).href;

/** What is run, by the word of --tools: the name in the table, and the command before the capture. */
const TOOLS = {
  synopsis: [['synopsis connections', [...synopsis, 'connections', '--quiet']]],
  verdicts: [
    ['synopsis connections, judged', [...synopsis, 'connections', '--quiet', '--columns', VERDICTS]],
  ],
  findings: [
    ['rows with findings', [...synopsis, ...ROWS]],
    ['rows without findings', [process.execPath, '--import', WITHOUT_FINDINGS, synopsis[1], ...ROWS]],
  ],
  report: [['synopsis report', [...synopsis, 'report', '--quiet']]],
  flood: [['synopsis report, flood', [...synopsis, 'report', '--quiet'], flood]],
  tcptrace: [['tcptrace -n', ['tcptrace', '-n']]],
  // It reads and copies; printing is not compared, for it slows down by the square of the connections.
  tcpdump: [['reading only: tcpdump -w', ['tcpdump', '-w', '/dev/null', '-r']]],
  tshark: [['tshark -q -z conv,tcp -r', ['tshark', '-n', '-q', '-z', 'conv,tcp', '-r']]],
  text: [
    ['synopsis connections, text', [...synopsis, 'connections', '--quiet'], printedText],
    ['reading only: synopsis, text', reader('synopsis'), printedText],
  ],
  readers: [
    ['reading only: synopsis', reader('synopsis')],
    ['reading only: pcap-parser', reader('pcap-parser')],
    ['reading only: a plain loop', reader('plain')],
  ],
};

if (!existsSync(TIME)) fail('GNU time is needed (/usr/bin/time)');
let made = positionals.length === 0 ? mkdtempSync(join(tmpdir(), 'synopsis-bench-')) : null;
const capture = positionals[0] ?? join(made, 'made.pcap');
try {
  if (positionals.length === 0) generate(capture, Number(values.packets));
  process.exitCode = report(measureInTurn(chosenTools(), Number(values.runs)));
} finally {
  if (made !== null) rmSync(made, { recursive: true });
}

function chosenTools() {
  return values.tools.split(',').flatMap((word) => {
    const tools =
      TOOLS[word] ?? fail(`--tools: "${word}" is unknown. Known: ${Object.keys(TOOLS).join(', ')}`);
    return tools.filter(([name, [program]]) => {
      const isThere = spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;
      if (!isThere) console.error(`${name}: not installed, left out`);
      return isThere;
    });
  });
}

/** What tcpdump prints of the capture, as a file: printed once. */
function printedText() {
  made ??= mkdtempSync(join(tmpdir(), 'synopsis-bench-'));
  const text = join(made, 'printed.txt');
  if (existsSync(text)) return text;
  const { status } = spawnSync('tcpdump', ['-nn', '-r', capture], {
    stdio: ['ignore', openSync(text, 'w'), 'ignore'],
  });
  return status === 0 ? text : fail('the tool "text" needs tcpdump');
}

/** A SYN flood of as many packets: made once. */
function flood() {
  made ??= mkdtempSync(join(tmpdir(), 'synopsis-bench-'));
  const path = join(made, 'flood.pcap');
  if (!existsSync(path)) generateFlood(path, packetsOf(capture));
  return path;
}

/** Each tool once, then each again: what the machine does meanwhile meets all of them. */
function measureInTurn(tools, runs) {
  const results = tools.map(([name, command, inputOf]) => {
    const input = inputOf === undefined ? capture : inputOf();
    return { name, command, input, packets: packetsOf(input), runs: [] };
  });
  for (let run = 0; run < runs; run++) {
    for (const result of results) result.runs.push(measure(result));
  }
  return results.map(({ name, packets, runs }) => ({
    name,
    packets,
    cpu: median(runs.map((run) => run.cpu)),
    wall: median(runs.map((run) => run.wall)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
  }));
}

/** How many packets a capture, or lines a printed one has. */
function packetsOf(path) {
  const { stdout } = spawnSync(process.execPath, [here('read.mjs'), 'synopsis', path], { encoding: 'utf8' });
  return Number(stdout);
}

function measure({ name, command: [program, ...args], input }) {
  const { status, stderr } = spawnSync(TIME, ['-f', '\u0001%U %S %e %M', program, ...args, input], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  if (status !== 0) fail(`${name} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`);
  const [user, system, wall, kilobytes] = stderr
    .slice(stderr.lastIndexOf('\u0001') + 1)
    .split(' ')
    .map(Number);
  return { cpu: user + system, wall, megabytes: kilobytes / 1024 };
}

function report(results) {
  const named = (name) => results.find((result) => result.name === name);
  const ours = named('synopsis connections');
  const tcptrace = named('tcptrace -n');
  console.log(
    `${(statSync(capture).size / 1e6).toFixed(0)} MB, median of ${values.runs} runs, largest memory`,
  );
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.versions.node}\n`);
  const rows = [
    ['', 'CPU s', 'wall s', 'MB', 'packets/s', 'of tcptrace'],
    ...results.map((r) => tableRow(r, tcptrace)),
  ];
  for (const [name, ...cells] of rows) {
    console.log(name.padEnd(28) + cells.map((cell) => cell.padStart(12)).join(''));
  }
  const held = [
    isWithin('CPU time, of tcptrace', ratio(ours, tcptrace), values['most-cpu']),
    isWithin('megabytes', ours?.megabytes, values['most-megabytes']),
    isWithin(
      'rows with findings, of those without',
      ratio(named('rows with findings'), named('rows without findings')),
      values['most-for-findings'],
    ),
    isWithin(
      'flood, of the report',
      ratio(named('synopsis report, flood'), named('synopsis report')),
      values['most-for-flood'],
    ),
    isWithin('megabytes, flood', named('synopsis report, flood')?.megabytes, values['most-flood-megabytes']),
  ];
  return held.every(Boolean) ? 0 : 1;
}

function ratio(one, other) {
  return one && other && one.cpu / other.cpu;
}

/** Packets (of printed text: lines) are told for each second of CPU time, starting up included. */
function tableRow({ name, packets, cpu, wall, megabytes }, tcptrace) {
  const part = tcptrace === undefined ? '' : (cpu / tcptrace.cpu).toFixed(2);
  const rate = `${Math.round(packets / cpu / 1000)} k`;
  return [name, cpu.toFixed(2), wall.toFixed(2), megabytes.toFixed(0), rate, part];
}

function isWithin(what, value, most) {
  if (most === undefined) return true;
  const holds = value !== undefined && value <= Number(most);
  console.log(
    `\n${what}: ${value?.toFixed(2) ?? 'not measured'}, at most ${most}: ${holds ? 'holds' : 'MISSED'}`,
  );
  return holds;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
