// Hot path: allocates nothing per packet.
import { TimelineClock } from './analysis/clock.js';
import { ConnectionWindow } from './analysis/connection-view.js';
import { ConnectionOpener } from './analysis/open-connection.js';
import { PacketWindow } from './analysis/packet-view.js';
import { CLOCK_STEP_NS, QualityCounts } from './analysis/quality-counts.js';
import { type CaptureTimes, captureRow, flagsRows, forgottenFlows, pathLimits } from './analysis/summary.js';
import { completeUntil } from './capture/complete-until.js';
import type { HostNames } from './capture/host-names.js';
import {
  type CaptureDescription,
  type CaptureReader,
  copyOrigin,
  emptyRecord,
  ReadStatus,
  type RecordOrigin,
} from './capture/packet-record.js';
import { createDecoder, type PacketDecoder } from './decode/decode-packet.js';
import { DECODE_STATUS_NAMES, DecodeStatus } from './decode/decode-status.js';
import { emptySegment, type Segment } from './decode/segment.js';
import { TcpFlag } from './decode/tcp/flags.js';
import type { Tunnels } from './decode/tunnel/tunnels.js';
import type { ConnectionJudge } from './findings/connection-judge.js';
import { ConnectionFact, RolesFrom } from './flow/connection-columns.js';
import { endpointOf, peerOf } from './flow/direction.js';
import { FlowTable, NO_SLOT } from './flow/flow-table.js';
import { symmetricHash } from './flow/four-tuple.js';
import { firstCompleteness, laterCompleteness } from './labels/completeness.js';
import { SocksStreams } from './labels/socks-streams.js';
import { WiresharkLabels } from './labels/wireshark.js';
import { WiresharkColumns } from './labels/wireshark-columns.js';
import type { WiresharkProfile } from './labels/wireshark-profile.js';
import { trackZeek } from './labels/zeek.js';
import { ZeekTables } from './labels/zeek-columns.js';
import { MAX_FLOWS } from './limits.js';
import { RowSet } from './memory/row-set.js';
import type { Progress, Sink, Summary } from './sink.js';
import { trackIcmpError } from './tcp/icmp-errors.js';
import { observeSegment, observeSilence } from './tcp/observations.js';
import { Observed } from './tcp/observed.js';
import type { PaceColumns } from './tcp/pace-columns.js';
import { forgetFormer, lifeConcerned } from './tcp/port-reuse.js';
import { settleDoubtfulReset } from './tcp/resets.js';
import { Retirement } from './tcp/retirement.js';
import { TcpTables } from './tcp/tables.js';
import { chargeTime } from './tcp/time-spent.js';
import { runTimers, type TimerSettings } from './tcp/timers.js';
import { countSegment, trackSegment } from './tcp/track-segment.js';

/** What the analysis assumes of the hosts; none of it changes which packets belong to which connection. */
export interface AnalyzeOptions {
  /** How long TIME_WAIT lasts. Default 60, as on Linux. */
  timeWaitSeconds?: number;
  /** How long FIN_WAIT_2 lasts once the program has closed the socket. Default 60, Linux's `tcp_fin_timeout`. */
  finTimeoutSeconds?: number;
  /** Whose rules label the packets. Default "wireshark-4.0". */
  profile?: WiresharkProfile;
  /** Of a packet inside a packet (GRE, VXLAN …) which one counts. Default "inner", as in Wireshark. */
  tunnels?: Tunnels;
}

/** A reader of one capture, or of several as one timeline. */
export type Timeline = CaptureReader & {
  readonly descriptions?: readonly CaptureDescription[];
  /** Sentences on what was left out of it. */
  readonly remarks?: readonly string[];
  /** Names of addresses; the reader may find more as it goes. */
  readonly names?: HostNames;
};

/**
 * The one loop: reads every packet, tracks both ends of every connection, and hands rows to the sink as they come about.
 * Everything else in this program is about what goes in here or what comes out. The reader is closed at the end.
 *
 * @throws what the sink throws; a capture that breaks off is no error but a warning in the summary.
 */
