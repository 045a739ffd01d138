import { UsageError } from '../../errors.js';
import { cliText } from '../../format/messages/en.js';
import {
  type MomentsQuestion,
  type NetstatQuestion,
  readSocketTables,
  readStatePeaks,
} from '../../library/netstat.js';
import { hostTest } from '../../query/host-match.js';
import { parseInterval } from '../../query/moment.js';
import {
  NetstatCsv,
  NetstatJson,
  NetstatNdjson,
  type NetstatReport,
  NetstatText,
} from '../../report/netstat.js';
import { peaksCsv, peaksJson, peaksNdjson, peaksText } from '../../report/state-peaks.js';
import type { Clock } from '../../sink.js';
import { moment, type RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** Hosts whose peaks are shown as text unless `--limit` says otherwise. */
const SHOWN_HOSTS = 20;

/** The socket tables of every host at one moment or at many; without a moment the peaks of every state. */
export async function netstat(session: Session, raw: RawOptions): Promise<void> {
  const { at, every, host } = raw;
  const { filter, zone } = session.options;
  const question: NetstatQuestion = {
    isChosen: host === undefined ? () => true : hostTest(host),
    filter,
    zone,
    from: moment('--from', raw.from),
    to: moment('--to', raw.to),
  };
  if (at !== undefined && every !== undefined) throw new UsageError(cliText.atOrEvery);
  if (at !== undefined && (question.from ?? question.to) !== null)
    throw new UsageError(cliText.rangeWithoutEvery);
  if (at === undefined && every === undefined) return statePeaks(session, question);
  await tables(session, {
    ...question,
    at: moment('--at', at),
    stepNs: every === undefined ? Number.POSITIVE_INFINITY : parseInterval(every),
  });
}

async function tables(session: Session, question: MomentsQuestion): Promise<void> {
  const { clock, tables, limitsReached } = await readSocketTables(session, question);
  session.warn(limitsReached);
  session.clock.begin(clock);
  const report = openReport(session, clock);
  let left = session.options.limit ?? Number.POSITIVE_INFINITY;
  for (const { timeNs, entries } of tables) {
    const shown = entries.slice(0, left);
    report.moment(timeNs, shown);
    left -= shown.length;
    if (left === 0) break;
  }
  report.end();
}

function openReport({ options, output, clock: clockText, terminal }: Session, clock: Clock): NetstatReport {
  switch (options.format) {
    case 'ndjson':
      return new NetstatNdjson(output, clock);
    case 'json':
      return new NetstatJson(output, clock);
    case 'csv':
      return new NetstatCsv(output, clock);
    default:
      return new NetstatText({ output, clock: clockText, terminal });
  }
}

/** The most sockets of each state that each host had at once. */
async function statePeaks(session: Session, question: NetstatQuestion): Promise<void> {
  const { options, output, clock: clockText, terminal } = session;
  const { clock, peaks: all, limitsReached } = await readStatePeaks(session, question);
  session.warn(limitsReached);
  clockText.begin(clock);
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
