import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which part of the house may import which. Data flows one way, capture → decode → flow → tcp → findings → report; a stage knows
 * nothing of those after it. A part is a folder of `src`, or a file at its top; an entry with a slash is one file of a part, with
 * the folder of its name beside it, and "types of" leaves out all that would run.
 */
const ALLOWED: Record<string, readonly string[]> = {
  memory: [],
  errors: [],
  limits: [],
  capture: [],
  decode: ['capture/packet-record', 'capture/printed-packet', 'capture/link-type'],
  flow: ['decode/segment', 'decode/tcp/flags', 'decode/tcp/header', 'decode/ip/address'],
  tcp: [
    'decode/segment',
    'decode/tcp/flags',
    'decode/tcp/header',
    'decode/ip/address',
    'flow/direction',
    'flow/connection-columns',
  ],
  labels: [
    'decode/segment',
    'decode/tcp/flags',
    'decode/tcp/header',
    'decode/ip/address',
    'flow/direction',
    'flow/connection-columns',
    'tcp/sequence',
    'types of capture/packet-record', // SOCKS is read from payloads.
  ],
  hosts: ['tcp', 'flow', 'decode/tcp/flags'],
  findings: [
    'tcp',
    'labels',
    'flow',
    'hosts',
    'decode/ip/address',
    'decode/icmp-name',
    'decode/segment', // Bits of options.
    'decode/tcp/flags',
    'format/display-filter',
    'format/tcp-flags',
    'format/messages/en',
    'format/messages/en/findings',
    'format/messages/en/findings-who',
    'format/messages/en/verdict',
  ],
  analyze: ['capture', 'decode', 'flow', 'tcp', 'labels', 'hosts', 'findings'],
  // What the commands do, for programs and for the command line.
  library: [
    'capture',
    'analyze',
    'findings',
    'hosts',
    'query',
    'explain',
    'format',
    'report',
    'annotate',
    'extract',
    'output',
  ],
  // What the screen shows is kept here; packets are read again from their captures.
  kept: ['capture', 'decode', 'flow', 'tcp', 'labels', 'hosts', 'findings', 'analyze'],
  parallel: ['capture', 'decode', 'flow', 'tcp', 'labels', 'hosts', 'findings', 'analyze', 'kept'],
  // It answers what `tui/model` asks; the screen itself knows nothing of it.
  screen: [
    'capture/link-type',
    'capture/link-type-name',
    'capture/packet-record',
    'decode',
    'tcp/notes',
    'findings',
    'analyze',
    'kept',
    'types of parallel',
    'query',
    'explain',
    'format',
    'report',
    'types of tui/model',
  ],
  query: ['types of analyze', 'explain'],
  // Flags are spelt as everywhere: what a combination says stands in format.
  explain: ['types of analyze', 'format/tcp-flags', 'types of format/messages/page-text', 'decode/tcp/flags'],
  format: ['types of analyze', 'types of findings', 'types of tcp', 'types of decode', 'decode/tcp/flags'],
  report: ['analyze', 'findings', 'format', 'query', 'explain', 'hosts', 'types of output'],
  tui: ['analyze', 'findings', 'format', 'query', 'explain', 'output', 'annotate/own-notes'],
  // Notes on packets are said without the rows that hold their words.
  annotate: ['analyze', 'findings', 'format', 'query', 'explain', 'hosts', 'capture', 'output', 'tcp/notes'],
  // Packets that are changed are walked through as the decoder does.
  extract: ['analyze', 'findings', 'format', 'query', 'explain', 'hosts', 'capture', 'decode', 'output'],
  output: [],
  // Words stand where they are made; shapes that have no row are described where they are printed.
  schema: [
    'types of report',
    'decode/tcp/flags',
    'labels/analysis-words',
    'tcp/notes',
    'tcp/reset-cause',
    'explain/page',
  ],
};

/** Beside `errors`, `limits` and `memory`: the shapes of the rows, and the sentences that people read, which have no part of their own. */
const FOR_EVERYBODY = ['errors', 'limits', 'memory', 'rows', 'sink', 'format/messages/en'];
/** What "analyze" stands for: the loop, and the views on what it holds. */
const ANALYZE = ['analyze', 'analysis'];

const SRC = join(import.meta.dirname, '../src');

