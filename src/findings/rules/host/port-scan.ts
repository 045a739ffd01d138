import { Attempt } from '../../../hosts/attempt.js';
import type { Probing } from '../../../hosts/scans.js';
import type { Census } from '../../census.js';
import { clustersOfConnections } from '../../claims.js';
import type { Gathering, HostRule, World } from '../../host-rule.js';
import { kindOf, told } from '../../probes.js';
import { PROBES_PER_TARGET, SCAN_TARGETS } from '../../thresholds.js';

/** Ports named in a sentence. */
const NAMED_PORTS = 10;

/** One source asked many ports of a host, and used none. */
export const portScan: HostRule = {
  code: 'port-scan',
  thresholds: { ports: SCAN_TARGETS, probesPerPort: PROBES_PER_TARGET },
  sources: ['Lyon: Nmap Network Scanning (2009), chapter 5', 'RFC 9293 §3.10.7.1', 'RFC 9293 §3.10.7.2'],
  judge(world) {
    return world.census.probing(SCAN_TARGETS).flatMap((probing) => scanOf(world, probing));
  },
};

function scanOf(world: World, probing: Probing): Gathering[] {
  const { census } = world;
  const targets = scannedHosts(census, probing);
  if (targets.length === 0) return [];
  const { log } = census;
  const services = targets.flatMap((host) => [...probing.hosts.get(host)!]);
  const rows = services.flatMap(([, own]) => own).sort((a, b) => log.startNs[a]! - log.startNs[b]!);
  const kind = kindOf(log, rows);
  const ports = new Map<string, string[]>();
  for (const [service, own] of services) {
    const answer = told(log, own);
    ports.set(answer, [...(ports.get(answer) ?? []), String(census.service(service).port)]);
  }
  const source = census.address(probing.source);
  const [target] = targets;
  // Somebody who finds all of them open looks whether they live.
  const isCheck = services.length === (ports.get('open') ?? []).length;
  return [
    {
      code: 'port-scan',
      severity: isCheck ? 'note' : 'warning',
      certainty: 'likely',
      scope: 'host',
      subject: { address: source },
      packets: rows.slice(0, 10).map((row) => log.firstPacket[row]!),
      timeNs: log.startNs[rows[0]!]!,
      endNs: log.startNs[rows.at(-1)!]!,
      measures: {
        kind,
        ports: services.length,
        hosts: targets.length,
        open: named(ports.get('open')),
        openOrFiltered: named(ports.get('open or filtered')),
        openCount: ports.get('open')?.length ?? 0,
        closedCount: ports.get('closed')?.length ?? 0,
        unfilteredCount: ports.get('unfiltered')?.length ?? 0,
        silentCount: (ports.get('filtered')?.length ?? 0) + (ports.get('open or filtered')?.length ?? 0),
        overSeconds: (log.startNs[rows.at(-1)!]! - log.startNs[rows[0]!]!) / 1e9,
      },
      facts: { subject: source, peer: census.address(target!), peerHost: census.address(target!) },
      clusters: clustersOfConnections(world.clusters, new Set(rows.map((row) => log.connection[row]!))),
      connections: rows.map((row) => log.connection[row]!).sort((a, b) => a - b),
      connectionCount: rows.length,
    },
  ];
}

/** Hosts of which so many ports were asked, few times each; where nobody answers, kernels that go on asking mean a host that is down. */
export function scannedHosts({ log }: Census, { hosts }: Probing): number[] {
  const scanned: number[] = [];
  for (const [host, services] of hosts) {
    const rows = [...services.values()].flat();
    if (services.size < SCAN_TARGETS || rows.length > services.size * PROBES_PER_TARGET) continue;
    const patient = rows.filter((row) => log.attempt(row) === Attempt.SilentRepeated).length;
    const silent = rows.filter((row) => log.attempt(row) === Attempt.Silent).length;
    if (patient > 0 && patient + silent === rows.length) continue;
    scanned.push(host);
  }
  return scanned;
}

function named(ports: readonly string[] = []): string {
  const sorted = [...ports].sort((a, b) => Number(a) - Number(b));
  const more = sorted.length - NAMED_PORTS;
  return sorted.slice(0, NAMED_PORTS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
