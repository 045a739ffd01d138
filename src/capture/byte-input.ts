import { type FileHandle, open } from 'node:fs/promises';

/** Bytes in order, from wherever they come. */
export interface ByteInput {
  /** Bytes taken from the file or pipe so far (compressed, where it is), and in all, or null where unknown. */
  readonly bytesRead: number;
  readonly bytes: number | null;
  /** Puts at least one byte at the front of `target` and returns how many; 0 means the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** A file, or anything else that has a path: a named pipe, /dev/fd/63. */
export class FileInput implements ByteInput {
  readonly bytes: number | null;
  bytesRead = 0;
  private readonly handle: FileHandle;

  private constructor(handle: FileHandle, bytes: number | null) {
    this.handle = handle;
    this.bytes = bytes;
  }

  static async open(path: string): Promise<FileInput> {
    const handle = await open(path, 'r');
    const stat = await handle.stat();
    return new FileInput(handle, stat.isFile() ? stat.size : null);
  }

  async read(target: Uint8Array): Promise<number> {
    const { bytesRead } = await this.handle.read(target, 0, target.length, null);
    this.bytesRead += bytesRead;
    return bytesRead;
  }

  async close(): Promise<void> {
    const closed = this.handle.close();
    // Closing waits for the read that is under way; on a pipe nobody knows how long that takes.
    if (this.bytes !== null) await closed;
    else closed.catch(() => {});
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
