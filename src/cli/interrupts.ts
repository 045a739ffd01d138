/** Signals that end the process, and what a shell expects to be told then. */
const SIGNALS = [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const;

/**
 * What happens on Ctrl-C. As a rule the process ends by its usual code, after files half written are removed. Where the input has no
 * end of its own, the first interrupt ends the input, so that what was read is reported; the second ends the process.
 */
export class Interrupts {
  #input: AbortController | null = null;

  listen(): void {
    for (const [signal, number] of SIGNALS) {
      process.on(signal, () => {
        if (this.#input === null || this.#input.signal.aborted) process.exit(128 + number);
        this.#input.abort();
      });
    }
  }

  /** The signal that ends the input; from now on an interrupt means it. */
  endInput(): AbortSignal {
    this.#input ??= new AbortController();
    return this.#input.signal;
  }

  /** Whether an interrupt ended the input. Somebody may then still wait for it, and would keep the process. */
  get endedInput(): boolean {
    return this.#input?.signal.aborted ?? false;
  }
}
