import type { TextOutput } from './text-output.js';

const STAGE_BYTES = 1024 * 1024;

/**
 * Puts many small pieces together before they are written, about a megabyte at a time; what is larger passes through. Whoever
 * has written the last one flushes. Without an output nothing is written: the same steps then only count.
 */
export class StagedOutput {
  readonly #output: TextOutput | null;
  readonly #stage = new Uint8Array(STAGE_BYTES);
  #used = 0;

  constructor(output: TextOutput | null) {
    this.#output = output;
  }

  /** The bytes are taken over: they may be overwritten afterwards. */
  write(bytes: Uint8Array): void {
    if (this.#output === null) return;
    if (bytes.length > STAGE_BYTES - this.#used) this.flush();
    if (bytes.length >= STAGE_BYTES) {
      this.#output.writeBytes!(bytes);
      return;
    }
    this.#stage.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  flush(): void {
    if (this.#used > 0) this.#output!.writeBytes!(this.#stage.subarray(0, this.#used));
    this.#used = 0;
  }
}
