import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_SPOOL_BYTES } from '../limits.js';
import { unreadableReason } from './errors.js';

/**
 * What an input without random access has given, kept so that it can be read again. The file is private, and its name is
 * taken away as soon as it is open: however the process ends, nothing of the capture stays behind.
 */
export class Spool {
  /** How much is kept, from the capture's first byte on. */
  bytes = 0;
  /** Why no more is kept, as a sentence's end; null while everything is. */
  refusal: string | null = null;
  private readonly maxBytes: number;
  private handle: FileHandle | null = null;

  private constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Never fails: a spool that cannot be made keeps nothing, and says why. */
  static async open(folder = tmpdir(), maxBytes = MAX_SPOOL_BYTES): Promise<Spool> {
    const spool = new Spool(maxBytes);
    const path = join(folder, `synopsis-${randomUUID()}`);
    try {
      // "x" never opens what somebody else has put there.
      spool.handle = await open(path, 'wx+', 0o600);
      await unlink(path);
    } catch (error) {
      spool.refusal = `no temporary file can be made (${unreadableReason(error)})`;
    }
    return spool;
  }

  /** Calls must not overlap. */
  async append(bytes: Uint8Array): Promise<void> {
    if (this.refusal !== null || this.handle === null) return;
    if (this.bytes + bytes.length > this.maxBytes) {
      this.refusal = `only the first ${this.maxBytes} bytes of what cannot be read twice are kept`;
      return;
    }
    try {
      let written = 0;
      while (written < bytes.length) {
        const left = bytes.length - written;
        const { bytesWritten } = await this.handle.write(bytes, written, left, this.bytes + written);
        written += bytesWritten;
      }
      this.bytes += bytes.length;
    } catch (error) {
      this.refusal = `the temporary file cannot be written (${unreadableReason(error)})`;
    }
  }

  /** Reads what stands at `position`; gives back how much of it is there. */
  async read(target: Uint8Array, position: number): Promise<number> {
    const length = Math.min(target.length, this.bytes - position);
    if (this.handle === null || length <= 0) return 0;
    return (await this.handle.read(target, 0, length, position)).bytesRead;
  }

  async close(): Promise<void> {
    this.refusal ??= 'they are no longer kept';
    await this.handle?.close();
    this.handle = null;
  }
}
