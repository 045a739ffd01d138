import { Readable } from 'node:stream';
import type { ByteSourceOptions } from '../../src/capture/byte-source.js';
import { openCapture } from '../../src/capture/open-capture.js';
import {
  type CaptureDescription,
  type CaptureReader,
  type PacketRecord,
  ReadStatus,
} from '../../src/capture/packet-record.js';

/** Builds captures byte by byte, and reads them back whole. */

export type ByteOrder = 'little' | 'big';
export const BYTE_ORDERS: readonly ByteOrder[] = ['little', 'big'];

export function u16(value: number, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, order === 'little');
  return bytes;
}

export function u32(value: number, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, order === 'little');
  return bytes;
}

export function u64(value: bigint, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), order === 'little');
  return bytes;
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** `length` bytes that differ from their neighbours and, by `seed`, from other packets. */
export function payload(length: number, seed = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (seed * 31 + i * 7 + 1) & 0xff);
}

export const PCAP_MAGIC = {
  microseconds: 0xa1b2c3d4,
  nanoseconds: 0xa1b23c4d,
  kuznetzov: 0xa1b2cd34,
} as const;

export interface PcapOptions {
  order?: ByteOrder;
  magic?: number;
  versionMajor?: number;
  versionMinor?: number;
  snaplen?: number;
  /** The whole 32-bit field. */
  network?: number;
}

export interface PcapPacket {
  seconds?: number;
  /** Microseconds or nanoseconds, as the magic has it. */
  fraction?: number;
  bytes?: Uint8Array;
  capturedLength?: number;
  originalLength?: number;
}

export function pcapHeader(options: PcapOptions = {}): Uint8Array {
  const { order = 'little', magic = PCAP_MAGIC.microseconds, versionMajor = 2, versionMinor = 4 } = options;
  const { snaplen = 262144, network = 1 } = options;
  return joined(
    u32(magic, order),
    u16(versionMajor, order),
    u16(versionMinor, order),
    u32(0, order),
    u32(0, order),
    u32(snaplen, order),
    u32(network, order),
  );
}

export function pcapRecord(packet: PcapPacket, options: PcapOptions = {}): Uint8Array {
  const { order = 'little', magic = PCAP_MAGIC.microseconds } = options;
  const { seconds = 1_700_000_000, fraction = 0, bytes = payload(60) } = packet;
  return joined(
    u32(seconds, order),
    u32(fraction, order),
    u32(packet.capturedLength ?? bytes.length, order),
    u32(packet.originalLength ?? bytes.length, order),
    magic === PCAP_MAGIC.kuznetzov ? joined(u32(2, order), u16(8, order), u16(0, order)) : new Uint8Array(0),
    bytes,
  );
}

export function pcap(packets: readonly PcapPacket[], options: PcapOptions = {}): Uint8Array {
  return joined(pcapHeader(options), ...packets.map((packet) => pcapRecord(packet, options)));
}

/** pcapng blocks in one byte order. */
export class PcapngBlocks {
  readonly order: ByteOrder;

  constructor(order: ByteOrder = 'little') {
    this.order = order;
  }

  /** Body padded to four bytes; the lengths are right unless told otherwise. */
  block(type: number, body: Uint8Array, lengths: { first?: number; second?: number } = {}): Uint8Array {
    const padding = new Uint8Array(-body.length & 3);
    const length = 12 + body.length + padding.length;
    return joined(
      u32(type, this.order),
      u32(lengths.first ?? length, this.order),
      body,
      padding,
      u32(lengths.second ?? lengths.first ?? length, this.order),
    );
  }

  option(code: number, value: Uint8Array): Uint8Array {
    return joined(
      u16(code, this.order),
      u16(value.length, this.order),
      value,
      new Uint8Array(-value.length & 3),
    );
  }

  comment(text: string): Uint8Array {
    return this.option(1, new TextEncoder().encode(text));
  }

  endOfOptions(): Uint8Array {
    return this.option(0, new Uint8Array(0));
  }

