import { Attempt } from '../../../hosts/attempt.js';
import type { ConnectionLog, Group, Grouping } from '../../../hosts/connection-log.js';
import type { FindingCode } from '../../../rows.js';
import { clustersAt, densest } from '../../claims.js';
import { endpointText } from '../../facts.js';
import { type Gathering, type HostRule, traceEndNs, type World } from '../../host-rule.js';
import { FLOOD_ATTEMPTS, FLOOD_SECONDS, SYN_ACK_REPEAT_SECONDS } from '../../thresholds.js';

/** What becomes of SYNs whose senders do not wait for an answer. */
const CLAIMED: ReadonlySet<FindingCode> = new Set([
  'handshake-unanswered',
  'handshake-ack-lost',
  'syn-ack-retransmitted',
  'stray-segment',
]);

/** Many attempts at one service that nobody finishes, and nobody repeats. */
export const synFlood: HostRule = {
  code: 'syn-flood',
  thresholds: { attempts: FLOOD_ATTEMPTS, withinSeconds: FLOOD_SECONDS },
  sources: ['RFC 4987', 'Linux: tcp_conn_request, tcp_syncookies'],
  judge(world) {
    const { log } = world.census;
    const isLone = (row: number) =>
      log.attempt(row) === Attempt.Silent || log.attempt(row) === Attempt.HalfOpen;
    const lone = log.groupedBy(log.service, FLOOD_ATTEMPTS, isLone);
    return lone.groups.flatMap((group) => floodOf(world, lone, group));
  },
};

function floodOf(world: World, { order }: Grouping, { key, from, to }: Group): Gathering[] {
  const { census } = world;
  const { log } = census;
  const rows = order.subarray(from, to);
  const times = new Float64Array(rows.length);
  let answered = 0;
  for (let i = 0; i < rows.length; i++) {
    times[i] = log.startNs[rows[i]!]!;
    if (log.attempt(rows[i]!) === Attempt.HalfOpen) answered++;
  }
  const stretch = densest(times, FLOOD_SECONDS * 1e9);
  const seen = sources(log, rows);
  // One SYN without answer is also what is left of a client with little patience: forged sources are many.
  if (stretch.count < FLOOD_ATTEMPTS || (answered === 0 && seen.count < rows.length / 2)) return [];
  const { host, port } = census.service(key);
  const address = census.address(host);
  const clusters = clustersAt(world.clusters, CLAIMED, address, port);
  const outcomes = census.services.outcomes(key, 'responder');
  // What could not be logged is known from the events.
  const endNs =
    log.unlogged === 0 ? times.at(-1)! : Math.max(times.at(-1)!, ...clusters.map((cluster) => cluster.endNs));
  const attempts = Math.max(rows.length, (outcomes.unanswered ?? 0) + (outcomes['aborted-handshake'] ?? 0));
  const dropped = attempts > rows.length ? (outcomes.unanswered ?? 0) : rows.length - answered;
  const served = outcomesServed(outcomes);
  return [
    {
      code: 'syn-flood',
      severity: dropped > 0 && answered > 0 ? 'error' : 'warning',
      certainty: seen.isMore || seen.count > rows.length / 2 ? 'likely' : 'possible',
      scope: 'service',
      subject: { address, port },
      packets: Array.from(rows.subarray(0, 10), (row) => log.firstPacket[row]!),
      timeNs: times[0]!,
      endNs,
      measures: {
        attempts,
        sources: seen.count,
        moreSources: seen.isMore ? 'yes' : 'no',
        mostPerSecond: densest(times, 1e9).count,
        overSeconds: (endNs - times[0]!) / 1e9,
        answered: attempts - dropped,
        dropped,
        halfOpenAtOnce: halfOpenAtOnce(world, host),
        cookies: cookies(
          world,
          clusters.map(({ code }) => code),
          times.at(-1)!,
          answered,
        ),
        served,
      },
      facts: { subject: endpointText(address, port) },
      clusters,
      connections: Array.from(rows.subarray(0, 1000), (row) => log.connection[row]!),
      connectionCount: attempts,
    },
  ];
}

function outcomesServed(outcomes: Partial<Record<string, number>>): number {
  return (outcomes['closed'] ?? 0) + (outcomes['half-closed'] ?? 0) + (outcomes['reset'] ?? 0);
}

/** Hosts beyond the number that are told apart are only known to be more. */
function sources(log: ConnectionLog, rows: Uint32Array): { count: number; isMore: boolean } {
  let most = 0;
  for (let i = 0; i < rows.length; i++) if (log.initiator[rows[i]!]! > most) most = log.initiator[rows[i]!]!;
  const seen = new Uint8Array(most + 1);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const host = log.initiator[rows[i]!]!;
    if (seen[host] === 0 && host !== 0) count++;
    seen[host] = 1;
  }
  return { count, isMore: seen[0] === 1 };
}

/** How full the backlog was, as far as attempts lasted. */
function halfOpenAtOnce(world: World, host: number): number {
  const peaks = world.census.peaks(traceEndNs(world));
  return peaks.find((peak) => peak.host === host && peak.state === 'SYN_RCVD')?.peak ?? 0;
}

/** A kernel that answers by cookies remembers nothing, so it cannot repeat itself. */
function cookies(world: World, codes: readonly FindingCode[], lastNs: number, answered: number): string {
  if (codes.includes('syn-ack-retransmitted')) return 'no';
  const hasWaited = traceEndNs(world) - lastNs >= SYN_ACK_REPEAT_SECONDS * 1e9;
  return answered > 0 && hasWaited ? 'yes' : 'unknown';
}
