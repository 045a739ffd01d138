import { Attempt } from '../../../hosts/attempt.js';
import { Logged } from '../../../hosts/connection-log.js';
import { clustersOfConnections } from '../../claims.js';
import { endpointText } from '../../facts.js';
import type { Gathering, HostRule, World } from '../../host-rule.js';
import { BACKLOG_SECONDS, BACKLOG_SYNS } from '../../thresholds.js';

/** SYNs go unanswered at a service that accepts others at the same time: Linux drops them when the accept queue is full. */
export const serviceBacklogOverflow: HostRule = {
  code: 'backlog-overflow',
  thresholds: { unanswered: BACKLOG_SYNS, withinSeconds: BACKLOG_SECONDS },
  sources: ['Linux: tcp_conn_request, sk_acceptq_is_full', 'listen(2)'],
  judge(world) {
    const { census } = world;
    const { order, groups } = census.byService();
    return groups
      .filter(({ from, to }) => to - from > BACKLOG_SYNS)
      .flatMap(({ key, from, to }) => overflowOf(world, key, order.subarray(from, to)));
  },
};

function overflowOf({ census, clusters }: World, service: number, rows: Uint32Array): Gathering[] {
  const { log } = census;
  // Only who asks again was left without an answer; one SYN may stand at the end of the trace.
  const silent = Array.from(rows.filter((row) => log.attempt(row) === Attempt.SilentRepeated));
  if (silent.length < BACKLOG_SYNS) return [];
  const fromNs = log.startNs[silent[0]!]! - BACKLOG_SECONDS * 1e9;
  const toNs = log.endNs[silent.at(-1)!]! + BACKLOG_SECONDS * 1e9;
  const accepted = Array.from(
    rows.filter(
      (row) =>
        (log.what[row]! & Logged.Opened) !== 0 && log.startNs[row]! >= fromNs && log.startNs[row]! <= toNs,
    ),
  );
  if (accepted.length === 0) return [];
  // A filter drops whoever it was told to; a full queue does not ask who calls.
  const callers = new Set(silent.map((row) => log.initiator[row]!));
  const isSameCaller = accepted.some((row) => callers.has(log.initiator[row]!));
  const { host, port } = census.service(service);
  const address = census.address(host);
  const connections = silent.map((row) => log.connection[row]!).sort((a, b) => a - b);
  const claimed = clustersOfConnections(clusters, new Set(connections));
  if (claimed.length === 0) return [];
  return [
    {
      code: 'backlog-overflow',
      severity: 'error',
      certainty: isSameCaller ? 'likely' : 'possible',
      scope: 'service',
      subject: { address, port },
      packets: silent.slice(0, 10).map((row) => log.firstPacket[row]!),
      timeNs: log.startNs[silent[0]!]!,
      endNs: log.endNs[silent.at(-1)!]!,
      measures: { unanswered: silent.length, accepted: accepted.length },
      facts: {
        subject: endpointText(address, port),
        responder: endpointText(address, port),
        responderHost: address,
      },
      clusters: claimed,
      connections,
      connectionCount: connections.length,
    },
  ];
}
