import { OUTCOMES, STATE_NAMES, type StateName } from '../rows.js';

/**
 * A column: the field of the row that it holds ("initiator.address"), what it says of a list, a count that is 0 where there is no such
 * field, or the peak of one state.
 */
export type CsvColumn =
  | string
  | { field: string; as: 'words' | 'count' | 'first' | 'or-none' }
  | { field: string; as: 'peak'; state: StateName };

/** A table that programs read: which rows, and what stands in its columns, in their order. */
export interface CsvFormat {
  name: string;
  /** What prints it. */
  command: string;
  /** The format of the same rows as objects, which describes their fields. */
  rows: string;
  columns: Readonly<Record<string, CsvColumn>>;
}

function same(...fields: string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, field]));
}

const CONNECTION_COLUMNS: CsvFormat['columns'] = {
  ...same('connection', 'flow', 'incarnation'),
  initiatorAddress: 'initiator.address',
  initiatorPort: 'initiator.port',
  responderAddress: 'responder.address',
  responderPort: 'responder.port',
  ...same('rolesFrom', 'firstPacket', 'lastPacket', 'packets', 'bytes'),
  ...same('startTime', 'endTime', 'durationSeconds', 'outcome'),
  initiatorState: 'endpoints.initiator.state',
  responderState: 'endpoints.responder.state',
  initiatorPackets: 'endpoints.initiator.packets',
  responderPackets: 'endpoints.responder.packets',
  initiatorBytes: 'endpoints.initiator.bytes',
  responderBytes: 'endpoints.responder.bytes',
  initiatorPayloadBytes: 'endpoints.initiator.payloadBytes',
  responderPayloadBytes: 'endpoints.responder.payloadBytes',
  handshakeKind: 'handshake.kind',
  handshakeRttSeconds: 'handshake.rttSeconds',
  initiatorRttSeconds: 'handshake.initiatorRttSeconds',
  responderRttSeconds: 'handshake.responderRttSeconds',
  synRetransmissions: 'handshake.synRetransmissions',
  synAckRetransmissions: 'handshake.synAckRetransmissions',
  teardownKind: 'teardown.kind',
  closedFirst: 'teardown.closedFirst',
  halfClosedSeconds: 'teardown.halfClosedSeconds',
  resetBy: 'teardown.resetBy',
  resets: { field: 'resets', as: 'count' },
  zeek_conn_state: 'zeek.connState',
  zeek_history: 'zeek.history',
  finding: { field: 'findings', as: 'first' },
  verdict: 'verdict',
};

const PACKET_COLUMNS: CsvFormat['columns'] = {
  ...same(
    'packet',
    'time',
    'kind',
    'connection',
    'sender',
    'flags',
    'seq',
    'ack',
    'relativeSeq',
    'relativeAck',
  ),
  ...same('length', 'window', 'scaledWindow', 'options', 'ttl', 'ipId', 'capturedLength'),
  ...same('capture', 'packetInCapture', 'interface'),
  analysis: { field: 'analysis', as: 'words' },
  ...same('bytesInFlight', 'ackRttSeconds', 'acks', 'initialRttSeconds', 'rtoSeconds', 'rtoOf'),
  ...same('duplicateAckNumber', 'duplicateAckOf'),
  icmpName: 'icmp.name',
  icmpSender: 'icmp.sender',
  icmpMtu: 'icmp.mtu',
  initiatorState: 'states.initiator',
  responderState: 'states.responder',
  notes: { field: 'notes', as: 'words' },
  comment: 'comment',
};

const HOST_COLUMNS: CsvFormat['columns'] = {
  ...same('kind', 'address', 'port', 'name'),
  listening: { field: 'listening', as: 'words' },
  opened: 'begun.connections',
  received: 'received.connections',
  refusalsSent: 'refusals.sent',
  refusalsReceived: 'refusals.received',
  resetsSent: 'resets.sent',
  resetsReceived: 'resets.received',
  bytesSent: 'bytes.sent',
  bytesReceived: 'bytes.received',
  payloadBytesSent: 'payloadBytes.sent',
  payloadBytesReceived: 'payloadBytes.received',
  rttSamples: 'rtt.samples',
  rttMinSeconds: 'rtt.minSeconds',
  rttMeanSeconds: 'rtt.meanSeconds',
  rttMaxSeconds: 'rtt.maxSeconds',
  mostPerSecond: 'newConnections.mostPerSecond',
  mostTime: 'newConnections.mostTime',
  ...same('firstTime', 'lastTime'),
  ...outcomeColumns('opened', 'begun'),
  ...outcomeColumns('received', 'received'),
  ...Object.fromEntries(
    STATE_NAMES.filter((state) => state !== 'UNKNOWN' && state !== 'LISTEN' && state !== 'CLOSED').map(
      (state) => [`peak_${state}`, { field: 'states', as: 'peak', state } as const],
    ),
  ),
};

function outcomeColumns(name: string, field: string): CsvFormat['columns'] {
  return Object.fromEntries(
    OUTCOMES.map((outcome) => [
      `${name}_${outcome}`,
      { field: `${field}.outcomes.${outcome}`, as: 'or-none' } as const,
    ]),
  );
}

const SOCKET_COLUMNS: CsvFormat['columns'] = {
  ...same('time', 'host'),
  localAddress: 'local.address',
  localPort: 'local.port',
  peerAddress: 'peer.address',
  peerPort: 'peer.port',
  ...same('state', 'since', 'certainty', 'connection', 'sentNotAcked'),
  timer: 'timer.kind',
  timerCount: 'timer.count',
  timerRemainingSeconds: 'timer.remainingSeconds',
};

/** Every table, in the order of the commands. */
export const CSV_FORMATS: readonly CsvFormat[] = [
  {
    name: 'connections',
    command: 'connections -f csv',
    rows: 'connection-row',
    columns: CONNECTION_COLUMNS,
  },
  { name: 'packets', command: 'packets -f csv', rows: 'packet-row', columns: PACKET_COLUMNS },
  {
    name: 'hosts',
    command: 'hosts -f csv',
    rows: 'host-row',
    columns: HOST_COLUMNS,
  },
  {
    name: 'netstat',
    command: 'netstat --at|--every -f csv',
    rows: 'socket-row',
    columns: SOCKET_COLUMNS,
  },
  {
    name: 'netstat-peaks',
    command: 'netstat -f csv',
    rows: 'peak-row',
    columns: same('host', 'state', 'peak', 'time', 'atEnd'),
  },
];
