/**
 * The header of a zstd frame: magic number, descriptor, then window, dictionary and content size as the descriptor has them.
 * @see RFC 8878 §3.1.1.1
 */
export interface ZstdFrameHeader {
  /** How far back the frame's data refers, and so what must be kept of it. */
  windowBytes: number;
  hasChecksum: boolean;
  needsDictionary: boolean;
}

const MAGIC = 0xfd2fb528;
/** The last hexadecimal digit is free. */
const SKIPPABLE_MAGIC = 0x184d2a50;

export function isZstdFrame(bytes: Uint8Array, at: number): boolean {
  return word(bytes, at) === MAGIC;
}

/** A frame that holds something else than packed data. */
export function isSkippable(bytes: Uint8Array, at: number): boolean {
  return (word(bytes, at) & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC;
}

/** The length of the header, which its fifth byte tells. */
export function frameHeaderLength(bytes: Uint8Array, at: number): number {
  const { hasWindow, dictionaryBytes, contentSizeBytes } = descriptor(bytes[at + 4]!);
  return 5 + (hasWindow ? 1 : 0) + dictionaryBytes + contentSizeBytes;
}

/** The whole header must be there. */
export function frameHeader(bytes: Uint8Array, at: number): ZstdFrameHeader {
  const { hasWindow, dictionaryBytes, contentSizeBytes, hasChecksum } = descriptor(bytes[at + 4]!);
  const dictionaryAt = at + 5 + (hasWindow ? 1 : 0);
  const contentSizeAt = dictionaryAt + dictionaryBytes;
  const contentSize =
    littleEndian(bytes, contentSizeAt, contentSizeBytes) + (contentSizeBytes === 2 ? 256 : 0);
  return {
    windowBytes: hasWindow ? windowBytes(bytes[at + 5]!) : contentSize,
    hasChecksum,
    needsDictionary: littleEndian(bytes, dictionaryAt, dictionaryBytes) !== 0,
  };
}

function descriptor(byte: number) {
  const isSingleSegment = (byte & 0x20) !== 0;
  const contentSizeFlag = byte >> 6;
  return {
    hasWindow: !isSingleSegment,
    hasChecksum: (byte & 4) !== 0,
    dictionaryBytes: [0, 1, 2, 4][byte & 3]!,
    contentSizeBytes: contentSizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << contentSizeFlag,
  };
}

function windowBytes(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

function word(bytes: Uint8Array, at: number): number {
  return littleEndian(bytes, at, 4);
}

function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}
