import type { FindingCode } from '../rows.js';
import type { Cluster } from './clusters.js';

/** Which events belong to what a rule about hosts has seen. */

/** Events of these kinds at one host, or at one of its ports; all ports where none is given. */
export function clustersAt(
  clusters: readonly Cluster[],
  codes: ReadonlySet<FindingCode>,
  address: string,
  port?: number | string,
): Cluster[] {
  return clusters.filter(
    ({ code, group }) =>
      codes.has(code) &&
      group.responderAddress === address &&
      (port === undefined || group.responderPort === port),
  );
}

/** Events all of whose connections are among these. */
export function clustersOfConnections(
  clusters: readonly Cluster[],
  connections: ReadonlySet<number>,
): Cluster[] {
  return clusters.filter(
    ({ members, group, count }) =>
      members.length === count && members.every((row) => connections.has(group.table.connection[row]!)),
  );
}

/** The packets that the events are shown by, at most ten. */
export function packetsOf(clusters: readonly Cluster[]): number[] {
  const packets = new Set<number>();
  for (const { examples } of clusters) {
    for (const { judgements } of examples) for (const packet of judgements[0]!.packets) packets.add(packet);
    if (packets.size >= 10) break;
  }
  return [...packets].sort((a, b) => a - b).slice(0, 10);
}

export function countOf(clusters: readonly Cluster[]): number {
  return clusters.reduce((sum, { count }) => sum + count, 0);
}

/** The largest number of sorted times within any stretch so long, and where that begins. */
export function densest(times: ArrayLike<number>, spanNs: number): { count: number; fromNs: number } {
  let from = 0;
  let count = 0;
  let fromNs = Number.NaN;
  for (let to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! > spanNs) from++;
    if (to - from < count) continue;
    count = to - from + 1;
    fromNs = times[from]!;
  }
  return { count, fromNs };
}
