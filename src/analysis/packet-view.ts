import type { HostNames } from '../capture/host-names.js';
import type { PacketRecord, RecordOrigin } from '../capture/packet-record.js';
import type { PacketDecoder } from '../decode/decode-packet.js';
import { icmpName } from '../decode/icmp-name.js';
import { formatAddress, formatPort } from '../decode/ip/address.js';
import type { Segment } from '../decode/segment.js';
import { flagNames, TcpFlag } from '../decode/tcp/flags.js';
import { formatOptions } from '../decode/tcp/options-text.js';
import { ConnectionFact } from '../flow/connection-columns.js';
import { endpointOf } from '../flow/direction.js';
import type { FlowTable } from '../flow/flow-table.js';
import { analysisWords } from '../labels/analysis-words.js';
import { emptyLabels, type PacketLabels } from '../labels/packet-labels.js';
import type { IcmpRow, PacketRow, Side, StateName } from '../rows.js';
import { STATE_NAMES } from '../rows.js';
import type { PacketView } from '../sink.js';
import { noteNames } from '../tcp/notes.js';
import type { TcpTables } from '../tcp/tables.js';
import { scaledWindow, windowScale } from '../tcp/window.js';
import { formatStamp } from './clock.js';
import { addressOf, nameOf } from './connection-view.js';

/** The packet just tracked, as sinks see it. `place` says where it belongs. */
export class PacketWindow implements PacketView {
  readonly #t: TcpTables;
  readonly #flows: FlowTable;
  #segment: Segment;
  #record: PacketRecord;
  #origin: RecordOrigin;
  #flow = 0;
  #slot = -1;
  #direction: 0 | 1 = 0;
  #concerned = -1;
  readonly #labels: PacketLabels;
  readonly #names: HostNames | null;
  readonly #decoder: Pick<PacketDecoder, 'fragmentPackets'> | null;

  /** `labels` are Wireshark's for the segment just tracked; null where nobody takes packets. `decoder` has decoded it. */
  constructor(
    tables: TcpTables,
    flows: FlowTable,
    segment: Segment,
    record: PacketRecord,
    labels: PacketLabels | null,
    names: HostNames | null = null,
    decoder: Pick<PacketDecoder, 'fragmentPackets'> | null = null,
  ) {
    this.#names = names;
    this.#decoder = decoder;
    this.#labels = labels ?? NO_LABELS;
    this.#t = tables;
    this.#flows = flows;
    this.#segment = segment;
    this.#record = record;
    this.#origin = record;
  }

  /** `slot` is -1 for a packet of a connection that has left; `concerned` is the slot whose states it moved, a former life's at times. */
  place(
    record: PacketRecord,
    origin: RecordOrigin,
    segment: Segment,
    flow: number,
    slot: number,
    concerned: number,
    direction: 0 | 1,
  ): this {
    this.#record = record;
    this.#origin = origin;
    this.#segment = segment;
    this.#flow = flow;
    this.#slot = slot;
    this.#concerned = concerned;
    this.#direction = direction;
    return this;
  }

