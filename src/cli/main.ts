#!/usr/bin/env node
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TraceError, UsageError } from '../errors.js';
import { escapeTerminal } from '../format/escape.js';
import { cliText, overview } from '../format/messages/en.js';
import { QueryError } from '../query/grammar.js';
import type { Handlers } from './arguments.js';
import { COMMANDS } from './commands.js';
import { ExitCode, exitCodeOf, lacksMemory } from './exit-code.js';
import { Interrupts } from './interrupts.js';
import type { RawOptions } from './options.js';
import type { Analysis, Session } from './session.js';
import { processSurroundings, type Surroundings } from './surroundings.js';

/** Runs one command line and returns its exit code; every failure becomes text here and nowhere else. */
export async function main(
  args: readonly string[],
  surroundings: Surroundings,
  analysis?: Analysis,
): Promise<ExitCode> {
  try {
    const print = (text: string) => {
      surroundings.stdout.write(text);
      surroundings.stdout.end();
    };
    // What needs no parser answers without loading it.
    if (args.length === 1 && (args[0] === '--help' || args[0] === '-h')) print(overview);
    else if (args.length === 1 && args[0] === '--version') print(`${packageVersion()}\n`);
    else
      await (await import('./arguments.js')).runArguments(
        args,
        handlers(args, surroundings, analysis),
        print,
      );
    return ExitCode.Fine;
  } catch (error) {
    const code = exitCodeOf(error);
    if (code !== ExitCode.Fine)
      surroundings.writeError(describeFailure(error, args, surroundings.environment));
    return code;
  }
}

/** Commands are loaded when they run, so that help and completion answer at once. */
function handlers(args: readonly string[], surroundings: Surroundings, analysis?: Analysis): Handlers {
  const run = async (
    captures: string[],
    raw: RawOptions,
    work: (session: Session) => Promise<void>,
    besides: string[] = [],
  ) => {
    const [{ Session }, { checkOptions }, { analyzeCaptures }] = await Promise.all([
      import('./session.js'),
      import('./options.js'),
      import('./analysis.js'),
    ]);
    const options = await checkOptions(raw);
    const session = new Session(captures, options, surroundings, analysis ?? analyzeCaptures, besides);
    await session.finish(() => work(session));
  };
  return {
    report: async (captures, raw, isNamed) => {
      if (!isNamed && analysis === undefined && opensScreen(raw, args, surroundings))
        return (await import('./commands/screen.js')).screen(captures, raw, surroundings);
      await run(captures, raw, async (session) => (await import('./commands/report.js')).report(session));
    },
    connections: (captures, raw) =>
      run(captures, raw, async (session) =>
        (await import('./commands/connections.js')).connections(session, raw),
      ),
    connection: (capture, number, raw) =>
      run([capture], raw, async (session) =>
        (await import('./commands/connection.js')).connection(session, number, raw),
      ),
    packets: (captures, raw) =>
      run(captures, raw, async (session) => (await import('./commands/packets.js')).packets(session)),
    hosts: (captures, raw) =>
      run(captures, raw, async (session) => (await import('./commands/hosts.js')).hosts(session, raw)),
    netstat: (captures, raw) =>
      run(captures, raw, async (session) => (await import('./commands/netstat.js')).netstat(session, raw)),
    follow: (capture, number, raw) =>
      run([capture], raw, async (session) =>
        (await import('./commands/follow.js')).follow(session, number, raw.side ?? 'both'),
      ),
    find: async (captures, text, raw) => {
      const { parseLogLine } = await import('../query/log-line.js');
      const line = parseLogLine(text);
      await run(captures, raw, async (session) => (await import('./commands/find.js')).find(session, line));
    },
    annotate: (file, raw) =>
      run(
        [raw.capture ?? file],
        raw,
        async (session) =>
          (await import('./commands/annotate.js')).annotate(session, file, raw.detail ?? 'all'),
        [file],
      ),
    extract: (captures, raw) =>
      run(captures, raw, async (session) => (await import('./commands/extract.js')).extract(session, raw)),
    wiresharkProfile: (captures, folder, raw) =>
      run(captures, { ...raw, output: undefined }, async (session) =>
        (await import('./commands/wireshark-profile.js')).wiresharkProfile(
          session,
          folder,
          raw.force ?? false,
        ),
      ),
    explain: async (words, raw) => (await import('./commands/explain.js')).explain(words, raw, surroundings),
    schema: async (names, raw) => (await import('./commands/schema.js')).schema(names, raw, surroundings),
  };
}

/** Captures alone open the screen on a terminal; whoever says how the report is to be printed wants the report. */
function opensScreen(
  { output, limit, failOn }: RawOptions,
  args: readonly string[],
  { stdoutIsTty, environment }: Surroundings,
): boolean {
  const saysHow = output !== undefined || limit !== undefined || failOn !== undefined;
  const saysFormat = args.some((word) => /^(-f|--format\b)/.test(word));
  return stdoutIsTty && environment['TERM'] !== 'dumb' && !saysHow && !saysFormat;
}

function describeFailure(error: unknown, args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const trace = environment['SYNOPSIS_DEBUG'] && error instanceof Error ? `${error.stack}\n` : '';
  const message = escapeTerminal(error instanceof Error ? error.message : String(error));
  if (lacksMemory(error)) return `${cliText.failure(cliText.noMemory)}\n${trace}`;
  if (!(error instanceof TraceError)) return `${cliText.internal(message)}\n${trace}`;
  if (error instanceof QueryError)
    return `${cliText.failure(cliText.filter(message))}\n${indented(error.pointer())}\n${trace}`;
  const command = COMMANDS.find((name) => name === args[0]) ?? null;
  const hint = error instanceof UsageError ? `${cliText.usageHint(command)}\n` : '';
  return `${cliText.failure(message)}\n${hint}${trace}`;
}

/** A filter and the caret under it keep their alignment: each character becomes one. */
function indented(lines: string): string {
  return lines
    .split('\n')
    .map((line) => `  ${line.replace(/[^\x20-\x7e\u00a1-\u02ff]/g, '?')}`)
    .join('\n');
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

function isStartedDirectly(): boolean {
  const script = process.argv[1];
  if (script === undefined) return false;
  try {
    return realpathSync(script) === fileURLToPath(import.meta.url);
  } catch {
    return false;
  }
}

if (isStartedDirectly()) {
  const interrupts = new Interrupts();
  interrupts.listen();
  process.exitCode = await main(process.argv.slice(2), processSurroundings(interrupts));
  if (interrupts.endedInput) process.exit();
}
