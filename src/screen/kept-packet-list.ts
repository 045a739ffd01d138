import { icmpName } from '../decode/icmp-name.js';
import { flagNames, TcpFlag } from '../decode/tcp/flags.js';
import { busyPlaceOf, KeptFact } from '../kept/connection-chunk.js';
import type { HostList } from '../kept/host-table.js';
import type { KeptTables } from '../kept/kept-tables.js';
import { INITIATOR_STATE_SHIFT, PacketMark, RESPONDER_STATE_SHIFT } from '../kept/packet-chunk.js';
import { placeOf } from '../kept/shared-chunks.js';
import { type PacketRow, STATE_NAMES } from '../rows.js';
import type { Clock } from '../sink.js';
import { Note, noteNames } from '../tcp/notes.js';
import type { PacketList, PacketsSummary } from '../tui/model.js';

const ORDINARY_FLAGS = TcpFlag.Ack | TcpFlag.Psh | TcpFlag.Ece | TcpFlag.Cwr;
/** What may be true of every packet of a connection. */
const ORDINARY_NOTES = Note.OffloadSize | Note.KeepAlive | Note.KeepAliveAck;
const BOTH_STATES = (15 << INITIATOR_STATE_SHIFT) | (15 << RESPONDER_STATE_SHIFT);

/**
 * The packets of one connection as they were kept when this was made. Rows lack what only the packet's bytes tell: options,
 * TTL, Wireshark's words.
 */
export class KeptPacketList implements PacketList {
  readonly count: number;
  readonly hasIcmp: boolean;
  readonly #tables: KeptTables;
  readonly #hosts: HostList;
  readonly #clock: Clock;
  readonly #connection: number;
  readonly #rows: Uint32Array;
  /** Payload bytes of each side before each packet. */
  readonly #before: readonly [Float64Array, Float64Array];

  constructor(tables: KeptTables, hosts: HostList, clock: Clock, connection: number) {
    this.#tables = tables;
    this.#hosts = hosts;
    this.#clock = clock;
    this.#connection = connection;
    const c = tables.connections.of(connection);
    const at = busyPlaceOf(connection);
    this.hasIcmp = (c.facts[at]! & KeptFact.HasIcmp) !== 0;
    this.#rows = rowsUpTo(tables, c.lastRow[at]!, c.rows[at]!);
    this.count = this.#rows.length;
    const before = [new Float64Array(this.count + 1), new Float64Array(this.count + 1)] as const;
    for (let i = 0; i < this.count; i++) {
      const row = this.#rows[i]!;
      const p = tables.packets.of(row);
      const place = placeOf(row);
      const marks = p.marks[place]!;
      const payload = marks & PacketMark.Icmp ? 0 : p.length[place]!;
      const isResponders = (marks & PacketMark.FromResponder) !== 0;
      before[0][i + 1] = before[0][i]! + (isResponders ? 0 : payload);
      before[1][i + 1] = before[1][i]! + (isResponders ? payload : 0);
    }
    this.#before = before;
  }

  timeNs(index: number): number {
    const row = this.#rows[index]!;
    return this.#tables.packets.of(row).timeNs[placeOf(row)]!;
  }

  packetNumber(index: number): number {
    const row = this.#rows[index]!;
    return this.#tables.packets.of(row).packet[placeOf(row)]!;
  }

  isOrdinary(index: number): boolean {
    const row = this.#rows[index]!;
    const p = this.#tables.packets.of(row);
    const at = placeOf(row);
    const marks = p.marks[at]!;
    if (marks & (PacketMark.Icmp | PacketMark.Late) || p.notes[at]! & ~ORDINARY_NOTES) return false;
    if (marks & PacketMark.Flags & ~ORDINARY_FLAGS || p.window[at] === 0 || index === 0) return false;
    const former = this.#rows[index - 1]!;
    const formerMarks = this.#tables.packets.of(former).marks[placeOf(former)]!;
    return ((marks ^ formerMarks) & BOTH_STATES) === 0;
  }

