import { Attempt } from '../../../hosts/attempt.js';
import type { Probing } from '../../../hosts/scans.js';
import { clustersOfConnections } from '../../claims.js';
import type { Gathering, HostRule, World } from '../../host-rule.js';
import { kindOf, told } from '../../probes.js';
import { PROBES_PER_TARGET, SCAN_TARGETS } from '../../thresholds.js';
import { scannedHosts } from './port-scan.js';

/** One source asked the same port of many hosts, and used hardly any. */
export const hostSweep: HostRule = {
  code: 'host-sweep',
  thresholds: { hosts: SCAN_TARGETS, probesPerHost: PROBES_PER_TARGET },
  sources: ['Lyon: Nmap Network Scanning (2009), chapter 3'],
  judge(world) {
    return world.census.probing(SCAN_TARGETS).flatMap((probing) => sweepsOf(world, probing));
  },
};

function sweepsOf(world: World, probing: Probing): Gathering[] {
  const { census } = world;
  // Who scans the ports of these hosts is told of already.
  const scanned = new Set(scannedHosts(census, probing));
  const byPort = new Map<number | string, number[][]>();
  for (const [host, services] of probing.hosts) {
    if (scanned.has(host)) continue;
    for (const [service, rows] of services) {
      const { port } = census.service(service);
      byPort.set(port, [...(byPort.get(port) ?? []), rows]);
    }
  }
  return [...byPort]
    .filter(([, hosts]) => hosts.length >= SCAN_TARGETS)
    .filter(([, hosts]) => hosts.flat().length <= hosts.length * PROBES_PER_TARGET)
    .map(([port, hosts]) => sweepOf(world, probing.source, port, hosts));
}

function sweepOf(world: World, source: number, port: number | string, hosts: number[][]): Gathering {
  const { census, clusters } = world;
  const { log } = census;
  const rows = hosts.flat().sort((a, b) => log.startNs[a]! - log.startNs[b]!);
  const open = hosts.filter((own) => told(log, own) === 'open');
  const silent = rows.filter(
    (row) => log.attempt(row) === Attempt.Silent || log.attempt(row) === Attempt.SilentRepeated,
  );
  const address = census.address(source);
  return {
    code: 'host-sweep',
    severity: open.length === hosts.length ? 'note' : 'warning',
    certainty: 'likely',
    scope: 'host',
    subject: { address },
    packets: rows.slice(0, 10).map((row) => log.firstPacket[row]!),
    timeNs: log.startNs[rows[0]!]!,
    endNs: log.startNs[rows.at(-1)!]!,
    measures: {
      kind: kindOf(log, rows),
      port,
      hosts: hosts.length,
      open: open
        .slice(0, 10)
        .map(([row]) => census.address(log.responder[row!]!))
        .join(', '),
      openCount: open.length,
      silent: silent.length,
      overSeconds: (log.startNs[rows.at(-1)!]! - log.startNs[rows[0]!]!) / 1e9,
    },
    facts: { subject: address },
    clusters: clustersOfConnections(clusters, new Set(rows.map((row) => log.connection[row]!))),
    connections: rows.map((row) => log.connection[row]!).sort((a, b) => a - b),
    connectionCount: rows.length,
  };
}
