import yargs, { type ArgumentsCamelCase, type Argv } from 'yargs';
import { UsageError } from '../errors.js';
import { helpText as text } from '../format/messages/en.js';
import { WIRESHARK_PROFILES } from '../labels/wireshark-profile.js';
import type { RawOptions } from './options.js';

/** What the command line asks for; main gives each its command. */
export interface Handlers {
  report(captures: string[], options: RawOptions): Promise<void>;
  connections(captures: string[], options: RawOptions): Promise<void>;
  connection(capture: string, number: number, options: RawOptions): Promise<void>;
  packets(captures: string[], options: RawOptions): Promise<void>;
  netstat(captures: string[], options: RawOptions): Promise<void>;
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

/**
 * Captures are not declared as positionals: yargs drops a lone "-" from those and, of several, all but the last.
 * They are taken from what is left after the options.
 */
function describe(handlers: Handlers): Argv {
  const parser = yargs();
  return parser
    .scriptName('synopsis')
    .parserConfiguration({
      'duplicate-arguments-array': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
    })
    .locale('en')
    .exitProcess(false)
    .wrap(80)
    .strictOptions()
    .command(
      ['report', '$0'],
      text.report,
      (command) => describeReport(command),
      (argv) => handlers.report(words(argv, 'report'), argv),
    )
    .command(
      'connections',
      text.connections,
      (command) => describeConnections(command),
      (argv) => handlers.connections(words(argv, 'connections'), argv),
    )
    .command(
      'connection',
      text.connection,
      (command) => describeConnection(command),
      (argv) => {
        const [capture, number, ...more] = words(argv, 'connection');
        if (capture === undefined || number === undefined || more.length > 0)
          throw new UsageError(text.wantsOne);
        return handlers.connection(capture, connectionNumber(number), argv);
      },
    )
    .command(
      'packets',
      text.packets,
      (command) => describePackets(command),
      (argv) => handlers.packets(words(argv, 'packets'), argv),
    )
    .command(
      'netstat',
      text.netstat,
      (command) => describeNetstat(command),
      (argv) => handlers.netstat(words(argv, 'netstat'), argv),
    )
    .completion('completion-script', false)
    .command('completion', text.completion, {}, () => {
      // yargs' own command would be hidden by the default one. Its types leave out the names in the script's comments.
      const printer = parser as unknown as { showCompletionScript(program: string, command: string): void };
      printer.showCompletionScript('synopsis', 'completion');
    })
    .help()
    .alias('h', 'help')
    .version(false)
    .epilogue(text.moreHelp)
    .fail((message, error) => {
      // yargs' own complaints are about usage; other errors come from a command.
      if (error && error.name !== 'YError') throw error;
      throw new UsageError((message ?? error.message).replace(/\s*\n\s*/g, ' '));
    });
}

function describeReport(command: Argv) {
  return printing(choosingRows(command), ['text', 'json'])
    .usage(`synopsis report ${text.captures}`)
    .example(text.reportExamples);
}

function describeConnections(command: Argv) {
  return printing(choosingRows(command), ['text', 'json', 'ndjson', 'csv'])
    .usage(`synopsis connections ${text.captures}`)
    .option('sort', { type: 'string', requiresArg: true, describe: text.sort, group: text.chooseGroup })
    .option('columns', { type: 'string', requiresArg: true, describe: text.columns, group: text.printGroup })
    .example(text.connectionsExamples);
}

function describeConnection(command: Argv) {
  return printing(command, ['text', 'json'])
    .usage(`synopsis connection ${text.oneConnection}`)
    .option('all', { type: 'boolean', describe: text.all, group: text.printGroup })
    .example(text.connectionExamples);
}

function describePackets(command: Argv) {
  return printing(choosingRows(command), ['text', 'ndjson', 'csv'])
    .usage(`synopsis packets ${text.captures}`)
    .example(text.packetsExamples);
}

function describeNetstat(command: Argv) {
  return printing(choosingRows(command), ['text', 'json', 'ndjson', 'csv'])
    .usage(`synopsis netstat ${text.captures}`)
    .option('at', { type: 'string', requiresArg: true, describe: text.at, group: text.chooseGroup })
    .option('every', { type: 'string', requiresArg: true, describe: text.every, group: text.chooseGroup })
    .option('host', { type: 'string', requiresArg: true, describe: text.host, group: text.chooseGroup })
    .example(text.netstatExamples);
}

/** The options of commands that list rows. */
function choosingRows(command: Argv) {
  return command
    .option('filter', { type: 'string', requiresArg: true, describe: text.filter, group: text.chooseGroup })
    .option('limit', { type: 'number', requiresArg: true, describe: text.limit, group: text.chooseGroup });
}

/** The options of every command. */
function printing<T>(command: Argv<T>, formats: readonly string[]) {
  const { chooseGroup, printGroup, readGroup } = text;
  return command
    .option('from', { type: 'string', requiresArg: true, describe: text.from, group: chooseGroup })
    .option('to', { type: 'string', requiresArg: true, describe: text.to, group: chooseGroup })
    .option('format', {
      alias: 'f',
      choices: formats,
      default: 'text',
      requiresArg: true,
      describe: text.format,
      group: printGroup,
    })
    .option('output', {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      describe: text.output,
      group: printGroup,
    })
    .option('force', { type: 'boolean', describe: text.force, group: printGroup })
    .option('time-zone', { type: 'string', requiresArg: true, describe: text.timeZone, group: printGroup })
    .option('color', { type: 'boolean', describe: text.color, group: printGroup })
    .option('ascii', { type: 'boolean', describe: text.ascii, group: printGroup })
    .option('quiet', { alias: 'q', type: 'boolean', describe: text.quiet, group: printGroup })
    .option('time-wait', { type: 'number', requiresArg: true, describe: text.timeWait, group: readGroup })
    .option('fin-timeout', {
      type: 'number',
      requiresArg: true,
      describe: text.finTimeout,
      group: readGroup,
    })
    .option('profile', {
      choices: WIRESHARK_PROFILES,
      default: WIRESHARK_PROFILES[0],
      requiresArg: true,
      describe: text.profile,
      group: readGroup,
    });
}

/** What stands beside the options, without the command's name. */
function words(argv: ArgumentsCamelCase, command: string): string[] {
  const all = argv._.map(String);
  return all[0] === command ? all.slice(1) : all;
}

function connectionNumber(value: string): number {
  if (!/^#?\d{1,9}$/.test(value)) throw new UsageError(text.notANumber(value));
  return Number(value.replace('#', ''));
}
