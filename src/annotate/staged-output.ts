import type { TextOutput } from '../output/text-output.js';

const STAGE_BYTES = 1024 * 1024;

/** Puts many small pieces together before they are written; with no output it only counts. */
export class StagedOutput {
  readonly #output: TextOutput | null;
  readonly #stage = new Uint8Array(STAGE_BYTES);
  #used = 0;

  constructor(output: TextOutput | null) {
    this.#output = output;
  }

  /** The bytes may be overwritten afterwards. */
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
