import type {
  ConnectionRow,
  HostRow,
  PacketRow,
  Report,
  ServiceRow,
  SocketRow,
  StatePeakRow,
} from '../rows.js';
import { captureRow, flagsRow, totals } from './capture.js';
import { connectionRow } from './connection.js';
import { findingRow, incidentRow } from './finding.js';
import { hostRow, serviceRow } from './host.js';
import { packetRow } from './packet.js';
import { constant, list, object, text } from './schema.js';
import { socketRow, statePeakRow } from './socket.js';

const NAME = 'The name and the version of this format.';

/** `report -f json`. */
export const report = object<Report>('What happened: everything that is known of the captures.', {
  schema: constant(NAME, 'synopsis/report/1'),
  connections: list(
    'The connections, in the order in which they ended; those alive at the end by number.',
    connectionRow,
  ),
  captures: list('The captures, in the order in which they were given.', captureRow),
  totals,
  flags: list('The combinations of flags that were seen, the most frequent first.', flagsRow),
  incidents: list('What happened, the worst first.', incidentRow),
  findings: list('What was found, the worst first.', findingRow),
  hosts: list('The hosts, the most troubled first.', hostRow),
  services: list('The services, the most troubled first.', serviceRow),
  limitsReached: list('What was left out of the input, and bounds that were reached.', text('One sentence.')),
});

export interface ConnectionsJson {
  schema: 'synopsis/connections/1';
  connections: readonly ConnectionRow[];
}

/** `connections -f json`. */
export const connections = object<ConnectionsJson>('Connections.', {
  schema: constant(NAME, 'synopsis/connections/1'),
  connections: list('In the order in which they ended; those alive at the end by number.', connectionRow),
});

export interface ConnectionJson {
  schema: 'synopsis/connection/1';
  packets: readonly PacketRow[];
  connection: ConnectionRow;
}

/** `connection -f json`. */
export const connection = object<ConnectionJson>('One connection and its packets.', {
  schema: constant(NAME, 'synopsis/connection/1'),
  packets: list('Its packets in order; --from and --to choose among them.', packetRow),
  connection: connectionRow,
});

export interface HostsJson {
  schema: 'synopsis/hosts/1';
  hosts: readonly HostRow[];
  services: readonly ServiceRow[];
  limitsReached: readonly string[];
}

/** `hosts -f json`. */
export const hosts = object<HostsJson>('What every host and every service did.', {
  schema: constant(NAME, 'synopsis/hosts/1'),
  hosts: list('The hosts, the most troubled first, or by --sort.', hostRow),
  services: list('The services, in the same order.', serviceRow),
  limitsReached: list('What was left out of the input, and bounds that were reached.', text('One sentence.')),
});

export interface NetstatJson {
  schema: 'synopsis/netstat/1';
  sockets: readonly SocketRow[];
}

/** `netstat -f json` with `--at` or `--every`. */
export const netstat = object<NetstatJson>('The socket tables of hosts at one moment or several.', {
  schema: constant(NAME, 'synopsis/netstat/1'),
  sockets: list('Moment by moment, host by host, LISTEN first, then by port.', socketRow),
});

export interface NetstatPeaksJson {
  schema: 'synopsis/netstat-peaks/1';
  peaks: readonly StatePeakRow[];
}

/** `netstat -f json` without a moment. */
export const netstatPeaks = object<NetstatPeaksJson>(
  'The most sockets that hosts had in each state at once.',
  {
    schema: constant(NAME, 'synopsis/netstat-peaks/1'),
    peaks: list(
      "Host by host, the one with the highest peak first, in the order of a socket's life.",
      statePeakRow,
    ),
  },
);
