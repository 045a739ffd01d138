import { hostTest } from '../query/host-match.js';
import { parseInterval, parseMoment } from '../query/moment.js';
import { socketRow } from '../report/netstat.js';
import { peakRow } from '../report/state-peaks.js';
import type { SocketRow, StatePeakRow } from '../rows.js';
import { type MomentsQuestion, type NetstatQuestion, readSocketTables, readStatePeaks } from './netstat.js';
import { type Captures, choiceOf, momentOf, passesOf, type ReadOptions } from './passes.js';

/** Which sockets. A socket outlives its last packet: `from` and `to` choose moments here. */
export interface SocketOptions extends ReadOptions {
  /** Only hosts that match: an address, a network (`10.0.0.0/8`), a pattern. Default: all. */
  host?: string;
}

/** At one moment, or at every step between `from` and `to`. */
export type SocketMoments = { at: string } | { every: string };

/**
 * Every host's sockets as `netstat` would have shown them: at a moment (`{ at: '14:05:41' }`, `{ at: '#123' }` after packet 123;
 * any moment after the last packet too), or at many (`{ every: '500ms' }`). Moment by moment, host by host, LISTEN first, then by port.
 *
 * @throws as `connectionsOf`; {UsageError} for moments that the captures do not have, and for more than can be told apart.
 */
export async function socketsOf(
  captures: Captures,
  moments: SocketMoments,
  options: SocketOptions = {},
): Promise<SocketRow[]> {
  const question: MomentsQuestion = {
    ...questionOf(options),
    at: 'at' in moments ? parseMoment(moments.at) : null,
    stepNs: 'every' in moments ? parseInterval(moments.every) : Number.POSITIVE_INFINITY,
  };
  const { clock, tables } = await readSocketTables(passesOf(captures, options), question);
  const rows: SocketRow[] = [];
  for (const { timeNs, entries } of tables)
    for (const entry of entries) rows.push(socketRow(entry, timeNs, clock));
  return rows;
}

/**
 * The most sockets that each host had in each state at once, and when: host by host, the one with the highest peak first.
 *
 * @throws as `connectionsOf`; {UsageError} where the captures have no times.
 */
export async function statePeaksOf(captures: Captures, options: SocketOptions = {}): Promise<StatePeakRow[]> {
  const { clock, peaks } = await readStatePeaks(passesOf(captures, options), questionOf(options));
  return peaks.map((peak) => peakRow(peak, clock));
}

function questionOf({ host, from, to, ...options }: SocketOptions): NetstatQuestion {
  const { filter, zone } = choiceOf(options);
  return {
    isChosen: host === undefined ? () => true : hostTest(host),
    filter,
    zone,
    from: momentOf(from),
    to: momentOf(to),
  };
}
