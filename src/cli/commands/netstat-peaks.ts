import { UsageError } from '../../errors.js';
import { cliText, netstatText } from '../../format/messages/en.js';
import { Listeners } from '../../hosts/listeners.js';
import { isHeld, sidesOf } from '../../hosts/socket-table.js';
import { StateCounts } from '../../hosts/state-counts.js';
import { MAX_LISTENERS } from '../../limits.js';
import {
  type PeakAndEnd,
  peaksCsv,
  peaksJson,
  peaksNdjson,
  peaksText,
  sortPeaks,
} from '../../report/state-peaks.js';
import type { Clock } from '../../sink.js';
import type { Session } from '../session.js';
import { collect, type TimeRange, timeOf } from './netstat-range.js';

/** Hosts shown as text unless `--limit` says otherwise. */
const SHOWN_HOSTS = 20;

/** The most sockets of each state that each host had at once. */
export async function statePeaks(
  session: Session,
  range: TimeRange,
  isChosen: (host: string) => boolean,
): Promise<void> {
  let clock: Clock | null = null;
  const counts = new StateCounts();
  const listeners = new Listeners(isChosen);
  const summary = await collect(
    session,
    {
      connection: (view) => {
        listeners.add(view);
        for (const side of sidesOf(view)) {
          const host = side === 'initiator' ? view.initiatorAddress : view.responderAddress;
          if (!isChosen(host)) continue;
          for (const span of view.spansOf(side)) {
            if (isHeld(span)) counts.add(host, span.state, span.sinceNs, span.untilNs);
          }
        }
      },
    },
    (started) => {
      clock = started;
    },
  );
  for (const { host, sinceNs, untilNs } of listeners.spans()) {
    counts.add(host, 'LISTEN', sinceNs, untilNs);
  }
  session.warn([
    ...(listeners.isFull ? [netstatText.tooManyListeners(MAX_LISTENERS)] : []),
    ...(counts.isFull ? [netstatText.tooManyStates] : []),
  ]);
  const { packets, durationSeconds } = summary.totals;
  if (packets > 0 && durationSeconds === null) throw new UsageError(cliText.noTimes('netstat'));
  print(session, clock!, peaksBetween(session, clock!, range, counts, (durationSeconds ?? 0) * 1e9));
}

/** Nothing is counted after the last packet but what time alone ends. */
function peaksBetween(
  session: Session,
  clock: Clock,
  { from, to }: TimeRange,
  counts: StateCounts,
  lastNs: number,
): PeakAndEnd[] {
  const fromNs = from === null ? Number.NEGATIVE_INFINITY : timeOf('--from', from, clock, session);
  const toNs = to === null ? lastNs : timeOf('--to', to, clock, session);
  const peaks = counts.peaks(fromNs, toNs).map((peak) => ({
    ...peak,
    atEnd: counts.at(peak.host, peak.state, toNs),
  }));
  return sortPeaks(peaks);
}

function print({ options, output, clock: clockText, terminal }: Session, clock: Clock, all: PeakAndEnd[]) {
  const peaks = all.slice(0, options.format === 'text' ? undefined : (options.limit ?? undefined));
  switch (options.format) {
    case 'ndjson':
      return peaksNdjson(peaks, clock, output);
    case 'json':
      return peaksJson(peaks, clock, output);
    case 'csv':
      return peaksCsv(peaks, clock, output);
    default:
      return peaksText(peaks, { output, clock: clockText, terminal, hosts: options.limit ?? SHOWN_HOSTS });
  }
}
