// Measures the terminal screen's data over a real capture: how long everything takes to load beside `synopsis connections`, how often
// news come and how late frames are meanwhile, what memory it takes, and how long choosing among a million connections takes.
//   node test/bench/screen.mjs [FILE] [--packets 1500000] [--rows 1000000] [--most-time 1.5] [--most-megabytes 1200] [--most-frame 100]
// Without FILE a capture of --packets packets is made, and removed afterwards. With the last three it ends with 1 when loading takes
// longer than that part of the command's time, more memory, or when a frame comes later, in milliseconds.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    packets: { type: 'string', default: '1500000' },
    rows: { type: 'string', default: '1000000' },
    'most-time': { type: 'string', default: 'Infinity' },
    'most-megabytes': { type: 'string', default: 'Infinity' },
    'most-frame': { type: 'string', default: 'Infinity' },
  },
});
const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url));
const [{ startAnalysis }, { ScreenModel }, { ConnectionOrder }, { KeptTables }, { HostList }] =
  await Promise.all([
    built('parallel/analysis-thread.js'),
    built('screen/screen-model.js'),
    built('screen/connection-order.js'),
    built('kept/kept-tables.js'),
    built('kept/host-table.js'),
  ]);
const { compileQuery } = await built('query/evaluate.js');
const zone = { offsetSeconds: () => 0 };

const made = positionals.length === 0 ? mkdtempSync(join(tmpdir(), 'synopsis-bench-')) : null;
const capture = positionals[0] ?? join(made, 'made.pcap');
try {
  if (made !== null) generate(capture, Number(values.packets));
  const commandSeconds = await commandTime();
  const loaded = await load();
  const chosen = await chooseAmong(Number(values.rows));
  process.exitCode = isWithin(commandSeconds, loaded, chosen) ? 0 : 1;
} finally {
  if (made !== null) rmSync(made, { recursive: true });
}

async function commandTime() {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [main, 'connections', '--quiet', capture], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`synopsis connections ended with ${status}`);
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${(statSync(capture).size / 1e6).toFixed(0)} MB; synopsis connections: ${seconds.toFixed(2)} s`,
  );
  return seconds;
}

/** Loads all, with a clock that ticks as frames would. */
async function load() {
  const job = {
    paths: [capture],
    fromFolders: [],
    names: [],
    follow: false,
    canReadAgain: true,
    judges: false,
    profile: 'wireshark-4.0',
    tunnels: 'inner',
    timeWaitSeconds: null,
    finTimeoutSeconds: null,
  };
  const start = performance.now();
  const threads = startAnalysis(job, null);
  const model = new ScreenModel(threads, {
    names: [capture],
    isLive: false,
    zone,
    tunnels: 'inner',
    notes: [],
    keepNotes: async () => {},
    exportAs: async () => ({ status: 'written' }),
  });
  const gaps = [];
  let last = start;
  let first = 0;
  let megabytes = 0;
  const frames = setInterval(() => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    megabytes = Math.max(megabytes, process.memoryUsage().rss / 1e6);
  }, 33);
  let news = 0;
  let versionBefore = -1;
  await new Promise((resolve) => {
    model.subscribe(() => {
      if (model.version !== versionBefore) news++;
      versionBefore = model.version;
      if (first === 0 && model.connections.count > 0) first = performance.now() - start;
      if (model.reading.isDone) resolve();
    });
  });
  const seconds = (performance.now() - start) / 1000;
  while (model.honesty.some((sentence) => sentence.startsWith('what went wrong'))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const judgedSeconds = (performance.now() - start) / 1000;
  clearInterval(frames);
  const memory = Math.max(megabytes, process.memoryUsage().rss / 1e6);
  await threads.close();
  gaps.sort((a, b) => a - b);
  const worst = gaps.at(-1);
  console.log(
    `screen: first rows after ${first.toFixed(0)} ms, all ${model.connections.count} connections after ${seconds.toFixed(2)} s, judged after ${judgedSeconds.toFixed(2)} s`,
  );
  console.log(
    `  ${(news / seconds).toFixed(0)} news a second; ticks every 33 ms came after ${gaps[gaps.length >> 1].toFixed(0)} ms at the median, ${worst.toFixed(0)} ms at worst; ${memory.toFixed(0)} MB`,
  );
  return { seconds, memory, worst };
}

/** Filters and sorts made rows; each slice of the work is a frame that waits. */
async function chooseAmong(count) {
  const tables = new KeptTables();
  const hosts = new HostList();
  hosts.add({
    addresses: Array.from({ length: 65_536 }, (_, i) => `10.0.${i >> 8}.${i & 255}`),
    names: [],
    ports: [],
  });
  for (let number = 0; number < count; number++) {
    if (number >= tables.connections.capacity) tables.connections.extend();
    const c = tables.connections.of(number);
    const at = number % c.packets.length;
    const mixed = Math.imul(number, 0x9e3779b1) >>> 0;
    c.facts[at] = 3;
    c.packets[at] = mixed % 1000;
    c.startNs[at] = mixed;
    c.initiatorBytes[at] = mixed % 100_000;
    c.initiatorHost[at] = mixed & 0xffff;
    c.responderHost[at] = number & 255;
    c.responderPort[at] = 443;
    c.outcome[at] = mixed % 11;
  }
  let changed = () => {};
  const order = new ConnectionOrder({
    tables,
    hosts,
    compile: (filter) => compileQuery(filter, zone),
    membersOf: () => [],
    verdictOf: () => '',
    changed: () => changed(),
  });
  order.grow(count, true);
  let worst = 0;
  for (const choice of [
    { filter: '', sort: 'packets' },
    { filter: '', sort: 'initiator' },
    { filter: 'reset && host == 10.0.0.0/17', sort: 'connection' },
    { filter: 'packets > 500 && :443', sort: 'bytes' },
  ]) {
    const wanted = { incident: null, isDescending: true, ...choice };
    const start = performance.now();
    let sliceStart = start;
    let longest = 0;
    await new Promise((resolve) => {
      changed = () => {
        longest = Math.max(longest, performance.now() - sliceStart);
        setImmediate(() => {
          sliceStart = performance.now();
        });
        if (order.choice === wanted) resolve();
      };
      order.choose(wanted);
    });
    worst = Math.max(worst, longest);
    const name = `${choice.filter || 'all'} by ${choice.sort}`;
    console.log(
      `${name.padEnd(44)} ${String(order.count).padStart(8)} of ${count} after ${(performance.now() - start).toFixed(0)} ms, no slice longer than ${longest.toFixed(0)} ms`,
    );
  }
  return worst;
}

function isWithin(commandSeconds, { seconds, memory, worst }, longest) {
  const ratio = seconds / commandSeconds;
  console.log(`loading took ${ratio.toFixed(2)} times as long as synopsis connections`);
  return (
    ratio <= Number(values['most-time']) &&
    memory <= Number(values['most-megabytes']) &&
    Math.max(worst, longest) <= Number(values['most-frame'])
  );
}