  row(index: number): PacketRow {
    const row = this.#rows[index]!;
    const p = this.#tables.packets.of(row);
    const at = placeOf(row);
    const marks = p.marks[at]!;
    const isIcmp = (marks & PacketMark.Icmp) !== 0;
    const isResponders = (marks & PacketMark.FromResponder) !== 0;
    const window = isIcmp ? 0 : p.window[at]!;
    const ack = isIcmp ? 0 : p.ack[at]!;
    return {
      packet: p.packet[at]!,
      time: this.#clock.format(p.timeNs[at]!),
      kind: isIcmp ? 'icmp' : 'tcp',
      connection: this.#connection,
      sender: isResponders ? 'responder' : 'initiator',
      flags: isIcmp ? '' : flagNames(marks & PacketMark.Flags),
      seq: p.seq[at]! >>> 0,
      ack: ack >>> 0,
      relativeSeq: this.#relative(p.seq[at]!, isResponders),
      relativeAck: isIcmp || !(marks & TcpFlag.Ack) ? null : this.#relative(ack, !isResponders),
      length: p.length[at]!,
      window,
      scaledWindow: isIcmp ? null : this.#scaled(window, marks),
      options: '',
      ttl: null,
      ipId: null,
      capturedLength: p.wireLength[at]!,
      capture: 0,
      packetInCapture: p.packet[at]!,
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
      icmp: isIcmp ? this.#icmp(row) : null,
      states: {
        initiator: STATE_NAMES[(marks >>> INITIATOR_STATE_SHIFT) & 15]!,
        responder: STATE_NAMES[(marks >>> RESPONDER_STATE_SHIFT) & 15]!,
      },
      notes: marks & PacketMark.Late ? ['late'] : isIcmp ? [] : noteNames(p.notes[at]!),
      comment: null,
    };
  }

  summarize(from: number, to: number): PacketsSummary {
    const [initiator, responder] = this.#before;
    return {
      bytes: { initiator: initiator[to]! - initiator[from]!, responder: responder[to]! - responder[from]! },
    };
  }

  /** Within a SYN windows are never shifted (RFC 7323 §2.2). */
  #scaled(window: number, marks: number): number | null {
    if (marks & TcpFlag.Syn) return window;
    const { windowShifts } = this.#tables.connections.of(this.#connection);
    const shifts = windowShifts[busyPlaceOf(this.#connection)]!;
    const shift = (marks & PacketMark.FromResponder ? shifts >> 4 : shifts & 15) - 1;
    return shift < 0 ? null : window * 2 ** shift;
  }

  #relative(value: number, isResponders: boolean): number | null {
    const c = this.#tables.connections.of(this.#connection);
    const at = placeOf(this.#connection);
    const isKnown =
      c.facts[busyPlaceOf(this.#connection)]! &
      (isResponders ? KeptFact.ResponderBase : KeptFact.InitiatorBase);
    const base = isResponders ? c.responderBase : c.initiatorBase;
    return isKnown ? (value - base[at]!) >>> 0 : null;
  }

  #icmp(row: number): PacketRow['icmp'] {
    const p = this.#tables.packets.of(row);
    const at = placeOf(row);
    const sender = this.#hosts.address(p.ack[at]!);
    const type = p.window[at]! >> 8;
    const code = p.window[at]! & 255;
    const mtu = p.notes[at]!;
    return {
      type,
      code,
      name: icmpName(sender.includes(':') ? 6 : 4, type, code),
      sender,
      mtu: mtu > 0 ? mtu : null,
    };
  }
}

/**
 * The rows of a connection in order, from the last one (plus 1) on back. Whoever writes may have added that one and not counted it
 * yet: `counted` may be one too few.
 */
function rowsUpTo(tables: KeptTables, last: number, counted: number): Uint32Array {
  const rows = new Uint32Array(counted + 1);
  let from = rows.length;
  for (let row = last; row !== 0 && from > 0; row = tables.packets.of(row - 1).former[placeOf(row - 1)]!)
    rows[--from] = row - 1;
  return rows.subarray(from);
}
