import yargs, { type Argv } from 'yargs';
import { UsageError } from '../errors.js';
import { helpText as text } from '../format/messages/en.js';
import type { RawOptions } from './options.js';

/** What the command line asks for; main gives each its command. */
export interface Handlers {
  report(captures: string[], options: RawOptions): Promise<void>;
  connections(captures: string[], options: RawOptions): Promise<void>;
  connection(capture: string, number: number, options: RawOptions): Promise<void>;
  packets(captures: string[], options: RawOptions): Promise<void>;
}

/** Parses the arguments and runs the handler of the command they name. @throws UsageError */
export async function runArguments(
  args: readonly string[],
  handlers: Handlers,
  print: (text: string) => void,
): Promise<void> {
  let printed = '';
  await describe(handlers).parseAsync([...args], {}, (error, _parsed, output) => {
    printed = output;
    if (error) throw error;
  });
  if (printed !== '') print(`${printed}\n`);
}

function describe(handlers: Handlers): Argv {
  const parser = yargs();
  return (
    parser
      .scriptName('synopsis')
      .parserConfiguration({
        'duplicate-arguments-array': false,
        'dot-notation': false,
        'parse-positional-numbers': false,
        'strip-dashed': true,
      })
      .locale('en')
      .exitProcess(false)
      .wrap(80)
      .strict()
      .command(
        ['report [captures..]', '$0'],
        text.report,
        (command) => shared(captures(command), ['text', 'json']).example(text.reportExamples),
        (argv) => handlers.report(argv.captures ?? [], argv),
      )
      .command(
        'connections [captures..]',
        text.connections,
        (command) =>
          shared(captures(command), ['text', 'json', 'ndjson', 'csv'])
            .option('sort', {
              type: 'string',
              requiresArg: true,
              describe: text.sort,
              group: text.chooseGroup,
            })
            .option('columns', {
              type: 'string',
              requiresArg: true,
              describe: text.columns,
              group: text.printGroup,
            })
            .example(text.connectionsExamples),
        (argv) => handlers.connections(argv.captures ?? [], argv),
      )
      .command(
        'connection <capture> <number>',
        text.connection,
        (command) =>
          shared(
            command
              .positional('capture', { type: 'string', demandOption: true, describe: text.capture })
              .positional('number', { type: 'string', demandOption: true, describe: text.number }),
            ['text', 'json'],
          )
            .hide('filter')
            .hide('limit')
            .option('all', { type: 'boolean', describe: text.all, group: text.printGroup })
            .example(text.connectionExamples),
        (argv) => handlers.connection(argv.capture, connectionNumber(argv.number), argv),
      )
      .command(
        'packets [captures..]',
        text.packets,
        (command) => shared(captures(command), ['text', 'ndjson', 'csv']).example(text.packetsExamples),
        (argv) => handlers.packets(argv.captures ?? [], argv),
      )
      // yargs needs a command of its own to answer the shell's questions; a default command would hide it.
      .completion('completion-script', false)
      .command('completion', text.completion, {}, () => {
        // Its types leave out the two names that stand in the script's comments.
        (
          parser as unknown as { showCompletionScript(program: string, command: string): void }
        ).showCompletionScript('synopsis', 'completion');
      })
      .help()
      .alias('h', 'help')
      .version(false)
      .epilogue(text.moreHelp)
      .fail((message, error) => {
        // yargs' own complaints are about usage; other errors come from a command.
        if (error && error.name !== 'YError') throw error;
        throw new UsageError((message ?? error.message).replace(/\s*\n\s*/g, ' '));
      })
  );
}

function captures<T>(command: Argv<T>) {
  return command.positional('captures', { type: 'string', array: true, describe: text.captures });
}

/** The options that every command has. */
function shared<T>(command: Argv<T>, formats: readonly string[]) {
  return command
    .option('filter', { type: 'string', requiresArg: true, describe: text.filter, group: text.chooseGroup })
    .option('from', { type: 'string', requiresArg: true, describe: text.from, group: text.chooseGroup })
    .option('to', { type: 'string', requiresArg: true, describe: text.to, group: text.chooseGroup })
    .option('limit', { type: 'number', requiresArg: true, describe: text.limit, group: text.chooseGroup })
    .option('format', {
      alias: 'f',
      choices: formats,
      default: 'text',
      requiresArg: true,
      describe: text.format,
      group: text.printGroup,
    })
    .option('output', {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      describe: text.output,
      group: text.printGroup,
    })
    .option('force', { type: 'boolean', describe: text.force, group: text.printGroup })
    .option('time-zone', {
      type: 'string',
      requiresArg: true,
      describe: text.timeZone,
      group: text.printGroup,
    })
    .option('color', { type: 'boolean', describe: text.color, group: text.printGroup })
    .option('ascii', { type: 'boolean', describe: text.ascii, group: text.printGroup })
    .option('quiet', { alias: 'q', type: 'boolean', describe: text.quiet, group: text.printGroup })
    .option('time-wait', {
      type: 'number',
      requiresArg: true,
      describe: text.timeWait,
      group: text.readGroup,
    })
    .option('fin-timeout', {
      type: 'number',
      requiresArg: true,
      describe: text.finTimeout,
      group: text.readGroup,
    });
}

function connectionNumber(value: string): number {
  if (!/^#?\d{1,9}$/.test(value)) throw new UsageError(text.notANumber(value));
  return Number(value.replace('#', ''));
}
