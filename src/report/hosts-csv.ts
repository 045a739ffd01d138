import type { TextOutput } from '../output/text-output.js';
import { type HostRow, OUTCOMES, type ServiceRow, STATE_NAMES } from '../rows.js';
import { csvLine } from './connection-csv.js';
import type { HostList } from './hosts.js';

type Row = HostRow | ServiceRow;
type Cell = string | number | boolean | null;

/** States in which hosts have sockets that are counted. */
const COUNTED_STATES = STATE_NAMES.filter(
  (state) => state !== 'UNKNOWN' && state !== 'LISTEN' && state !== 'CLOSED',
);

/**
 * The flat columns of hosts and services, in their stable order. `listening` are a host's ports, separated by spaces; of a service
 * it is true or false.
 */
export const HOST_CSV_COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  kind: (row) => row.kind,
  address: (row) => row.address,
  port: (row) => (row.kind === 'host' ? null : row.port),
  name: (row) => row.name,
  listening: (row) => (row.kind === 'host' ? row.listening.join(' ') : row.isListening),
  opened: (row) => (row.kind === 'host' ? row.begun.connections : null),
  received: (row) => row.received.connections,
  refusalsSent: (row) => row.refusals.sent,
  refusalsReceived: (row) => row.refusals.received,
  resetsSent: (row) => row.resets.sent,
  resetsReceived: (row) => row.resets.received,
  bytesSent: (row) => row.bytes.sent,
  bytesReceived: (row) => row.bytes.received,
  payloadBytesSent: (row) => row.payloadBytes.sent,
  payloadBytesReceived: (row) => row.payloadBytes.received,
  rttSamples: (row) => row.rtt.samples,
  rttMinSeconds: (row) => row.rtt.minSeconds,
  rttMeanSeconds: (row) => row.rtt.meanSeconds,
  rttMaxSeconds: (row) => row.rtt.maxSeconds,
  mostPerSecond: (row) => row.newConnections.mostPerSecond,
  mostTime: (row) => row.newConnections.mostTime,
  firstTime: (row) => row.firstTime,
  lastTime: (row) => row.lastTime,
  ...Object.fromEntries(
    OUTCOMES.map((outcome) => [
      `opened_${outcome}`,
      (row: Row) => (row.kind === 'host' ? (row.begun.outcomes[outcome] ?? 0) : null),
    ]),
  ),
  ...Object.fromEntries(
    OUTCOMES.map((outcome) => [`received_${outcome}`, (row: Row) => row.received.outcomes[outcome] ?? 0]),
  ),
  ...Object.fromEntries(
    COUNTED_STATES.map((state) => [
      `peak_${state}`,
      (row: Row) => row.states.find((peak) => peak.state === state)?.peak ?? 0,
    ]),
  ),
};

/** Comma-separated values with a title line, hosts first. */
export function hostsCsv(
  { traffic, hosts, services }: HostList,
  output: TextOutput,
  columns: readonly string[] | null,
): void {
  const names = columns ?? Object.keys(HOST_CSV_COLUMNS);
  const line = (row: Row) => csvLine(names.map((name) => HOST_CSV_COLUMNS[name]!(row)));
  output.write(csvLine(names));
  for (const host of hosts) output.write(line(traffic.hostRow(host)));
  for (const service of services) output.write(line(traffic.serviceRow(service)));
}
