import { type AnalyzeOptions, analyze as analyzeTimeline, type Timeline } from './analyze.js';
import { openCaptures } from './capture/merge.js';
import { TimeZone } from './format/time.js';
import { compileQuery } from './query/evaluate.js';
import type { ConnectionRow } from './rows.js';
import type { Sink, Summary } from './sink.js';

/** What to read: a path, several that make one timeline ("-" is standard input), or a reader that was opened before. */
export type Captures = string | readonly string[] | Timeline;

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
  return analyzeTimeline(await opened(captures), sink, options);
}

export interface ConnectionsOptions extends AnalyzeOptions {
  /** Only connections that match, in the language of `--filter`: `reset && 10.0.0.0/8`. Default: all. */
  filter?: string;
  /** The zone of times of day within the filter: "UTC", "Europe/Berlin", "local". Default "local". */
  timeZone?: string;
}

/**
 * Reads captures to their end and gives every connection back, in the order of their numbers. All rows are held at
 * once, a few kilobytes each: for captures with millions of connections, take them one by one with `analyze`.
 *
 * @throws as `analyze`; {QueryError} for a filter, RangeError for a zone that cannot be understood.
 */
export async function connectionsOf(
  captures: Captures,
  options: ConnectionsOptions = {},
): Promise<ConnectionRow[]> {
  const { filter, timeZone } = options;
  const query = filter === undefined ? null : compileQuery(filter, new TimeZone(timeZone ?? 'local'));
  const rows: ConnectionRow[] = [];
  await analyze(
    captures,
    {
      begin: (clock) => query?.begin(clock),
      connection: (view) => {
        if (query === null || query.connection(view)) rows.push(view.toRow());
      },
    },
    options,
  );
  return rows.sort((a, b) => a.connection - b.connection);
}

async function opened(captures: Captures): Promise<Timeline> {
  if (typeof captures === 'string') return openCaptures([captures]);
  return 'next' in captures ? captures : openCaptures(captures);
}
