import { existsSync } from 'node:fs';
import yargs, { type ArgumentsCamelCase, type Argv } from 'yargs';
import { DETAILS } from '../annotate/detail.js';
import { TUNNELS } from '../decode/tunnel/tunnels.js';
import { UsageError } from '../errors.js';
import { EXTRACT_FORMATS } from '../extract/formats.js';
import { annotateHelp, annotateText, profileText } from '../format/messages/en/annotate.js';
import { explainHelp } from '../format/messages/en/explain/help.js';
import { extractHelp, extractText } from '../format/messages/en/extract.js';
import { findText } from '../format/messages/en/find.js';
import { followHelp } from '../format/messages/en/follow.js';
import { gateText } from '../format/messages/en/gate.js';
import { hostsHelp } from '../format/messages/en/hosts.js';
import { inputHelp } from '../format/messages/en/input.js';
import { packetdrillHelp } from '../format/messages/en/packetdrill.js';
import { schemaText } from '../format/messages/en/schema.js';
import { helpText as text } from '../format/messages/en.js';
import { WIRESHARK_PROFILES } from '../labels/wireshark-profile.js';
import type { RawOptions } from './options.js';

/** What the command line asks for; main gives each its command. */
export interface Handlers {
  /** Without the command's name the screen is meant where there is a terminal. */
  report(captures: string[], options: RawOptions, isNamed: boolean): Promise<void>;
  connections(captures: string[], options: RawOptions): Promise<void>;
  connection(capture: string, number: number, options: RawOptions): Promise<void>;
  packets(captures: string[], options: RawOptions): Promise<void>;
  hosts(captures: string[], options: RawOptions): Promise<void>;
  netstat(captures: string[], options: RawOptions): Promise<void>;
  follow(capture: string, number: number, options: RawOptions): Promise<void>;
  find(captures: string[], line: string, options: RawOptions): Promise<void>;
  annotate(file: string, options: RawOptions): Promise<void>;
  extract(captures: string[], options: RawOptions): Promise<void>;
  wiresharkProfile(captures: string[], folder: string, options: RawOptions): Promise<void>;
  explain(words: string[], options: RawOptions): Promise<void>;
  schema(names: string[], options: RawOptions): Promise<void>;
}

/** Parses the arguments and runs the handler of the command they name. @throws UsageError */
export async function runArguments(
  args: readonly string[],
  handlers: Handlers,
  print: (text: string) => void,
): Promise<void> {
  let printed = '';
  let chosen: Work | undefined;
  const completed = await completions(args);
  const parser = describe(handlers, (work) => (chosen = work), completed);
  await parser.parseAsync([...args], {}, (error, _parsed, output) => {
    printed = output;
    if (error) throw error;
  });
  if (printed !== '') print(`${printed}\n`);
  await chosen?.();
}

/** What the named command does. It begins when yargs is done, which puts its help together before it waits for anything. */
type Work = () => Promise<void>;

/**
 * Captures are not declared as positionals: yargs drops a lone "-" from those and, of several, all but the last.
 * They are taken from what is left after the options.
 */
