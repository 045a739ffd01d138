// Hot path: allocates nothing per packet.
import {
  MAX_BLOCK_BYTES,
  MAX_CAPTURE_COMMENTS,
  MAX_COMMENT_BYTES,
  MAX_INTERFACES,
  MAX_TOLD_INTERFACES,
} from '../limits.js';
import type { BlockListener } from './block-listener.js';
import type { ByteSource } from './byte-source.js';
import type { HostNames } from './host-names.js';
import { NOT_A_LINK_TYPE } from './link-type.js';
import { linkTypeName } from './link-type-name.js';
import type { PacketExtent } from './packet-bytes.js';
import { ReadStatus } from './packet-record.js';
import { PcapngInterface } from './pcapng-interface.js';
import * as Layout from './pcapng-layout.js';
import { BlockType, OptionCode, padded } from './pcapng-layout.js';
import { readNames } from './pcapng-names.js';
import { OptionCursor } from './pcapng-options.js';
import { RecordReader } from './record-reader.js';

/** What recognition needs to see: the type and the byte-order magic, so that text with odd line ends is not taken for it. */
export function isPcapng(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === BlockType.SectionHeader && sectionByteOrder(view, at) !== undefined;
}

/** Whether the section header at `at` is little-endian; undefined where its magic reads neither way. */
function sectionByteOrder(view: DataView, at: number): boolean | undefined {
  const magicAt = at + Layout.SECTION_BYTE_ORDER_MAGIC;
  if (view.getUint32(magicAt, true) === Layout.BYTE_ORDER_MAGIC) return true;
  if (view.getUint32(magicAt, false) === Layout.BYTE_ORDER_MAGIC) return false;
  return undefined;
}

/**
 * Reads pcapng: sections in either byte order, interfaces with clocks and link types of their own, all packet blocks.
 * Unknown blocks are skipped by their length. Records of something else than packets (journal entries, system calls,
 * custom blocks) are given with `NOT_A_LINK_TYPE`: Wireshark numbers them too.
 *
 * Each method that reads a block `[at, end)` returns what is wrong with it, or an empty string.
 * @see draft-ietf-opsawg-pcapng
 */
export class PcapngReader extends RecordReader {
  private isLittleEndian = true;
  /** Those of the section being read, and how many there were in all sections. */
  private interfaces: PcapngInterface[] = [];
  private interfaceCount = 0;
  private readonly linkTypeNames = new Set<string>();
  private readonly options = new OptionCursor();
  private readonly utf8 = new TextDecoder();
  private readonly names: HostNames;
  private readonly listener: BlockListener | null;

  /** `names` takes those of the name resolution blocks. */
  constructor(source: ByteSource, capture: number, names: HostNames, listener: BlockListener | null = null) {
    super(source, 'pcapng', capture);
    this.names = names;
    this.listener = listener;
  }

  next(): ReadStatus {
    const { source } = this;
    for (;;) {
      const at = source.start;
      const available = source.end - at;
      if (available < Layout.MIN_BLOCK_LENGTH) return this.starve(Layout.MIN_BLOCK_LENGTH, 'block');

      const view = source.view;
      if (view.getUint32(at, true) === BlockType.SectionHeader) {
        const order = sectionByteOrder(view, at);
        if (order === undefined)
          return this.damaged(at, 'a section header without its byte-order magic 1a2b3c4d');
        this.isLittleEndian = order;
      }
      const order = this.isLittleEndian;
      const type = view.getUint32(at, order);
      const statedLength = view.getUint32(at + 4, order);
      // Not all writers count the padding.
      const length = padded(statedLength);
      if (length < Layout.MIN_BLOCK_LENGTH || length > MAX_BLOCK_BYTES)
        return this.damagedLength(at, statedLength);
      if (available < length) return this.starve(length, 'block');
      const end = at + length - Layout.BLOCK_TRAILER_LENGTH;
      const repeatedLength = view.getUint32(end, order);
      if (repeatedLength !== statedLength) return this.damagedTrailer(at, statedLength, repeatedLength);

      const problem = this.readBlock(type, at, end);
      if (problem !== '') return this.damaged(at, problem);
      if (this.listener !== null) this.tell(this.listener, type, source.bytes.subarray(at, at + length));
      source.start = at + length;
      if (isRecord(type)) return ReadStatus.Packet;
    }
  }

  private tell(listener: BlockListener, type: number, bytes: Uint8Array): void {
    listener.block(this.record.capture, { type, bytes, isLittleEndian: this.isLittleEndian });
  }

