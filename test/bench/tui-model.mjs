// A model for the screen whose values are made from numbers: a million connections, and one with a million packets.
const OUTCOMES = ['closed', 'reset', 'refused', 'open', 'unanswered'];
const SECOND = 1e9;

const ready = (value) => ({ status: 'ready', value });

const clock = {
  epochSeconds: (timeNs) => 1_795_187_778 + timeNs / 1e9,
  format(timeNs) {
    const seconds = this.epochSeconds(timeNs);
    return seconds.toFixed(9);
  },
};

export function madeModel({ connections = 1_000_000, packets = 1_000_000 } = {}) {
  const list = connectionList(connections);
  const ladder = packetList(packets);
  const graph = ready(graphOf(packets));
  const listeners = new Set();
  const model = {
    version: 1,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed: () => {
      model.version++;
      for (const listener of listeners) listener();
    },
    reading: {
      names: ['made.pcap'],
      progress: { packets, bytesRead: 1, bytes: 1 },
      isDone: true,
      isLive: false,
      failure: null,
    },
    clock,
    lastNs: 1000 * SECOND,
    honesty: [],
    incidents: [],
    connections: list,
    hosts: [],
    notes: [],
    connection: () => ({ status: 'loading' }),
    packets: () => ready(ladder),
    packetDetail: () => ({ status: 'loading' }),
    connectionOf: () => 0,
    sockets: () => ready({ count: 0, at: () => null }),
    stateCounts: () => ready([]),
    timeline: (_series, buckets) => Array.from({ length: buckets }, (_, i) => i % 9),
    graph: () => graph,
    payload: () => ready({ chunks: [], incomplete: null }),
    stop() {},
    exportAs: async () => ({ status: 'written' }),
    writeNote: async () => {},
  };
  return model;
}

function connectionList(total) {
  return {
    choice: { filter: '', incident: null, sort: 'connection', isDescending: false },
    choosing: null,
    count: total,
    total,
    choose() {},
    numberAt: (position) => position,
    positionOf: (connection) => connection,
    nextTroubled: (position, step) => position + step,
    summary: (connection) => ({
      connection,
      initiatorAddress: `10.${(connection >> 16) & 255}.${(connection >> 8) & 255}.${connection & 255}`,
      initiatorPort: 10_000 + (connection % 50_000),
      responderAddress: '192.168.100.200',
      responderPort: 443,
      startNs: (connection % 1000) * SECOND,
      endNs: ((connection % 1000) + (connection % 77) / 10) * SECOND,
      packets: connection % 900,
      bytes: connection * 3,
      initiatorBytes: connection,
      responderBytes: connection * 2,
      initiatorState: 'TIME_WAIT',
      responderState: 'CLOSED',
      outcome: OUTCOMES[connection % OUTCOMES.length],
      severity: connection % 5 === 1 ? 'error' : null,
      verdict: `Connection ${connection} went as ${OUTCOMES[connection % OUTCOMES.length]} connections do.`,
    }),
  };
}

function packetList(count) {
  return {
    count,
    hasIcmp: false,
    timeNs: (index) => (index / count) * 1000 * SECOND,
    isOrdinary: (index) => index % 1000 > 2,
    packetNumber: (index) => index + 1,
    row: (index) => ({
      packet: index + 1,
      kind: 'tcp',
      sender: index % 2 === 0 ? 'initiator' : 'responder',
      flags: 'PSH,ACK',
      length: 1448,
      window: 502,
      relativeSeq: index * 724,
      relativeAck: index * 700,
      notes: index % 1000 === 1 ? ['retransmission-fast'] : [],
      icmp: null,
    }),
    summarize: (from, to) => ({ bytes: { initiator: (to - from) * 724, responder: (to - from) * 724 } }),
  };
}

function graphOf(count) {
  const column = (value) => Float64Array.from({ length: count }, (_, i) => value(i));
  return {
    count,
    timeNs: column((i) => (i / count) * 1000 * SECOND),
    sender: Uint8Array.from({ length: count }, (_, i) => i % 2),
    seq: column((i) => i * 724),
    length: column(() => 1448),
    ack: column((i) => i * 700),
    windowBytes: column((i) => 64_000 - (i % 64) * 1000),
    bytesInFlight: column((i) => (i % 4000) * 14),
    rttSeconds: column((i) => 0.01 + (i % 1000) / 50_000),
    marks: Uint8Array.from({ length: count }, (_, i) => (i % 1000 === 1 ? 1 : 0)),
  };
}
