// Hot path: allocates nothing per packet.
import { MAX_PACKET_BYTES, MAX_STATED_PACKET_BYTES } from '../limits.js';
import type { ByteSource } from './byte-source.js';
import type { LinkType } from './link-type.js';
import { linkTypeName } from './link-type-name.js';
import type { PacketExtent } from './packet-bytes.js';
import { ReadStatus } from './packet-record.js';
import { RecordReader } from './record-reader.js';

/** The magic number, versions, snapshot length and link type that open the file, and what the longest variant adds. */
export const PCAP_HEADER_LENGTH = 24;
export const LONGEST_PCAP_HEADER_LENGTH = 28;

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
/** Alexey Kuznetzov's variant: eight more bytes (interface, protocol, packet type) in every record header. */
const MAGIC_KUZNETZOV = 0xa1b2cd34;

/** What IXIA's hardware and software write: four more bytes, the length of all records, end the file header. */
const MAGIC_IXIA_HARDWARE = 0x1c0001ac;
const MAGIC_IXIA_SOFTWARE = 0x1c0001ab;

const MAGICS: ReadonlySet<number> = new Set([
  MAGIC_MICROSECONDS,
  MAGIC_NANOSECONDS,
  MAGIC_KUZNETZOV,
  MAGIC_IXIA_HARDWARE,
  MAGIC_IXIA_SOFTWARE,
]);

const RECORD_HEADER_LENGTH = 16;
const KUZNETZOV_RECORD_HEADER_LENGTH = 24;

export function isPcap(view: DataView, at: number): boolean {
  return isMagic(view.getUint32(at, true)) || isMagic(view.getUint32(at, false));
}

/** Whether the times of the pcap file that begins there are told in nanoseconds. */
export function isNanosecondPcap(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === MAGIC_NANOSECONDS || view.getUint32(at, false) === MAGIC_NANOSECONDS;
}

function isMagic(word: number): boolean {
  return MAGICS.has(word);
}

/**
 * Reads classic pcap in either byte order, with microseconds or nanoseconds, and the variants that people still meet.
 * @see draft-ietf-opsawg-pcap
 */
export class PcapReader extends RecordReader {
  private readonly isLittleEndian: boolean;
  private readonly nanosecondsPerUnit: number;
  private readonly recordHeaderLength: number;
  private readonly lengthsMayBeSwapped: boolean;
  private readonly maxCapturedLength: number;

  /** The window must hold the whole file header. */
  constructor(source: ByteSource, capture: number) {
    super(source, 'pcap', capture);
    const { view, start } = source;
    this.isLittleEndian = isMagic(view.getUint32(start, true));
    const order = this.isLittleEndian;
    const magic = view.getUint32(start, order);
    const versionMajor = view.getUint16(start + 4, order);
    const versionMinor = view.getUint16(start + 6, order);
    const snaplen = view.getUint32(start + 16, order);
    // The upper half tells how long the frame check sequence is.
    const linkType: LinkType = view.getUint32(start + 20, order) & 0xffff;
    const isIxia = magic === MAGIC_IXIA_HARDWARE || magic === MAGIC_IXIA_SOFTWARE;
    source.start = Math.min(source.end, start + (isIxia ? LONGEST_PCAP_HEADER_LENGTH : PCAP_HEADER_LENGTH));

    this.nanosecondsPerUnit = magic === MAGIC_NANOSECONDS ? 1 : 1000;
    this.recordHeaderLength =
      magic === MAGIC_KUZNETZOV ? KUZNETZOV_RECORD_HEADER_LENGTH : RECORD_HEADER_LENGTH;
    // Up to version 2.3 some writers put the original length first, as does DG/UX tcpdump (543.0); libpcap does as we do.
    this.lengthsMayBeSwapped =
      versionMajor < 2 || (versionMajor === 2 && versionMinor <= 3) || versionMajor === 543;
    this.maxCapturedLength = Math.min(Math.max(MAX_PACKET_BYTES, snaplen), MAX_STATED_PACKET_BYTES);

    this.record.linkType = linkType;
    const name = linkTypeName(linkType);
    this.description.linkTypes.push(name);
    this.description.interfaces.push({ name: null, description: null, linkType: name, comment: null });
    this.description.snaplen = snaplen === 0 ? null : snaplen;
    this.description.clock = 'absolute';
  }

  next(): ReadStatus {
    const { source, record, isLittleEndian: order, recordHeaderLength } = this;
    const at = source.start;
    const available = source.end - at;
    if (available < recordHeaderLength) return this.starve(recordHeaderLength, 'record header');

    const view = source.view;
    let capturedLength = view.getUint32(at + 8, order);
    let originalLength = view.getUint32(at + 12, order);
    if (capturedLength > originalLength && this.lengthsMayBeSwapped) {
      const first = capturedLength;
      capturedLength = originalLength;
      originalLength = first;
    }
    if (capturedLength > this.maxCapturedLength) return this.damagedLength(at, capturedLength);
    const recordLength = recordHeaderLength + capturedLength;
    if (available < recordLength) return this.starve(recordLength, 'record');
    source.start = at + recordLength;

    let seconds = view.getUint32(at, order);
    let nanoseconds = view.getUint32(at + 4, order) * this.nanosecondsPerUnit;
    if (nanoseconds >= 1e9) {
      // Not a fraction, but what it adds up to is plain.
      seconds += Math.floor(nanoseconds / 1e9);
      nanoseconds %= 1e9;
    }
    record.offset = at + recordHeaderLength;
    record.capturedLength = capturedLength;
    record.originalLength = originalLength;
    record.seconds = seconds;
    record.nanoseconds = nanoseconds;
    record.packetInCapture = ++this.description.packets;
    record.fileOffset = source.windowOffset + at;
    return ReadStatus.Packet;
  }

  protected override extentOf(head: DataView): PacketExtent | null {
    const { isLittleEndian: order, recordHeaderLength: offset } = this;
    if (head.byteLength < offset) return null;
    const [first, second] = [head.getUint32(8, order), head.getUint32(12, order)];
    return { offset, length: this.lengthsMayBeSwapped ? Math.min(first, second) : first };
  }

  private damagedLength(at: number, capturedLength: number): ReadStatus {
    return this.damaged(
      at,
      `the record claims ${capturedLength} captured bytes, at most ${this.maxCapturedLength} would be right`,
    );
  }
}
