import { UsageError } from '../../errors.js';
import { cliText } from '../../format/messages/en.js';
import { type MomentPlan, momentsOf } from '../../hosts/moments.js';
import { Netstat } from '../../hosts/netstat.js';
import { MAX_MOMENTS } from '../../limits.js';
import { hostTest } from '../../query/host-match.js';
import { type Moment, parseMoment } from '../../query/moment.js';
import {
  NetstatCsv,
  NetstatJson,
  NetstatNdjson,
  type NetstatReport,
  NetstatText,
} from '../../report/netstat.js';
import type { Clock, Summary } from '../../sink.js';
import { moment, type RawOptions } from '../options.js';
import type { Session } from '../session.js';
import { statePeaks } from './netstat-peaks.js';
import { collect, type TimeRange, timeOf, timeRange } from './netstat-range.js';

/** The socket tables of every host at one moment or at many; without a moment the peaks of every state. */
export async function netstat(session: Session, raw: RawOptions): Promise<void> {
  const { at, every, host } = raw;
  const isChosen = host === undefined ? () => true : hostTest(host);
  const range = timeRange(raw);
  if (at !== undefined && every !== undefined) throw new UsageError(cliText.atOrEvery);
  if (at !== undefined && (range.from ?? range.to) !== null) throw new UsageError(cliText.rangeWithoutEvery);
  if (at === undefined && every === undefined) return statePeaks(session, range, isChosen);
  const wanted: Wanted = {
    at: moment('--at', at),
    stepNs: every === undefined ? Number.POSITIVE_INFINITY : interval(every),
    range,
  };
  await tables(session, wanted, isChosen);
}

/** The moments as they were asked for. */
interface Wanted {
  at: Moment | null;
  stepNs: number;
  range: TimeRange;
}

async function tables(session: Session, wanted: Wanted, isChosen: (host: string) => boolean): Promise<void> {
  let clock: Clock | null = null;
  const collected = new Netstat(() => planOf(wanted, clock!, session), isChosen);
  const summary = await collect(session, collected, (started) => {
    clock = started;
  });
  session.warn(collected.limitsReached());
  const report = openReport(session, clock!);
  let left = session.options.limit ?? Number.POSITIVE_INFINITY;
  if (summary.totals.packets > 0) {
    const { plan, packetNs } = collected.moments;
    const lastNs = lastNsOf(summary);
    const toNs = wanted.range.to === null ? lastNs : timeOf('--to', wanted.range.to, clock!, session);
    check(plan, toNs, summary);
    for (const at of momentsOf(plan, toNs, packetNs)) {
      const entries = collected.at(at, lastNs).slice(0, left);
      report.moment(at.timeNs, entries);
      left -= entries.length;
      if (left === 0) break;
    }
  }
  report.end();
}

/** `--every` begins at `--from`, or with the first packet. */
function planOf({ at, stepNs, range }: Wanted, clock: Clock, session: Session): MomentPlan {
  if (at?.kind === 'packet') return { firstNs: Number.NaN, stepNs, packet: at.packet };
  if (at !== null) return { firstNs: timeOf('--at', at, clock, session), stepNs, packet: null };
  const firstNs = range.from === null ? 0 : timeOf('--from', range.from, clock, session);
  return { firstNs, stepNs, packet: null };
}

function check({ packet, firstNs, stepNs }: MomentPlan, toNs: number, { totals }: Summary): void {
  if (packet !== null && packet > totals.packets)
    throw new UsageError(cliText.noSuchPacket(packet, totals.packets));
  if (stepNs !== Number.POSITIVE_INFINITY && Number.isNaN(toNs))
    throw new UsageError(cliText.noTimes('--every'));
  const count = Math.floor((toNs - firstNs) / stepNs) + 1;
  if (count > MAX_MOMENTS) throw new UsageError(cliText.tooManyMoments(count, MAX_MOMENTS));
}

function lastNsOf({ totals }: Summary): number {
  return totals.durationSeconds === null ? Number.NaN : totals.durationSeconds * 1e9;
}

/** "1s", "500ms", "5m": as a time after the first packet is written. */
function interval(text: string): number {
  let parsed: Moment | null = null;
  try {
    parsed = parseMoment(`+${text}`);
  } catch {
    // Said below, in the words of this option.
  }
  if (parsed?.kind !== 'relative' || parsed.ns <= 0n) throw new UsageError(cliText.notAnInterval(text));
  return Number(parsed.ns);
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