export async function analyze(reader: Timeline, sink: Sink, options: AnalyzeOptions = {}): Promise<Summary> {
  try {
    const run = new Run(reader, sink, options, asksRules(sink) ? await loadJudge() : null);
    while (run.readAllThere()) {
      run.lookBetweenReads();
      run.reportProgress();
      await reader.fill();
    }
    return run.finish();
  } finally {
    await reader.close();
  }
}

/** Views that are looked at in between may be asked for anything, unless the sink says that it will not. */
function asksRules(sink: Sink): boolean {
  return observes(sink) || (sink.moments !== undefined && sink.judges !== false);
}

function observes(sink: Sink): boolean {
  return sink.connection !== undefined && (sink.judges === true || !sink.withoutRows);
}

/** The rules and their sentences are half of this program: who only lists connections need not wait for them. */
async function loadJudge(): Promise<typeof ConnectionJudge> {
  return (await import('./findings/connection-judge.js')).ConnectionJudge;
}

/** Packets that are decoded before the first of them is tracked: enough to hide one wait behind the others. */
const PACKETS_AHEAD = 16;

class Run {
  readonly #reader: Timeline;
  readonly #sink: Sink;
  readonly #captures: readonly CaptureDescription[];
  readonly #clock = new TimelineClock();
  readonly #decoder: PacketDecoder;
  /** Segments decoded ahead of the one being tracked, and what the decoder said of each. */
  readonly #ahead: readonly Segment[];
  readonly #statuses: Uint8Array;
  readonly #hashesAhead: Int32Array;
  readonly #slotsAhead: Int32Array;
  /** Where the records of those ahead stand; null where nobody takes packets, or each is tracked before the next one is read. */
  readonly #originsAhead: readonly RecordOrigin[] | null;
  /** The one being tracked. */
  #segment: Segment;
  #hash = 0;
  #origin: RecordOrigin;
  readonly #flows = new FlowTable(MAX_FLOWS);
  readonly #tables = new TcpTables();
  readonly #opener = new ConnectionOpener(this.#flows, this.#tables);
  /** Null when nobody asks for Zeek's words. */
  readonly #zeek: ZeekTables | null;
  /** Null when nobody takes rows or judgements, which alone look at it. */
  readonly #pace: PaceColumns | null;
  readonly #socks = new SocksStreams();
  readonly #retirement: Retirement;
  readonly #timers: TimerSettings;
  readonly #connectionView: ConnectionWindow;
  readonly #packetView: PacketWindow;
  /** Only packet rows show labels: without them nobody pays for any. */
  readonly #labels: WiresharkLabels | null = null;

  #packets = 0;
  #tcpPackets = 0;
  #lastNs = 0;
  /** The next moment at which the sink wants to look at what is held. */
  #lookNs: number;
  #lookPacket: number;
  /** Slots that packets have touched since its last look; null when it wants none any more. */
  #touched: RowSet | null;
  /** How often each combination of the twelve flag bits was seen. */
  readonly #flagCounts = new Float64Array(1 << 12);
  /** Per capture: packets by decode status, and first and last time. */
  readonly #statusCounts: Float64Array;
  /** Likewise: lengths on the wire. In an array, for a field that outgrows small integers makes all that reads this object anew. */
  readonly #bytes: Float64Array;
  readonly #times: CaptureTimes[];
  readonly #quality = new QualityCounts();

