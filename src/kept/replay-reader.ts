import type { HostNames } from '../capture/host-names.js';
import type { PacketBytes, PacketsInOrder } from '../capture/packet-bytes.js';
import {
  type CaptureDescription,
  type CaptureReader,
  emptyDescription,
  emptyRecord,
  type PacketRecord,
  ReadStatus,
} from '../capture/packet-record.js';
import type { KeptTables } from './kept-tables.js';
import type { Link } from './links.js';
import { placeOf } from './shared-chunks.js';

/** The stamp of a capture's first packet. */
export interface Epoch {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** What it takes to read kept packets again. */
export interface ReplaySource {
  readonly tables: KeptTables;
  readonly links: readonly Link[];
  readonly comments: ReadonlyMap<number, string>;
  readonly bytes: PacketBytes;
  readonly names: HostNames;
  /** NaN seconds where the captures have no times. */
  readonly epoch: Epoch;
}

/**
 * Some of the kept packets once more, as a capture of their own: with the numbers and times that they had in the timeline. An
 * empty record before them sets the clock, and one behind them tells how late it had become: that decides about time-outs.
 */
export class ReplayReader implements CaptureReader {
  readonly record: PacketRecord = emptyRecord();
  readonly description: CaptureDescription = emptyDescription('', '');
  readonly names: HostNames;
  /** Packets whose bytes could not be had again. */
  missing = 0;
  /** The row whose packet was given last. */
  row = -1;
  readonly #source: ReplaySource;
  readonly #rows: Uint32Array;
  readonly #endNs: number;
  readonly #packets: PacketsInOrder;
  #next = 0;
  #step: 'begin' | 'packets' | 'end' | 'over' = 'begin';

  /** @param rows rows of packets, rising */
  constructor(source: ReplaySource, rows: Uint32Array, endNs: number) {
    this.#source = source;
    this.#rows = rows;
    this.#endNs = endNs;
    this.#packets = source.bytes.inOrder();
    this.names = source.names;
  }

  next(): ReadStatus {
    switch (this.#step) {
      case 'begin':
        this.#step = 'packets';
        return this.#giveTime(0);
      case 'packets':
        if (this.#next < this.#rows.length) return this.#givePacket(this.#rows[this.#next]!);
        this.#step = 'end';
        return Number.isNaN(this.#endNs) ? this.next() : this.#giveTime(this.#endNs);
      case 'end':
        this.#step = 'over';
        return ReadStatus.End;
      case 'over':
        return ReadStatus.End;
    }
  }

  async fill(): Promise<void> {
    const row = this.#rows[this.#next]!;
    if (await this.#packets.fetch(this.#linkOf(row).capture, this.#offsetOf(row))) return;
    this.missing++;
    this.#next++;
  }

  async close(): Promise<void> {
    this.#step = 'over';
  }

  #giveTime(timeNs: number): ReadStatus {
    const { record } = this;
    record.capturedLength = 0;
    record.originalLength = 0;
    record.packetInCapture = 0;
    record.comment = '';
    this.#stamp(timeNs);
    return ReadStatus.Packet;
  }

  #givePacket(row: number): ReadStatus {
    const { record } = this;
    const link = this.#linkOf(row);
    const bytes = this.#packets.at(link.capture, this.#offsetOf(row));
    if (bytes === null) return ReadStatus.NeedMore;
    const p = this.#source.tables.packets.of(row);
    const at = placeOf(row);
    if (record.bytes.buffer !== bytes.buffer) {
      record.bytes = new Uint8Array(bytes.buffer);
      record.view = new DataView(bytes.buffer);
    }
    record.offset = bytes.byteOffset;
    record.capturedLength = bytes.length;
    record.originalLength = p.wireLength[at]!;
    record.linkType = link.linkType as PacketRecord['linkType'];
    record.interfaceIndex = link.interfaceIndex;
    record.fileOffset = this.#offsetOf(row);
    record.packetInCapture = p.packet[at]!;
    record.comment = this.#source.comments.get(row) ?? '';
    this.#stamp(p.timeNs[at]!);
    this.row = row;
    this.#next++;
    return ReadStatus.Packet;
  }

  #stamp(timeNs: number): void {
    const { seconds, nanoseconds } = this.#source.epoch;
    const sum = timeNs + nanoseconds;
    const whole = Math.floor(sum / 1e9);
    this.record.seconds = seconds + whole;
    this.record.nanoseconds = Number.isNaN(sum) ? 0 : sum - whole * 1e9;
  }

  #linkOf(row: number): Link {
    return this.#source.links[this.#source.tables.packets.of(row).link[placeOf(row)]!] ?? NOWHERE;
  }

  #offsetOf(row: number): number {
    const p = this.#source.tables.packets.of(row);
    const at = placeOf(row);
    return p.offsetHigh[at]! * 0x1_0000_0000 + p.offsetLow[at]!;
  }
}

const NOWHERE: Link = { capture: -1, interfaceIndex: 0, linkType: 0 };
