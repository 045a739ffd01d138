import { ByteSource } from '../capture/byte-source.js';
import { StagedOutput } from '../output/staged-output.js';
import type { TextOutput } from '../output/text-output.js';

/** Goes through an export from its first byte to its last: gives its pieces, and writes what becomes of them. */
export class ExportCopy {
  readonly #source: ByteSource;
  readonly #output: StagedOutput;

  private constructor(source: ByteSource, output: TextOutput) {
    this.#source = source;
    this.#output = new StagedOutput(output);
  }

  /** @throws {CaptureUnreadableError} when it cannot be opened. */
  static async open(path: string, output: TextOutput): Promise<ExportCopy> {
    return new ExportCopy(await ByteSource.open(path), output);
  }

  /** What stands before this place in the uncompressed export; all that is left where it ends before. Valid until the next call. */
  async bytesTo(offset: number): Promise<Uint8Array> {
    const source = this.#source;
    const length = offset - (source.windowOffset + source.start);
    await source.fill(length);
    return this.#take(Math.min(source.end, source.start + length));
  }

  /** What stands before the next occurrence of `marker`, of ASCII; null where there is none any more. Valid until the next call. */
  async bytesBefore(marker: string): Promise<Uint8Array | null> {
    const source = this.#source;
    let searched = 0;
    for (;;) {
      const window = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.end);
      const found = window.indexOf(marker, source.start + searched, 'latin1');
      if (found >= 0) return this.#take(found);
      const unread = source.end - source.start;
      if (source.ended) return null;
      searched = Math.max(0, unread - marker.length + 1);
      await source.fill(unread + 1);
    }
  }

  /** The next line with its end; null behind the last. Valid until the next call. */
  async line(): Promise<Uint8Array | null> {
    const before = await this.bytesBefore('\n');
    const source = this.#source;
    if (before !== null) {
      source.start++;
      return source.bytes.subarray(source.start - 1 - before.length, source.start);
    }
    return source.end === source.start ? null : this.#take(source.end);
  }

  /** Shows what is unread, more of it each time, to a reader that says how much it takes: null where it needs more. */
  async piece(read: (bytes: Uint8Array, start: number, end: number) => number | null): Promise<Uint8Array> {
    const source = this.#source;
    for (;;) {
      const end = read(source.bytes, source.start, source.end);
      if (end !== null) return this.#take(end);
      if (source.ended) return this.#take(source.end);
      const unread = source.end - source.start;
      await source.fill(unread + (unread >> 2) + 1);
    }
  }

  write(piece: Uint8Array | string): void {
    this.#output.write(typeof piece === 'string' ? Buffer.from(piece) : piece);
  }

  /** Copies all that is left. */
  async finish(): Promise<void> {
    const source = this.#source;
    do {
      this.write(this.#take(source.end));
      await source.fill(1);
    } while (source.end > source.start);
    this.#output.flush();
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  #take(end: number): Uint8Array {
    const source = this.#source;
    const piece = source.bytes.subarray(source.start, end);
    source.start = end;
    return piece;
  }
}