  get segment(): Readonly<Segment> {
    return this.#segment;
  }
  get record(): Readonly<PacketRecord> {
    return this.#record;
  }
  get origin(): Readonly<RecordOrigin> {
    return this.#origin;
  }
  get connection(): number {
    return this.#flows.connection(this.#flow);
  }
  get sender(): Side {
    return this.#direction === this.#initiatorEnd() ? 'initiator' : 'responder';
  }
  get initiatorAddress(): string {
    return addressOf(this.#flows, this.#flow, this.#initiatorEnd());
  }
  get initiatorPort(): number | string {
    return formatPort(this.#flows.port(this.#flow, this.#initiatorEnd()));
  }
  get responderAddress(): string {
    return addressOf(this.#flows, this.#flow, this.#initiatorEnd() === 0 ? 1 : 0);
  }
  get responderPort(): number | string {
    return formatPort(this.#flows.port(this.#flow, this.#initiatorEnd() === 0 ? 1 : 0));
  }
  get initiatorName(): string | null {
    return nameOf(this.#names, this.#flows, this.#flow, this.#initiatorEnd());
  }
  get responderName(): string | null {
    return nameOf(this.#names, this.#flows, this.#flow, this.#initiatorEnd() === 0 ? 1 : 0);
  }
  get initiatorState(): StateName {
    return this.#stateOf(this.#initiatorEnd());
  }
  get responderState(): StateName {
    return this.#stateOf(this.#initiatorEnd() === 0 ? 1 : 0);
  }

  get notes(): number {
    return this.#slot < 0 ? 0 : this.#t.notes;
  }
  get isLate(): boolean {
    return this.#slot < 0;
  }

  get fragmentPackets(): readonly number[] {
    return this.#decoder?.fragmentPackets ?? [];
  }

  get flow(): number {
    return this.#flows.number[this.#flow]!;
  }
  statePlaceOf(side: Side): number {
    return this.#statePlace(this.#endOf(side));
  }
  get windowShift(): number {
    if (this.#slot < 0) return -1;
    if (this.#segment.flags & TcpFlag.Syn) return 0;
    return windowScale(this.#t, endpointOf(this.#slot, this.#direction)) ?? -1;
  }
  baseOf(side: Side): number | null {
    const end = this.#endOf(side);
    return this.#flows.hasBase(this.#flow, end) ? this.#flows.base(this.#flow, end) : null;
  }

  toRow(): PacketRow {
    const s = this.#segment;
    const r = this.#record;
    const isTcp = s.icmpType < 0;
    const from = this.#direction;
    const to = from === 0 ? 1 : 0;
    const flows = this.#flows;
    const labels = isTcp && this.#slot >= 0 ? this.#labels : NO_LABELS;
    return {
      packet: s.packetNumber,
      time: formatStamp(r.seconds, r.nanoseconds),
      kind: isTcp ? 'tcp' : 'icmp',
      connection: this.connection,
      sender: this.sender,
      flags: isTcp ? flagNames(s.flags) : '',
      seq: s.seq >>> 0,
      ack: s.ack >>> 0,
      relativeSeq: flows.hasBase(this.#flow, from) ? (s.seq - flows.base(this.#flow, from)) >>> 0 : null,
      relativeAck: flows.hasBase(this.#flow, to) ? (s.ack - flows.base(this.#flow, to)) >>> 0 : null,
      length: s.payloadLength,
      window: s.window,
      scaledWindow: this.#slot < 0 || !isTcp ? null : scaledWindow(this.#t, this.#slot, from, s),
      options: isTcp ? formatOptions(r.bytes, s.tcpOffset, s.headerLength, r.offset + r.capturedLength) : '',
      ttl: s.ttl < 0 ? null : s.ttl,
      ipId: s.ipId < 0 ? null : s.ipId,
      capturedLength: r.capturedLength,
      capture: r.capture,
      packetInCapture: r.packetInCapture,
      interface: r.interfaceIndex,
      analysis: analysisWords(labels.words),
      bytesInFlight: labels.bytesInFlight || null,
      ackRttSeconds: seconds(labels.ackRttNs, s.timeNs),
      acks: labels.acks || null,
      initialRttSeconds: seconds(labels.initialRttNs, s.timeNs),
      rtoSeconds: seconds(labels.rtoNs, s.timeNs),
      rtoOf: labels.rtoNs === 0 ? null : labels.rtoOf,
      duplicateAckNumber: labels.duplicateAckNumber || null,
      duplicateAckOf: labels.duplicateAckNumber === 0 ? null : labels.duplicateAckOf,
      icmp: isTcp ? null : icmpRow(s),
      states: { initiator: this.initiatorState, responder: this.responderState },
      notes: this.isLate ? ['late'] : noteNames(this.notes),
      comment: r.comment === '' ? null : r.comment,
    };
  }

  #initiatorEnd(): 0 | 1 {
    return this.#flows.initiatorEnd(this.#flow);
  }

  #endOf(side: Side): 0 | 1 {
    return side === 'initiator' ? this.#initiatorEnd() : ((this.#initiatorEnd() ^ 1) as 0 | 1);
  }

  #stateOf(end: 0 | 1): StateName {
    return STATE_NAMES[this.#statePlace(end)]!;
  }

  #statePlace(end: 0 | 1): number {
    if (this.#slot < 0) return this.#flows.lastState(this.#flow, end);
    const isSelf = (this.#t.connections.facts[this.#slot]! & ConnectionFact.SelfConnected) !== 0;
    return this.#t.endpoints.state[endpointOf(this.#concerned, isSelf ? 0 : end)]!;
  }
}

/** What is said of a packet without labels: an ICMP error, or one that came after its connection had left. */
const NO_LABELS: PacketLabels = emptyLabels();

/**
 * Zero is Wireshark's "not known". Times far from the first packet's are no longer exact to the nanosecond: there the noise
 * is rounded away, down to microseconds.
 */
function seconds(ns: number, timeNs: number): number | null {
  if (ns === 0 || Number.isNaN(ns)) return null;
  return Number.isSafeInteger(timeNs) ? Math.round(ns) / 1e9 : Math.round(ns / 1e3) / 1e6;
}

function icmpRow(s: Segment): IcmpRow {
  return {
    type: s.icmpType,
    code: s.icmpCode,
    name: icmpName(s.icmpFamily, s.icmpType, s.icmpCode),
    sender: formatAddress(s.icmpFamily, s.icmpSrc0, s.icmpSrc1, s.icmpSrc2, s.icmpSrc3),
    mtu: s.icmpMtu > 0 ? s.icmpMtu : null,
  };
}
