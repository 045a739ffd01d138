import { Attempt } from '../../../hosts/attempt.js';
import { Logged } from '../../../hosts/connection-log.js';
import { clustersOfConnections } from '../../claims.js';
import { endpointText } from '../../facts.js';
import type { Gathering, HostRule, World } from '../../host-rule.js';
import { DOWN_REFUSALS } from '../../thresholds.js';

/** A service that had accepted connections refuses all since a moment. */
export const serviceDown: HostRule = {
  code: 'service-down',
  thresholds: { refusals: DOWN_REFUSALS },
  sources: ['RFC 9293 §3.10.7.1'],
  judge(world) {
    const { census } = world;
    const { order, groups } = census.byService();
    return groups
      .filter(({ from, to }) => to - from > DOWN_REFUSALS)
      .flatMap(({ key, from, to }) => downSince(world, key, order.subarray(from, to)));
  },
};

/** @param rows those of one service, by time */
function downSince({ census, clusters }: World, service: number, rows: Uint32Array): Gathering[] {
  const { log } = census;
  const lastOpened = rows.findLastIndex((row) => (log.what[row]! & Logged.Opened) !== 0);
  if (lastOpened < 0) return [];
  const refused = Array.from(
    rows.subarray(lastOpened + 1).filter((row) => log.attempt(row) === Attempt.Refused),
  );
  if (refused.length < DOWN_REFUSALS) return [];
  const { host, port } = census.service(service);
  const address = census.address(host);
  const sinceNs = log.startNs[refused[0]!]!;
  // What its end cut off goes with it.
  const ended = Array.from(
    rows.filter(
      (row) =>
        (log.what[row]! & Logged.EndedByResponder) !== 0 &&
        log.endNs[row]! >= log.startNs[rows[lastOpened]!]! &&
        log.endNs[row]! <= sinceNs,
    ),
  );
  const numbers = new Set([...refused, ...ended].map((row) => log.connection[row]!));
  return [
    {
      code: 'service-down',
      severity: 'error',
      certainty: 'likely',
      scope: 'service',
      subject: { address, port },
      packets: refused.slice(0, 10).map((row) => log.firstPacket[row]!),
      timeNs: sinceNs,
      endNs: log.endNs[refused.at(-1)!]!,
      measures: {
        refused: refused.length,
        ended: ended.length,
        sinceSeconds: sinceNs / 1e9,
        overSeconds: (log.startNs[refused.at(-1)!]! - sinceNs) / 1e9,
        lastAcceptedSecondsBefore: (sinceNs - log.startNs[rows[lastOpened]!]!) / 1e9,
      },
      facts: { subject: endpointText(address, port), subjectHost: address },
      clusters: clustersOfConnections(clusters, numbers),
      connections: [...numbers].sort((a, b) => a - b),
      connectionCount: numbers.size,
    },
  ];
}