  /** The type tells the byte order: no packet block's number reads as another's the other way round. */
  protected override extentOf(head: DataView): PacketExtent | null {
    if (head.byteLength < Layout.SIMPLE_BYTES) return null;
    for (const order of [true, false]) {
      const type = head.getUint32(0, order);
      const inBlock = head.getUint32(4, order) - Layout.BLOCK_TRAILER_LENGTH;
      if (type === BlockType.SimplePacket) {
        const length = Math.min(
          head.getUint32(Layout.SIMPLE_ORIGINAL_LENGTH, order),
          inBlock - Layout.SIMPLE_BYTES,
        );
        return length < 0 ? null : { offset: Layout.SIMPLE_BYTES, length };
      }
      if (type !== BlockType.EnhancedPacket && type !== BlockType.Packet) continue;
      if (head.byteLength < Layout.PACKET_BYTES) return null;
      const length = head.getUint32(Layout.PACKET_CAPTURED_LENGTH, order);
      return length > inBlock - Layout.PACKET_BYTES ? null : { offset: Layout.PACKET_BYTES, length };
    }
    return null;
  }

  private readBlock(type: number, at: number, end: number): string {
    switch (type) {
      case BlockType.EnhancedPacket:
        return this.readPacket(true, at, end);
      case BlockType.Packet:
        return this.readPacket(false, at, end);
      case BlockType.SimplePacket:
        return this.readSimplePacket(at, end);
      case BlockType.InterfaceDescription:
        return this.readInterfaceDescription(at, end);
      case BlockType.InterfaceStatistics:
        return this.readInterfaceStatistics(at, end);
      case BlockType.SectionHeader:
        return this.readSectionHeader(at, end);
      case BlockType.NameResolution:
        readNames(this.names, this.source.view, this.isLittleEndian, at + Layout.BLOCK_HEADER_LENGTH, end);
        return '';
      default:
        return isRecord(type) ? this.readOtherRecord(at, end) : '';
    }
  }

  private readPacket(isEnhanced: boolean, at: number, end: number): string {
    const bytesAt = at + Layout.PACKET_BYTES;
    if (bytesAt > end) return tooShort('packet');
    const { record, isLittleEndian: order } = this;
    const view = this.source.view;
    const number = isEnhanced
      ? view.getUint32(at + Layout.PACKET_INTERFACE, order)
      : view.getUint16(at + Layout.PACKET_INTERFACE, order);
    if (number >= this.interfaces.length) return this.unknownInterface(number);
    const owner = this.interfaces[number]!;
    const capturedLength = view.getUint32(at + Layout.PACKET_CAPTURED_LENGTH, order);
    if (capturedLength > end - bytesAt) return tooLong(capturedLength, end - bytesAt);

    const high = view.getUint32(at + Layout.PACKET_TIME_HIGH, order);
    const low = view.getUint32(at + Layout.PACKET_TIME_LOW, order);
    owner.clock.stamp(record, high, low);
    this.description.clock = 'absolute';
    const originalLength = view.getUint32(at + Layout.PACKET_ORIGINAL_LENGTH, order);
    this.setPacket(at, bytesAt, capturedLength, originalLength);
    record.linkType = owner.linkType;
    record.interfaceIndex = owner.index;

    if (!isEnhanced) {
      const drops = view.getUint16(at + Layout.PACKET_DROPS, order);
      if (drops !== 0 && drops !== Layout.UNKNOWN_DROPS) this.addDrops(owner, drops);
    }
    const optionsAt = bytesAt + padded(capturedLength);
    if (optionsAt < end) this.readPacketOptions(owner, optionsAt, end);
    return '';
  }

  private readSimplePacket(at: number, end: number): string {
    const bytesAt = at + Layout.SIMPLE_BYTES;
    if (bytesAt > end) return tooShort('simple packet');
    if (this.interfaces.length === 0) return this.unknownInterface(0);
    const { record } = this;
    const owner = this.interfaces[0]!;
    const originalLength = this.source.view.getUint32(
      at + Layout.SIMPLE_ORIGINAL_LENGTH,
      this.isLittleEndian,
    );
    // The captured length is not stated: it follows from what limits it.
    const limit = owner.snaplen === 0 ? originalLength : Math.min(originalLength, owner.snaplen);
    record.seconds = NaN;
    record.nanoseconds = 0;
    this.setPacket(at, bytesAt, Math.min(limit, end - bytesAt), originalLength);
    record.linkType = owner.linkType;
    record.interfaceIndex = owner.index;
    return '';
  }

  private readOtherRecord(at: number, end: number): string {
    const { record } = this;
    const bytesAt = at + Layout.BLOCK_HEADER_LENGTH;
    record.seconds = NaN;
    record.nanoseconds = 0;
    this.setPacket(at, bytesAt, end - bytesAt, end - bytesAt);
    record.linkType = NOT_A_LINK_TYPE;
    record.interfaceIndex = 0;
    return '';
  }

  private setPacket(at: number, bytesAt: number, capturedLength: number, originalLength: number): void {
    const { record } = this;
    record.offset = bytesAt;
    record.capturedLength = capturedLength;
    record.originalLength = originalLength;
    record.packetInCapture = ++this.description.packets;
    record.fileOffset = this.source.windowOffset + at;
    record.comment = '';
  }

