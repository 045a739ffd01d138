import type { FindingCode, Severity } from '../rows.js';
import { countOf, densest, packetsOf } from './claims.js';
import type { Cluster } from './clusters.js';
import { endpointText } from './facts.js';
import type { Gathering, HostRule, World } from './host-rule.js';
import { STORM_CONNECTIONS, STORM_SECONDS } from './thresholds.js';

/** A kind of storm: many connections that fail alike in a short time. */
export interface StormKind {
  code: FindingCode;
  codes: ReadonlySet<FindingCode>;
  severity: Severity;
  sources: readonly string[];
  /** Whether they failed when they ended, or as soon as they began. */
  at: 'start' | 'end';
}

/** A rule that makes one event of them: those at one host, or of one client, whatever the service. */
export function stormRule(kind: StormKind): HostRule {
  return {
    code: kind.code,
    thresholds: { connections: STORM_CONNECTIONS, withinSeconds: STORM_SECONDS },
    sources: kind.sources,
    judge(world) {
      const left = new Set(world.clusters.filter(({ code }) => kind.codes.has(code)));
      const found: Gathering[] = [];
      for (const keyOf of [serverOf, clientOf]) {
        for (const clusters of together([...left], keyOf)) {
          const storm = stormOf(world, kind, clusters, keyOf === serverOf);
          if (storm === null) continue;
          found.push(storm);
          for (const cluster of clusters) left.delete(cluster);
        }
      }
      return found;
    },
  };
}

function serverOf({ group }: Cluster): string {
  return group.responderAddress;
}

/** The one client of all of the cluster's connections; '' where they are several. */
function clientOf({ group }: Cluster): string {
  const [client, another] = group.initiators;
  return client === undefined || another !== undefined || group.hasMoreInitiators ? '' : client;
}

/** Clusters with the same key that overlap in time. */
function together(clusters: readonly Cluster[], keyOf: (cluster: Cluster) => string): Cluster[][] {
  const sorted = [...clusters].sort((a, b) => a.startNs - b.startNs);
  const events = new Map<string, Cluster[][]>();
  for (const cluster of sorted) {
    const key = keyOf(cluster);
    if (key === '') continue;
    let own = events.get(key);
    if (own === undefined) events.set(key, (own = []));
    const last = own.at(-1);
    const untilNs = last === undefined ? 0 : Math.max(...last.map(({ endNs }) => endNs));
    if (last !== undefined && !(cluster.startNs > untilNs + STORM_SECONDS * 1e9)) last.push(cluster);
    else own.push([cluster]);
  }
  return [...events.values()].flat();
}

function stormOf(
  { census }: World,
  kind: StormKind,
  clusters: readonly Cluster[],
  isAtServer: boolean,
): Gathering | null {
  const count = countOf(clusters);
  if (count < STORM_CONNECTIONS) return null;
  const times = Float64Array.from(clusters.flatMap((cluster) => timesOf(cluster, kind.at))).sort();
  const worst = densest(times, STORM_SECONDS * 1e9);
  // What could not be remembered one by one counts with the rest.
  if (worst.count < STORM_CONNECTIONS && times.length === count) return null;
  const [first] = clusters as [Cluster];
  const { responderAddress, responderPort } = first.group;
  const ports = new Set(
    clusters.map(({ group }) => endpointText(group.responderAddress, group.responderPort)),
  );
  const address = isAtServer ? responderAddress : clientOf(first);
  const isOneService = ports.size === 1;
  const who = isOneService ? endpointText(responderAddress, responderPort) : address;
  const clients = new Set(clusters.flatMap(({ group }) => [...group.initiators]));
  return {
    code: kind.code,
    severity: kind.severity,
    certainty: 'certain',
    scope: isOneService ? 'service' : 'host',
    subject: isAtServer && isOneService ? { address, port: responderPort } : { address },
    packets: packetsOf(clusters),
    timeNs: times[0] ?? first.startNs,
    endNs: times.at(-1) ?? first.endNs,
    measures: {
      failed: count,
      services: ports.size,
      clients: clients.size,
      mostWithin: worst.count,
      overSeconds: times.length < 2 ? 0 : (times.at(-1)! - times[0]!) / 1e9,
      by: isAtServer ? 'server' : 'client',
      ofAll: census.connections,
    },
    facts: { subject: who, subjectHost: address, peer: [...clients].slice(0, 3).join(', ') },
    clusters,
    connectionCount: count,
  };
}

function timesOf({ group, members }: Cluster, at: 'start' | 'end'): number[] {
  const times = at === 'start' ? group.table.startNs : group.table.endNs;
  return Array.from(members, (row) => times[row]!);
}
