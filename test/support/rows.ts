import { emptyRecord } from '../../src/capture/packet-record.js';
import { emptySegment } from '../../src/decode/segment.js';
import type { Judgement } from '../../src/findings/finding.js';
import type { TextOutput } from '../../src/output/text-output.js';
import type {
  ConnectionRow,
  EndpointRow,
  PacketRow,
  Side,
  StateCause,
  StateEntry,
  StateName,
  Totals,
} from '../../src/rows.js';
import { STATE_NAMES } from '../../src/rows.js';
import type { Clock, ConnectionView, PacketView, StateSpan, StateVisitor, Summary } from '../../src/sink.js';

/** The first packet of every hand-made timeline: 2026-11-20T15:16:18 UTC. */
export const EPOCH = 1_795_187_778;

/** A printed time, `seconds` after the first packet. */
export function at(seconds: number): string {
  return (EPOCH + Math.floor(seconds)).toString() + (seconds % 1).toFixed(9).slice(1);
}

export const testClock: Clock = {
  format: (timeNs) => at(timeNs / 1e9),
  epochSeconds: (timeNs) => EPOCH + timeNs / 1e9,
};

/** The clock of an input without times. */
export const noClock: Clock = { format: () => null, epochSeconds: () => Number.NaN };

export function stateEntry(
  state: StateName,
  packet: number | null,
  by: StateCause = 'sent',
  certainty: StateEntry['certainty'] = 'seen',
  seconds = packet ?? 0,
): StateEntry {
  return { state, packet, by, certainty, time: at(seconds) };
}

export function endpointRow(overrides: Partial<EndpointRow> = {}): EndpointRow {
  return {
    state: 'ESTABLISHED',
    states: [],
    packets: 3,
    bytes: 200,
    payloadBytes: 20,
    flags: { ACK: 3 },
    socketError: null,
    socketErrorCertainty: null,
    application: {
      connect: null,
      accept: null,
      read: null,
      write: null,
      afterwards: { read: null, write: null },
    },
    retransmissions: 0,
    retransmittedBytes: 0,
    retransmissionRate: { packets: 0, bytes: 0 },
    lostBeforeCapture: 0,
    lostAfterCapture: 0,
    spuriousRetransmissions: 0,
    differingRetransmissions: 0,
    outOfOrder: 0,
    reordering: null,
    duplicateAcks: 0,
    dsacks: 0,
    keepAlives: 0,
    zeroWindows: 0,
    zeroWindowSeconds: 0,
    zeroWindowPeriods: [],
    window: { minBytes: 64240, maxBytes: 64240, lastBytes: 64240 },
    maxBytesInFlight: 0,
    gapBytes: 0,
    rtt: {
      samples: 0,
      minSeconds: null,
      meanSeconds: null,
      maxSeconds: null,
      p50Seconds: null,
      p95Seconds: null,
      smoothedSeconds: null,
    },
    timestampRtt: { samples: 0, minSeconds: null, meanSeconds: null, maxSeconds: null },
    isn: 1000,
    options: null,
    ttl: { values: [64], initial: 64, hops: 0 },
    ...overrides,
  };
}

export function connectionRow(overrides: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    connection: 0,
    flow: 0,
    incarnation: 0,
    initiator: { address: '10.9.0.1', port: 40000 },
    responder: { address: '10.9.0.2', port: 443 },
    rolesFrom: 'syn',
    firstPacket: 1,
    lastPacket: 6,
    packets: 6,
    bytes: 400,
    startTime: at(0),
    endTime: at(2),
    durationSeconds: 2,
    outcome: 'open',
    verdict: 'It is open.',
    findings: [],
    wireshark: { completeness: 31 },
    zeek: { connState: 'S1', history: 'ShADad', originator: 'initiator' },
    handshake: {
      kind: 'three-way',
      rttSeconds: 0.0004,
      initiatorRttSeconds: 0.0001,
      responderRttSeconds: 0.0003,
      synRetransmissions: 0,
      synAckRetransmissions: 0,
    },
    teardown: { kind: 'none', closedFirst: null, halfClosedSeconds: null, resetBy: null, resetCause: null },
    resets: [],
    timeSpent: null,
    endpoints: { initiator: endpointRow(), responder: endpointRow() },
    ...overrides,
  };
}

