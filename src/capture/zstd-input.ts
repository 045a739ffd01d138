import { Decompress } from 'fzstd';
import { MAX_ZSTD_WINDOW_BYTES } from '../limits.js';
import type { ByteInput } from './byte-input.js';
import { frameHeader, frameHeaderLength, isSkippable, isZstdFrame } from './zstd-frame.js';

const COMPRESSED_BYTES = 64 * 1024;
const MAGIC_LENGTH = 4;
const SKIPPABLE_HEADER_LENGTH = 8;
const BLOCK_HEADER_LENGTH = 3;
const CHECKSUM_LENGTH = 4;
/** RFC 8878 §3.1.1.2.4: no block holds or yields more. */
const MAX_BLOCK_BYTES = 128 * 1024;

/** Block types; the fourth is reserved. */
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

/** Whether the bytes open a zstd file: a frame, or one to skip, as parallel writers put first. At least four are needed. */
export function isZstd(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC_LENGTH && (isZstdFrame(bytes, 0) || isSkippable(bytes, 0));
}

/**
 * Unpacks a zstd file of one frame or several. The decoder is fed block by block, so that damage and a cut end cost
 * nothing of what stands before them; they stop the input with a warning.
 * @see RFC 8878
 */
export class ZstdInput implements ByteInput {
  private readonly input: ByteInput;
  private readonly warnings: string[];
  private readonly unpacked: Uint8Array[] = [];
  /** What is read and not yet consumed: `compressed[from..to)`. */
  private compressed: Uint8Array;
  private from = 0;
  private to: number;
  private consumedBytes = 0;
  private ended = false;
  /** The frame being read; null between frames. */
  private frame: { decoder: Decompress; hasChecksum: boolean } | null = null;

  /** `head` is what has been read of `input` already; `warnings` is appended to. */
  constructor(input: ByteInput, head: Uint8Array, warnings: string[]) {
    this.input = input;
    this.warnings = warnings;
    this.compressed = new Uint8Array(COMPRESSED_BYTES);
    this.compressed.set(head);
    this.to = head.length;
  }

  get bytesRead(): number {
    return this.input.bytesRead;
  }

  get bytes(): number | null {
    return this.input.bytes;
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.unpacked.length === 0) {
      if (this.ended) return 0;
      if (this.frame === null) await this.beginFrame();
      else await this.readBlock();
    }
    const chunk = this.unpacked[0]!;
    const length = Math.min(chunk.length, target.length);
    target.set(chunk.subarray(0, length));
    if (length === chunk.length) this.unpacked.shift();
    else this.unpacked[0] = chunk.subarray(length);
    return length;
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.input.close();
  }

  private async beginFrame(): Promise<void> {
    if (!(await this.has(MAGIC_LENGTH))) {
      if (this.to > this.from) this.cutShort();
      this.ended = true;
      return;
    }
    if (isSkippable(this.compressed, this.from)) return this.skipFrame();
    if (!isZstdFrame(this.compressed, this.from)) return this.damaged('no zstd frame begins here');
    if (!(await this.has(MAGIC_LENGTH + 1))) return this.cutShort();
    const length = frameHeaderLength(this.compressed, this.from);
    if (!(await this.has(length))) return this.cutShort();
    const { windowBytes, hasChecksum, needsDictionary } = frameHeader(this.compressed, this.from);
    if (needsDictionary) return this.damaged('it needs the dictionary with which it was packed');
    if (windowBytes > MAX_ZSTD_WINDOW_BYTES) return this.damaged(windowTooLarge(windowBytes));
    const decoder = new Decompress((chunk) => {
      if (chunk.length > 0) this.unpacked.push(chunk);
    });
    this.frame = { decoder, hasChecksum };
    decoder.push(this.consume(length));
  }

  private async skipFrame(): Promise<void> {
    if (!(await this.has(SKIPPABLE_HEADER_LENGTH))) return this.cutShort();
    const header = this.consume(SKIPPABLE_HEADER_LENGTH);
    let left = new DataView(header.buffer).getUint32(MAGIC_LENGTH, true);
    while (left > 0) {
      if (!(await this.has(1))) return this.cutShort();
      left -= this.consume(Math.min(left, this.to - this.from)).length;
    }
  }

  private async readBlock(): Promise<void> {
    const { decoder, hasChecksum } = this.frame!;
    if (!(await this.has(BLOCK_HEADER_LENGTH))) return this.cutShort();
    const [low = 0, middle = 0, high = 0] = this.compressed.subarray(this.from, this.to);
    const isLast = (low & 1) === 1;
    const type = (low >> 1) & 3;
    const size = (low >> 3) | (middle << 5) | (high << 13);
    if (type === RESERVED_BLOCK || size > MAX_BLOCK_BYTES) return this.damaged('no block begins like this');
    const length = BLOCK_HEADER_LENGTH + (type === RLE_BLOCK ? 1 : size);
    if (!(await this.has(length))) return this.cutShort();
    // The decoder wants a checksum where one is announced, but does not look at it.
    const block = new Uint8Array(length + (isLast && hasChecksum ? CHECKSUM_LENGTH : 0));
    block.set(this.compressed.subarray(this.from, this.from + length));
    try {
      decoder.push(block, isLast);
    } catch (error) {
      return this.damaged((error as Error).message);
    }
    this.consume(length);
    if (!isLast) return;
    this.frame = null;
    if (!hasChecksum) return;
    if (!(await this.has(CHECKSUM_LENGTH))) return this.cutShort();
    this.consume(CHECKSUM_LENGTH);
  }

  /** Reads on until that many bytes are there; false where the file ends before. */
  private async has(length: number): Promise<boolean> {
    while (this.to - this.from < length) {
      if (this.from + length > this.compressed.length) this.makeRoom(length);
      const arrived = await this.input.read(this.compressed.subarray(this.to));
      if (arrived === 0) return false;
      this.to += arrived;
    }
    return true;
  }

  private makeRoom(length: number): void {
    const unread = this.compressed.subarray(this.from, this.to);
    if (length > this.compressed.length) this.compressed = new Uint8Array(length + COMPRESSED_BYTES);
    this.compressed.set(unread);
    this.to = unread.length;
    this.from = 0;
  }

  /** A copy, because the decoder holds on to what it is given. */
  private consume(length: number): Uint8Array {
    const bytes = this.compressed.slice(this.from, this.from + length);
    this.from += length;
    this.consumedBytes += length;
    return bytes;
  }

  private cutShort(): void {
    const end = this.consumedBytes + this.to - this.from;
    this.stop(
      `The zstd stream is cut short at byte ${end} of the compressed data: all that could be unpacked before it was read.`,
    );
  }

  private damaged(problem: string): void {
    this.stop(
      `The zstd stream cannot be read from byte ${this.consumedBytes} of the compressed data (${problem}): what stands before it was read.`,
    );
  }

  private stop(warning: string): void {
    if (!this.ended) this.warnings.push(warning);
    this.ended = true;
  }
}

function windowTooLarge(bytes: number): string {
  const megabytes = (count: number) => Math.ceil(count / 2 ** 20);
  return `it needs a window of ${megabytes(bytes)} MiB, at most ${megabytes(MAX_ZSTD_WINDOW_BYTES)} are allowed; unpack it first: zstd -d --long=31`;
}
