import { sortNumbers } from '../memory/sort.js';
import type { FindingCode } from '../rows.js';
import type { Example, FindingGroup } from './groups.js';
import type { Members } from './members.js';
import { INCIDENT_GAP_SECONDS, SCATTERED_EVENTS, STANDS_OUT_SHARE } from './thresholds.js';

/** The members of a group that began without a long pause between them: one event. */
export interface Cluster {
  group: FindingGroup;
  code: FindingCode;
  count: number;
  startNs: number;
  endNs: number;
  /** Rows of its members in the group's table, in no order. */
  members: Uint32Array;
  /** How many members had each finding, the main one first. */
  codes: ReadonlyMap<FindingCode, number>;
  examples: readonly Example[];
}

/** Cuts a group where nothing began for a while. Without times all is one. */
export function clustersOf(group: FindingGroup): Cluster[] {
  const { rows } = group;
  const examples = [...group.examples].sort((a, b) => a.startNs - b.startNs || a.connection - b.connection);
  const pauses = pausesOf(group);
  const clusters = pauses.length === 0 ? [clusterOf(group, rows, examples)] : cutAt(pauses, group, examples);
  // Members that are only counted belong to the last: they came when no more could be remembered.
  const last = clusters.at(-1)!;
  last.count += group.count - rows.length;
  if (group.countedEndNs > last.endNs) last.endNs = group.countedEndNs;
  return clusters;
}

/** When the last ones before each long pause began. */
function pausesOf({ rows, table }: FindingGroup): number[] {
  if (rows.length < 2) return [];
  const times = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) times[i] = table.startNs[rows[i]!]!;
  sortNumbers(times);
  const pauses: number[] = [];
  for (let i = 1; i < times.length; i++) {
    if (times[i]! - times[i - 1]! > INCIDENT_GAP_SECONDS * 1e9) pauses.push(times[i - 1]!);
  }
  return pauses;
}

function cutAt(pauses: readonly number[], group: FindingGroup, examples: readonly Example[]): Cluster[] {
  const { startNs } = group.table;
  const rows: number[][] = [[], ...pauses.map(() => [])];
  const shown: Example[][] = rows.map(() => []);
  for (const row of group.rows) rows[stretchOf(startNs[row]!, pauses)]!.push(row);
  for (const example of examples) shown[stretchOf(example.startNs, pauses)]!.push(example);
  return rows.map((own, i) => clusterOf(group, Uint32Array.from(own), shown[i]!));
}

/** How many of the sorted pauses came before that time. */
function stretchOf(timeNs: number, pauses: readonly number[]): number {
  let from = 0;
  let to = pauses.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (timeNs > pauses[middle]!) from = middle + 1;
    else to = middle;
  }
  return from;
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

/**
 * The same thing, now here, now there, at many hosts: one line says that; those that hold much of it stay by themselves. So do
 * others of which too many are alike to keep an example of each.
 */
function gatherScattered(events: readonly Cluster[][]): Cluster[][] {
  const byCode = new Map<FindingCode, Cluster[][]>();
  for (const event of events) {
    const alike = byCode.get(event[0]!.code);
    if (alike === undefined) byCode.set(event[0]!.code, [event]);
    else alike.push(event);
  }
  return [...byCode.values()].flatMap(gatherSmall);
}

/** @param alike events of one kind */
function gatherSmall(alike: Cluster[][]): Cluster[][] {
  const isFew = alike.length <= SCATTERED_EVENTS;
  const all = alike.reduce((sum, event) => sum + sizeOf(event), 0);
  const stands = (event: readonly Cluster[]) =>
    hasExample(event) && (isFew || sizeOf(event) >= all * STANDS_OUT_SHARE);
  const large = alike.filter(stands);
  const small = alike.filter((event) => !stands(event));
  const gathered = small.flat();
  if (small.length === 0 || (small.length === 1 && hasExample(gathered))) return alike;
  // Nothing is known of these but what the others tell.
  if (!hasExample(gathered)) return [[...large[0]!, ...gathered], ...large.slice(1)];
  return [...large, gathered];
}

function hasExample(event: readonly Cluster[]): boolean {
  return event.some(({ examples }) => examples.length > 0);
}

function sizeOf(event: readonly Cluster[]): number {
  return event.reduce((sum, { count }) => sum + count, 0);
}

function clusterOf(group: FindingGroup, members: Uint32Array, examples: readonly Example[]): Cluster {
  if (members.length === 1) return clusterOfOne(group, members, examples);
  const { startNs, endNs, codeSet, codeSets } = group.table;
  const sets = new Map<number, { count: number; first: number }>();
  let latestNs = Number.NEGATIVE_INFINITY;
  for (const row of members) {
    if (endNs[row]! > latestNs) latestNs = endNs[row]!;
    const set = sets.get(codeSet[row]!);
    if (set === undefined) sets.set(codeSet[row]!, { count: 1, first: row });
    else {
      set.count++;
      if (isEarlier(group.table, row, set.first)) set.first = row;
    }
  }
  // In the order in which they came up.
  const sorted = [...sets].sort(([, a], [, b]) => (isEarlier(group.table, a.first, b.first) ? -1 : 1));
  const codes = new Map<FindingCode, number>();
  for (const [set, { count }] of sorted) {
    for (const code of codeSets.codes(set)) codes.set(code, (codes.get(code) ?? 0) + count);
  }
  const [earliest] = sorted;
  const beginNs = earliest === undefined ? (examples[0]?.startNs ?? Number.NaN) : startNs[earliest[1].first]!;
  return {
    group,
    code: group.code,
    count: members.length,
    startNs: beginNs,
    endNs: latestNs > beginNs ? latestNs : beginNs,
    members,
    codes,
    examples,
  };
}

/** Most are: nothing is made for them that another one has already. */
function clusterOfOne(group: FindingGroup, members: Uint32Array, examples: readonly Example[]): Cluster {
  const { startNs, endNs, codeSet, codeSets } = group.table;
  const row = members[0]!;
  return {
    group,
    code: group.code,
    count: 1,
    startNs: startNs[row]!,
    endNs: endNs[row]! > startNs[row]! ? endNs[row]! : startNs[row]!,
    members,
    codes: codeSets.once(codeSet[row]!),
    examples,
  };
}

/** Whether the connection of one row began before that of the other; of two at one moment the one with the lower number did. */
function isEarlier({ startNs, connection }: Members, row: number, other: number): boolean {
  if (startNs[row]! < startNs[other]!) return true;
  return !(startNs[row]! > startNs[other]!) && connection[row]! < connection[other]!;
}
