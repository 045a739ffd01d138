import type { BlockListener, RawBlock } from '../capture/block-listener.js';
import { completeUntilComment, isCompleteUntilComment } from '../capture/complete-until.js';
import type { PacketRecord } from '../capture/packet-record.js';
import { isRecord } from '../capture/pcapng.js';
import * as Layout from '../capture/pcapng-layout.js';
import { BlockType, OptionCode, padded } from '../capture/pcapng-layout.js';
import { UsageError } from '../errors.js';
import { extractText } from '../format/messages/en/extract.js';
import type { StagedOutput } from '../output/staged-output.js';
import type { CaptureWriter } from './capture-writer.js';
import { inLittleEndian } from './pcapng-byte-order.js';
import { chosenOptions, option } from './pcapng-options.js';

export interface PcapngOptions {
  /** All comes from one pcapng capture: its sections stay as they are. Otherwise all goes into one section. */
  isOneCapture: boolean;
  /** What people wrote about the captures, for that one section. */
  comments: readonly string[];
  /** Until when nothing more came, as epoch seconds; null where the last packet says it. */
  completeUntil: string | null;
  /** Packets were changed, so that sums over them hold no more. */
  isEdited: boolean;
  /** Names, comments, secrets, addresses of interfaces and what else could tell whose capture it was are left out. */
  isAnonymous: boolean;
}

const SECTION_LENGTH = 16;
const UNKNOWN_LENGTH = 0xffffffffffffffffn;
const NANOSECONDS = 9;
const PACKET_FLAGS = 2;
const PACKET_HASH = 3;
const PACKET_QUEUE = 6;
const INTERFACE_SPEED = 8;
const INTERFACE_CHECK_SEQUENCE = 13;

/** What stays of options where nobody shall be known by them. */
const ANONYMOUS_PACKET: ReadonlySet<number> = new Set([
  PACKET_FLAGS,
  OptionCode.PacketDropCount,
  PACKET_QUEUE,
]);
const ANONYMOUS_INTERFACE: ReadonlySet<number> = new Set([
  INTERFACE_SPEED,
  OptionCode.InterfaceTimeResolution,
  INTERFACE_CHECK_SEQUENCE,
  OptionCode.InterfaceTimeOffset,
]);

/**
 * Writes pcapng. It hears the blocks of the captures as they are read, and takes from them what belongs to packets: sections,
 * interfaces with their options, names, secrets, statistics, and each packet's own options. Events of the capturing system, custom
 * blocks and unknown ones stay behind. @see draft-ietf-opsawg-pcapng
 */
export class PcapngWriter implements CaptureWriter, BlockListener {
  readonly #stage: StagedOutput;
  readonly #options: PcapngOptions;
  /** By capture: what number each interface of its present section has here. */
  readonly #interfaces: number[][] = [];
  #interfaceCount = 0;
  #sections = 0;
  /** By capture: the block of the packet that was read last. */
  readonly #packets: (RawBlock | undefined)[] = [];

  constructor(stage: StagedOutput, options: PcapngOptions) {
    this.#stage = stage;
    this.#options = options;
    if (!options.isOneCapture) this.#writeSection();
  }