export function packetRow(overrides: Partial<PacketRow> = {}): PacketRow {
  return {
    packet: 1,
    time: at(0),
    kind: 'tcp',
    connection: 0,
    sender: 'initiator',
    flags: 'ACK',
    seq: 1001,
    ack: 2001,
    relativeSeq: 1,
    relativeAck: 1,
    length: 0,
    window: 502,
    scaledWindow: 64256,
    options: '',
    ttl: 64,
    ipId: 1,
    capturedLength: 66,
    capture: 0,
    packetInCapture: overrides.packet ?? 1,
    interface: 0,
    analysis: [],
    bytesInFlight: null,
    ackRttSeconds: null,
    acks: null,
    initialRttSeconds: null,
    rtoSeconds: null,
    rtoOf: null,
    duplicateAckNumber: null,
    duplicateAckOf: null,
    icmp: null,
    states: { initiator: 'ESTABLISHED', responder: 'ESTABLISHED' },
    notes: [],
    comment: null,
    ...overrides,
  };
}

function seconds(time: string | null): number {
  return time === null ? Number.NaN : (Number(time.split('.')[0]) - EPOCH) * 1e9 + Number(time.split('.')[1]);
}

const hostNumbers = new Map<string, number>();

function hostNumber(address: string): number {
  const known = hostNumbers.get(address) ?? hostNumbers.size + 1;
  hostNumbers.set(address, known);
  return known;
}

function entryOf({ states }: EndpointRow, state: StateName): StateEntry | undefined {
  return states.find((entry) => entry.state === state);
}

/** The states of an endpoint as spans: each lasts until the next one. */
function spansOf({ states }: EndpointRow): StateSpan[] {
  const kept = states.filter(({ certainty }) => certainty !== 'retracted');
  return kept.map(({ state, time, packet, certainty }, i) => ({
    state,
    sinceNs: seconds(time),
    sincePacket: packet,
    untilNs: i + 1 < kept.length ? seconds(kept[i + 1]!.time) : Number.POSITIVE_INFINITY,
    untilPacket: kept[i + 1]?.packet ?? null,
    timerNs: Number.POSITIVE_INFINITY,
    runsOutNs: Number.POSITIVE_INFINITY,
    certainty: certainty === 'seen' ? 'seen' : 'inferred',
  }));
}

