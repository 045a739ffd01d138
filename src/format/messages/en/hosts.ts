import { formatCount } from '../../count.js';
import { counted } from '../en.js';

/** Words and sentences of the list of hosts and services. */
export const hostsText = {
  hosts: 'Hosts',
  services: 'Services',
  both: 'Hosts and services, the most troubled first',
  none: 'No connection matches.',
  columns: {
    host: 'host',
    service: 'service',
    begun: 'opened',
    received: 'received',
    failed: 'failed',
    resets: 'RST out/in',
    refusals: 'refused',
    bytes: 'bytes',
    rtt: 'RTT',
    mostPerSecond: 'new/s',
    listening: 'listens on',
    isListening: 'listens',
    states: 'most at once',
    outcomes: 'outcomes',
  },
  yes: 'yes',
  no: '-',
  legend:
    'opened, received: connections it began, and those begun to it; failed: of both, those that came to nothing; refused: by it/to it; bytes: both ways; RTT: mean between the capture point and it; new/s: the most that began within a second; listens: as its SYN,ACKs prove',
  more: (hosts: number, services: number, command: string | null) => {
    const left = [
      ...(hosts > 0 ? [counted(hosts, 'host')] : []),
      ...(services > 0 ? [counted(services, 'service')] : []),
    ].join(' and ');
    return command === null ? `and ${left} more` : `and ${left} more: ${command}`;
  },
  /** "7000, 7001 and 3 more". */
  ports: (first: readonly (number | string)[], more: number) =>
    first.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : ''),
  uncountedHosts: (connections: number, limit: number) =>
    `${counted(connections, 'end')} of connections belong to hosts beyond the first ${formatCount(limit)}: those have no row`,
  uncountedServices: (connections: number, limit: number) =>
    `${counted(connections, 'connection')} went to services beyond the first ${formatCount(limit)}: those have no row`,
  unloggedConnections: (connections: number, limit: number) =>
    `when ${counted(connections, 'connection')} began is not counted: only the first ${formatCount(limit)} are`,
  unloggedStates: (stretches: number, limit: number) =>
    `peaks of states may be too low: ${counted(stretches, 'stretch', 'stretches')} of time beyond the first ${formatCount(limit)} are not counted`,
} as const;

export const hostsHelp = {
  hosts: 'one line per host and per service: what came of their connections',
  sort: 'by trouble, host, opened, received, failed, resets, refusals, bytes, rtt or rate',
  limit: 'at most this many hosts and this many services',
  examples: [
    ['synopsis hosts x', 'the most troubled first'],
    ['synopsis hosts x --host 10.0.0.0/8 --sort bytes', 'who talked most'],
    ['synopsis hosts x -f ndjson', 'with states and beginnings over time'],
  ] as [string, string][],
} as const;
