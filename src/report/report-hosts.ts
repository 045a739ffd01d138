import { hostsText as text } from '../format/messages/en/hosts.js';
import { firstTraffic, toneOfTraffic, trafficColumns } from './host-columns.js';
import type { HostTraffic, Traffic } from './host-traffic.js';
import type { ListedColumn, ListedRow } from './report-facts.js';

/** The most troubled hosts, each with its services. */
export interface TrafficSection {
  title: string;
  columns: readonly ListedColumn[];
  lines: readonly ListedRow[];
  /** How to see the rest, or null where this is all. */
  more: string | null;
}

/** States are told where they pile up, refusals where connections are counted by how they ended. */
const ELSEWHERE: ReadonlySet<string> = new Set(['states', 'refusals']);
const SHOWN_HOSTS = 5;
const SHOWN_SERVICES = 7;

/** @param command prints all of them */
export function trafficSection(traffic: HostTraffic, command: string): TrafficSection {
  const hosts = firstTraffic(traffic.hosts(), 'trouble', traffic, SHOWN_HOSTS);
  const services = firstTraffic(traffic.services(), 'trouble', traffic, SHOWN_SERVICES);
  const columns = trafficColumns(traffic, 'both').filter(({ name }) => !ELSEWHERE.has(name));
  return {
    title: text.both,
    columns,
    lines: ordered(hosts.first, services.first).map((line) => ({
      cells: columns.map((column) => column.text(line)),
      tone: toneOfTraffic(line),
    })),
    more: hosts.hidden + services.hidden > 0 ? text.more(hosts.hidden, services.hidden, command) : null,
  };
}

/** Services follow their host; those of hosts that are not shown come last. */
function ordered(hosts: readonly Traffic[], services: readonly Traffic[]): Traffic[] {
  const isShown = new Set(hosts.map(({ address }) => address));
  return [
    ...hosts.flatMap((host) => [host, ...services.filter(({ address }) => address === host.address)]),
    ...services.filter(({ address }) => !isShown.has(address)),
  ];
}
