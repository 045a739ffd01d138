import { UsageError } from '../../errors.js';
import { cliText } from '../../format/messages/en.js';
import { type Moment, momentNs } from '../../query/moment.js';
import type { Clock, Sink, Summary } from '../../sink.js';
import { moment, type RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** `--from` and `--to`: here they choose moments, not connections. A socket outlives its last packet. */
export interface TimeRange {
  from: Moment | null;
  to: Moment | null;
}

export function timeRange(raw: RawOptions): TimeRange {
  return { from: moment('--from', raw.from), to: moment('--to', raw.to) };
}

/** The time of an option in nanoseconds after the first packet. @throws UsageError where the capture has no times, and for packet numbers */
export function timeOf(option: string, at: Moment, clock: Clock, { options }: Session): number {
  if (at.kind === 'packet') throw new UsageError(cliText.wantsTime(option));
  const ns = momentNs(at, clock, options.zone);
  if (Number.isNaN(ns)) throw new UsageError(cliText.noTimes(option));
  return ns;
}

/** Reads the captures into a sink, connections that the filter leaves out aside. */
export async function collect(
  session: Session,
  sink: Pick<Sink, 'connection' | 'moments'>,
  begin: (clock: Clock) => void,
): Promise<Summary> {
  const { filter } = session.options;
  return session.read({
    withoutRows: true,
    judges: filter?.needsJudgements ?? false,
    begin: (clock) => {
      filter?.begin(clock);
      session.clock.begin(clock);
      begin(clock);
    },
    connection: (view) => {
      if (filter === null || filter.connection(view)) sink.connection?.(view);
    },
    ...(sink.moments && { moments: sink.moments }),
  });
}
