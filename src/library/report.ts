import { FindingCollector } from '../findings/collector.js';
import { chosenConnections } from '../query/choice.js';
import { HostTraffic, lastNsOf } from '../report/host-traffic.js';
import { chosenTraffic, limitsReachedBy } from '../report/hosts.js';
import type { ConnectionRow, Report } from '../rows.js';
import type { Clock } from '../sink.js';
import { type Captures, choiceOf, passesOf, type ReadOptions } from './passes.js';

/**
 * Everything that `synopsis report -f json` prints: what happened, first of all as incidents, with the findings and connections that
 * they are made of. All rows are held at once, a few kilobytes each connection.
 *
 * @throws as `connectionsOf`.
 */
export async function reportOf(captures: Captures, options: ReadOptions = {}): Promise<Report> {
  const collector = new FindingCollector(true);
  const connections: ConnectionRow[] = [];
  let clock: Clock | null = null;
  const sink = chosenConnections(
    {
      begin: (started) => {
        clock = started;
      },
      connection: (view) => {
        collector.add(view);
        connections.push(view.toRow());
      },
    },
    choiceOf(options),
  );
  const summary = await passesOf(captures, options).read(sink);
  const found = collector.finish(summary, clock!);
  const { traffic, hosts, services } = chosenTraffic(
    new HostTraffic(collector.census, clock!, lastNsOf(summary)),
  );
  return {
    schema: 'synopsis/report/1',
    connections,
    captures: summary.captures,
    totals: summary.totals,
    flags: summary.flags,
    incidents: [...found.incidents],
    findings: [...found.findings],
    hosts: hosts.map((host) => traffic.hostRow(host)),
    services: services.map((service) => traffic.serviceRow(service)),
    limitsReached: [...summary.limitsReached, ...limitsReachedBy(collector.census)],
  };
}