  block(capture: number, raw: RawBlock): void {
    if (isRecord(raw.type)) {
      this.#packets[capture] = raw;
      return;
    }
    if (raw.type === BlockType.SectionHeader) {
      this.#interfaces[capture] = [];
      if (this.#options.isOneCapture) this.#copySection(raw);
      return;
    }
    const block = this.#options.isOneCapture ? raw : inLittleEndian(raw);
    if (raw.type === BlockType.InterfaceDescription) this.#copyInterface(capture, block);
    else if (raw.type === BlockType.InterfaceStatistics) this.#copyStatistics(capture, block);
    else if (raw.type === BlockType.NameResolution || raw.type === BlockType.DecryptionSecrets) {
      if (!this.#options.isAnonymous) this.#stage.write(block.bytes);
    }
  }

  /** @throws UsageError for packets without time out of several captures. */
  packet(record: PacketRecord, bytes: Uint8Array): void {
    const raw = this.#packets[record.capture];
    if (raw === undefined) this.#writeRecord(record, bytes);
    else if (raw.type === BlockType.SimplePacket) this.#copySimple(record, raw, bytes);
    else this.#copyPacket(record.capture, this.#options.isOneCapture ? raw : inLittleEndian(raw), bytes);
  }

  #writeSection(): void {
    const { comments, isAnonymous } = this.#options;
    const kept = isAnonymous ? [] : comments.filter((comment) => !isCompleteUntilComment(comment));
    const options = chosenOptions(NO_OPTIONS, true, [0, 0], () => false, [...this.#ownComments(), ...kept]);
    const block = made(BlockType.SectionHeader, Layout.SECTION_OPTIONS, options);
    block.view.setUint32(Layout.SECTION_BYTE_ORDER_MAGIC, Layout.BYTE_ORDER_MAGIC, true);
    block.view.setUint16(Layout.SECTION_VERSION_MAJOR, 1, true);
    block.view.setBigUint64(SECTION_LENGTH, UNKNOWN_LENGTH, true);
    this.#stage.write(block.bytes);
  }

  #copySection(raw: RawBlock): void {
    this.#interfaceCount = 0;
    const { isAnonymous } = this.#options;
    const keeps = (code: number, text: () => string) =>
      !isAnonymous && !(code === OptionCode.Comment && isCompleteUntilComment(text()));
    const block = rebuilt(
      raw,
      Layout.SECTION_OPTIONS,
      keeps,
      this.#sections++ === 0 ? this.#ownComments() : [],
    );
    viewOf(block).setBigUint64(SECTION_LENGTH, UNKNOWN_LENGTH, raw.isLittleEndian);
    this.#stage.write(block);
  }

  #ownComments(): string[] {
    const { completeUntil } = this.#options;
    return completeUntil === null ? [] : [completeUntilComment(completeUntil)];
  }

  #copyInterface(capture: number, block: RawBlock): void {
    this.#interfaces[capture]!.push(this.#interfaceCount++);
    const keeps = this.#options.isAnonymous ? (code: number) => ANONYMOUS_INTERFACE.has(code) : null;
    this.#stage.write(rebuilt(block, Layout.INTERFACE_OPTIONS, keeps));
  }

  #copyStatistics(capture: number, block: RawBlock): void {
    const keeps = this.#options.isAnonymous ? (code: number) => code !== OptionCode.Comment : null;
    const bytes = rebuilt(block, Layout.STATISTICS_OPTIONS, keeps);
    const view = viewOf(bytes);
    const number = view.getUint32(Layout.STATISTICS_INTERFACE, block.isLittleEndian);
    view.setUint32(Layout.STATISTICS_INTERFACE, this.#interfaces[capture]![number]!, block.isLittleEndian);
    this.#stage.write(bytes);
  }

