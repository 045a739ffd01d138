import { Logged } from '../../../hosts/connection-log.js';
import type { FindingCode } from '../../../rows.js';
import { clustersOfConnections } from '../../claims.js';
import { endpointText } from '../../facts.js';
import { type Gathering, type HostRule, traceEndNs, type World } from '../../host-rule.js';
import { STALE_CONNECTIONS, STALE_SECONDS } from '../../thresholds.js';

/** Judgements that prove a connection stale: the far end had forgotten it. */
const PROOFS: ReadonlySet<FindingCode> = new Set(['half-open', 'keep-alive-unanswered', 'keep-alive-reset']);

/** A client opens one connection after the other, and none of the earlier ones is ever used again or closed. */
export const staleConnections: HostRule = {
  code: 'stale-connections',
  thresholds: { connections: STALE_CONNECTIONS, silentSeconds: STALE_SECONDS },
  sources: ['RFC 9293 §3.5.1', 'RFC 1122 §4.2.3.6'],
  judge(world) {
    const { log } = world.census;
    const { order, groups } = log.groupedBy(
      log.initiator,
      STALE_CONNECTIONS,
      (row) => (log.what[row]! & Logged.LeftOpen) !== 0,
    );
    return groups.flatMap(({ from, to }) => {
      const byService = new Map<number, number[]>();
      for (const row of order.subarray(from, to)) {
        const service = log.service[row]!;
        const rows = byService.get(service);
        if (rows === undefined) byService.set(service, [row]);
        else rows.push(row);
      }
      return [...byService].flatMap(([service, rows]) => stalesOf(world, service, rows));
    });
  },
};

/** @param rows what the client left open at the service, by time */
function stalesOf(world: World, service: number, rows: readonly number[]): Gathering[] {
  const { census, clusters } = world;
  const { log } = census;
  if (service === 0 || rows.length < STALE_CONNECTIONS) return [];
  // Each must have fallen silent before the next began: several in use at once are a pool.
  const isOneByOne = rows.every((row, i) => i === 0 || log.startNs[row]! > log.endNs[rows[i - 1]!]!);
  if (!isOneByOne) return [];
  const numbers = new Set(rows.map((row) => log.connection[row]!));
  const client = census.address(log.initiator[rows[0]!]!);
  const { host, port } = census.service(service);
  const address = census.address(host);
  const proofs = clusters.filter(
    ({ code, group }) =>
      PROOFS.has(code) &&
      group.responderAddress === address &&
      group.responderPort === port &&
      group.initiators.has(client),
  );
  const isProven = proofs.length > 0;
  const silentSeconds = (traceEndNs(world) - log.endNs[rows.at(-2)!]!) / 1e9;
  if (!isProven && !(silentSeconds >= STALE_SECONDS)) return [];
  return [
    {
      code: 'stale-connections',
      severity: 'warning',
      certainty: isProven ? 'likely' : 'possible',
      scope: 'service',
      subject: { address, port },
      packets: rows.slice(0, 10).map((row) => log.firstPacket[row]!),
      timeNs: log.startNs[rows[0]!]!,
      endNs: traceEndNs(world),
      measures: {
        opened: rows.length,
        stale: rows.length - 1,
        oldestSeconds: (traceEndNs(world) - log.startNs[rows[0]!]!) / 1e9,
        overSeconds: (log.startNs[rows.at(-1)!]! - log.startNs[rows[0]!]!) / 1e9,
        proven: isProven ? 'yes' : 'no',
      },
      facts: { subject: endpointText(address, port), subjectHost: address, peer: client, peerHost: client },
      clusters: [...new Set([...clustersOfConnections(clusters, numbers), ...proofs])],
      connections: [...numbers].sort((a, b) => a - b),
      connectionCount: numbers.size,
    },
  ];
}
