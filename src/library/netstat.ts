import { UsageError } from '../errors.js';
import { cliText, netstatText } from '../format/messages/en.js';
import { Listeners } from '../hosts/listeners.js';
import { type MomentPlan, type Moment as MomentPoint, momentsOf } from '../hosts/moments.js';
import { Netstat, type NetstatEntry } from '../hosts/netstat.js';
import { isHeld, sidesOf } from '../hosts/socket-table.js';
import { StateCounts } from '../hosts/state-counts.js';
import { MAX_LISTENERS, MAX_MOMENTS } from '../limits.js';
import type { Query } from '../query/evaluate.js';
import { type Moment, momentNs, type ZoneOffsets } from '../query/moment.js';
import { type PeakAndEnd, sortPeaks } from '../report/state-peaks.js';
import type { Clock, Sink, Summary } from '../sink.js';
import type { Passes } from './passes.js';

/** Whose sockets, of which connections, and when. A socket outlives its last packet: times choose moments, not connections. */
export interface NetstatQuestion {
  isChosen: (host: string) => boolean;
  filter: Query | null;
  zone: ZoneOffsets;
  from: Moment | null;
  to: Moment | null;
}

/** The moments that are asked for: one, or one every so often; that begins at `from`, or with the first packet. */
export interface MomentsQuestion extends NetstatQuestion {
  at: Moment | null;
  stepNs: number;
}

/** The socket tables of all hosts at each moment, in order; to be walked through once. */
export interface SocketTables {
  clock: Clock;
  tables: Iterable<{ timeNs: number; entries: NetstatEntry[] }>;
  /** Bounds that were reached, in sentences. */
  limitsReached: string[];
}

/** One pass for socket tables. @throws {UsageError} for a moment that the captures do not have, and for too many of them */
export async function readSocketTables(passes: Passes, question: MomentsQuestion): Promise<SocketTables> {
  let clock: Clock | null = null;
  const collected = new Netstat(() => planOf(question, clock!), question.isChosen);
  const summary = await collect(passes, question, collected, (started) => {
    clock = started;
  });
  return {
    clock: clock!,
    tables: summary.totals.packets === 0 ? [] : tablesOf(collected, question, clock!, summary),
    limitsReached: collected.limitsReached(),
  };
}

function tablesOf(collected: Netstat, { to, zone }: MomentsQuestion, clock: Clock, summary: Summary) {
  const { plan, packetNs } = collected.moments;
  const lastNs = lastNsOf(summary) ?? Number.NaN;
  const toNs = to === null ? lastNs : timeOf('--to', to, clock, zone);
  check(plan, toNs, summary);
  return tablesAt(collected, momentsOf(plan, toNs, packetNs), lastNs);
}

function* tablesAt(collected: Netstat, moments: Iterable<MomentPoint>, lastNs: number) {
  for (const at of moments) yield { timeNs: at.timeNs, entries: collected.at(at, lastNs) };
}

function planOf({ at, from, stepNs, zone }: MomentsQuestion, clock: Clock): MomentPlan {
  if (at?.kind === 'packet') return { firstNs: Number.NaN, stepNs, packet: at.packet };
  if (at !== null) return { firstNs: timeOf('--at', at, clock, zone), stepNs, packet: null };
  const firstNs = from === null ? 0 : timeOf('--from', from, clock, zone);
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

/** The most sockets that each host had in each state at once, and when. */
export interface StatePeaks {
  clock: Clock;
  /** Host by host, the one with the highest peak first. */
  peaks: PeakAndEnd[];
  /** Bounds that were reached, in sentences. */
  limitsReached: string[];
}

/** One pass for peaks. @throws {UsageError} where the captures have no times */
export async function readStatePeaks(passes: Passes, question: NetstatQuestion): Promise<StatePeaks> {
  let clock: Clock | null = null;
  const counts = new StateCounts();
  const listeners = new Listeners(question.isChosen);
  const sink: Pick<Sink, 'connection'> = {
    connection: (view) => {
      listeners.add(view);
      for (const side of sidesOf(view)) {
        const host = side === 'initiator' ? view.initiatorAddress : view.responderAddress;
        if (!question.isChosen(host)) continue;
        for (const span of view.spansOf(side)) {
          if (isHeld(span)) counts.add(host, span.state, span.sinceNs, span.untilNs);
        }
      }
    },
  };
  const summary = await collect(passes, question, sink, (started) => {
    clock = started;
  });
  for (const { host, sinceNs, untilNs } of listeners.spans()) counts.add(host, 'LISTEN', sinceNs, untilNs);
  const lastNs = lastNsOf(summary);
  if (summary.totals.packets > 0 && lastNs === null) throw new UsageError(cliText.noTimes('netstat'));
  return {
    clock: clock!,
    peaks: peaksBetween(question, clock!, counts, lastNs ?? 0),
    limitsReached: [
      ...(listeners.isFull ? [netstatText.tooManyListeners(MAX_LISTENERS)] : []),
      ...(counts.isFull ? [netstatText.tooManyStates] : []),
    ],
  };
}

/** Nothing is counted after the last packet but what time alone ends. */
function peaksBetween(
  { from, to, zone }: NetstatQuestion,
  clock: Clock,
  counts: StateCounts,
  lastNs: number,
) {
  const fromNs = from === null ? Number.NEGATIVE_INFINITY : timeOf('--from', from, clock, zone);
  const toNs = to === null ? lastNs : timeOf('--to', to, clock, zone);
  const peaks = counts.peaks(fromNs, toNs).map((peak) => ({
    ...peak,
    atEnd: counts.at(peak.host, peak.state, toNs),
  }));
  return sortPeaks(peaks);
}

function lastNsOf({ totals }: Summary): number | null {
  return totals.durationSeconds === null ? null : totals.durationSeconds * 1e9;
}

/** A time in nanoseconds after the first packet. @throws {UsageError} where the capture has no times, and for packet numbers */
function timeOf(option: string, at: Moment, clock: Clock, zone: ZoneOffsets): number {
  if (at.kind === 'packet') throw new UsageError(cliText.wantsTime(option));
  const ns = momentNs(at, clock, zone);
  if (Number.isNaN(ns)) throw new UsageError(cliText.noTimes(option));
  return ns;
}

/** Reads the captures into a sink, connections that the filter leaves out aside. */
function collect(
  passes: Passes,
  { filter }: NetstatQuestion,
  sink: Pick<Sink, 'connection' | 'moments'>,
  begin: (clock: Clock) => void,
): Promise<Summary> {
  return passes.read({
    withoutRows: true,
    judges: filter?.needsJudgements ?? false,
    begin: (clock) => {
      filter?.begin(clock);
      begin(clock);
    },
    connection: (view) => {
      if (filter === null || filter.connection(view)) sink.connection?.(view);
    },
    ...(sink.moments && { moments: sink.moments }),
  });
}
