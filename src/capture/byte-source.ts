import { type ByteInput, FileInput, KeptInput, StreamInput } from './byte-input.js';
import { CaptureUnreadableError, unreadableReason } from './errors.js';
import { GzipInput, isGzip } from './gzip-input.js';
import type { RandomBytes } from './packet-bytes.js';
import { Spool } from './spool.js';
import { StoppableInput } from './stoppable-input.js';
import { isZstd, ZstdInput } from './zstd-input.js';

const CHUNK_BYTES = 2 * 1024 * 1024;

/** What is unpacked on the way. */
export type Compression = 'gzip' | 'zstd';

/** Enough to recognise what a file is packed with. */
const HEAD_BYTES = 4;

export interface ByteSourceOptions {
  /** How much is read at a time; 2 MiB unless told. */
  chunkBytes?: number;
  /** What the path "-" stands for; `process.stdin` unless told. */
  stdin?: NodeJS.ReadableStream;
  /** Wait for more at the end of a file, which somebody still writes. Default false. */
  follow?: boolean;
  /** Ends inputs that may have no end of their own: a file that is followed, a pipe. */
  stop?: AbortSignal;
  /** Keep what cannot be read twice (a pipe, what is unpacked) in a temporary file. Default false. */
  spool?: boolean;
  /** What was kept of inputs when they were read before, by their paths: it is read in their place. */
  kept?: ReadonlyMap<string, RandomBytes>;
}

/**
 * A window that slides over a capture. What a reader has not consumed, `bytes[start..end)`, always lies in one piece:
 *
 *     window   [ headroom | tail ][ chunk                      ]
 *                           ^ start                            ^ end
 *
 * There are two windows. While one is consumed, the next chunk is read into the other, behind its headroom; then only
 * the unread tail, mostly part of one packet, is copied in front of it. A tail too long for the headroom gets a window
 * of its own.
 */
export class ByteSource {
  bytes: Uint8Array;
  view: DataView;
  /** What is unread; readers move `start`. */
  start = 0;
  end: number;
  /** Where byte 0 of the window lies in the (uncompressed) capture; negative while the headroom reaches back beyond its beginning. */
  windowOffset = 0;
  /** True when nothing follows `end`. */
  ended = false;
  readonly path: string;
  /** Empty where the capture lies there as it is. */
  readonly compression: Compression | '';
  /** Sentences for people: why the bytes ended before the capture did. */
  readonly warnings: string[];
  /** What cannot be read twice is kept here; null where nobody asked for it, or the file can be read again. */
  readonly spool: Spool | null;

  private readonly input: ByteInput;
  private readonly chunkBytes: number;
  private readonly headroom: number;
  private readonly windows: Window[] = [];
  /** The window that the next chunk is read into, and how long the chunk is: 0 at the end. */
  private ahead: { window: Window; length: Promise<number> };
  private failure: unknown = null;

  private constructor(path: string, opened: OpenedInput, chunkBytes: number) {
    const { input, head, compression, warnings, spool } = opened;
    this.path = path;
    this.input = input;
    this.chunkBytes = chunkBytes;
    this.compression = compression;
    this.warnings = warnings;
    this.spool = spool;
    this.headroom = chunkBytes >> 3;
    this.bytes = head;
    this.view = new DataView(head.buffer, head.byteOffset, head.length);
    this.end = head.length;
    this.ahead = this.readAhead(this.spareWindow());
  }

  /** @throws {CaptureUnreadableError} when it cannot be opened, or not even the first byte be read. */
  static async open(path: string, options: ByteSourceOptions = {}): Promise<ByteSource> {
    const { chunkBytes = CHUNK_BYTES } = options;
    let input: ByteInput | undefined;
    try {
      const kept = options.kept?.get(path);
      const raw =
        kept !== undefined
          ? new KeptInput(kept)
          : path === '-'
            ? stdinOf(options)
            : await FileInput.open(path, options.follow);
      const canReadAgain = raw instanceof FileInput && raw.isFile;
      const mayNotEnd = options.stop !== undefined && (options.follow || !canReadAgain);
      input = mayNotEnd ? new StoppableInput(raw, options.stop!) : raw;
      const opened = unpacked(input, await readFully(input, HEAD_BYTES));
      if (options.spool && (!canReadAgain || opened.compression !== '')) {
        opened.spool = await Spool.open();
        await opened.spool.append(opened.head);
      }
      // A small file needs no large windows.
      const needed = opened.compression === '' ? Math.min(chunkBytes, input.bytes || chunkBytes) : chunkBytes;
      return new ByteSource(path, opened, needed);
    } catch (error) {
      await input?.close();
      throw new CaptureUnreadableError(path, error);
    }
  }

