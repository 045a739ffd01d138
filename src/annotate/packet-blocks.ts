import * as Layout from '../capture/pcapng-layout.js';
import { BlockType, padded } from '../capture/pcapng-layout.js';
import { type OptionList, ourComments, withComment, withoutOurComments } from './block-options.js';
import { isSimplePacketComment } from './comment-tag.js';

/** A whole block, and the byte order of its section. */
export interface Block {
  bytes: Uint8Array;
  type: number;
  isLittleEndian: boolean;
}

/** Where the options of a block begin: behind its fixed part, or behind a packet's bytes; null where it can have none. */
export function optionsAt(block: Block): number | null {
  const { bytes, type } = block;
  const end = bytes.length - Layout.BLOCK_TRAILER_LENGTH;
  let at = Layout.SECTION_OPTIONS;
  if (type === BlockType.EnhancedPacket || type === BlockType.Packet) {
    if (end < Layout.PACKET_BYTES) return null;
    at =
      Layout.PACKET_BYTES +
      padded(viewOf(bytes).getUint32(Layout.PACKET_CAPTURED_LENGTH, block.isLittleEndian));
  } else if (type !== BlockType.SectionHeader) return null;
  return at <= end ? at : null;
}

/** The block with other options; its length, stated twice, counts them. */
export function withOptions(block: Block, options: Uint8Array): Uint8Array {
  const { bytes, isLittleEndian: order } = block;
  const at = optionsAt(block)!;
  // From the pool: there are as many of these as comments. Every byte is set.
  const made = Buffer.allocUnsafe(at + options.length + Layout.BLOCK_TRAILER_LENGTH);
  made.set(at === bytes.length - Layout.BLOCK_TRAILER_LENGTH ? bytes : bytes.subarray(0, at));
  made.set(options, at);
  const view = viewOf(made);
  // Not all writers count the padding: whoever did not is followed.
  const stated = view.getUint32(4, order) + made.length - bytes.length;
  view.setUint32(4, stated, order);
  view.setUint32(made.length - Layout.BLOCK_TRAILER_LENGTH, stated, order);
  return made;
}

/** The block as it was before it had a comment of ours; the same one where it has none. */
export function bareBlock(block: Block): Block {
  const list = optionsOf(block);
  if (list === null || list.bytes.length === 0) return block;
  const ours = ourComments(list);
  if (ours.length === 0) return block;
  const options = withoutOurComments(list);
  if (options.length === 0 && block.type === BlockType.EnhancedPacket && isSimplePacketComment(ours[0]!)) {
    return simpleBlock(block);
  }
  return { ...block, bytes: withOptions(block, options) };
}

/** The bare block with a comment; null where it has no room for one. */
export function commentedBlock(block: Block, comment: Uint8Array): Block | null {
  const list = optionsOf(block);
  if (list === null) return null;
  const { type, isLittleEndian } = block;
  return { bytes: withOptions(block, withComment(list, comment)), type, isLittleEndian };
}

/**
 * A simple packet made an enhanced one, of interface 0 and without a time, which is how zero is read; null where it could not be
 * made simple again.
 * @param snaplen that of interface 0, which alone tells how much of a simple packet was captured
 */
export function enhancedBlock({ bytes, isLittleEndian: order }: Block, snaplen: number): Block | null {
  const view = viewOf(bytes);
  const room = bytes.length - Layout.SIMPLE_BYTES - Layout.BLOCK_TRAILER_LENGTH;
  if (room < 0 || view.getUint32(4, order) !== bytes.length) return null;
  const originalLength = view.getUint32(Layout.SIMPLE_ORIGINAL_LENGTH, order);
  const capturedLength = snaplen === 0 ? originalLength : Math.min(originalLength, snaplen);
  if (padded(capturedLength) !== room) return null;
  const made = new Uint8Array(Layout.PACKET_BYTES + room + Layout.BLOCK_TRAILER_LENGTH);
  made.set(bytes.subarray(Layout.SIMPLE_BYTES, Layout.SIMPLE_BYTES + room), Layout.PACKET_BYTES);
  const target = frame(made, BlockType.EnhancedPacket, order);
  target.setUint32(Layout.PACKET_CAPTURED_LENGTH, capturedLength, order);
  target.setUint32(Layout.PACKET_ORIGINAL_LENGTH, originalLength, order);
  return { bytes: made, type: BlockType.EnhancedPacket, isLittleEndian: order };
}

function simpleBlock(block: Block): Block {
  const { bytes, isLittleEndian: order } = block;
  const data = bytes.subarray(Layout.PACKET_BYTES, optionsAt(block)!);
  const made = new Uint8Array(Layout.SIMPLE_BYTES + data.length + Layout.BLOCK_TRAILER_LENGTH);
  made.set(data, Layout.SIMPLE_BYTES);
  const target = frame(made, BlockType.SimplePacket, order);
  target.setUint32(
    Layout.SIMPLE_ORIGINAL_LENGTH,
    viewOf(bytes).getUint32(Layout.PACKET_ORIGINAL_LENGTH, order),
    order,
  );
  return { bytes: made, type: BlockType.SimplePacket, isLittleEndian: order };
}

function frame(bytes: Uint8Array, type: number, order: boolean): DataView {
  const view = viewOf(bytes);
  view.setUint32(0, type, order);
  view.setUint32(4, bytes.length, order);
  view.setUint32(bytes.length - Layout.BLOCK_TRAILER_LENGTH, bytes.length, order);
  return view;
}

function optionsOf(block: Block): OptionList | null {
  const at = optionsAt(block);
  if (at === null) return null;
  const end = block.bytes.length - Layout.BLOCK_TRAILER_LENGTH;
  return { bytes: block.bytes.subarray(at, end), isLittleEndian: block.isLittleEndian };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