  constructor(reader: Timeline, sink: Sink, options: AnalyzeOptions, Judge: typeof ConnectionJudge | null) {
    this.#reader = reader;
    this.#sink = sink;
    this.#decoder = createDecoder(options.tunnels);
    this.#captures = reader.descriptions ?? [reader.description];
    this.#statusCounts = new Float64Array(this.#captures.length * DECODE_STATUS_NAMES.length);
    this.#bytes = new Float64Array(this.#captures.length);
    this.#times = this.#captures.map(() => ({
      firstNs: Number.POSITIVE_INFINITY,
      lastNs: Number.NEGATIVE_INFINITY,
      latestNs: Number.NEGATIVE_INFINITY,
    }));
    this.#timers = {
      timeWaitNs: (options.timeWaitSeconds ?? 60) * 1e9,
      finTimeoutNs: (options.finTimeoutSeconds ?? 60) * 1e9,
    };
    const takesRows = sink.connection !== undefined && !sink.withoutRows;
    this.#zeek = takesRows ? new ZeekTables() : null;
    if (this.#zeek !== null) {
      this.#tables.accompany(this.#zeek.connections, 1);
      this.#tables.accompany(this.#zeek.endpoints, 2);
    }
    if (observes(sink)) this.#tables.observe(takesRows);
    const { connections } = this.#tables;
    const isIpv6 = (slot: number) => this.#flows.family(connections.flow[slot]!) === 6;
    this.#pace = this.#tables.pace;
    this.#connectionView = new ConnectionWindow(
      this.#tables,
      this.#zeek,
      this.#flows,
      this.#clock,
      this.#timers,
      reader.names ?? null,
      Judge === null ? null : new Judge(this.#tables, isIpv6),
    );
    if (sink.packet && !sink.withoutLabels) {
      const columns = new WiresharkColumns();
      this.#tables.accompany(columns, 2);
      this.#labels = new WiresharkLabels(options.profile ?? 'wireshark-4.0', columns);
    }
    // Who takes packets, or looks at moments between them, needs each one's record when it is tracked.
    const takesRecords = sink.packet !== undefined && !sink.withoutRecords;
    const watches = sink.moments !== undefined && !sink.moments.betweenReads;
    const isInStep = takesRecords || watches || this.#captures.length > 1;
    this.#ahead = Array.from({ length: isInStep ? 1 : PACKETS_AHEAD }, emptySegment);
    this.#originsAhead =
      isInStep || sink.packet === undefined ? null : this.#ahead.map((): RecordOrigin => emptyRecord());
    this.#origin = reader.record;
    this.#statuses = new Uint8Array(this.#ahead.length);
    this.#hashesAhead = new Int32Array(this.#ahead.length);
    this.#slotsAhead = new Int32Array(this.#ahead.length);
    this.#segment = this.#ahead[0]!;
    const labels = this.#labels?.found ?? null;
    this.#packetView = new PacketWindow(
      this.#tables,
      this.#flows,
      this.#segment,
      reader.record,
      labels,
      reader.names,
      this.#decoder,
    );
    this.#retirement = new Retirement(this.#tables, this.#timers, (slot) => this.#leave(slot));
    this.#lookNs = watches ? sink.moments!.nextNs : Number.POSITIVE_INFINITY;
    this.#lookPacket = watches ? sink.moments!.nextPacket : Number.POSITIVE_INFINITY;
    this.#touched = sink.moments ? new RowSet() : null;
    sink.begin?.(this.#clock);
    sink.moments?.begin?.({ look: () => this.lookBetweenReads(), all: () => this.#held() });
  }

  /** Tracks every packet that can be read without waiting; false when the captures have ended. */
  readAllThere(): boolean {
    const reader = this.#reader;
    const ahead = this.#ahead;
    const origins = this.#originsAhead;
    let status: ReadStatus = ReadStatus.Packet;
    while (status === ReadStatus.Packet) {
      let count = 0;
      while (count < ahead.length && (status = reader.next()) === ReadStatus.Packet) {
        this.#statuses[count] = this.#decode(ahead[count]!);
        this.#hashesAhead[count] = symmetricHash(ahead[count]!);
        if (origins !== null) copyOrigin(reader.record, origins[count]!);
        count++;
      }
      if (count > 1) this.#fetchAhead(count);
      for (let i = 0; i < count; i++) {
        this.#segment = ahead[i]!;
        this.#hash = this.#hashesAhead[i]!;
        if (origins !== null) this.#origin = origins[i]!;
        if (this.#statuses[i] === DecodeStatus.Segment) this.#tcpSegment();
        else if (this.#statuses[i] === DecodeStatus.IcmpError) this.#icmpError();
      }
    }
    return status === ReadStatus.NeedMore;
  }

  /**
   * Most of the time goes into waiting for memory: where a packet's flow and connection stand, they have not been touched
   * for thousands of packets. Each loop here asks for one thing for all packets ahead, and what one waits for, all wait for at once.
   */
  #fetchAhead(count: number): void {
    const flows = this.#flows;
    const slots = this.#slotsAhead;
    for (let i = 0; i < count; i++) slots[i] = flows.guess(this.#hashesAhead[i]!);
    for (let i = 0; i < count; i++) slots[i] = slots[i]! < 0 ? NO_SLOT : flows.slot(slots[i]!);
    for (let i = 0; i < count; i++) if (slots[i]! >= 0) this.#tables.touch(slots[i]!);
  }

  lookBetweenReads(): void {
    const { moments } = this.#sink;
    if (moments && this.#packets > 0 && moments.nextPacket <= this.#packets) this.#look(this.#lastNs);
  }

  reportProgress(): void {
    if (!this.#sink.progress) return;
    const progress: Progress = { packets: this.#packets, bytesRead: 0, bytes: 0 };
    for (const capture of this.#captures) {
      progress.bytesRead += capture.bytesRead;
      progress.bytes =
        progress.bytes === null || capture.bytes === null ? null : progress.bytes + capture.bytes;
    }
    this.#sink.progress(progress);
  }

  #decode(segment: Segment): DecodeStatus {
    const record = this.#reader.record;
    const clock = this.#clock;
    if (!clock.isSet) clock.start(record.seconds, record.nanoseconds);
    // Worked out here and not by the clock: a double that a call gives back may have to be put on the heap.
    const timeNs = (record.seconds - clock.seconds) * 1e9 + (record.nanoseconds - clock.nanoseconds);
    if (timeNs > this.#lookNs || this.#packets >= this.#lookPacket) this.#look(timeNs);
    const times = this.#times[record.capture]!;
    if (timeNs < times.latestNs - CLOCK_STEP_NS)
      this.#quality.stepBack(times.latestNs - timeNs, this.#packets);
    times.latestNs = timeNs;
    if (record.capturedLength < record.originalLength && record.printed === null)
      this.#quality.cut(this.#packets);
    if (timeNs < times.firstNs) times.firstNs = timeNs;
    if (timeNs > times.lastNs) times.lastNs = timeNs;
    if (timeNs > this.#lastNs) this.#lastNs = timeNs;
    this.#bytes[record.capture]! += record.originalLength;
    this.#packets++;
    // The numbers of a single capture are its own: text may print them, with gaps where packets were left out.
    segment.packetNumber = this.#captures.length > 1 ? this.#packets : record.packetInCapture;
    segment.timeNs = timeNs;

    const status = this.#decoder.decode(record, segment);
    this.#statusCounts[record.capture * DECODE_STATUS_NAMES.length + status]!++;
    return status;
  }

  #tcpSegment(): void {
    const s = this.#segment;
    const flows = this.#flows;
    const tables = this.#tables;
    this.#tcpPackets++;
    this.#flagCounts[s.flags & 0xfff]!++;

    const isNewFlow = flows.find(s, this.#hash);
    const flow = flows.flow;
    const direction = flows.direction;
    let slot: number;
    if (isNewFlow || this.#opener.reusesPorts(s, flow, direction)) {
      slot = this.#open(flow, direction, isNewFlow);
    } else {
      slot = flows.slot(flow);
    }
    this.#opener.noteBases(s, flow, direction);

    const history = tables.history;
    history.packetNumber = s.packetNumber;
    tables.notes = 0;
    tables.turned = 0;
    history.timeNs = s.timeNs;
    let concerned = slot;
    if (slot === NO_SLOT) {
      this.#retirement.lateSegments++;
    } else {
      const c = tables.connections;
      const isFirst = tables.packetsOf(slot) === 0;
      if (isFirst) this.#opener.begin(s, slot, flow, direction);
      else if (s.flags & TcpFlag.Syn && c.rolesFrom[slot]! > RolesFrom.SynAck)
        this.#opener.orient(s, slot, flow, direction);
      const observations = tables.observations;
      if (observations !== null) tables.noteSilence(slot, s, isFirst);
      countSegment(tables.endpoints, endpointOf(slot, direction), s);
      this.#labels?.label(slot, direction, s, isFirst && c.incarnation[slot]! > 0);
      if (this.#zeek !== null) {
        this.#noteCompleteness(slot, isFirst);
        trackZeek(this.#zeek, slot, direction, s);
      }
      if (c.facts[slot]! & ConnectionFact.HasFormer) {
        concerned = lifeConcerned(tables, slot, c.formerSlot[slot]! - 1, direction, s);
      }
      const e = endpointOf(concerned, direction);
      trackSegment(tables, concerned, direction, s);
      if (this.#pace !== null) chargeTime(this.#pace, tables, slot, direction, s);
      if (observations !== null) {
        observeSegment(tables, concerned, e, s);
        observeSilence(tables, slot, s);
      }
      if (this.#touched !== null) this.#touched.add(concerned);
    }
    if (this.#sink.packet) {
      this.#sink.packet(
        this.#packetView.place(this.#reader.record, this.#origin, s, flow, slot, concerned, direction),
      );
    }
    if (this.#socks.concerns(s)) this.#numberRelayed(flow);
    if (this.#retirement.isDue(s)) this.#retirement.sweep(s.timeNs);
  }

  /** Wireshark gives a connection relayed by a SOCKS proxy a number of its own. */
  #numberRelayed(flow: number): void {
    const s = this.#segment;
    const fromClient = this.#socks.isFromClient(s);
    if (!this.#socks.relays(this.#flows.connection(flow), s, this.#reader.record)) return;
    if (this.#flows.find(s)) this.#open(this.#flows.flow, this.#flows.direction, true);
    this.#socks.restore(s, fromClient);
  }

  #open(flow: number, direction: 0 | 1, isNewFlow: boolean): number {
    if (this.#tables.isFull) this.#retirement.makeRoom(this.#segment.timeNs);
    return this.#opener.open(this.#segment, flow, direction, isNewFlow);
  }

  #noteCompleteness(slot: number, isFirst: boolean): void {
    const s = this.#segment;
    const c = this.#tables.connections;
    const opens = isFirst && c.icmpErrors[slot] === 0;
    c.completeness[slot] = opens
      ? firstCompleteness(s.flags, s.payloadInRecord, c.incarnation[slot]! > 0)
      : laterCompleteness(c.completeness[slot]!, s.flags, s.payloadInRecord);
  }

  #icmpError(): void {
    const s = this.#segment;
    const flows = this.#flows;
    const isNewFlow = flows.find(s, this.#hash);
    const flow = flows.flow;
    const direction = flows.direction;
    // Wireshark gives the quoted 4-tuple a stream number too.
    const slot = isNewFlow ? this.#open(flow, direction, true) : flows.slot(flow);
    if (slot !== NO_SLOT) {
      this.#tables.history.packetNumber = s.packetNumber;
      this.#tables.notes = 0;
      this.#tables.history.timeNs = s.timeNs;
      const isSelf = (this.#tables.connections.facts[slot]! & ConnectionFact.SelfConnected) !== 0;
      const e = endpointOf(slot, isSelf ? 0 : direction);
      trackIcmpError(this.#tables, slot, e, s);
      this.#tables.observations?.add(slot, e, Observed.IcmpError, s);
    }
    if (this.#sink.packet) {
      this.#sink.packet(
        this.#packetView.place(this.#reader.record, this.#origin, s, flow, slot, slot, direction),
      );
    }
  }

  /** Nothing changes until `untilNs`: the sink looks at what has changed since it last did. */
  #look(untilNs: number): void {
    const moments = this.#sink.moments!;
    const lastNs = this.#clock.isSet ? this.#lastNs : Number.NaN;
    moments.look(this.#changed(), this.#packets, lastNs, untilNs);
    if (moments.betweenReads) return;
    this.#lookNs = moments.nextNs;
    this.#lookPacket = moments.nextPacket;
    if (this.#lookNs === Number.POSITIVE_INFINITY && this.#lookPacket === Number.POSITIVE_INFINITY)
      this.#touched = null;
  }

  *#changed(): Generator<ConnectionWindow> {
    const c = this.#tables.connections;
    const touched = this.#touched;
    if (touched === null) return;
    for (let i = 0; i < touched.count; i++) {
      const slot = touched.at(i);
      if (c.used[slot]) yield this.#connectionView.at(slot, this.#lastNs);
    }
    touched.clear();
  }

  *#held(): Generator<ConnectionWindow> {
    const c = this.#tables.connections;
    for (let slot = 0; slot < this.#tables.slots; slot++)
      if (c.used[slot]) yield this.#connectionView.at(slot, this.#lastNs);
  }

  /** A connection goes: its row is handed over, its number stays with the flow. */
  #leave(slot: number): void {
    const c = this.#tables.connections;
    const flows = this.#flows;
    const flow = c.flow[slot]!;
    settleDoubtfulReset(this.#tables, slot);
    runTimers(this.#tables, slot, this.#lastNs, this.#timers);
    // One that is known from an ICMP error alone has a number but no packets, and no row.
    if (this.#tables.packetsOf(slot) > 0)
      this.#sink.connection?.(this.#connectionView.at(slot, this.#lastNs));
    const newest = flows.slot(flow);
    if (newest === slot) this.#bury(slot, flow);
    else if (newest !== NO_SLOT && c.formerSlot[newest] === slot + 1) forgetFormer(this.#tables, newest);
    this.#labels?.leave(slot);
    this.#tables.release(slot);
  }

  #bury(slot: number, flow: number): void {
    const state = this.#tables.endpoints.state;
    const lower = endpointOf(slot, 0);
    const isSelf = (this.#tables.connections.facts[slot]! & ConnectionFact.SelfConnected) !== 0;
    this.#flows.bury(flow, state[lower]!, state[isSelf ? lower : peerOf(lower)]!);
  }

  finish(): Summary {
    if (this.#sink.moments) this.#look(Number.POSITIVE_INFINITY);
    const c = this.#tables.connections;
    const held: number[] = [];
    for (let slot = 0; slot < this.#tables.slots; slot++) if (c.used[slot]) held.push(slot);
    held.sort((a, b) => c.number[a]! - c.number[b]!);
    const lastNs = this.#lastNs;
    this.#lastNs = Math.max(lastNs, this.#silentUntilNs());
    for (const slot of held) this.#leave(slot);
    return {
      quality: this.#quality,
      captures: this.#captures.map((description, i) =>
        captureRow(
          description,
          this.#times[i]!,
          this.#clock,
          this.#statusesOf(i),
          this.#decoder.unknownLinkTypes(i),
        ),
      ),
      totals: {
        packets: this.#packets,
        tcpPackets: this.#tcpPackets,
        latePackets: this.#retirement.lateSegments,
        connections: this.#opener.opened,
        flows: this.#flows.seen,
        bytes: this.#bytes.reduce((sum, bytes) => sum + bytes, 0),
        durationSeconds: this.#clock.isSet && this.#packets > 0 ? Math.round(lastNs) / 1e9 : null,
      },
      flags: flagsRows(this.#flagCounts),
      limitsReached: [
        ...(this.#reader.remarks ?? []),
        ...this.#decoder.limitsReached(),
        ...this.#retirement.limitsReached(),
        ...(this.#labels?.limitsReached() ?? []),
        ...pathLimits(this.#tables.rttHistograms.refused, this.#tables.zeroWindows.refused),
        ...(this.#flows.forgotten > 0 ? [forgottenFlows(this.#flows.forgotten)] : []),
      ],
    };
  }

  /** Until when nothing more came, where all the captures are extracts that say so; else nobody knows what came behind their end. */
  #silentUntilNs(): number {
    const { seconds, nanoseconds } = this.#clock;
    const ends = this.#captures.map(({ comments }) => completeUntil(comments));
    const endsNs = ends.map((end) =>
      end === null ? Number.NaN : (end.seconds - seconds) * 1e9 + (end.nanoseconds - nanoseconds),
    );
    const endNs = Math.min(...endsNs);
    return Number.isNaN(endNs) ? this.#lastNs : endNs;
  }

  #statusesOf(capture: number): Float64Array {
    const first = capture * DECODE_STATUS_NAMES.length;
    return this.#statusCounts.subarray(first, first + DECODE_STATUS_NAMES.length);
  }
}
