import { HostNames } from '../capture/host-names.js';
import { canReadAgain, inputPaths } from '../capture/input-paths.js';
import type { PacketBytes } from '../capture/packet-bytes.js';
import { TraceError, UsageError } from '../errors.js';
import { ClockText } from '../format/clock-text.js';
import { escapeTerminal } from '../format/escape.js';
import { inputText } from '../format/messages/en/input.js';
import { cliText } from '../format/messages/en.js';
import type { Passes } from '../library/passes.js';
import { MAX_HOST_NAMES } from '../limits.js';
import { openAtomicFile } from '../output/atomic-file.js';
import type { TextOutput } from '../output/text-output.js';
import type { Terminal } from '../report/terminal.js';
import type { Sink, Summary } from '../sink.js';
import { readHostsFile } from './hosts-file.js';
import type { Options } from './options.js';
import { ProgressLine } from './progress.js';
import { Pulse } from './pulse.js';
import type { Surroundings } from './surroundings.js';
import { TICKET_WIDTH, terminalOf } from './terminal.js';

/** Runs the analysis of some captures; tests hand in a fake. */
export type Analysis = (
  captures: readonly string[],
  sink: Sink,
  options: Options,
  input: InputOptions,
) => Promise<Summary>;

/** How the captures are opened. */
export interface InputOptions {
  fromFolders: ReadonlySet<string>;
  names: HostNames;
  follow: boolean;
  /** Ends an input that has no end of its own. */
  stop?: AbortSignal;
  /** Asks for what cannot be read twice to be kept, and takes it; whoever takes it closes it. */
  keep?: (bytes: PacketBytes) => void;
}

/** How long rows of a live input are held back, for their widths and to be written together. */
const HOLD_MS = 250;

/** One command under way: what to read, how to print, where to. */
export class Session implements Passes {
  readonly captures: readonly string[];
  readonly options: Options;
  readonly output: TextOutput;
  readonly terminal: Terminal;
  readonly clock: ClockText;
  readonly #surroundings: Surroundings;
  readonly #analysis: Analysis;
  readonly #input: InputOptions;
  /** What was not looked into. */
  readonly #remarks: readonly string[];

  /** `besides` are files that the command reads by itself: they must not be its output either. */
  constructor(
    captures: readonly string[],
    options: Options,
    surroundings: Surroundings,
    analysis: Analysis,
    besides: readonly string[] = [],
  ) {
    const { paths, fromFolders, remarks } = inputPaths(inputs(captures, surroundings));
    this.captures = paths;
    this.#remarks = remarks;
    if (options.follow && paths.length > 1) throw new UsageError(inputText.followOne);
    this.#input = { fromFolders, names: new HostNames(), follow: options.follow };
    if (options.hosts !== null) readHostsFile(options.hosts, this.#input.names);
    this.options = options;
    this.#surroundings = surroundings;
    this.#analysis = analysis;
    this.terminal = terminalOf(options, surroundings);
    this.clock = new ClockText(options.zone);
    this.output =
      options.output === null
        ? surroundings.stdout
        : openAtomicFile(options.output, { force: options.force, inputs: [...this.captures, ...besides] });
  }

  /** Whether the output is a terminal, which acts upon some bytes. */
  get writesToTerminal(): boolean {
    return this.options.output === null && this.#surroundings.stdoutIsTty;
  }

  /** Whether the captures can be read a second time. */
  get canReadAgain(): boolean {
    return canReadAgain(this.captures);
  }

  /**
   * Reads everything once. Warnings about the captures go to standard error.
   * @param again set for a second pass over the same captures, whose warnings were given already
   * @param keep takes what is needed to read all of it again
   */
  async read(sink: Sink, again = false, keep?: InputOptions['keep']): Promise<Summary> {
    const { quiet } = this.options;
    const { writeError, stderrIsTty, columns } = this.#surroundings;
    const isLive = this.options.follow || !this.canReadAgain;
    const progress =
      stderrIsTty && !quiet && !this.options.follow
        ? new ProgressLine(writeError, columns ?? TICKET_WIDTH)
        : null;
    const pulse = new Pulse(HOLD_MS, () => {
      progress?.clear();
      sink.idle?.();
      if (this.options.output === null) this.output.flush?.();
    });
    const watched = watch(sink, progress, isLive ? pulse : null);
    const stop = isLive ? this.#surroundings.endInputOnInterrupt?.() : undefined;
    let summary: Summary;
    try {
      summary = await this.#analysis(this.captures, watched, this.options, {
        ...this.#input,
        ...(stop && { stop }),
        ...(keep && { keep }),
      });
    } finally {
      pulse.stop();
      progress?.clear();
    }
    const full = this.#input.names.isFull ? [inputText.tooManyNames(MAX_HOST_NAMES)] : [];
    summary.limitsReached.unshift(...this.#remarks, ...full);
    if (!again) {
      this.warn(warningsOf(summary));
      this.options.failOn?.end(summary);
    }
    return summary;
  }

  /** Warns on standard error, unless nobody wants to hear. */
  warn(warnings: readonly string[]): void {
    if (this.options.quiet) return;
    for (const warning of warnings) {
      this.#surroundings.writeError(`${cliText.warning(escapeTerminal(warning))}\n`);
    }
  }

  /**
   * Runs the command's work; its output appears whole, or, in a file, not at all.
   * @throws GateFired, after all is written, where `--fail-on` asked for something that was found
   */
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
    this.options.failOn?.check();
  }
}

function warningsOf({ captures, limitsReached }: Summary): string[] {
  const warnings = captures.flatMap(({ path, warnings }) => warnings.map((warning) => `${path}: ${warning}`));
  return [...warnings, ...limitsReached];
}

/** A sink is asked only for what it takes; the copy must offer the same methods and no more. */
function watch(sink: Sink, progress: ProgressLine | null, pulse: Pulse | null): Sink {
  if (progress === null && pulse === null) return sink;
  const watched: Sink = {
    progress: (state) => {
      progress?.show(state);
      pulse?.stir();
    },
    ...(sink.moments && { moments: sink.moments }),
    withoutRows: sink.withoutRows ?? false,
    judges: sink.judges ?? false,
    withoutLabels: sink.withoutLabels ?? false,
    withoutRecords: sink.withoutRecords ?? false,
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
