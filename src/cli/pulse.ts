/**
 * Acts a while after it was stirred, and again after the next time: often enough to look alive, seldom enough to cost
 * nothing. What goes wrong meanwhile is thrown when it is next stirred.
 */
export class Pulse {
  readonly #afterMs: number;
  readonly #act: () => void;
  #timer: NodeJS.Timeout | null = null;
  #failure: { error: unknown } | null = null;

  constructor(afterMs: number, act: () => void) {
    this.#afterMs = afterMs;
    this.#act = act;
  }

  stir(): void {
    if (this.#failure !== null) throw this.#failure.error;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      try {
        this.#act();
      } catch (error) {
        this.#failure = { error };
      }
    }, this.#afterMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