  get bytesRead(): number {
    return this.input.bytesRead;
  }

  get bytesInAll(): number | null {
    return this.input.bytes;
  }

  /** Waits until that many bytes are unread in one piece, or the capture has ended. Changes the window. */
  async fill(minimumBytes: number): Promise<void> {
    while (this.end - this.start < minimumBytes && !this.ended) await this.slide();
  }

  /** Drops what is unread: nothing behind it can be made sense of. */
  stop(): void {
    this.start = this.end;
    this.ended = true;
  }

  async close(): Promise<void> {
    this.stop();
    await this.input.close();
  }

  private async slide(): Promise<void> {
    const { window, length } = this.ahead;
    const arrived = await length;
    if (this.ended) return;
    if (arrived === 0) {
      this.ended = true;
      if (this.failure !== null) this.warnings.push(this.failureSentence());
      return;
    }
    const tail = this.bytes.subarray(this.start, this.end);
    if (tail.length <= this.headroom) {
      this.moveTo(window, this.headroom - tail.length, tail);
      this.end += arrived;
      this.ahead = this.readAhead(this.spareWindow(window));
      return;
    }
    // Twice the room, so that a packet that comes in many pieces is not copied for each of them.
    if (this.end + arrived > this.bytes.length) this.moveTo(new Window(2 * (tail.length + arrived)), 0, tail);
    this.bytes.set(window.bytes.subarray(this.headroom, this.headroom + arrived), this.end);
    this.end += arrived;
    this.ahead = this.readAhead(window);
  }

  private moveTo(window: Window, start: number, tail: Uint8Array): void {
    window.bytes.set(tail, start);
    this.windowOffset += this.start - start;
    this.bytes = window.bytes;
    this.view = window.view;
    this.start = start;
    this.end = start + tail.length;
  }

  private readAhead(window: Window): { window: Window; length: Promise<number> } {
    const length = this.readInto(window.bytes.subarray(this.headroom)).catch((error: unknown) => {
      this.failure = error;
      return 0;
    });
    return { window, length };
  }

  private async readInto(target: Uint8Array): Promise<number> {
    const length = await this.input.read(target);
    if (this.spool !== null) await this.spool.append(target.subarray(0, length));
    return length;
  }

  private spareWindow(occupied?: Window): Window {
    const spare = this.windows.find((window) => window !== occupied);
    if (spare !== undefined) return spare;
    const made = new Window(this.headroom + this.chunkBytes);
    this.windows.push(made);
    return made;
  }

  private failureSentence(): string {
    const byte = this.windowOffset + this.end;
    return `Reading failed at byte ${byte} (${unreadableReason(this.failure)}): what was read before it is reported.`;
  }
}

class Window {
  readonly bytes: Uint8Array;
  readonly view: DataView;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }
}

/** An input and what recognising it has read of it. */
interface OpenedInput {
  input: ByteInput;
  /** The first bytes of the (uncompressed) capture, as far as they have been read. */
  head: Uint8Array;
  compression: Compression | '';
  warnings: string[];
  spool: Spool | null;
}

function stdinOf({ stdin }: ByteSourceOptions): StreamInput {
  return new StreamInput(stdin ?? process.stdin);
}

/** Puts what unpacks it in front of the input, where it is packed. */
function unpacked(input: ByteInput, head: Uint8Array): OpenedInput {
  const warnings: string[] = [];
  const compression = isGzip(head) ? 'gzip' : isZstd(head) ? 'zstd' : '';
  if (compression === '') return { input, head, compression, warnings, spool: null };
  const Unpacked = compression === 'gzip' ? GzipInput : ZstdInput;
  const inner = new Unpacked(input, head, warnings);
  return { input: inner, head: new Uint8Array(0), compression, warnings, spool: null };
}

/** The first bytes of an input; fewer where it ends before. */
async function readFully(input: ByteInput, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let have = 0;
  while (have < length) {
    const arrived = await input.read(bytes.subarray(have));
    if (arrived === 0) break;
    have += arrived;
  }
  return bytes.subarray(0, have);
}