interface Import {
  file: string;
  /** Where it points: "tcp/sequence" for a file of ours, else the package's name. */
  to: string;
  isOurs: boolean;
  isTypeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const imports = files.flatMap(importsOf);
const ours = imports.filter((line) => line.isOurs);
const foreign = imports.filter((line) => !line.isOurs);

describe('every part of the house', () => {
  it.each(Object.keys(ALLOWED).filter((part) => files.some((file) => partOf(file) === part)))(
    '%s imports only what it may',
    (part) => {
      const wrong = ours
        .filter((line) => partOf(line.file) === part && !isAllowed(part, line))
        .map((line) => `${line.file} imports ${line.to}`);
      expect(wrong).toEqual([]);
    },
  );

  it('is known here', () => {
    const known = [...Object.keys(ALLOWED), 'cli', 'index', 'rows', 'sink'];
    expect([...new Set(files.map(partOf))].filter((part) => !known.includes(part))).toEqual([]);
  });
});

describe('nobody', () => {
  it('imports index.ts, and nobody but cli imports cli', () => {
    const wrong = ours.filter(
      ({ file, to }) => to === 'index' || (to.startsWith('cli/') && !file.startsWith('cli/')),
    );
    expect(wrong).toEqual([]);
  });

  it('imports in a circle', () => {
    expect(circles()).toEqual([]);
  });

  it('exports a default', () => {
    expect(files.filter((file) => /^export default\b/m.test(read(file)))).toEqual([]);
  });

  it('but those who own them touches files, compression, threads, arguments, React', () => {
    const owners: Record<string, RegExp> = {
      'node:fs': /^(capture|output|cli)\//,
      'node:fs/promises': /^(capture|output|cli)\//,
      'node:zlib': /^capture\//,
      'node:worker_threads': /^parallel\//,
      yargs: /^cli\//,
      react: /^tui\//,
      ink: /^tui\//,
    };
    const wrong = foreign.filter(({ file, to }) => owners[to] && !owners[to].test(file));
    expect(wrong).toEqual([]);
    const argumentsElsewhere = files.filter(
      (file) => !file.startsWith('cli/') && /process\.(argv|exit)\b/.test(read(file)),
    );
    expect(argumentsElsewhere).toEqual([]);
  });

  it('but the terminal report and the theme knows colours', () => {
    const painters = files.filter((file) => /\bstyleText\b/.test(read(file)));
    expect(painters.filter((file) => !/^(report\/terminal|tui\/theme)\.ts$/.test(file))).toEqual([]);
  });
});

function isAllowed(part: string, { file, to, isTypeOnly }: Import): boolean {
  const target = partOf(`${to}.ts`);
  if (target === part) return true;
  const allowed = [
    ...ALLOWED[part]!,
    ...(part === 'memory' || part === 'errors' || part === 'limits' ? [] : FOR_EVERYBODY),
  ];
  // What the loop and its views print in rows: words of flags and options are the printer's.
  if (part === 'analyze' && file !== 'analyze.ts' && target === 'format') return true;
  return allowed.some((entry) => {
    const isForTypes = entry.startsWith('types of ');
    const name = isForTypes ? entry.slice('types of '.length) : entry;
    return (
      (isTypeOnly || !isForTypes) &&
      (name.includes('/') ? to === name || to.startsWith(`${name}/`) : target === name)
    );
  });
}

function partOf(file: string): string {
  const part = file
    .replaceAll('\\', '/')
    .split('/')[0]!
    .replace(/\.tsx?$/, '');
  return ANALYZE.includes(part) ? 'analyze' : part;
}

function read(file: string): string {
  return readFileSync(join(SRC, file), 'utf8');
}

function importsOf(file: string): Import[] {
  const statements = read(file).matchAll(
    /^(?:import|export)\b([^'";]*?)from '([^']+)';|^import '([^']+)';/gm,
  );
  return [...statements].map(([, clause, from, bare]) => {
    const path = from ?? bare!;
    const isOurs = path.startsWith('.');
    const to = isOurs
      ? relative(SRC, join(SRC, dirname(file), path))
          .replaceAll('\\', '/')
          .replace(/\.js$/, '')
      : path;
    return { file, to, isOurs, isTypeOnly: clause?.trim().startsWith('type ') ?? false };
  });
}

/** Circles of imports that hold when the program runs: types may refer to each other. */
function circles(): string[] {
  const next = new Map<string, string[]>();
  for (const { file, to, isTypeOnly } of ours) {
    if (isTypeOnly) continue;
    const from = file.replace(/\.tsx?$/, '');
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}
