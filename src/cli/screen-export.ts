import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { screenExportText as text } from '../format/messages/en/screen-export.js';
import { openAtomicFile } from '../output/atomic-file.js';
import type { TextOutput } from '../output/text-output.js';
import type { ExportRequest, ExportResult, SortKey } from '../tui/model.js';
import { COMMANDS } from './commands.js';

/** What a command line for an export is made of. */
export interface ExportSource {
  readonly captures: readonly string[];
  /** Options that were given and matter to every command. */
  readonly options: readonly string[];
  /** Numbers of the connections of an incident. */
  membersOf(incident: string): readonly number[];
  /** A moment as `--at` takes it; null where there are no times. */
  momentText(timeNs: number): string | null;
}

/** How many numbers a filter on the command line may name. */
const MOST_NUMBERS = 5000;

/**
 * The command that prints what a screen shows: each screen has one. Null where there is none for the format.
 */
export function exportCommand(request: ExportRequest, source: ExportSource): string[] | null {
  const { format, path, replace } = request;
  const arguments_ =
    format === 'pcapng'
      ? extract(request, source)
      : format === 'annotated'
        ? annotate(source)
        : print(request, source);
  if (arguments_ === null || !COMMANDS.includes(arguments_[0]!)) return null;
  const [command, ...rest] = arguments_;
  return [
    command!,
    ...source.captures,
    ...rest,
    ...source.options,
    '-o',
    path,
    ...(replace ? ['--force'] : []),
  ];
}

/** Runs this program once more for the export: frames go on meanwhile, and the file is the one that the command would write. */
export async function runExport(request: ExportRequest, source: ExportSource): Promise<ExportResult> {
  if (source.captures.includes('-')) return { status: 'failed', message: text.onlyFiles };
  if (!request.replace && existsSync(request.path)) return { status: 'exists' };
  if (isFenced(request)) return writeFenced(request, source);
  const command = exportCommand(request, source);
  if (command === null)
    return { status: 'failed', message: text.notThisFormat(request.format, request.screen) };
  return runCommand(command, null);
}

/** Screens whose commands print no Markdown: there the text they print stands in a block of its own. */
const FENCED: ReadonlySet<string> = new Set(['netstat', 'follow']);

function isFenced({ format, screen }: ExportRequest): boolean {
  return format === 'markdown' && FENCED.has(screen);
}

async function writeFenced(request: ExportRequest, source: ExportSource): Promise<ExportResult> {
  const command = print({ ...request, format: 'text' }, source);
  if (command === null)
    return { status: 'failed', message: text.notThisFormat(request.format, request.screen) };
  const [name, ...rest] = command;
  let output: TextOutput;
  try {
    output = openAtomicFile(request.path, { force: request.replace, inputs: source.captures });
  } catch (error) {
    return { status: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  // Longer than any fence that was captured.
  const fence = '`'.repeat(8);
  output.write(`${fence}text\n`);
  const result = await runCommand([name!, ...source.captures, ...rest, ...source.options], output);
  output.write(`${fence}\n`);
  if (result.status === 'written') output.end();
  else output.discard();
  return result;
}

/** Runs this program with other arguments; what it prints goes to `output`, where there is one. */
function runCommand(command: readonly string[], output: TextOutput | null): Promise<ExportResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [process.argv[1]!, ...command], {
      stdio: ['ignore', output === null ? 'ignore' : 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => output?.writeBytes?.(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-MOST_SAID);
    });
    child.on('error', ({ message }) => resolve({ status: 'failed', message }));
    child.on('close', (code) => {
      const [message = text.failed] = said.trim().split('\n');
      resolve(code === 0 ? { status: 'written' } : { status: 'failed', message });
    });
  });
}

const MOST_SAID = 4096;

function print(request: ExportRequest, source: ExportSource): string[] | null {
  const { screen, format, connections, timeNs, host } = request;
  const [number] = connections;
  switch (screen) {
    case 'connection':
    case 'packet':
    case 'graphs':
      return number === undefined ? null : ['connection', String(number), '-f', format];
    case 'follow':
      return number === undefined || format !== 'text' ? null : ['follow', String(number), '-f', 'text'];
    case 'netstat': {
      const at = source.momentText(timeNs);
      if (format === 'markdown' || at === null) return null;
      return ['netstat', '--at', at, ...(host === null ? [] : ['--host', host]), '-f', format];
    }
    case 'connections':
      if (format !== 'markdown')
        return ['connections', ...chosen(request, source), ...sorted(request), '-f', format];
      return ['report', ...chosen(request, source), '-f', format];
    case 'hosts':
      if (format === 'text') return ['hosts', '-f', format];
      return ['report', '-f', format];
    default:
      return ['report', ...chosen(request, source), '-f', format];
  }
}

function extract(request: ExportRequest, source: ExportSource): string[] {
  return ['extract', ...chosen(request, source)];
}

/** What stands out comes first in the command's order; on the screen the least does. */
const LARGEST_FIRST: ReadonlySet<SortKey> = new Set(['duration', 'packets', 'bytes']);

/** The order of the list, where the format is a table. */
function sorted({ format, choice: { sort, isDescending } }: ExportRequest): string[] {
  if (format !== 'text') return [];
  const isReversed = isDescending !== LARGEST_FIRST.has(sort);
  return [...(sort === 'connection' ? [] : ['--sort', sort]), ...(isReversed ? ['--reverse'] : [])];
}

/** Notes belong to one capture. */
function annotate({ captures }: ExportSource): string[] | null {
  return captures.length === 1 ? ['annotate'] : null;
}

/** The connections picked, else those of the choice. */
function chosen({ connections, choice }: ExportRequest, source: ExportSource): string[] {
  const filters = choice.filter === '' ? [] : [`(${choice.filter})`];
  const numbers =
    connections.length > 0
      ? connections
      : choice.incident === null
        ? null
        : source.membersOf(choice.incident);
  if (numbers !== null) filters.unshift(`connection in {${numbers.slice(0, MOST_NUMBERS).join(', ')}}`);
  if (connections.length > 0) filters.length = 1;
  return filters.length === 0 ? [] : ['--filter', filters.join(' && ')];
}