function describe(handlers: Handlers, choose: (work: Work) => void, completed: readonly string[]): Argv {
  const parser = yargs();
  // yargs prints nothing that comes later: what it completes must be there.
  const complete = (_: string, __: unknown, usual: () => void, done: (words: string[]) => void) =>
    completed.length > 0 ? done([...completed]) : usual();
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
      (argv) => choose(() => handlers.report(words(argv, 'report'), argv, argv._[0] === 'report')),
    )
    .command(
      'connections',
      text.connections,
      (command) => describeConnections(command),
      (argv) => choose(() => handlers.connections(words(argv, 'connections'), argv)),
    )
    .command(
      'connection',
      text.connection,
      (command) => describeConnection(command),
      (argv) => {
        const [capture, number] = oneConnection(argv, 'connection');
        choose(() => handlers.connection(capture, number, argv));
      },
    )
    .command(
      'packets',
      text.packets,
      (command) => describePackets(command),
      (argv) => choose(() => handlers.packets(words(argv, 'packets'), argv)),
    )
    .command(
      'hosts',
      hostsHelp.hosts,
      (command) => describeHosts(command),
      (argv) => choose(() => handlers.hosts(words(argv, 'hosts'), argv)),
    )
    .command(
      'netstat',
      text.netstat,
      (command) => describeNetstat(command),
      (argv) => choose(() => handlers.netstat(words(argv, 'netstat'), argv)),
    )
    .command(
      'follow',
      followHelp.follow,
      (command) => describeFollow(command),
      (argv) => {
        const [capture, number] = oneConnection(argv, 'follow');
        choose(() => handlers.follow(capture, number, argv));
      },
    )
    .command(
      'find',
      findText.describe,
      (command) => describeFind(command),
      (argv) => {
        const [captures, line] = capturesAndLine(words(argv, 'find'));
        choose(() => handlers.find(captures, line, argv));
      },
    )
    .command(
      'annotate',
      annotateHelp.annotate,
      (command) => describeAnnotate(command),
      (argv) => {
        const [file, ...more] = words(argv, 'annotate');
        if (file === undefined || more.length > 0) throw new UsageError(annotateText.wantsOne);
        choose(() => handlers.annotate(file, argv));
      },
    )
    .command(
      'extract',
      extractHelp.extract,
      (command) => describeExtract(command),
      (argv) => {
        if (argv.output === undefined) throw new UsageError(extractText.wantsOutput);
        choose(() => handlers.extract(words(argv, 'extract'), argv));
      },
    )
    .command(
      'wireshark-profile',
      profileText.describe,
      (command) => describeProfile(command),
      (argv) => {
        const { output } = argv;
        if (output === undefined) throw new UsageError(profileText.needsOutput);
        choose(() => handlers.wiresharkProfile(words(argv, 'wireshark-profile'), output, argv));
      },
    )
    .command(
      'explain',
      explainHelp.explain,
      (command) => describeExplain(command),
      (argv) => choose(() => handlers.explain(words(argv, 'explain'), argv)),
    )
    .command(
      'schema',
      schemaText.describe,
      (command) => describeSchema(command),
      (argv) => choose(() => handlers.schema(words(argv, 'schema'), argv)),
    )
    .completion('completion-script', false, complete)
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

const FAIL_ON = {
  type: 'string',
  requiresArg: true,
  describe: gateText.help,
  group: text.chooseGroup,
} as const;
const FOLLOW = { type: 'boolean', describe: inputHelp.follow, group: text.readGroup } as const;

function describeReport(command: Argv) {
  return printing(choosingRows(command), ['text', 'json', 'markdown', 'html'])
    .usage(`synopsis report ${text.captures}`)
    .option('follow', FOLLOW)
    .option('fail-on', FAIL_ON)
    .example(text.reportExamples);
}

function describeConnections(command: Argv) {
  return printing(choosingRows(command), ['text', 'json', 'ndjson', 'csv'])
    .usage(`synopsis connections ${text.captures}`)
    .option('follow', FOLLOW)
    .option('fail-on', FAIL_ON)
    .option('sort', { type: 'string', requiresArg: true, describe: text.sort, group: text.chooseGroup })
    .option('reverse', { type: 'boolean', describe: text.reverse, group: text.chooseGroup })
    .option('columns', { type: 'string', requiresArg: true, describe: text.columns, group: text.printGroup })
    .example(text.connectionsExamples);
}

function describeConnection(command: Argv) {
  return printing(command, ['text', 'json', 'markdown', 'svg', 'mermaid', 'packetdrill'])
    .usage(`synopsis connection ${text.oneConnection}`)
    .option('fail-on', FAIL_ON)
    .option('all', { type: 'boolean', describe: text.all, group: text.printGroup })
    .option('side', {
      choices: ['initiator', 'responder'],
      default: 'initiator',
      requiresArg: true,
      describe: packetdrillHelp.side,
      group: text.printGroup,
    })
    .example(text.connectionExamples);
}

function describePackets(command: Argv) {
  return printing(choosingRows(command), ['text', 'ndjson', 'csv'])
    .usage(`synopsis packets ${text.captures}`)
    .option('follow', FOLLOW)
    .example(text.packetsExamples);
}

