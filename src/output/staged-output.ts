import type { TextOutput } from './text-output.js';

/** Whole pages, and many of them: the system takes a file's bytes in large pieces at half the price. */
const STAGE_BYTES = 4 * 1024 * 1024;

/**
 * Puts many small pieces together before they are written, four megabytes at a time. Whoever has written the last one flushes.
 * Without an output nothing is written: the same steps then only count.
 */
export class StagedOutput {
  readonly #output: TextOutput | null;
  readonly #stage: Uint8Array;
  #used = 0;

  constructor(output: TextOutput | null) {
    this.#output = output;
    this.#stage = new Uint8Array(output === null ? 0 : STAGE_BYTES);
  }

  /** The bytes are taken over: they may be overwritten afterwards. */
  write(bytes: Uint8Array): void {
    if (this.#output === null) return;
    let left = bytes;
    while (left.length >= STAGE_BYTES - this.#used) {
      const room = STAGE_BYTES - this.#used;
      this.#stage.set(left.subarray(0, room), this.#used);
      this.#used = STAGE_BYTES;
      this.flush();
      left = left.subarray(room);
    }
    this.#stage.set(left, this.#used);
    this.#used += left.length;
  }

  flush(): void {
    if (this.#used > 0) this.#output!.writeBytes!(this.#stage.subarray(0, this.#used));
    this.#used = 0;
  }
}
