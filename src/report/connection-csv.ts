import { csvField } from '../format/escape.js';
import type { ConnectionRow } from '../rows.js';

type Cell = string | number | boolean | null;

/**
 * The flat columns of a connection, in their stable order. Times are epoch seconds, durations seconds, bytes with
 * "Payload" count TCP payload including repeats, the others bytes on the wire.
 */
export const CONNECTION_CSV_COLUMNS: Readonly<Record<string, (row: ConnectionRow) => Cell>> = {
  connection: (row) => row.connection,
  flow: (row) => row.flow,
  incarnation: (row) => row.incarnation,
  initiatorAddress: (row) => row.initiator.address,
  initiatorPort: (row) => row.initiator.port,
  responderAddress: (row) => row.responder.address,
  responderPort: (row) => row.responder.port,
  rolesFrom: (row) => row.rolesFrom,
  firstPacket: (row) => row.firstPacket,
  lastPacket: (row) => row.lastPacket,
  packets: (row) => row.packets,
  bytes: (row) => row.bytes,
  startTime: (row) => row.startTime,
  endTime: (row) => row.endTime,
  durationSeconds: (row) => row.durationSeconds,
  outcome: (row) => row.outcome,
  initiatorState: (row) => row.endpoints.initiator.state,
  responderState: (row) => row.endpoints.responder.state,
  initiatorPackets: (row) => row.endpoints.initiator.packets,
  responderPackets: (row) => row.endpoints.responder.packets,
  initiatorBytes: (row) => row.endpoints.initiator.bytes,
  responderBytes: (row) => row.endpoints.responder.bytes,
  initiatorPayloadBytes: (row) => row.endpoints.initiator.payloadBytes,
  responderPayloadBytes: (row) => row.endpoints.responder.payloadBytes,
  handshakeKind: (row) => row.handshake.kind,
  handshakeRttSeconds: (row) => row.handshake.rttSeconds,
  initiatorRttSeconds: (row) => row.handshake.initiatorRttSeconds,
  responderRttSeconds: (row) => row.handshake.responderRttSeconds,
  synRetransmissions: (row) => row.handshake.synRetransmissions,
  synAckRetransmissions: (row) => row.handshake.synAckRetransmissions,
  teardownKind: (row) => row.teardown.kind,
  closedFirst: (row) => row.teardown.closedFirst,
  halfClosedSeconds: (row) => row.teardown.halfClosedSeconds,
  resetBy: (row) => row.teardown.resetBy,
  resets: (row) => row.resets.length,
  zeek_conn_state: (row) => row.zeek.connState,
  zeek_history: (row) => row.zeek.history,
  finding: (row) => row.findings[0] ?? null,
  verdict: (row) => row.verdict,
};

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvField).join(',')}\n`;
}
