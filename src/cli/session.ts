import { statSync } from 'node:fs';
import { TraceError, UsageError } from '../errors.js';
import { ClockText } from '../format/clock-text.js';
import { escapeTerminal } from '../format/escape.js';
import { cliText } from '../format/messages/en.js';
import { openAtomicFile } from '../output/atomic-file.js';
import type { TextOutput } from '../output/text-output.js';
import { openTerminal, type Terminal } from '../report/terminal.js';
import type { Sink, Summary } from '../sink.js';
import type { Options } from './options.js';
import { ProgressLine } from './progress.js';
import type { Surroundings } from './surroundings.js';

/** Text that goes to a file or a pipe is made for a ticket. */
const TICKET_WIDTH = 80;
const NARROWEST = 40;

/** Runs the analysis of some captures; tests hand in a fake. */
export type Analysis = (captures: readonly string[], sink: Sink, options: Options) => Promise<Summary>;

/** One command under way: what to read, how to print, where to. */
export class Session {
  readonly captures: readonly string[];
  readonly options: Options;
  readonly output: TextOutput;
  readonly terminal: Terminal;
  readonly clock: ClockText;
  readonly #surroundings: Surroundings;
  readonly #analysis: Analysis;

  constructor(captures: readonly string[], options: Options, surroundings: Surroundings, analysis: Analysis) {
    this.captures = inputs(captures, surroundings);
    this.options = options;
    this.#surroundings = surroundings;
    this.#analysis = analysis;
    this.terminal = openTerminal({
      width: Math.max(NARROWEST, surroundings.columns ?? TICKET_WIDTH),
      ascii: options.ascii,
      color: wantsColor(options, surroundings),
    });
    this.clock = new ClockText(options.zone);
    this.output =
      options.output === null
        ? surroundings.stdout
        : openAtomicFile(options.output, { force: options.force, inputs: this.captures });
  }

  /** Whether the captures can be read a second time. */
  get canReadAgain(): boolean {
    return this.captures.every((path) => path !== '-' && statSync(path, { throwIfNoEntry: false })?.isFile());
  }

  /**
   * Reads everything once. Warnings about the captures go to standard error.
   * @param again set for a second pass over the same captures, whose warnings were given already
   */
  async read(sink: Sink, again = false): Promise<Summary> {
    const { quiet } = this.options;
    const { writeError, stderrIsTty, columns } = this.#surroundings;
    const progress = stderrIsTty && !quiet ? new ProgressLine(writeError, columns ?? TICKET_WIDTH) : null;
    const watched = progress === null ? sink : withProgress(sink, progress);
    let summary: Summary;
    try {
      summary = await this.#analysis(this.captures, watched, this.options);
    } finally {
      progress?.clear();
    }
    if (!again) this.warn(warningsOf(summary));
    return summary;
  }

  /** Warns on standard error, unless nobody wants to hear. */
  warn(warnings: readonly string[]): void {
    if (this.options.quiet) return;
    for (const warning of warnings) {
      this.#surroundings.writeError(`${cliText.warning(escapeTerminal(warning))}\n`);
    }
  }

  /** Runs the command's work; its output appears whole, or, in a file, not at all. */
  async finish(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.output.end();
    } catch (error) {
      // What was read before a failure is worth printing, but not worth a file.
      if (this.options.output === null && !(error instanceof TraceError)) this.output.end();
      else this.output.discard();
      throw error;
    }
  }
}

function warningsOf({ captures, limitsReached }: Summary): string[] {
  const warnings = captures.flatMap(({ path, warnings }) => warnings.map((warning) => `${path}: ${warning}`));
  return [...warnings, ...limitsReached];
}

/** A sink is asked only for what it takes; the copy must offer the same methods and no more. */
function withProgress(sink: Sink, progress: ProgressLine): Sink {
  const watched: Sink = {
    progress: (state) => progress.show(state),
    ...(sink.moments && { moments: sink.moments }),
    withoutRows: sink.withoutRows ?? false,
  };
  if (sink.begin) watched.begin = (clock) => sink.begin!(clock);
  if (sink.packet) watched.packet = (view) => sink.packet!(view);
  if (sink.connection) watched.connection = (view) => sink.connection!(view);
  return watched;
}

function inputs(captures: readonly string[], { stdinIsTty }: Surroundings): readonly string[] {
  if (captures.filter((path) => path === '-').length > 1) throw new UsageError(cliText.stdinTwice);
  if (captures.length > 0) return captures;
  if (stdinIsTty) throw new UsageError(cliText.noCapture);
  return ['-'];
}

function wantsColor(options: Options, { environment, stdoutIsTty }: Surroundings): boolean {
  if (options.output !== null) return options.color === true;
  if (options.color !== null) return options.color;
  return stdoutIsTty && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
