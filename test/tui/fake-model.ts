import { compileQuery } from '../../src/query/evaluate.js';
import {
  type ConnectionRow,
  OUTCOMES,
  type PacketRow,
  type SocketRow,
  type StateName,
} from '../../src/rows.js';
import type { Clock, ConnectionView } from '../../src/sink.js';
import type {
  ConnectionChoice,
  ConnectionGraph,
  ConnectionSummary,
  ExportRequest,
  ExportResult,
  Fetched,
  HostSummary,
  Incident,
  OwnNote,
  PacketDetail,
  PacketList,
  Payload,
  Reading,
  TuiModel,
} from '../../src/tui/model.js';
import {
  at,
  connectionRow,
  connectionView,
  endpointRow,
  packetRow,
  stateEntry,
  testClock,
} from '../support/rows.js';

export interface FakeOptions {
  connections?: number;
  packets?: number;
  incidents?: readonly Incident[];
  reading?: Partial<Reading>;
  address?: (connection: number) => string;
}

const SECOND = 1e9;

/** A model that answers at once with values made from numbers, so that a million connections cost nothing. */
export class FakeModel implements TuiModel {
  version = 1;
  readonly clock: Clock = testClock;
  readonly lastNs = 200 * SECOND;
  honesty: readonly string[] = ['214 connections were running before the capture began'];
  incidents: readonly Incident[];
  hosts: readonly HostSummary[];
  notes: OwnNote[] = [];
  reading: Reading;
  readonly asked: string[] = [];
  exportResult: ExportResult = { status: 'written' };
  /** Requests whose answer is still on its way. */
  readonly pending = new Set<string>();
  readonly connections: FakeConnections;
  readonly #listeners = new Set<() => void>();
  readonly #packets = new Map<number, PacketList>();
  readonly #options: FakeOptions;
  readonly #graph: ConnectionGraph;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.incidents = options.incidents ?? [incident('1'), incident('2', 'warning'), incident('3', 'note')];
    this.hosts = [
      host({ address: '10.9.0.2', severity: 'error', failed: 118 }),
      host({
        address: '10.9.0.2',
        port: 3306,
        severity: 'error',
        failed: 118,
        remark: 'reset 118 connections',
      }),
      host({ address: '10.9.0.7' }),
    ];
    this.reading = {
      names: ['incident.pcapng'],
      progress: { packets: 412_110, bytesRead: 1000, bytes: 1000 },
      isDone: true,
      isLive: false,
      failure: null,
      ...options.reading,
    };
    this.connections = new FakeConnections(options, (choice) => {
      this.asked.push(`choose ${JSON.stringify(choice)}`);
      this.changed();
    });
    this.#graph = graphOf(options.packets ?? 200);
  }

  changed(): void {
    this.version++;
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connection(connection: number): Fetched<ConnectionRow> {
    return ready(rowOf(connection, this.#options.packets ?? 40));
  }

  packets(connection: number): Fetched<PacketList> {
    if (this.pending.has(`packets ${connection}`)) return { status: 'loading' };
    let list = this.#packets.get(connection);
    if (list === undefined) {
      list = new FakePackets(this.#options.packets ?? 40, connection);
      this.#packets.set(connection, list);
    }
    return ready(list);
  }

  packetDetail(packet: number): Fetched<PacketDetail> {
    return ready({
      packet,
      layers: [
        { title: 'Ethernet', fields: [{ name: 'source', value: '02:00:00:00:00:01' }] },
        {
          title: 'TCP',
          fields: [
            { name: 'source port', value: '40000' },
            { name: 'flags', value: 'RST' },
          ],
        },
      ],
      bytes: Uint8Array.from({ length: 66 }, (_, i) => i),
      bytesMissing: null,
      meanings: [{ word: 'window-probe', meaning: 'asks whether a closed window has opened' }],
    });
  }

  connectionOf(packet: number): number | null {
    return packet > 0 && packet <= 400 ? 0 : null;
  }

  sockets(
    timeNs: number,
    hostName: string | null,
  ): Fetched<{ count: number; at(position: number): SocketRow }> {
    return ready({
      count: 300,
      at: (position) => socket(position, timeNs, hostName ?? '10.9.0.1'),
    });
  }

  stateCounts(_timeNs: number, _host: string | null, buckets: number) {
    const states: StateName[] = ['CLOSE_WAIT', 'ESTABLISHED', 'SYN_SENT', 'TIME_WAIT'];
    return ready(
      states.map((state, i) => ({
        state,
        now: 100 * (i + 1),
        peak: 412 * (i + 1),
        peakNs: i * SECOND,
        buckets: Array.from({ length: buckets }, (_, bucket) => (bucket * (i + 1)) % 9),
      })),
    );
  }

  timeline(_series: string, buckets: number): readonly number[] {
    return Array.from({ length: buckets }, (_, bucket) => (bucket * 7) % 11);
  }

  graph(): Fetched<ConnectionGraph> {
    return ready(this.#graph);
  }

  readonly #payload: Payload = {
    incomplete: null,
    chunks: [
      chunk('initiator', 4, 'GET / HTTP/1.1\r\nHost: example\r\n\r\n'),
      chunk('responder', 6, `HTTP/1.1 200 OK\r\n\r\n\x1b]0;owned\x07 ${'x'.repeat(200)}\nホスト\n`, 120),
    ],
  };

  payload(): Fetched<Payload> {
    return ready(this.#payload);
  }

  stop(): void {
    this.asked.push('stop');
  }

  async exportAs(request: ExportRequest): Promise<ExportResult> {
    this.asked.push(`export ${request.format} ${request.path} ${request.replace}`);
    return request.replace ? { status: 'written' } : this.exportResult;
  }

  async writeNote(note: OwnNote): Promise<void> {
    this.notes = [...this.notes.filter(({ number }) => number !== note.number), note];
    this.changed();
  }
}

/** The list in order of its numbers, or filtered by the real language over the rows of the first connections. */
class FakeConnections {
  choice: ConnectionChoice = { filter: '', incident: null, sort: 'connection', isDescending: false };
  choosing: number | null = null;
  readonly total: number;
  readonly #options: FakeOptions;
  readonly #changed: (choice: ConnectionChoice) => void;
  #numbers: number[] | null = null;

  constructor(options: FakeOptions, changed: (choice: ConnectionChoice) => void) {
    this.#options = options;
    this.#changed = changed;
    this.total = options.connections ?? 3906;
  }

  choose(choice: ConnectionChoice): void {
    this.choice = choice;
    const query = choice.filter === '' ? null : compileQuery(choice.filter, { offsetSeconds: () => 0 });
    const all = Array.from({ length: Math.min(this.total, 4000) }, (_, i) => i);
    const isAll = query === null && choice.incident === null;
    const chosen = isAll
      ? all
      : all.filter(
          (i) =>
            (query?.connection(viewOf(this.summary(i))) ?? true) && (choice.incident === null || i % 3 === 0),
        );
    this.#numbers = isAll && !choice.isDescending ? null : choice.isDescending ? chosen.reverse() : chosen;
    this.#changed(choice);
  }

  get count(): number {
    return this.#numbers?.length ?? this.total;
  }

  numberAt(position: number): number {
    return this.#numbers === null ? position : this.#numbers[position]!;
  }

  positionOf(connection: number): number {
    return this.#numbers === null ? connection : this.#numbers.indexOf(connection);
  }

  nextTroubled(position: number, step: 1 | -1): number {
    for (let at_ = position + step; at_ >= 0 && at_ < this.count; at_ += step) {
      if (this.summary(this.numberAt(at_)).severity !== null) return at_;
    }
    return -1;
  }

  summary(connection: number): ConnectionSummary {
    const outcome = OUTCOMES[connection % OUTCOMES.length]!;
    return {
      connection,
      initiatorAddress:
        this.#options.address?.(connection) ?? `10.2.${(connection >> 8) & 255}.${connection & 255}`,
      initiatorPort: 40_000 + (connection % 20_000),
      responderAddress: '10.9.0.2',
      responderPort: 3306,
      startNs: (connection % 200) * SECOND,
      endNs: ((connection % 200) + 1.5) * SECOND,
      packets: 10 + (connection % 90),
      bytes: 1000 + connection,
      initiatorBytes: 400,
      responderBytes: 600 + connection,
      initiatorState: 'CLOSED',
      responderState: outcome === 'reset' ? 'CLOSED' : 'TIME_WAIT',
      outcome,
      severity: connection % 5 === 0 ? 'error' : null,
      verdict: 'The responder reset it: it had no such connection any more; read got ECONNRESET.',
    };
  }
}

function viewOf(one: ConnectionSummary): ConnectionView {
  const row = connectionRow({
    connection: one.connection,
    outcome: one.outcome,
    initiator: { address: one.initiatorAddress, port: one.initiatorPort },
    responder: { address: one.responderAddress, port: one.responderPort },
  });
  return connectionView(row);
}

/** A handshake, ordinary packets, a closed window, an ICMP error, a pause, a RST. */
class FakePackets implements PacketList {
  readonly count: number;
  readonly hasIcmp = true;
  readonly #connection: number;

  constructor(count: number, connection: number) {
    this.count = count;
    this.#connection = connection;
  }

  timeNs(index: number): number {
    return index * 0.01 * SECOND + (index >= this.count - 2 ? 8 * SECOND : 0);
  }

  isOrdinary(index: number): boolean {
    return index > 2 && index < this.count - 3 && index !== 20;
  }

  packetNumber(index: number): number {
    return 1 + index * 2;
  }

  row(index: number): PacketRow {
    const isFromInitiator = index % 2 === 0;
    const flags = index === 0 ? 'SYN' : index === 1 ? 'SYN,ACK' : index === this.count - 1 ? 'RST' : 'ACK';
    const isIcmp = index === this.count - 2;
    return packetRow({
      packet: this.packetNumber(index),
      time: at(this.timeNs(index) / SECOND),
      connection: this.#connection,
      sender: isFromInitiator ? 'initiator' : 'responder',
      flags,
      length: index > 2 && flags === 'ACK' ? 1448 : 0,
      window: index === 20 ? 0 : 502,
      notes: index === 20 ? ['window-probe'] : [],
      kind: isIcmp ? 'icmp' : 'tcp',
      icmp: isIcmp ? { type: 3, code: 1, name: 'host-unreachable', sender: '10.9.0.254', mtu: null } : null,
    });
  }

  summarize(from: number, to: number) {
    return { bytes: { initiator: 1448 * ((to - from) >> 1), responder: 1448 * ((to - from + 1) >> 1) } };
  }
}

function rowOf(connection: number, packets: number): ConnectionRow {
  const last = 1 + (packets - 1) * 2;
  return connectionRow({
    connection,
    outcome: 'reset',
    lastPacket: last,
    endpoints: {
      initiator: endpointRow({
        state: 'CLOSED',
        states: [
          stateEntry('SYN_SENT', 1, 'sent', 'seen', 0),
          stateEntry('ESTABLISHED', 5, 'sent', 'seen', 0.02),
          stateEntry('CLOSED', last, 'received', 'inferred', 9),
        ],
      }),
      responder: endpointRow({
        state: 'CLOSED',
        states: [
          stateEntry('SYN_RCVD', 3, 'sent', 'seen', 0.01),
          stateEntry('ESTABLISHED', 5, 'received', 'inferred', 0.02),
          stateEntry('CLOSED', last, 'sent', 'seen', 9),
          stateEntry('LISTEN', null, 'timer', 'inferred', 20),
        ],
      }),
    },
  });
}

export function incident(id: string, severity: Incident['severity'] = 'error'): Incident {
  return {
    id,
    title: `db:3306 stopped reading, then reset ${id}18 clients`,
    severity,
    certainty: 'likely',
    codes: ['reset-no-socket'],
    connections: 118 * Number(id),
    startNs: Number(id) * 40 * SECOND,
    endNs: Number(id) * 41 * SECOND,
    explanation:
      'The window of db fell to 0; after eleven probes it answered with a RST, as a host that has no such connection does.',
    advice: 'Look whether the database was restarted: journalctl -u mysql.',
    wouldChange: 'A FIN of db in the silence before.',
    evidence: [201, 303, 399],
    displayFilter: 'tcp.stream in {0,3,6}',
  };
}

function host(overrides: Partial<HostSummary>): HostSummary {
  return {
    address: '10.9.0.1',
    port: null,
    opened: 10,
    accepted: 2000,
    failed: 0,
    bytes: 123_456,
    severity: null,
    remark: '',
    ...overrides,
  };
}

function socket(position: number, timeNs: number, hostName: string): SocketRow {
  const isListen = position === 0;
  return {
    time: testClock.format(timeNs),
    host: hostName,
    local: { address: hostName, port: isListen ? 443 : 9000 + position },
    peer: isListen ? { address: null, port: null } : { address: '10.9.0.80', port: 80 },
    state: isListen ? 'LISTEN' : 'CLOSE_WAIT',
    since: testClock.format(timeNs - 158 * SECOND),
    certainty: position % 3 === 0 ? 'inferred' : 'seen',
    connection: isListen ? null : position,
    sentNotAcked: 0,
    timer: position % 4 === 1 ? { kind: 'retransmission', count: 3, remainingSeconds: 1.6 } : null,
  };
}

export function graphOf(count: number): ConnectionGraph {
  const column = (value: (index: number) => number) =>
    Float64Array.from({ length: count }, (_, i) => value(i));
  return {
    count,
    timeNs: column((i) => (i / count) * 100 * SECOND),
    sender: Uint8Array.from({ length: count }, (_, i) => i % 2),
    seq: column((i) => (i >> 1) * 1448),
    length: column(() => 1448),
    ack: column((i) => (i >> 1) * 1448),
    windowBytes: column((i) => 64_000 - (i % 64) * 1000),
    bytesInFlight: column((i) => (i % 40) * 1448),
    rttSeconds: column((i) => 0.01 + (i % 10) / 1000),
    marks: Uint8Array.from({ length: count }, (_, i) => (i % 50 === 7 ? 1 : 0)),
  };
}

function chunk(side: 'initiator' | 'responder', packet: number, text: string, missingBefore = 0) {
  return { side, packet, timeNs: packet * SECOND, bytes: new TextEncoder().encode(text), missingBefore };
}

function ready<T>(value: T): Fetched<T> {
  return { status: 'ready', value };
}
