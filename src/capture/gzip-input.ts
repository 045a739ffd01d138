import { createGunzip } from 'node:zlib';
import type { ByteInput } from './byte-input.js';

const COMPRESSED_BYTES = 64 * 1024;
const INFLATED_BYTES = 64 * 1024;

/**
 * zlib throws away what a call has inflated when the same call comes upon damage. Pieces begin small, so that a small
 * damaged file still gives nearly all that was good, and grow until the cost of a call no longer shows.
 * A piece also bounds what lies inflated and unread: deflate yields at most 1032 bytes for one.
 */
const FIRST_PIECE_BYTES = 256;
const LARGEST_PIECE_BYTES = 16 * 1024;

/** The checksum and length that end a gzip member. Fed by themselves, so that wrong ones cost no data. */
const TRAILER_BYTES = 8;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Inflates a gzip file of one member or several. Damage and a cut end stop it with a warning; what was good is given. */
export class GzipInput implements ByteInput {
  private readonly input: ByteInput;
  private readonly gunzip = createGunzip({ chunkSize: INFLATED_BYTES });
  private readonly inflated: Uint8Array[] = [];
  private compressed: Uint8Array;
  private from = 0;
  private to: number;
  private pieceBytes = FIRST_PIECE_BYTES;
  private compressedEnded = false;
  private fedBytes = 0;
  private ended = false;
  private settle: () => void = () => {};

  /** `head` is what has been read of `input` already; `warnings` is appended to. */
  constructor(input: ByteInput, head: Uint8Array, warnings: string[]) {
    this.input = input;
    this.compressed = new Uint8Array(Math.max(COMPRESSED_BYTES, head.length));
    this.compressed.set(head);
    this.to = head.length;
    this.gunzip.on('data', (chunk: Buffer) => this.inflated.push(chunk));
    this.gunzip.on('end', () => this.end());
    this.gunzip.on('error', (error) => {
      if (!this.ended) warnings.push(this.damage(error));
      this.end();
    });
  }

  get bytesRead(): number {
    return this.input.bytesRead;
  }

  get bytes(): number | null {
    return this.input.bytes;
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.inflated.length === 0) {
      if (this.ended) return 0;
      await this.inflate();
    }
    let length = 0;
    while (this.inflated.length > 0 && length < target.length) {
      const chunk = this.inflated[0]!;
      const taken = chunk.subarray(0, target.length - length);
      target.set(taken, length);
      length += taken.length;
      if (taken.length === chunk.length) this.inflated.shift();
      else this.inflated[0] = chunk.subarray(taken.length);
    }
    return length;
  }

  async close(): Promise<void> {
    this.end();
    this.gunzip.destroy();
    await this.input.close();
  }

  private async inflate(): Promise<void> {
    while (this.to - this.from <= TRAILER_BYTES && !this.compressedEnded) await this.readCompressed();
    const available = this.to - this.from;
    if (available === 0) {
      await this.settled(() => this.gunzip.end());
      return;
    }
    const length =
      available > TRAILER_BYTES ? Math.min(available - TRAILER_BYTES, this.pieceBytes) : available;
    const piece = this.compressed.subarray(this.from, this.from + length);
    this.from += length;
    this.fedBytes += length;
    this.pieceBytes = Math.min(this.pieceBytes * 2, LARGEST_PIECE_BYTES);
    await this.settled((done) => this.gunzip.write(piece, done));
  }

  private async readCompressed(): Promise<void> {
    this.compressed.copyWithin(0, this.from, this.to);
    this.to -= this.from;
    this.from = 0;
    const length = await this.input.read(this.compressed.subarray(this.to));
    this.to += length;
    this.compressedEnded = length === 0;
  }

  /** zlib calls back when it took the piece; at the end of the stream and after damage it only emits an event. */
  private settled(start: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.settle = resolve;
      start(resolve);
    });
  }

  private end(): void {
    this.ended = true;
    this.settle();
  }

  private damage(error: Error): string {
    const where = `byte ${this.fedBytes} of the compressed data`;
    return this.compressedEnded && this.from === this.to && /unexpected end/.test(error.message)
      ? `The gzip stream is cut short at ${where}: all that could be inflated before it was read.`
      : `The gzip stream is damaged at or shortly before ${where} (${error.message}): what was good before it was read.`;
  }
}
