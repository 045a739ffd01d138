import type { Busiest } from '../format/messages/en/findings-who.js';
import type { FindingCode } from '../rows.js';
import type { Cluster } from './clusters.js';

/** The two with the highest counts, the first of equals by the letters of their names: no more are ever said. There may be thousands. */
export class BusiestTwo implements Busiest {
  first = '';
  second = '';
  /** How many were offered. */
  count = 0;
  #most = -1;
  #next = -1;

  offer(name: string, count: number): void {
    this.count++;
    if (count < this.#next || (count === this.#next && name >= this.second)) return;
    if (count > this.#most || (count === this.#most && name < this.first)) {
      [this.second, this.#next] = [this.first, this.#most];
      [this.first, this.#most] = [name, count];
    } else {
      [this.second, this.#next] = [name, count];
    }
  }
}

/** Who opened connections: the busiest, and whether there were others of whom nobody knows. */
export interface Initiators {
  busiest: Busiest;
  isMore: boolean;
}

/** Who opened those connections of some events that have the finding. Hosts without a number are known by the examples only. */
export function initiatorsOf(clusters: readonly Cluster[], code: FindingCode): Initiators {
  const [{ group }] = clusters as [Cluster];
  const { initiator, codeSet, codeSets } = group.table;
  const having = codeSets.having(code);
  const hosts = new Uint32Array(clusters.reduce((sum, { members }) => sum + members.length, 0));
  let known = 0;
  let isMore = false;
  for (const { members, count } of clusters) {
    for (let i = 0; i < members.length; i++) {
      const row = members[i]!;
      if (having[codeSet[row]!]) hosts[known++] = initiator[row]!;
    }
    if (count > members.length) isMore = true;
  }
  const sorted = hosts.subarray(0, known).sort();
  const busiest = new BusiestTwo();
  for (let from = 0, to = 0; from < known; from = to) {
    while (to < known && sorted[to] === sorted[from]) to++;
    if (sorted[from] === 0) isMore = true;
    else busiest.offer(group.hostName(sorted[from]!), to - from);
  }
  return busiest.count > 0 ? { busiest, isMore } : ofExamples(clusters, code);
}

function ofExamples(clusters: readonly Cluster[], code: FindingCode): Initiators {
  const counts = new Map<string, number>();
  const examples = clusters.flatMap((cluster) => cluster.examples);
  const having = examples.filter(({ judgements }) => judgements.some((one) => one.code === code));
  for (const { initiatorHost } of having) counts.set(initiatorHost, (counts.get(initiatorHost) ?? 0) + 1);
  const busiest = new BusiestTwo();
  for (const [name, count] of counts) busiest.offer(name, count);
  return { busiest, isMore: clusters.some(({ count, examples }) => count > examples.length) };
}
