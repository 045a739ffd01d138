import { ByteSource } from '../capture/byte-source.js';
import { openCapture } from '../capture/open-capture.js';
import { type PacketRecord, ReadStatus } from '../capture/packet-record.js';
import { isNanosecondPcap, PCAP_HEADER_LENGTH } from '../capture/pcap.js';
import * as Layout from '../capture/pcapng-layout.js';
import { BlockType, OptionCode, padded } from '../capture/pcapng-layout.js';
import { StagedOutput } from '../output/staged-output.js';
import type { TextOutput } from '../output/text-output.js';
import { withComment } from './block-options.js';
import type { PcapngComments } from './pcapng.js';

/** pcapng is written in the byte order of most machines. */
const ORDER = true;
const NO_OPTIONS = new Uint8Array(0);
const UNKNOWN_LENGTH = 0xffffffffffffffffn;
const SECTION_LENGTH = 16;
/** The clock of nanoseconds, as if_tsresol says it. */
const NANOSECONDS = 9;

/**
 * Writes a pcap capture as pcapng, with these comments: the same packets with the same times on one interface.
 * @returns false where it could not be read to its end
 * @throws {CaptureUnreadableError} when it cannot be opened.
 */
export async function annotatePcap(
  path: string,
  output: TextOutput,
  comments: PcapngComments,
): Promise<boolean> {
  const isNanoseconds = await hasNanoseconds(path);
  const reader = await openCapture(path);
  try {
    const staged = new StagedOutput(output);
    staged.write(sectionHeader(comments.section));
    staged.write(
      interfaceDescription(reader.record.linkType, reader.description.snaplen ?? 0, isNanoseconds),
    );
    const packets = comments.packets();
    const writer = new PacketWriter(staged, isNanoseconds);
    for (;;) {
      const status = reader.next();
      if (status === ReadStatus.End) break;
      if (status === ReadStatus.NeedMore) {
        await reader.fill();
        continue;
      }
      const comment = packets?.take(reader.record.packetInCapture) ?? null;
      writer.write(reader.record, comment?.loneOption(ORDER) ?? NO_OPTIONS);
    }
    staged.flush();
    return reader.description.warnings.length === 0;
  } finally {
    await reader.close();
  }
}

async function hasNanoseconds(path: string): Promise<boolean> {
  const source = await ByteSource.open(path);
  try {
    await source.fill(PCAP_HEADER_LENGTH);
    return isNanosecondPcap(source.view, source.start);
  } finally {
    await source.close();
  }
}

function sectionHeader(comment: Uint8Array | null): Uint8Array {
  const options =
    comment === null ? NO_OPTIONS : withComment({ bytes: NO_OPTIONS, isLittleEndian: ORDER }, comment);
  const { bytes, view } = emptyBlock(BlockType.SectionHeader, Layout.SECTION_OPTIONS, options);
  view.setUint32(Layout.SECTION_BYTE_ORDER_MAGIC, Layout.BYTE_ORDER_MAGIC, ORDER);
  view.setUint16(Layout.SECTION_VERSION_MAJOR, 1, ORDER);
  view.setBigUint64(SECTION_LENGTH, UNKNOWN_LENGTH, ORDER);
  return bytes;
}

function interfaceDescription(linkType: number, snaplen: number, isNanoseconds: boolean): Uint8Array {
  const resolution = new Uint8Array(isNanoseconds ? 12 : 0);
  if (isNanoseconds) {
    const view = new DataView(resolution.buffer);
    view.setUint16(0, OptionCode.InterfaceTimeResolution, ORDER);
    view.setUint16(2, 1, ORDER);
    view.setUint8(4, NANOSECONDS);
  }
  const { bytes, view } = emptyBlock(BlockType.InterfaceDescription, Layout.INTERFACE_OPTIONS, resolution);
  view.setUint16(Layout.INTERFACE_LINK_TYPE, linkType, ORDER);
  view.setUint32(Layout.INTERFACE_SNAPLEN, snaplen, ORDER);
  return bytes;
}

/** Writes packet after packet from the same few bytes. */
class PacketWriter {
  readonly #staged: StagedOutput;
  readonly #isNanoseconds: boolean;
  readonly #head = new Uint8Array(Layout.PACKET_BYTES);
  readonly #headView = new DataView(this.#head.buffer);
  readonly #trailer = new Uint8Array(Layout.BLOCK_TRAILER_LENGTH);
  readonly #trailerView = new DataView(this.#trailer.buffer);

  constructor(staged: StagedOutput, isNanoseconds: boolean) {
    this.#staged = staged;
    this.#isNanoseconds = isNanoseconds;
  }

  write(record: PacketRecord, options: Uint8Array): void {
    const { offset, capturedLength, originalLength } = record;
    const length =
      Layout.PACKET_BYTES + padded(capturedLength) + options.length + Layout.BLOCK_TRAILER_LENGTH;
    const view = this.#headView;
    view.setUint32(0, BlockType.EnhancedPacket, ORDER);
    view.setUint32(4, length, ORDER);
    this.#setTime(record);
    view.setUint32(Layout.PACKET_CAPTURED_LENGTH, capturedLength, ORDER);
    view.setUint32(Layout.PACKET_ORIGINAL_LENGTH, originalLength, ORDER);
    this.#trailerView.setUint32(0, length, ORDER);
    this.#staged.write(this.#head);
    this.#staged.write(record.bytes.subarray(offset, offset + capturedLength));
    if (capturedLength & 3) this.#staged.write(PADDINGS[-capturedLength & 3]!);
    if (options.length > 0) this.#staged.write(options);
    this.#staged.write(this.#trailer);
  }

  #setTime({ seconds, nanoseconds }: PacketRecord): void {
    const view = this.#headView;
    if (this.#isNanoseconds) {
      const time = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
      view.setUint32(Layout.PACKET_TIME_HIGH, Number(time >> 32n), ORDER);
      view.setUint32(Layout.PACKET_TIME_LOW, Number(time & 0xffffffffn), ORDER);
    } else {
      const time = seconds * 1e6 + nanoseconds / 1e3;
      view.setUint32(Layout.PACKET_TIME_HIGH, Math.floor(time / 2 ** 32), ORDER);
      view.setUint32(Layout.PACKET_TIME_LOW, time % 2 ** 32, ORDER);
    }
  }
}

const PADDINGS = [0, 1, 2, 3].map((length) => new Uint8Array(length));

function emptyBlock(type: number, fixed: number, options: Uint8Array): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(fixed + options.length + Layout.BLOCK_TRAILER_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, ORDER);
  view.setUint32(4, bytes.length, ORDER);
  view.setUint32(bytes.length - Layout.BLOCK_TRAILER_LENGTH, bytes.length, ORDER);
  bytes.set(options, fixed);
  return { bytes, view };
}