  #copyPacket(capture: number, block: RawBlock, bytes: Uint8Array): void {
    const { bytes: old, type, isLittleEndian: order } = block;
    const oldView = viewOf(old);
    const optionsAt = Layout.PACKET_BYTES + padded(oldView.getUint32(Layout.PACKET_CAPTURED_LENGTH, order));
    const options = this.#packetOptions(block, [optionsAt, old.length - Layout.BLOCK_TRAILER_LENGTH]);
    const { bytes: copy, view } = made(type, Layout.PACKET_BYTES + padded(bytes.length), options, order);
    copy.set(old.subarray(Layout.BLOCK_HEADER_LENGTH, Layout.PACKET_BYTES), Layout.BLOCK_HEADER_LENGTH);
    copy.set(bytes, Layout.PACKET_BYTES);
    view.setUint32(Layout.PACKET_CAPTURED_LENGTH, bytes.length, order);
    const isEnhanced = type === BlockType.EnhancedPacket;
    const at = Layout.PACKET_INTERFACE;
    const number = isEnhanced ? oldView.getUint32(at, order) : oldView.getUint16(at, order);
    const own = this.#interfaces[capture]![number]!;
    if (isEnhanced) view.setUint32(at, own, order);
    else view.setUint16(at, own, order);
    this.#stage.write(copy);
  }

  #packetOptions({ bytes, isLittleEndian }: RawBlock, range: readonly [number, number]): Uint8Array {
    const { isAnonymous, isEdited } = this.#options;
    if (!isAnonymous && !isEdited) return bytes.subarray(...range);
    return chosenOptions(bytes, isLittleEndian, range, (code) =>
      isAnonymous ? ANONYMOUS_PACKET.has(code) : code !== PACKET_HASH,
    );
  }

  /** It says neither its interface nor how much of it was captured: it can lie only where it lay, and what is cut off must be blotted out. */
  #copySimple({ capture, capturedLength }: PacketRecord, raw: RawBlock, bytes: Uint8Array): void {
    if (this.#interfaces[capture]![0] !== 0) throw new UsageError(extractText.untimedFromSeveral);
    const block = this.#options.isOneCapture ? raw : inLittleEndian(raw);
    const copy = Uint8Array.from(block.bytes);
    copy.fill(0, Layout.SIMPLE_BYTES, Layout.SIMPLE_BYTES + capturedLength);
    copy.set(bytes, Layout.SIMPLE_BYTES);
    this.#stage.write(copy);
  }

  /** A packet of a capture that is no pcapng: its one interface counts nanoseconds. */
  #writeRecord(record: PacketRecord, bytes: Uint8Array): void {
    const number = this.#interfaces[record.capture]?.[0] ?? this.#writeInterface(record);
    const { view, bytes: copy } = made(
      BlockType.EnhancedPacket,
      Layout.PACKET_BYTES + padded(bytes.length),
      NO_OPTIONS,
    );
    const time = BigInt(record.seconds) * 1_000_000_000n + BigInt(record.nanoseconds);
    view.setUint32(Layout.PACKET_INTERFACE, number, true);
    view.setUint32(Layout.PACKET_TIME_HIGH, Number(time >> 32n), true);
    view.setUint32(Layout.PACKET_TIME_LOW, Number(time & 0xffffffffn), true);
    view.setUint32(Layout.PACKET_CAPTURED_LENGTH, bytes.length, true);
    view.setUint32(Layout.PACKET_ORIGINAL_LENGTH, record.originalLength, true);
    copy.set(bytes, Layout.PACKET_BYTES);
    this.#stage.write(copy);
  }

  #writeInterface({ capture, linkType }: PacketRecord): number {
    const resolution = option(OptionCode.InterfaceTimeResolution, Uint8Array.of(NANOSECONDS), true);
    const block = made(
      BlockType.InterfaceDescription,
      Layout.INTERFACE_OPTIONS,
      Buffer.concat([resolution, new Uint8Array(4)]),
    );
    block.view.setUint16(Layout.INTERFACE_LINK_TYPE, linkType, true);
    this.#stage.write(block.bytes);
    const number = this.#interfaceCount++;
    this.#interfaces[capture] = [number];
    return number;
  }
}

const NO_OPTIONS = new Uint8Array(0);

/** The block with those of its options that `keeps` wants; null wants all. */
function rebuilt(
  block: RawBlock,
  optionsAt: number,
  keeps: ((code: number, text: () => string) => boolean) | null,
  before: readonly string[] = [],
): Uint8Array {
  const { bytes, type, isLittleEndian } = block;
  if (keeps === null) return Uint8Array.from(bytes);
  const range = [optionsAt, bytes.length - Layout.BLOCK_TRAILER_LENGTH] as const;
  const options = chosenOptions(bytes, isLittleEndian, range, keeps, before);
  const { bytes: copy } = made(type, optionsAt, options, isLittleEndian);
  copy.set(bytes.subarray(Layout.BLOCK_HEADER_LENGTH, optionsAt), Layout.BLOCK_HEADER_LENGTH);
  return copy;
}

/** A block of which only the frame and the options stand. */
function made(
  type: number,
  optionsAt: number,
  options: Uint8Array,
  order = true,
): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(optionsAt + options.length + Layout.BLOCK_TRAILER_LENGTH);
  const view = viewOf(bytes);
  view.setUint32(0, type, order);
  view.setUint32(4, bytes.length, order);
  view.setUint32(bytes.length - Layout.BLOCK_TRAILER_LENGTH, bytes.length, order);
  bytes.set(options, optionsAt);
  return { bytes, view };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