function describeHosts(command: Argv) {
  return printing(choosingRows(command), ['text', 'json', 'ndjson', 'csv', 'markdown'])
    .usage(`synopsis hosts ${text.captures}`)
    .option('host', { type: 'string', requiresArg: true, describe: text.host, group: text.chooseGroup })
    .option('limit', {
      type: 'number',
      requiresArg: true,
      describe: hostsHelp.limit,
      group: text.chooseGroup,
    })
    .option('sort', { type: 'string', requiresArg: true, describe: hostsHelp.sort, group: text.chooseGroup })
    .option('columns', { type: 'string', requiresArg: true, describe: text.columns, group: text.printGroup })
    .example(hostsHelp.examples);
}

function describeNetstat(command: Argv) {
  return printing(choosingRows(command), ['text', 'json', 'ndjson', 'csv'])
    .usage(`synopsis netstat ${text.captures}`)
    .option('at', { type: 'string', requiresArg: true, describe: text.at, group: text.chooseGroup })
    .option('every', { type: 'string', requiresArg: true, describe: text.every, group: text.chooseGroup })
    .option('host', { type: 'string', requiresArg: true, describe: text.host, group: text.chooseGroup })
    .example(text.netstatExamples);
}

function describeFollow(command: Argv) {
  return printing(command, ['text', 'hex', 'raw'])
    .usage(`synopsis follow ${followHelp.usage}`)
    .option('side', {
      choices: ['both', 'initiator', 'responder'],
      default: 'both',
      requiresArg: true,
      describe: followHelp.side,
      group: text.chooseGroup,
    })
    .example(followHelp.examples);
}

function describeFind(command: Argv) {
  return printing(choosingRows(command), ['text', 'ndjson'])
    .usage(`synopsis find ${findText.usage}`)
    .example(findText.examples);
}

function describeAnnotate(command: Argv) {
  return reading(command)
    .usage(`synopsis annotate ${annotateHelp.usage}`)
    .option('detail', {
      choices: DETAILS,
      default: DETAILS[2],
      requiresArg: true,
      describe: annotateHelp.detail,
      group: text.chooseGroup,
    })
    .option('output', outputOption(annotateHelp.output))
    .option('force', { type: 'boolean', describe: text.force, group: text.printGroup })
    .option('capture', {
      type: 'string',
      requiresArg: true,
      describe: annotateHelp.capture,
      group: text.readGroup,
    })
    .example(annotateHelp.examples);
}

function describeExtract(command: Argv) {
  const { chooseGroup, printGroup } = text;
  const word = (describe: string, group: string) =>
    ({ type: 'string', requiresArg: true, describe, group }) as const;
  return reading(command)
    .usage(`synopsis extract ${extractHelp.usage}`)
    .option('connection', word(extractHelp.connection, chooseGroup))
    .option('filter', word(text.filter, chooseGroup))
    .option('finding', word(extractHelp.finding, chooseGroup))
    .option('incident', word(extractHelp.incident, chooseGroup))
    .option('from', word(text.from, chooseGroup))
    .option('to', word(text.to, chooseGroup))
    .option('time-zone', word(text.timeZone, chooseGroup))
    .option('anonymize', { type: 'boolean', describe: extractHelp.anonymize, group: extractHelp.changeGroup })
    .option('anonymize-key', word(extractHelp.anonymizeKey, extractHelp.changeGroup))
    .option('payload', { type: 'boolean', describe: extractHelp.payload, group: extractHelp.changeGroup })
    .option('output', outputOption(text.output))
    .option('format', {
      alias: 'f',
      choices: EXTRACT_FORMATS,
      requiresArg: true,
      describe: extractHelp.format,
      group: printGroup,
    })
    .option('force', { type: 'boolean', describe: text.force, group: printGroup })
    .example(extractHelp.examples);
}

function describeProfile(command: Argv) {
  return reading(command)
    .usage(`synopsis wireshark-profile ${profileText.usage}`)
    .option('output', outputOption(profileText.output))
    .option('force', { type: 'boolean', describe: text.force, group: text.printGroup })
    .example(profileText.examples);
}

function describeExplain(command: Argv) {
  return writing(command, ['text', 'json', 'markdown'])
    .usage(`synopsis explain ${explainHelp.usage}`)
    .example(explainHelp.examples);
}

function describeSchema(command: Argv) {
  return command
    .usage(`synopsis schema ${schemaText.usage}`)
    .option('output', outputOption(text.output))
    .option('force', { type: 'boolean', describe: text.force, group: text.printGroup })
    .example(schemaText.examples);
}

