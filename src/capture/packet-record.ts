import type { LinkType } from './link-type.js';
import type { KeptCapture } from './packet-bytes.js';
import type { PrintedPacket } from './printed-packet.js';

/**
 * One record of a capture. There is one such object per reader, overwritten by every `next()`:
 * whoever needs a value later copies the number. The bytes are a window into the reader's buffer and die with it.
 */
export interface PacketRecord {
  /** The reader's current buffer. Offsets below count from its start. */
  view: DataView;
  bytes: Uint8Array;
  /** Where the captured bytes of this packet begin in `view`. */
  offset: number;
  /** How many bytes were captured, and how many the packet had on the wire. */
  capturedLength: number;
  originalLength: number;
  /** Seconds since 1970, whole, and the nanoseconds within that second; NaN seconds where the record has no time. */
  seconds: number;
  nanoseconds: number;
  linkType: LinkType;
  /** Number of the interface within the capture, counted from 0 over all sections; 0 for classic pcap. */
  interfaceIndex: number;
  /** Which of the given captures this packet is from, from 0, and its number within that capture, from 1 (as printed, where it is printed; rising, but not always by one). */
  capture: number;
  packetInCapture: number;
  /** Where the record (not its bytes) begins in the uncompressed capture: for messages, and to read it again. */
  fileOffset: number;
  /** The packet's comment (pcapng opt_comment), or an empty string. */
  comment: string;
  /** Set where the packet was printed rather than captured: then there are no bytes, and `linkType` says nothing. */
  printed: PrintedPacket | null;
}

/** Where a record stands in its capture, and what was written on it: what may still be asked for once its bytes have gone. */
export type RecordOrigin = Pick<
  PacketRecord,
  'capture' | 'interfaceIndex' | 'linkType' | 'fileOffset' | 'comment' | 'printed'
>;

export function copyOrigin(record: PacketRecord, origin: RecordOrigin): void {
  origin.capture = record.capture;
  origin.interfaceIndex = record.interfaceIndex;
  origin.linkType = record.linkType;
  origin.fileOffset = record.fileOffset;
  // References cost more to store than to compare, and these hardly ever differ.
  if (origin.comment !== record.comment) origin.comment = record.comment;
  if (origin.printed !== record.printed) origin.printed = record.printed;
}

/** What `next()` came upon. */
export const ReadStatus = {
  /** `record` holds a packet. */
  Packet: 0,
  /** The buffer has no whole record left: await `fill()`, then ask again. */
  NeedMore: 1,
  /** The capture ended, or could not be read any further (then `description.warnings` says why). */
  End: 2,
} as const;
export type ReadStatus = (typeof ReadStatus)[keyof typeof ReadStatus];

/** What is known of a capture as a whole; counts grow while it is read. Field names are those of the report. */
export interface CaptureDescription {
  path: string;
  /** "pcap", "pcapng", with " (gzip)" where it was compressed. */
  format: string;
  packets: number;
  /** Bytes of the file read so far (compressed, where it is), and in all, or null where unknown (a pipe). */
  bytesRead: number;
  bytes: number | null;
  /** Link types in order of appearance, by their registry names ("EN10MB", "LINUX_SLL2"). */
  linkTypes: string[];
  /** Largest snapshot length that the capture states, or null. */
  snaplen: number | null;
  /** Packets dropped while capturing (pcapng interface statistics), or null. */
  dropped: number | null;
  clock: 'absolute' | 'time-of-day' | 'relative' | 'none';
  /** The interfaces by their numbers (`PacketRecord.interfaceIndex`), as far as the capture tells of them. */
  interfaces: CaptureInterface[];
  /** What people wrote about the capture as a whole (pcapng section comments). */
  comments: string[];
  /** Sentences for people: a cut end, a damaged record; each names the byte offset. */
  warnings: string[];
}

/** What a capture says of one interface. */
export interface CaptureInterface {
  /** "eth0", "Loopback Pseudo-Interface 1"; null where it has none. */
  name: string | null;
  description: string | null;
  linkType: string;
  comment: string | null;
}

/** A description of which nothing but the path and the format is known. */
export function emptyDescription(path: string, format: string): CaptureDescription {
  return {
    path,
    format,
    packets: 0,
    bytesRead: 0,
    bytes: null,
    linkTypes: [],
    snaplen: null,
    dropped: null,
    clock: 'none',
    interfaces: [],
    comments: [],
    warnings: [],
  };
}

/**
 * Reads a capture packet by packet. The loop is
 * `for (;;) { const s = reader.next(); if (s === Packet) …; else if (s === NeedMore) await reader.fill(); else break; }`,
 * so that promises are paid per chunk, not per packet.
 */
export interface CaptureReader {
  readonly record: PacketRecord;
  readonly description: CaptureDescription;
  next(): ReadStatus;
  fill(): Promise<void>;
  close(): Promise<void>;
  /** Makes it possible to read packets again, also after `close()`; absent where packets have no bytes. Call it before the first `next()`. */
  keepBytes?(): Promise<KeptCapture>;
}

/** Makes a record with the fields in their one order, so that all readers share one object shape. */
export function emptyRecord(capture = 0): PacketRecord {
  const bytes = new Uint8Array(0);
  return {
    view: new DataView(bytes.buffer),
    bytes,
    offset: 0,
    capturedLength: 0,
    originalLength: 0,
    seconds: 0,
    nanoseconds: 0,
    linkType: 1,
    interfaceIndex: 0,
    capture,
    packetInCapture: 0,
    fileOffset: 0,
    comment: '',
    printed: null,
  };
}
