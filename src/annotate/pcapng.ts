import { ByteSource } from '../capture/byte-source.js';
import { isPcapng, isRecord } from '../capture/pcapng.js';
import * as Layout from '../capture/pcapng-layout.js';
import { BlockType, padded } from '../capture/pcapng-layout.js';
import { MAX_BLOCK_BYTES } from '../limits.js';
import { StagedOutput } from '../output/staged-output.js';
import type { TextOutput } from '../output/text-output.js';
import type { Comment } from './comment.js';
import { type Block, bareBlock, commentedBlock, enhancedBlock, optionsAt } from './packet-blocks.js';
import type { PacketComments } from './packet-comments.js';

/** What is put into a copy. */
export interface PcapngComments {
  /** On the first section; null for none. */
  section: Uint8Array | null;
  /** Called for each copying, from the first packet on; null for none. */
  packets(): PacketComments | null;
}

/** A copy without any comment of ours. */
export const NO_COMMENTS: PcapngComments = { section: null, packets: () => null };

/**
 * Copies a pcapng capture, with these comments in the place of all that are ours. Every block is kept byte for byte, and so is
 * all that stands behind a place where the capture is damaged or cut.
 * @returns how many packets could not be given their comment
 * @throws {CaptureUnreadableError} when it cannot be opened.
 */
export async function annotatePcapng(
  path: string,
  output: TextOutput,
  comments: PcapngComments,
): Promise<number> {
  const copy = new PcapngCopy(path, comments, output);
  await copy.run();
  return copy.withoutRoom;
}

/** Section lengths are stated before what they count: -1 says that nobody knew. */
const UNKNOWN_LENGTH = 0xffffffffffffffffn;
const SECTION_LENGTH = 16;

class PcapngCopy {
  withoutRoom = 0;
  /** By how many bytes each section grows; filled by a copying that writes nothing. */
  readonly growths: number[] = [];
  readonly #path: string;
  readonly #comments: PcapngComments;
  readonly #packets: PacketComments | null;
  readonly #output: StagedOutput;
  readonly #isWriting: boolean;
  #isLittleEndian = true;
  #section = -1;
  #packet = 0;
  /** The next packet with a comment. */
  #nextPacket: number;
  /** The snapshot length of the section's first interface; -1 before there is one. */
  #snaplen = -1;
  /** The growths, once they were asked for. */
  #known: readonly number[] | null = null;

  constructor(path: string, comments: PcapngComments, output: TextOutput | null) {
    this.#path = path;
    this.#comments = comments;
    this.#packets = comments.packets();
    this.#nextPacket = this.#packets?.nextPacket ?? Number.POSITIVE_INFINITY;
    this.#output = new StagedOutput(output);
    this.#isWriting = output !== null;
  }