  /** Few packets have options; only those with a comment pay for a string. */
  private readPacketOptions(owner: PcapngInterface, from: number, end: number): void {
    const { source, record, options } = this;
    options.over(source.view, this.isLittleEndian, from, end);
    while (options.next()) {
      if (options.code === OptionCode.PacketDropCount) {
        this.addDrops(owner, options.count());
      } else if (options.code === OptionCode.Comment && record.comment.length < MAX_COMMENT_BYTES) {
        const text = this.utf8.decode(source.bytes.subarray(options.at, options.at + options.length));
        record.comment = record.comment === '' ? text : `${record.comment}\n${text}`;
      }
    }
  }

  private readSectionHeader(at: number, end: number): string {
    if (at + Layout.SECTION_OPTIONS > end) return tooShort('section header');
    const version = this.source.view.getUint16(at + Layout.SECTION_VERSION_MAJOR, this.isLittleEndian);
    if (version !== 1) return `the section is in version ${version} of pcapng, only version 1 is known`;
    this.interfaces = [];
    const { source, options, description } = this;
    options.over(source.view, this.isLittleEndian, at + Layout.SECTION_OPTIONS, end);
    while (options.next()) {
      if (options.code === OptionCode.Comment && description.comments.length < MAX_CAPTURE_COMMENTS)
        description.comments.push(options.text());
    }
    return '';
  }

  private readInterfaceDescription(at: number, end: number): string {
    if (at + Layout.INTERFACE_OPTIONS > end) return tooShort('interface description');
    if (this.interfaceCount === MAX_INTERFACES) return `more than ${MAX_INTERFACES} interfaces are described`;
    const { source, options, isLittleEndian: order, description } = this;
    options.over(source.view, order, at + Layout.INTERFACE_OPTIONS, end);
    const described = new PcapngInterface(this.interfaceCount++, source.view, order, at, options);
    this.interfaces.push(described);
    if (described.snaplen !== 0) description.snaplen = Math.max(description.snaplen ?? 0, described.snaplen);
    const name = linkTypeName(described.linkType);
    if (described.index < MAX_TOLD_INTERFACES) {
      const { comment, description: adapter } = described;
      description.interfaces.push({ name: described.name, description: adapter, linkType: name, comment });
    }
    if (!this.linkTypeNames.has(name)) {
      this.linkTypeNames.add(name);
      description.linkTypes.push(name);
    }
    return '';
  }

  private readInterfaceStatistics(at: number, end: number): string {
    if (at + Layout.STATISTICS_OPTIONS > end) return tooShort('interface statistics');
    const { view } = this.source;
    const number = view.getUint32(at + Layout.STATISTICS_INTERFACE, this.isLittleEndian);
    if (number >= this.interfaces.length) return this.unknownInterface(number);
    const owner = this.interfaces[number]!;
    const before = owner.dropped;
    const { options } = this;
    options.over(view, this.isLittleEndian, at + Layout.STATISTICS_OPTIONS, end);
    if (owner.readStatistics(options)) this.countDrops(owner.dropped - before);
    return '';
  }

  private addDrops(owner: PcapngInterface, packets: number): void {
    const before = owner.dropped;
    owner.addDrops(packets);
    this.countDrops(owner.dropped - before);
  }

  private countDrops(packets: number): void {
    this.description.dropped = (this.description.dropped ?? 0) + packets;
  }

  private unknownInterface(number: number): string {
    return `the block refers to interface ${number}, but its section describes ${this.interfaces.length} before it`;
  }

  private damagedLength(at: number, length: number): ReadStatus {
    const { MIN_BLOCK_LENGTH } = Layout;
    const right = `${MIN_BLOCK_LENGTH} to ${MAX_BLOCK_BYTES} would be right`;
    return this.damaged(at, `the block claims a length of ${length} bytes, ${right}`);
  }

  private damagedTrailer(at: number, length: number, repeated: number): ReadStatus {
    return this.damaged(
      at,
      `the block's length reads ${length} where it begins and ${repeated} where it ends`,
    );
  }
}

/** Whether a block of this type is a record: Wireshark gives each of them a number. */
export function isRecord(type: number): boolean {
  switch (type) {
    case BlockType.EnhancedPacket:
    case BlockType.Packet:
    case BlockType.SimplePacket:
    case BlockType.SystemdJournalExport:
    case BlockType.SysdigEvent:
    case BlockType.SysdigEventV2:
    case BlockType.SysdigEventV2Large:
    case BlockType.Custom:
    case BlockType.CustomNotCopied:
      return true;
    default:
      return false;
  }
}

function tooShort(kind: string): string {
  return `the block is too short for one of type ${kind}`;
}

function tooLong(capturedLength: number, room: number): string {
  return `the block claims ${capturedLength} captured bytes, at most ${room} would be right`;
}
