import type { RawBlock } from '../capture/block-listener.js';
import * as Layout from '../capture/pcapng-layout.js';
import { BlockType, OptionCode, padded } from '../capture/pcapng-layout.js';

/** Widths of the numbers that a field, or an option's value, begins with. */
type Widths = readonly number[];

/** Those behind type and length of a block. */
const FIXED: Readonly<Record<number, Widths>> = {
  [BlockType.InterfaceDescription]: [2, 2, 4],
  [BlockType.EnhancedPacket]: [4, 4, 4, 4, 4],
  [BlockType.Packet]: [2, 2, 4, 4, 4, 4],
  [BlockType.SimplePacket]: [4],
  [BlockType.InterfaceStatistics]: [4, 4, 4],
  [BlockType.DecryptionSecrets]: [4, 4],
  [BlockType.NameResolution]: [],
};

/** Options that hold numbers; all others hold text or bytes. */
const OPTIONS: Readonly<Record<number, Readonly<Record<number, Widths>>>> = {
  [BlockType.InterfaceDescription]: { 8: [8], 10: [4], 14: [8], 16: [8], 17: [8] },
  [BlockType.EnhancedPacket]: { 2: [4], 4: [8], 5: [8], 6: [4], 8: [4, 4] },
  [BlockType.Packet]: { 2: [4] },
  [BlockType.InterfaceStatistics]: { 2: [4, 4], 3: [4, 4], 4: [8], 5: [8], 6: [8], 7: [8], 8: [8] },
};
/** Custom options begin with the number of the enterprise, in every block. */
const CUSTOM_OPTIONS: ReadonlySet<number> = new Set([2988, 2989, 19372, 19373]);

/** The block as a little-endian section would hold it; the same one where it is. Of types that are copied. */
export function inLittleEndian(block: RawBlock): RawBlock {
  if (block.isLittleEndian) return block;
  const { type } = block;
  const bytes = Uint8Array.from(block.bytes);
  const was = new DataView(block.bytes.buffer, block.bytes.byteOffset, bytes.length);
  const end = bytes.length - Layout.BLOCK_TRAILER_LENGTH;
  for (const at of [0, 4, end]) bytes.subarray(at, at + 4).reverse();
  let at = turned(bytes, Layout.BLOCK_HEADER_LENGTH, end, FIXED[type] ?? []);
  if (type === BlockType.NameResolution) at = turnedRecords(bytes, was, at, end);
  else if (type === BlockType.SimplePacket) at = end;
  else if (type === BlockType.EnhancedPacket || type === BlockType.Packet)
    at += padded(was.getUint32(Layout.PACKET_CAPTURED_LENGTH));
  else if (type === BlockType.DecryptionSecrets) at += padded(was.getUint32(at - 4));
  turnedOptions(bytes, was, [at, end], OPTIONS[type] ?? {});
  return { type, bytes, isLittleEndian: true };
}

/** Turns the numbers from `at` on over; gives back where they end. */
function turned(bytes: Uint8Array, at: number, end: number, widths: Widths): number {
  let next = at;
  for (const width of widths) {
    if (next + width <= end) bytes.subarray(next, next + width).reverse();
    next += width;
  }
  return next;
}

/** Names: type and length of each record, up to the one that ends them. */
function turnedRecords(bytes: Uint8Array, was: DataView, from: number, end: number): number {
  let at = from;
  while (at + 4 <= end) {
    const [type, length] = [was.getUint16(at), was.getUint16(at + 2)];
    turned(bytes, at, end, [2, 2]);
    at += 4 + padded(length);
    if (type === 0) break;
  }
  return at;
}

function turnedOptions(
  bytes: Uint8Array,
  was: DataView,
  [from, end]: readonly [number, number],
  numbers: Readonly<Record<number, Widths>>,
): void {
  let at = from;
  while (at + 4 <= end) {
    const [code, length] = [was.getUint16(at), was.getUint16(at + 2)];
    turned(bytes, at, end, [2, 2]);
    if (code === OptionCode.EndOfOptions) break;
    const valueEnd = Math.min(end, at + 4 + length);
    turned(bytes, at + 4, valueEnd, CUSTOM_OPTIONS.has(code) ? [4] : (numbers[code] ?? []));
    at += 4 + padded(length);
  }
}
