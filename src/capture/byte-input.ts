import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RandomBytes } from './packet-bytes.js';

/** Bytes in order, from wherever they come. */
export interface ByteInput {
  /** Bytes taken from the file or pipe so far (compressed, where it is), and in all, or null where unknown. */
  readonly bytesRead: number;
  readonly bytes: number | null;
  /** Puts at least one byte at the front of `target` and returns how many; 0 means the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** How often a file that is followed is asked for more. */
const FOLLOW_MS = 100;

/** A file, or anything else that has a path: a named pipe, /dev/fd/63. */
export class FileInput implements ByteInput {
  readonly bytes: number | null;
  bytesRead = 0;
  /** An ordinary file: its bytes can be read again. */
  readonly isFile: boolean;
  private readonly handle: FileHandle;
  /** Its end is waited upon until this says otherwise; null where the end is the end. */
  private readonly followed: AbortController | null;

  private constructor(handle: FileHandle, isFile: boolean, bytes: number | null, follow: boolean) {
    this.handle = handle;
    this.isFile = isFile;
    this.bytes = bytes;
    this.followed = follow ? new AbortController() : null;
  }

  /** A file that is followed has no end: more may be written to it. */
  static async open(path: string, follow = false): Promise<FileInput> {
    const handle = await open(path, 'r');
    const stat = await handle.stat();
    const isFile = stat.isFile();
    return new FileInput(handle, isFile, isFile && !follow ? stat.size : null, isFile && follow);
  }

  async read(target: Uint8Array): Promise<number> {
    for (;;) {
      const { bytesRead } = await this.handle.read(target, 0, target.length, null);
      this.bytesRead += bytesRead;
      if (bytesRead > 0 || !(await this.grows())) return bytesRead;
    }
  }

  async close(): Promise<void> {
    this.followed?.abort();
    const closed = this.handle.close();
    // Closing waits for the read that is under way; on a pipe nobody knows how long that takes.
    if (this.isFile) await closed;
    else closed.catch(() => {});
  }

  /** Waits a moment; false when nobody wants to know any more. */
  private async grows(): Promise<boolean> {
    if (this.followed === null) return false;
    const { signal } = this.followed;
    await delay(FOLLOW_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return false;
    const { size } = await this.handle.stat();
    if (size < this.bytesRead)
      throw new Error('the file has become shorter, so another one is written in its place');
    return true;
  }
}

/** Standard input: a pipe, a redirected file, or in tests any stream of bytes. */
export class StreamInput implements ByteInput {
  readonly bytes = null;
  bytesRead = 0;
  private readonly stream: NodeJS.ReadableStream;
  private readonly chunks: AsyncIterator<string | Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(stream: NodeJS.ReadableStream) {
    this.stream = stream;
    this.chunks = stream[Symbol.asyncIterator]();
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.rest.length === 0) {
      const { done, value } = await this.chunks.next();
      if (done) return 0;
      this.rest = typeof value === 'string' ? Buffer.from(value) : value;
    }
    const length = Math.min(this.rest.length, target.length);
    target.set(this.rest.subarray(0, length));
    this.rest = this.rest.subarray(length);
    this.bytesRead += length;
    return length;
  }

  async close(): Promise<void> {
    (this.stream as { destroy?: () => void }).destroy?.();
  }
}

/** What was kept of an input when it was read before, from its beginning on. It is left open: others may read it too. */
export class KeptInput implements ByteInput {
  readonly bytes = null;
  bytesRead = 0;
  private readonly kept: RandomBytes;

  constructor(kept: RandomBytes) {
    this.kept = kept;
  }

  async read(target: Uint8Array): Promise<number> {
    const length = await this.kept.read(target, this.bytesRead);
    this.bytesRead += length;
    return length;
  }

  async close(): Promise<void> {}
}