export function connectionView(row: ConnectionRow, judgements: readonly Judgement[] = []): ConnectionView {
  return {
    connection: row.connection,
    flow: row.flow,
    incarnation: row.incarnation,
    initiatorAddress: row.initiator.address,
    initiatorPort: row.initiator.port,
    responderAddress: row.responder.address,
    responderPort: row.responder.port,
    initiatorName: row.initiator.name ?? null,
    responderName: row.responder.name ?? null,
    rolesFrom: row.rolesFrom,
    firstPacket: row.firstPacket,
    lastPacket: row.lastPacket,
    packets: row.packets,
    bytes: row.bytes,
    startNs: seconds(row.startTime),
    endNs: seconds(row.endTime),
    outcome: row.outcome,
    initiatorState: row.endpoints.initiator.state,
    responderState: row.endpoints.responder.state,
    errnos: [row.endpoints.initiator.socketError, row.endpoints.responder.socketError].filter(
      (errno) => errno !== null,
    ),
    causes: [...new Set(row.resets.map(({ cause }) => cause))],
    hostOf: (side: Side) => hostNumber(row[side].address),
    portNumberOf: (side: Side) => Number(row[side].port),
    handshake: row.handshake.kind,
    wasOpen: row.endpoints.initiator.states.some(({ state }) => state === 'ESTABLISHED'),
    answerNs: (row.handshake.responderRttSeconds ?? Number.NaN) * 1e9,
    synAckNs: seconds(entryOf(row.endpoints.responder, 'SYN_RCVD')?.time ?? null),
    synRepeats: row.handshake.synRetransmissions,
    endingNs: row.teardown.kind === 'none' ? Number.NaN : seconds(row.endTime),
    endedBy: row.teardown.resetBy ?? row.teardown.closedFirst,
    silenceBeforeCutNs: Number.NaN,
    isOneWay: false,
    gapBytes: row.endpoints.initiator.gapBytes + row.endpoints.responder.gapBytes,
    notedPackets: () => 0,
    firstNoted: () => 0,
    bytesFrom: (side: Side) => row.endpoints[side].bytes,
    resetsFrom: (side: Side) => row.endpoints[side].flags['RST'] ?? 0,
    flagsFrom: (side: Side) => (row.endpoints[side].flags['ACK'] ? 0x10 : 0),
    lastingStates: (side: Side, leastNs: number, visit: StateVisitor) => {
      for (const { state, sinceNs, untilNs } of spansOf(row.endpoints[side])) {
        if (untilNs - sinceNs >= leastNs) visit.state(STATE_NAMES.indexOf(state), sinceNs, untilNs);
      }
    },
    packetsFrom: (side: Side) => row.endpoints[side].packets,
    payloadBytesFrom: (side: Side) => row.endpoints[side].payloadBytes,
    handshakeNs: row.handshake.rttSeconds === null ? Number.NaN : row.handshake.rttSeconds * 1e9,
    synAckRepeats: row.handshake.synAckRetransmissions,
    resetBy: row.teardown.resetBy,
    resetCause: row.teardown.resetCause,
    isSelfConnected: false,
    spansOf: (side: Side) => spansOf(row.endpoints[side]),
    queueOf: () => ({ sentNotAcked: 0, repeats: 0, isWindowClosed: false }),
    endOf: (side: Side) => (side === 'initiator' ? 0 : 1),
    judgements,
    verdict: row.verdict,
    toRow: () => row,
  };
}

export function packetView(
  row: PacketRow,
  connection = connectionRow({ connection: row.connection }),
): PacketView {
  return {
    segment: { ...emptySegment(), packetNumber: row.packet, timeNs: seconds(row.time) },
    record: emptyRecord(),
    origin: emptyRecord(),
    connection: row.connection,
    sender: row.sender,
    initiatorAddress: connection.initiator.address,
    initiatorPort: connection.initiator.port,
    responderAddress: connection.responder.address,
    responderPort: connection.responder.port,
    initiatorName: connection.initiator.name ?? null,
    responderName: connection.responder.name ?? null,
    initiatorState: row.states.initiator,
    responderState: row.states.responder,
    notes: 0,
    isLate: false,
    fragmentPackets: [],
    flow: connection.flow,
    statePlaceOf: (side: Side) => STATE_NAMES.indexOf(row.states[side]),
    windowShift: -1,
    baseOf: () => null,
    toRow: () => row,
  };
}

export function summaryOf(totals: Partial<Totals> = {}, overrides: Partial<Summary> = {}): Summary {
  return {
    captures: [
      {
        path: 'incident.pcapng',
        format: 'pcapng',
        packets: 6,
        tcpPackets: 6,
        bytes: 1200,
        linkTypes: ['EN10MB'],
        firstTime: at(0),
        lastTime: at(2),
        clock: 'absolute',
        snaplen: 262144,
        dropped: null,
        interfaces: [],
        comments: [],
        notDecoded: {},
        warnings: [],
      },
    ],
    totals: {
      packets: 6,
      tcpPackets: 6,
      latePackets: 0,
      connections: 1,
      flows: 1,
      bytes: 400,
      durationSeconds: 2,
      ...totals,
    },
    flags: [{ flags: 'SYN', packets: 1, meaning: 'opens a connection', legal: true }],
    limitsReached: [],
    quality: { cutPackets: 0, firstCutPacket: 0, stepsBack: 0, firstStepPacket: 0, longestStepNs: 0 },
    ...overrides,
  };
}

/** Collects what a report prints. */
export class MemoryOutput implements TextOutput {
  text = '';
  ended = false;

  write(text: string): void {
    this.text += text;
  }

  end(): void {
    this.ended = true;
  }

  discard(): void {
    this.text = '';
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }
}
