import type { Census } from '../findings/census.js';
import { escapeMarkdown } from '../format/escape.js';
import { hostsText as text } from '../format/messages/en/hosts.js';
import { wrapText } from '../format/table.js';
import {
  MAX_COUNTED_HOSTS,
  MAX_COUNTED_SERVICES,
  MAX_LOGGED_CONNECTIONS,
  MAX_LOGGED_STATES,
} from '../limits.js';
import type { TextOutput } from '../output/text-output.js';
import { firstTraffic, toneOfTraffic, trafficColumns } from './host-columns.js';
import type { HostTest, HostTraffic, Traffic } from './host-traffic.js';
import { markdownTable } from './report-markdown.js';
import { TableWriter } from './table-writer.js';
import type { Terminal } from './terminal.js';

/** Hosts and services as they are to be printed. */
export interface HostList {
  traffic: HostTraffic;
  /** Sorted, and as many as are shown. */
  hosts: readonly Traffic[];
  services: readonly Traffic[];
  /** How many there are beyond those. */
  hidden: { hosts: number; services: number };
  limitsReached: readonly string[];
}

/** Which hosts are wanted, in which order, and how many of them and of their services. */
export interface TrafficChoice {
  isChosen: HostTest;
  key: string;
  limit: number;
}

/** All of them, the most troubled first, unless something else is asked for. */
export function chosenTraffic(traffic: HostTraffic, choice: Partial<TrafficChoice> = {}) {
  const { isChosen = () => true, key = 'trouble', limit = Number.POSITIVE_INFINITY } = choice;
  const hosts = firstTraffic(traffic.hosts(isChosen), key, traffic, limit);
  const services = firstTraffic(traffic.services(isChosen), key, traffic, limit);
  return {
    traffic,
    hosts: hosts.first,
    services: services.first,
    hidden: { hosts: hosts.hidden, services: services.hidden },
  };
}

const WIDEST_LEGEND = 100;

/** One JSON object a line, hosts first. */
export function hostsNdjson({ traffic, hosts, services }: HostList, output: TextOutput): void {
  for (const host of hosts) output.write(`${JSON.stringify(traffic.hostRow(host))}\n`);
  for (const service of services) output.write(`${JSON.stringify(traffic.serviceRow(service))}\n`);
}

/** One JSON object. */
export function hostsJson(list: HostList, output: TextOutput): void {
  output.write('{"schema":"synopsis/hosts/1",');
  writeHostArrays(list, output);
  output.write(`,\n"limitsReached":${JSON.stringify(list.limitsReached)}}\n`);
}

/** The fields `hosts` and `services` of a JSON object, row by row. */
export function writeHostArrays(
  { traffic, hosts, services }: Omit<HostList, 'limitsReached'>,
  output: TextOutput,
): void {
  output.write('"hosts":[');
  for (const [i, host] of hosts.entries())
    output.write(`${i === 0 ? '' : ','}\n${JSON.stringify(traffic.hostRow(host))}`);
  output.write(`${hosts.length === 0 ? '' : '\n'}],\n"services":[`);
  for (const [i, service] of services.entries())
    output.write(`${i === 0 ? '' : ','}\n${JSON.stringify(traffic.serviceRow(service))}`);
  output.write(`${services.length === 0 ? '' : '\n'}]`);
}

/** Two aligned tables. @param columns names of those to print; null prints those that fit */
export function hostsPrinted(
  list: HostList,
  output: TextOutput,
  terminal: Terminal,
  columns: readonly string[] | null,
): void {
  if (list.hosts.length === 0) output.write(`${text.none}\n`);
  else printTables(list, { output, terminal, columns });
}

function printTables(list: HostList, to: Printing): void {
  const { output, terminal, columns } = to;
  printTable(list, 'host', to);
  if (list.services.length > 0) printTable(list, 'service', to);
  const { hosts, services } = list.hidden;
  if (hosts + services > 0) output.write(`${text.more(hosts, services, null)}\n`);
  if (columns !== null) return;
  output.write('\n');
  for (const line of wrapText(text.legend, Math.min(terminal.width, WIDEST_LEGEND)))
    output.write(`${terminal.paint('quiet', line)}\n`);
}

interface Printing {
  output: TextOutput;
  terminal: Terminal;
  columns: readonly string[] | null;
}

function printTable({ traffic, hosts, services }: HostList, kind: Traffic['kind'], to: Printing): void {
  const { output, terminal, columns } = to;
  const isOfHosts = kind === 'host';
  const all = trafficColumns(traffic, kind);
  const chosen = columns?.flatMap((name) => all.find((column) => column.name === name) ?? []);
  output.write(
    `${isOfHosts ? '' : '\n'}${terminal.paint('title', isOfHosts ? text.hosts : text.services)}\n`,
  );
  const table = new TableWriter<Traffic>({
    columns: chosen ?? all,
    terminal,
    output,
    keepAll: columns !== null,
    tone: { columns: ['failed', 'resets'], of: toneOfTraffic },
  });
  for (const line of isOfHosts ? hosts : services) table.row(line);
  table.end();
}

/** Two Markdown tables with all columns. */
export function hostsMarkdown(list: HostList, output: TextOutput): void {
  const { traffic, hosts, services, hidden } = list;
  const blocks = [
    `## ${text.hosts}`,
    hosts.length === 0 ? text.none : markdownLines(traffic, 'host', hosts),
    ...(services.length === 0 ? [] : [`## ${text.services}`, markdownLines(traffic, 'service', services)]),
    ...(hidden.hosts + hidden.services > 0 ? [text.more(hidden.hosts, hidden.services, null)] : []),
    escapeMarkdown(text.legend),
    ...list.limitsReached.map(escapeMarkdown),
  ];
  output.write(`${blocks.join('\n\n')}\n`);
}

function markdownLines(traffic: HostTraffic, kind: Traffic['kind'], lines: readonly Traffic[]): string {
  const columns = trafficColumns(traffic, kind);
  return markdownTable(
    columns,
    lines.map((line) => columns.map((column) => column.text(line))),
  );
}

/** What hosts and services there was no room for. */
export function limitsReachedBy({ hosts, services, log, everyState }: Census): string[] {
  const ends = hosts.sum(0, 'begun') + hosts.sum(0, 'received');
  const calls = services.sum(0, 'received');
  const stretches = everyState === null ? 0 : everyState.hosts.unlogged + everyState.services.unlogged;
  return [
    ...(ends > 0 ? [text.uncountedHosts(ends, MAX_COUNTED_HOSTS)] : []),
    ...(calls > 0 ? [text.uncountedServices(calls, MAX_COUNTED_SERVICES)] : []),
    ...(log.unlogged > 0 ? [text.unloggedConnections(log.unlogged, MAX_LOGGED_CONNECTIONS)] : []),
    ...(stretches > 0 ? [text.unloggedStates(stretches, MAX_LOGGED_STATES)] : []),
  ];
}
