import type { StatePeak } from '../hosts/state-log.js';
import { MAX_LISTED_CONNECTIONS, MAX_PILE_UPS } from '../limits.js';
import type { FindingCode, Severity } from '../rows.js';
import { packetsOf } from './claims.js';
import type { Cluster } from './clusters.js';
import { type Gathering, type HostRule, traceEndNs, type World } from './host-rule.js';
import { PILE_UPS } from './thresholds.js';

/** A state that sockets of one host pile up in. */
export interface PileUpKind {
  code: FindingCode;
  state: keyof typeof PILE_UPS;
  severity: Severity;
  /** What single connections are said to show when they are part of the pile. */
  codes: readonly FindingCode[];
  /** Which end of those connections the pile stands at. */
  end: 'initiator' | 'responder' | 'either';
  sources: readonly string[];
  /** Findings about the same host that say all of it, and more. */
  explainedBy?: readonly FindingCode[];
  /** Says more of it, or null where it is none. */
  measure?(world: World, peak: StatePeak): PileUpMeasures | null;
}

export interface PileUpMeasures {
  severity?: Severity;
  measures: Gathering['measures'];
}

/** A rule on how many sockets of one host were in a state at once. */
export function pileUpRule(kind: PileUpKind): HostRule {
  return {
    code: kind.code,
    thresholds: { sockets: PILE_UPS[kind.state] },
    sources: kind.sources,
    judge(world) {
      return world.census
        .peaks(traceEndNs(world))
        .filter(({ state, peak }) => state === kind.state && peak >= PILE_UPS[kind.state])
        .sort((a, b) => b.peak - a.peak)
        .slice(0, MAX_PILE_UPS)
        .flatMap((peak) => pileOf(world, kind, peak));
    },
  };
}

function pileOf(world: World, kind: PileUpKind, peak: StatePeak): Gathering[] {
  const { census } = world;
  const own = kind.measure?.(world, peak);
  if (own === null) return [];
  const address = census.address(peak.host);
  const isExplained = world.found.some(
    ({ code, subject }) => kind.explainedBy?.includes(code) && subject.address === address,
  );
  if (isExplained) return [];
  const clusters = world.clusters.filter(
    (cluster) => kind.codes.includes(cluster.code) && standsAt(cluster, kind.end, address),
  );
  const oldestNs = census.states.oldestNs(peak);
  const endNs = traceEndNs(world);
  return [
    {
      code: kind.code,
      severity: own?.severity ?? kind.severity,
      certainty: 'likely',
      scope: 'host',
      subject: { address },
      packets: packetsOf(clusters),
      timeNs: peak.timeNs,
      endNs: peak.atEnd > 0 ? endNs : peak.timeNs,
      measures: {
        sockets: peak.peak,
        atSeconds: peak.timeNs / 1e9,
        oldestSeconds: (peak.timeNs - oldestNs) / 1e9,
        atEnd: peak.atEnd,
        trend: peak.atEnd >= peak.peak ? 'growing' : peak.atEnd > peak.peak / 2 ? 'steady' : 'falling',
        ...peers(world, peak),
        ...own?.measures,
      },
      facts: { subject: address, subjectHost: address },
      clusters,
      connections: census.states.connectionsAt(peak, MAX_LISTED_CONNECTIONS),
      connectionCount: peak.peak,
    },
  ];
}

function standsAt({ group }: Cluster, end: PileUpKind['end'], address: string): boolean {
  const isResponder = group.responderAddress === address;
  const isInitiator =
    !group.hasMoreInitiators && group.initiators.size === 1 && group.initiators.has(address);
  return end === 'initiator' ? isInitiator : end === 'responder' ? isResponder : isInitiator || isResponder;
}

/** With whom the host had most connections, and on which port. */
function peers({ census }: World, { host }: StatePeak): Gathering['measures'] {
  const { log } = census;
  const services = new Map<number, number>();
  let all = 0;
  for (let row = 0; row < log.length; row++) {
    if (log.initiator[row] !== host && log.responder[row] !== host) continue;
    all++;
    services.set(log.service[row]!, (services.get(log.service[row]!) ?? 0) + 1);
  }
  const [most] = [...services].sort((a, b) => b[1] - a[1]);
  if (most === undefined || most[0] === 0) return {};
  const { host: server, port } = census.service(most[0]);
  return {
    service: `${census.address(server)} port ${port}`,
    serviceShare: Math.round((most[1] / all) * 100) / 100,
    services: services.size,
    role: server === host ? 'server' : 'client',
  };
}