  sectionHeader({ length = -1n, versionMajor = 1 } = {}): Uint8Array {
    const { order } = this;
    return this.block(
      0x0a0d0d0a,
      joined(u32(0x1a2b3c4d, order), u16(versionMajor, order), u16(0, order), u64(length, order)),
    );
  }

  interfaceDescription(
    fields: { linkType?: number; snaplen?: number; options?: Uint8Array } = {},
  ): Uint8Array {
    const { linkType = 1, snaplen = 0, options = new Uint8Array(0) } = fields;
    const { order } = this;
    return this.block(1, joined(u16(linkType, order), u16(0, order), u32(snaplen, order), options));
  }

  /** `time` counts the interface's units. */
  enhancedPacket(packet: PcapngPacket = {}): Uint8Array {
    const { order } = this;
    return this.block(6, joined(u32(packet.interface ?? 0, order), this.packetBody(packet)), packet.lengths);
  }

  obsoletePacket(packet: PcapngPacket & { drops?: number } = {}): Uint8Array {
    const { order } = this;
    const head = joined(u16(packet.interface ?? 0, order), u16(packet.drops ?? 0xffff, order));
    return this.block(2, joined(head, this.packetBody(packet)), packet.lengths);
  }

  simplePacket(bytes: Uint8Array, originalLength = bytes.length): Uint8Array {
    return this.block(3, joined(u32(originalLength, this.order), bytes));
  }

  interfaceStatistics(owner: number, options: Uint8Array): Uint8Array {
    return this.block(5, joined(u32(owner, this.order), u64(0n, this.order), options));
  }

  private packetBody(packet: PcapngPacket): Uint8Array {
    const { order } = this;
    const { time = 1_700_000_000_000_000n, bytes = payload(60), options = new Uint8Array(0) } = packet;
    return joined(
      u32(Number(time >> 32n), order),
      u32(Number(time & 0xffff_ffffn), order),
      u32(packet.capturedLength ?? bytes.length, order),
      u32(packet.originalLength ?? bytes.length, order),
      bytes,
      new Uint8Array(-bytes.length & 3),
      options,
    );
  }
}

export interface PcapngPacket {
  interface?: number;
  time?: bigint;
  bytes?: Uint8Array;
  capturedLength?: number;
  originalLength?: number;
  options?: Uint8Array;
  lengths?: { first?: number; second?: number };
}

/** A packet with its bytes copied out of the reader's window. */
export type ReadPacket = Omit<PacketRecord, 'view' | 'bytes' | 'offset'> & { data: Uint8Array };

export interface WholeCapture {
  packets: ReadPacket[];
  description: CaptureDescription;
}

export async function readAll(reader: CaptureReader): Promise<WholeCapture> {
  const packets: ReadPacket[] = [];
  try {
    for (;;) {
      const status = reader.next();
      if (status === ReadStatus.End) break;
      if (status === ReadStatus.NeedMore) {
        await reader.fill();
        continue;
      }
      const { view, bytes, offset, ...rest } = reader.record;
      if (view.buffer !== bytes.buffer) throw new Error('view and bytes show different buffers');
      packets.push({ ...rest, data: bytes.slice(offset, offset + rest.capturedLength) });
    }
    return { packets, description: reader.description };
  } finally {
    await reader.close();
  }
}

/** Reads bytes as if they came through standard input, in pieces of any size. */
export async function readBytes(
  bytes: Uint8Array,
  { pieceBytes = bytes.length, ...options }: ByteSourceOptions & { pieceBytes?: number } = {},
): Promise<WholeCapture> {
  return readAll(await openCapture('-', { ...options, stdin: streamOf(bytes, pieceBytes) }));
}

export function streamOf(bytes: Uint8Array, pieceBytes = bytes.length): NodeJS.ReadableStream {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.slice(at, at + pieceBytes));
  return Readable.from(pieces, { objectMode: false });
}

/** "1700000000.000001000" */
export function timeOf({ seconds, nanoseconds }: Pick<PacketRecord, 'seconds' | 'nanoseconds'>): string {
  return `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}
