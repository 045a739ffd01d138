import { MAX_INCIDENT_MEMBERS } from '../limits.js';
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
  /** Rows of its members in the group's table, in order of time. */
  members: Uint32Array;
  /** How many members had each finding, the main one first. */
  codes: ReadonlyMap<FindingCode, number>;
  examples: readonly Example[];
}

/** Cuts a group where nothing began for a while. Without times all is one. */
export function clustersOf(group: FindingGroup): Cluster[] {
  const { rows, table } = group;
  const examples =
    group.examples.length < 2
      ? group.examples
      : [...group.examples].sort((a, b) => a.startNs - b.startNs || a.connection - b.connection);
  sortByTime(rows, table);
  const clusters: Cluster[] = [];
  let from = 0;
  let shown = 0;
  for (let to = 1; to < rows.length; to++) {
    const lastNs = table.startNs[rows[to - 1]!]!;
    if (!(table.startNs[rows[to]!]! - lastNs > INCIDENT_GAP_SECONDS * 1e9)) continue;
    const firstShown = shown;
    while (shown < examples.length && !(examples[shown]!.startNs > lastNs)) shown++;
    clusters.push(clusterOf(group, rows.subarray(from, to), examples.slice(firstShown, shown)));
    from = to;
  }
  const last = clusterOf(group, rows.subarray(from), from === 0 ? examples : examples.slice(shown));
  clusters.push(last);
  // Members that are only counted belong to the last: they came when no more could be remembered.
  last.count += group.count - rows.length;
  if (group.countedEndNs > last.endNs) last.endNs = group.countedEndNs;
  return clusters;
}

/** Fewer are sorted by comparing as fast. */
const MANY_ROWS = 256;

/** Connections leave nearly in the order in which they began. */
function sortByTime(rows: Uint32Array, table: Members): void {
  if (rows.length > MANY_ROWS) sortByNumber(rows, table);
  for (let i = 1; i < rows.length; i++) {
    if (!isEarlier(table, rows[i]!, rows[i - 1]!)) continue;
    rows.sort((a, b) => (isEarlier(table, a, b) ? -1 : 1));
    return;
  }
}

/** Nearly always the order of time too, and numbers are sorted much faster than by comparing. */
function sortByNumber(rows: Uint32Array, { connection }: Members): void {
  // A connection's number and a row together are a whole number that a double holds.
  const keys = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) keys[i] = connection[rows[i]!]! * MAX_INCIDENT_MEMBERS + rows[i]!;
  sortNumbers(keys);
  for (let i = 0; i < rows.length; i++) rows[i] = keys[i]! % MAX_INCIDENT_MEMBERS;
}

/** Clusters by event: the same thing, on several ports of one host, without a long pause between. */
export function sameEvents(clusters: readonly Cluster[]): Cluster[][] {
  const byCode = new Map<FindingCode, Map<string, Event[]>>();
  for (const cluster of clusters) {
    const { responderAddress } = cluster.group;
    let byAddress = byCode.get(cluster.code);
    if (byAddress === undefined) byCode.set(cluster.code, (byAddress = new Map()));
    let known = byAddress.get(responderAddress);
    if (known === undefined) byAddress.set(responderAddress, (known = []));
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
  return [...byCode.values()].flatMap((byAddress) =>
    gatherSmall([...byAddress.values()].flatMap((several) => several.map((event) => event.clusters))),
  );
}

/** What happened at one host, and until when. */
interface Event {
  clusters: Cluster[];
  untilNs: number;
}

/**
 * The same thing, now here, now there, at many hosts: one line says that; those that hold much of it stay by themselves. So do
 * others of which too many are alike to keep an example of each.
 *
 * @param alike events of one kind
 */
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

/** @param members in order of time */
function clusterOf(group: FindingGroup, members: Uint32Array, examples: readonly Example[]): Cluster {
  const { startNs, endNs } = group.table;
  const [first] = members;
  const beginNs = first === undefined ? (examples[0]?.startNs ?? Number.NaN) : startNs[first]!;
  let latestNs = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < members.length; i++) if (endNs[members[i]!]! > latestNs) latestNs = endNs[members[i]!]!;
  return {
    group,
    code: group.code,
    count: members.length,
    startNs: beginNs,
    endNs: latestNs > beginNs ? latestNs : beginNs,
    members,
    codes: codesOf(group.table, members),
    examples,
  };
}

const NO_CODES: ReadonlyMap<FindingCode, number> = new Map();

/** How many had each finding, in the order in which they came up. */
function codesOf({ codeSet, codeSets }: Members, members: Uint32Array): ReadonlyMap<FindingCode, number> {
  const [first] = members;
  if (first === undefined) return NO_CODES;
  // Most clusters are of one connection: nothing is made for them that another one has already.
  if (members.length === 1) return codeSets.once(codeSet[first]!);
  const codes = new Map<FindingCode, number>();
  const add = (set: number, count: number) => {
    for (const code of codeSets.codes(set)) codes.set(code, (codes.get(code) ?? 0) + count);
  };
  // Members alike often follow each other.
  for (let from = 0, to = 0; from < members.length; from = to) {
    const set = codeSet[members[from]!]!;
    while (to < members.length && codeSet[members[to]!] === set) to++;
    add(set, to - from);
  }
  return codes;
}

/** Whether the connection of one row began before that of the other; of two at one moment the one with the lower number did. */
function isEarlier({ startNs, connection }: Members, row: number, other: number): boolean {
  if (startNs[row]! < startNs[other]!) return true;
  return !(startNs[row]! > startNs[other]!) && connection[row]! < connection[other]!;
}
