import { type AnalyzeOptions, analyze as analyzeTimeline, type Timeline } from '../analyze.js';
import { canReadAgain } from '../capture/input-paths.js';
import { openCaptures } from '../capture/merge.js';
import type { PacketBytes } from '../capture/packet-bytes.js';
import { UsageError } from '../errors.js';
import { cliText } from '../format/messages/en.js';
import { TimeZone } from '../format/time.js';
import type { Choice } from '../query/choice.js';
import { compileQuery } from '../query/evaluate.js';
import { type Moment, parseMoment } from '../query/moment.js';
import { TimeWindow } from '../query/time-window.js';
import type { Sink, Summary } from '../sink.js';

/** What to read: a path, several that make one timeline ("-" is standard input), or a reader that was opened before. */
export type Captures = string | readonly string[] | Timeline;

/** Captures to be read, once or again. The command line has its own, which tell of progress and warn. */
export interface Passes {
  /** Where they are; empty where a reader was opened before. */
  readonly captures: readonly string[];
  readonly canReadAgain: boolean;
  /**
   * Reads everything once.
   * @param again set for a second pass over the same captures
   * @param keep takes what is needed to read bytes of packets again; whoever takes it closes it
   */
  read(sink: Sink, again?: boolean, keep?: (bytes: PacketBytes) => void): Promise<Summary>;
}

/** Which rows are wanted. Everything is tracked all the same, and numbers never change. */
export interface ChoiceOptions {
  /** Only what matches, in the language of `--filter`: `reset && 10.0.0.0/8`. Default: all. */
  filter?: string;
  /** Only what lived then: `14:05:41`, `+12.5s` from the first packet, `#123`, ISO 8601, epoch seconds. Default: from the beginning, to the end. */
  from?: string;
  to?: string;
  /** The zone of times of day: "UTC", "Europe/Berlin", "local". Default "local". */
  timeZone?: string;
}

/** What all functions that read captures can be told. */
export interface ReadOptions extends AnalyzeOptions, ChoiceOptions {}

/**
 * Reads captures to their end and hands every row to the sink as it comes about; gives back what is known of the
 * captures as a whole. A capture that breaks off is no error but a warning in the summary.
 *
 * @throws {CaptureFormatError} when a capture is in no format that is read here.
 * @throws {CaptureUnreadableError} when one cannot be opened or read at all.
 * @throws what the sink throws.
 */
export async function analyze(
  captures: Captures,
  sink: Sink,
  options: AnalyzeOptions = {},
): Promise<Summary> {
  return passesOf(captures, options).read(sink);
}

/** The passes over captures as programs name them. A reader that was opened before can be read once. */
export function passesOf(captures: Captures, options: AnalyzeOptions = {}): Passes {
  if (typeof captures !== 'string' && 'next' in captures) {
    return {
      captures: [],
      canReadAgain: false,
      read: (sink) => analyzeTimeline(captures, sink, options),
    };
  }
  const paths = typeof captures === 'string' ? [captures] : captures;
  return {
    captures: paths,
    get canReadAgain() {
      return canReadAgain(paths);
    },
    read: async (sink, _again, keep) => {
      const reader = await openCaptures(paths, { spool: keep !== undefined });
      if (reader.packetBytes !== null) keep?.(reader.packetBytes);
      return analyzeTimeline(reader, sink, options);
    },
  };
}

/** What is chosen, with the zone that its times of day are meant in. */
export interface ZonedChoice extends Choice {
  zone: TimeZone;
}

/** @throws {QueryError} for a filter, {UsageError} for a time, RangeError for a zone that cannot be understood */
export function choiceOf({ filter, from, to, timeZone }: ChoiceOptions): ZonedChoice {
  const zone = new TimeZone(timeZone ?? 'local');
  return {
    filter: filter === undefined ? null : compileQuery(filter, zone),
    window: new TimeWindow(momentOf(from), momentOf(to), zone),
    zone,
  };
}

export function momentOf(text: string | undefined): Moment | null {
  return text === undefined ? null : parseMoment(text);
}

/** @throws {UsageError} where the captures can be read only once, and twice is needed */
export function checkCanReadAgain(passes: Passes): void {
  if (!passes.canReadAgain) throw new UsageError(cliText.needsTwoPasses);
}