  async run(): Promise<void> {
    const source = await ByteSource.open(this.#path);
    try {
      for (;;) {
        const wanted = await this.#copyBlocks(source);
        if (wanted === 0 || source.ended) break;
        await source.fill(wanted);
      }
      await this.#copyRest(source);
    } finally {
      await source.close();
    }
    this.#output.flush();
  }

  /** Copies the blocks in the window; gives back how many bytes the next one needs, 0 where no block can stand. */
  async #copyBlocks(source: ByteSource): Promise<number> {
    const { view, bytes } = source;
    let copied = source.start;
    let at = source.start;
    let wanted = Layout.MIN_BLOCK_LENGTH;
    while (source.end - at >= Layout.MIN_BLOCK_LENGTH) {
      const isSection = view.getUint32(at, true) === BlockType.SectionHeader;
      if (isSection && !isPcapng(view, at)) {
        wanted = 0;
        break;
      }
      if (isSection)
        this.#isLittleEndian =
          view.getUint32(at + Layout.SECTION_BYTE_ORDER_MAGIC, true) === Layout.BYTE_ORDER_MAGIC;
      const order = this.#isLittleEndian;
      const stated = view.getUint32(at + 4, order);
      const length = padded(stated);
      wanted = length;
      const isBlock = length >= Layout.MIN_BLOCK_LENGTH && length <= MAX_BLOCK_BYTES;
      if (!isBlock) wanted = 0;
      if (!isBlock || source.end - at < length) break;
      if (view.getUint32(at + length - Layout.BLOCK_TRAILER_LENGTH, order) !== stated) {
        wanted = 0;
        break;
      }
      const type = view.getUint32(at, order);
      if (this.#mayChange(view, at, length, type)) {
        const block = { bytes: bytes.subarray(at, at + length), type, isLittleEndian: order };
        if (roomOfOptions(view, at, length, type, order) === 0) {
          copied = this.#lengthen(source, copied, at, length);
        } else {
          this.#output.write(bytes.subarray(copied, at));
          const made = isSection ? await this.#sectionHeader(block) : this.#packetBlock(block);
          this.#output.write(made.bytes);
          // A section's length counts what stands behind its header.
          if (!isSection) this.growths[this.#section]! += made.bytes.length - length;
          copied = at + length;
        }
      }
      at += length;
      wanted = Layout.MIN_BLOCK_LENGTH;
    }
    this.#output.write(bytes.subarray(copied, at));
    source.start = at;
    return wanted;
  }

  /** Takes notice of the block; true for one that may not stay as it is. Most do. */
  #mayChange(view: DataView, at: number, length: number, type: number): boolean {
    if (type === BlockType.SectionHeader) return true;
    if (
      type === BlockType.InterfaceDescription &&
      this.#snaplen < 0 &&
      length >= Layout.INTERFACE_OPTIONS + 4
    )
      this.#snaplen = view.getUint32(at + Layout.INTERFACE_SNAPLEN, this.#isLittleEndian);
    if (!isRecord(type)) return false;
    this.#packet++;
    if (this.#nextPacket <= this.#packet) return true;
    return roomOfOptions(view, at, length, type, this.#isLittleEndian) > 0;
  }

  /**
   * Most packets have no options. Their comment goes between what is copied as it stands: all up to the trailer of their block, and
   * what begins with it. Only the lengths change, in the window itself.
   * @returns up to where the window is copied
   */
  #lengthen(source: ByteSource, copied: number, at: number, length: number): number {
    const { view, bytes } = source;
    const order = this.#isLittleEndian;
    const option = this.#comment()?.loneOption(order);
    if (option === undefined) return copied;
    const trailer = at + length - Layout.BLOCK_TRAILER_LENGTH;
    // Not all writers count the padding: whoever did not is followed.
    const stated = view.getUint32(at + 4, order) + option.length;
    view.setUint32(at + 4, stated, order);
    view.setUint32(trailer, stated, order);
    this.#output.write(bytes.subarray(copied, trailer));
    this.#output.write(option);
    this.growths[this.#section]! += option.length;
    return trailer;
  }

  #packetBlock(block: Block): Block {
    const bare = bareBlock(block);
    const comment = this.#comment();
    if (comment === null) return bare;
    const made =
      bare.type === BlockType.SimplePacket ? this.#simplePacket(bare) : commentedBlock(bare, comment.bytes);
    if (made === null) this.withoutRoom++;
    return made ?? bare;
  }

  #simplePacket(block: Block): Block | null {
    const enhanced = this.#snaplen < 0 ? null : enhancedBlock(block, this.#snaplen);
    return enhanced && commentedBlock(enhanced, this.#packets!.forSimplePacket().bytes);
  }

  #comment(): Comment | null {
    if (this.#nextPacket > this.#packet) return null;
    const comment = this.#packets!.take(this.#packet);
    this.#nextPacket = this.#packets!.nextPacket;
    return comment;
  }

  async #sectionHeader(block: Block): Promise<Block> {
    this.#section++;
    this.#snaplen = -1;
    this.growths[this.#section] = 0;
    const bare = bareBlock(block);
    const { section } = this.#comments;
    const isCommented = this.#section === 0 && section !== null;
    const made = isCommented ? (commentedBlock(bare, section) ?? bare) : bare;
    if (!this.#isWriting || optionsAt(made) === null) return made;
    const view = new DataView(made.bytes.buffer, made.bytes.byteOffset);
    const stated = view.getBigUint64(SECTION_LENGTH, made.isLittleEndian);
    if (stated === UNKNOWN_LENGTH) return made;
    this.#known ??= await this.#measured();
    const growth = this.#known[this.#section]!;
    if (growth === 0) return made;
    const bytes = Uint8Array.from(made.bytes);
    const length = BigInt.asUintN(64, stated + BigInt(growth));
    new DataView(bytes.buffer).setBigUint64(SECTION_LENGTH, length, made.isLittleEndian);
    return { ...made, bytes };
  }

  async #measured(): Promise<readonly number[]> {
    const trial = new PcapngCopy(this.#path, this.#comments, null);
    await trial.run();
    return trial.growths;
  }

  async #copyRest(source: ByteSource): Promise<void> {
    do {
      this.#output.write(source.bytes.subarray(source.start, source.end));
      source.start = source.end;
      await source.fill(1);
    } while (source.end > source.start);
  }
}

/** How many bytes of a packet's block its options may take; negative where it can have none. */
function roomOfOptions(view: DataView, at: number, length: number, type: number, order: boolean): number {
  const isWithOptions = type === BlockType.EnhancedPacket || type === BlockType.Packet;
  const room = length - Layout.PACKET_BYTES - Layout.BLOCK_TRAILER_LENGTH;
  if (!isWithOptions || room < 0) return -1;
  return room - padded(view.getUint32(at + Layout.PACKET_CAPTURED_LENGTH, order));
}
