import type { FindingCode } from '../rows.js';
import type { Example, FindingGroup } from './groups.js';
import { INCIDENT_GAP_SECONDS, SCATTERED_EVENTS, STANDS_OUT_SHARE } from './thresholds.js';

/** The members of a group that began without a long pause between them: one event. */
export interface Cluster {
  group: FindingGroup;
  code: FindingCode;
  count: number;
  startNs: number;
  endNs: number;
  /** Places of its members in the group's columns, by time. */
  members: readonly number[];
  /** How many members had each finding, the main one first. */
  codes: Map<FindingCode, number>;
  examples: readonly Example[];
}

/** Cuts a group where nothing began for a while. Without times all is one. */
export function clustersOf(group: FindingGroup): Cluster[] {
  const { startNs, remembered } = group;
  const order = Array.from({ length: remembered }, (_, i) => i);
  order.sort((a, b) => startNs[a]! - startNs[b]! || group.connections[a]! - group.connections[b]!);
  const examples = [...group.examples].sort((a, b) => a.startNs - b.startNs || a.connection - b.connection);
  const clusters: Cluster[] = [];
  let from = 0;
  let example = 0;
  for (let i = 1; i <= order.length; i++) {
    const latestNs = startNs[order[i - 1]!]!;
    if (i < order.length && !(startNs[order[i]!]! - latestNs > INCIDENT_GAP_SECONDS * 1e9)) continue;
    const firstExample = example;
    while (example < examples.length && !(examples[example]!.startNs > latestNs)) example++;
    clusters.push(clusterOf(group, order.slice(from, i), examples.slice(firstExample, example)));
    from = i;
  }
  if (clusters.length === 0) clusters.push(clusterOf(group, [], examples));
  // Members that are only counted belong to the last: they came when no more could be remembered.
  clusters.at(-1)!.count += group.count - remembered;
  return clusters;
}

/** Clusters by event: the same thing, on several ports of one host, without a long pause between. */
export function sameEvents(clusters: readonly Cluster[]): Cluster[][] {
  const events = new Map<string, { clusters: Cluster[]; untilNs: number }[]>();
  for (const cluster of clusters) {
    const key = `${cluster.code} ${cluster.group.responderAddress}`;
    const known = events.get(key) ?? [];
    events.set(key, known);
    const same = known.find(
      ({ clusters: [first], untilNs }) =>
        first!.group !== cluster.group && !(cluster.startNs - untilNs > INCIDENT_GAP_SECONDS * 1e9),
    );
    if (same === undefined) known.push({ clusters: [cluster], untilNs: cluster.endNs });
    else {
      same.clusters.push(cluster);
      same.untilNs = Math.max(same.untilNs, cluster.endNs);
    }
  }
  return gatherScattered([...events.values()].flatMap((several) => several.map((event) => event.clusters)));
}

/** The same thing, now here, now there, at many hosts: one line says that; those that hold much of it stay by themselves. */
function gatherScattered(events: readonly Cluster[][]): Cluster[][] {
  const byCode = new Map<FindingCode, Cluster[][]>();
  for (const event of events) {
    const alike = byCode.get(event[0]!.code);
    if (alike === undefined) byCode.set(event[0]!.code, [event]);
    else alike.push(event);
  }
  return [...byCode.values()].flatMap((alike) => {
    if (alike.length <= SCATTERED_EVENTS) return alike;
    const all = alike.reduce((sum, event) => sum + sizeOf(event), 0);
    const isLarge = (event: readonly Cluster[]) => sizeOf(event) >= all * STANDS_OUT_SHARE;
    const small = alike.filter((event) => !isLarge(event));
    return small.length < 2 ? alike : [...alike.filter(isLarge), small.flat()];
  });
}

function sizeOf(event: readonly Cluster[]): number {
  return event.reduce((sum, { count }) => sum + count, 0);
}

function clusterOf(group: FindingGroup, members: readonly number[], examples: readonly Example[]): Cluster {
  const first = members[0];
  const startNs = first === undefined ? (examples[0]?.startNs ?? Number.NaN) : group.startNs[first]!;
  const codes = new Map<FindingCode, number>();
  const sets = group.codeSets.map((set) => set.split(' ') as FindingCode[]);
  let endNs = startNs;
  for (const member of members) {
    if (group.endNs[member]! > endNs) endNs = group.endNs[member]!;
    for (const code of sets[group.codeSet[member]!]!) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return { group, code: group.code, count: members.length, startNs, endNs, members, codes, examples };
}
