import { writeSync } from 'node:fs';
import { TraceError } from '../errors.js';

/** Takes text in order. `end` writes what is left and makes the result visible; `discard` gives up without a result. */
export interface TextOutput {
  write(text: string): void;
  /** Writes bytes as they are, after the text before them. */
  writeBytes?(bytes: Uint8Array): void;
  /** Writes what is held back, where somebody may be looking on. */
  flush?(): void;
  end(): void;
  discard(): void;
}

/** The reader of our output went away (`| head`): no failure, but nothing more needs to be said. */
export class ClosedPipe extends TraceError {
  constructor() {
    super('closed-pipe', 'the reader of the output has gone');
  }
}

const CHUNK = 64 * 1024;
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 50;

/** Writes to an open file descriptor in large chunks; a slow reader holds the analysis back, so nothing piles up. */
export class DescriptorOutput implements TextOutput {
  readonly #descriptor: number;
  readonly #write: typeof writeSync;
  #pending = '';

  constructor(descriptor: number, write: typeof writeSync = writeSync) {
    this.#descriptor = descriptor;
    this.#write = write;
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= CHUNK) this.#flush();
  }

  writeBytes(bytes: Uint8Array): void {
    this.#flush();
    this.#writeAll(bytes);
  }

  flush(): void {
    this.#flush();
  }

  end(): void {
    this.#flush();
  }

  discard(): void {
    this.#pending = '';
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = '';
    this.#writeAll(Buffer.from(text));
  }

  #writeAll(bytes: Uint8Array): void {
    let offset = 0;
    let waitMs = FIRST_WAIT_MS;
    while (offset < bytes.length) {
      try {
        offset += this.#write(this.#descriptor, bytes, offset, bytes.length - offset);
        waitMs = FIRST_WAIT_MS;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') throw new ClosedPipe();
        if (code === 'EINTR') continue;
        if (code !== 'EAGAIN')
          throw new TraceError('output', `the output could not be written: ${(error as Error).message}`);
        // A non-blocking pipe is full: wait for its reader.
        sleep(waitMs);
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      }
    }
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