/** What the shell may complete beside commands and options: words of `explain`, names of `schema`, where those stand in the line. */
async function completions(args: readonly string[]): Promise<string[]> {
  if (args[0] !== '--get-yargs-completions') return [];
  const typed = args.at(-1)!;
  if (args[2] === 'explain') return (await import('./commands/explain.js')).completedWords(typed);
  if (args[2] === 'schema') return (await import('./commands/schema.js')).completedNames(typed);
  return [];
}

/** The options of commands that list rows. */
function choosingRows(command: Argv) {
  return command
    .option('filter', { type: 'string', requiresArg: true, describe: text.filter, group: text.chooseGroup })
    .option('limit', { type: 'number', requiresArg: true, describe: text.limit, group: text.chooseGroup });
}

/** The options of every command that reads captures. */
function printing<T>(command: Argv<T>, formats: readonly string[]) {
  const { chooseGroup, printGroup } = text;
  const choosing = command
    .option('from', { type: 'string', requiresArg: true, describe: text.from, group: chooseGroup })
    .option('to', { type: 'string', requiresArg: true, describe: text.to, group: chooseGroup });
  return reading(
    writing(choosing, formats).option('time-zone', {
      type: 'string',
      requiresArg: true,
      describe: text.timeZone,
      group: printGroup,
    }),
  );
}

/** How captures are read, and what is said meanwhile. */
function reading<T>(command: Argv<T>) {
  const { printGroup, readGroup } = text;
  return command
    .option('quiet', { alias: 'q', type: 'boolean', describe: text.quiet, group: printGroup })
    .option('time-wait', { type: 'number', requiresArg: true, describe: text.timeWait, group: readGroup })
    .option('fin-timeout', {
      type: 'number',
      requiresArg: true,
      describe: text.finTimeout,
      group: readGroup,
    })
    .option('hosts', { type: 'string', requiresArg: true, describe: inputHelp.hosts, group: readGroup })
    .option('profile', {
      choices: WIRESHARK_PROFILES,
      default: WIRESHARK_PROFILES[0],
      requiresArg: true,
      describe: text.profile,
      group: readGroup,
    })
    .option('tunnels', {
      choices: TUNNELS,
      default: TUNNELS[0],
      requiresArg: true,
      describe: text.tunnels,
      group: readGroup,
    });
}

/** The options of every command that prints. */
function writing<T>(command: Argv<T>, formats: readonly string[]) {
  const { printGroup } = text;
  return command
    .option('format', {
      alias: 'f',
      choices: formats,
      default: 'text',
      requiresArg: true,
      describe: text.format,
      group: printGroup,
    })
    .option('output', outputOption(text.output))
    .option('force', { type: 'boolean', describe: text.force, group: printGroup })
    .option('color', { type: 'boolean', describe: text.color, group: printGroup })
    .option('ascii', { type: 'boolean', describe: text.ascii, group: printGroup });
}

function outputOption(describe: string) {
  return { alias: 'o', type: 'string', requiresArg: true, describe, group: text.printGroup } as const;
}

/** What stands beside the options, without the command's name. */
function words(argv: ArgumentsCamelCase, command: string): string[] {
  const all = argv._.map(String);
  return all[0] === command ? all.slice(1) : all;
}

/** The line is the last word, or, where somebody forgot the quotes, all from the first that is no file and no pattern on. */
function capturesAndLine(all: readonly string[]): [captures: string[], line: string] {
  const first = all.findIndex((word) => word !== '-' && !/[*?[\]{}]/.test(word) && !existsSync(word));
  const from = first < 0 ? all.length - 1 : Math.max(first, all.length > 1 ? 1 : 0);
  const line = all.slice(from).join(' ');
  if (line === '' || (first < 0 && all.length < 2)) throw new UsageError(findText.wantsLine);
  return [all.slice(0, from), line];
}

function oneConnection(argv: ArgumentsCamelCase, command: string): [capture: string, number: number] {
  const [capture, number, ...more] = words(argv, command);
  if (capture === undefined || number === undefined || more.length > 0)
    throw new UsageError(command === 'follow' ? followHelp.wantsOne : text.wantsOne);
  return [capture, connectionNumber(number)];
}

function connectionNumber(value: string): number {
  if (!/^#?\d{1,9}$/.test(value)) throw new UsageError(text.notANumber(value));
  return Number(value.replace('#', ''));
}
