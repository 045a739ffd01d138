/** Work that is done between frames, a few milliseconds at a time; each step yields the part that is done, from 0 to 1. */
export type SlicedWork = Generator<number, void, void>;

/** So long one slice may take: a frame of 33 ms has room for it. */
const SLICE_MS = 8;

/** Does one piece of work at a time. A newer one replaces it. */
export class Slices {
  #work: SlicedWork | null = null;
  #isScheduled = false;

  /** How much of the work is done; null when there is none. */
  done: number | null = null;
  readonly #moved: () => void;

  /** @param moved called after each slice */
  constructor(moved: () => void) {
    this.#moved = moved;
  }

  start(work: SlicedWork): void {
    this.#work = work;
    this.done = 0;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#slice();
    });
  }

  #slice(): void {
    const work = this.#work;
    if (work === null) return;
    const endMs = performance.now() + SLICE_MS;
    let step = work.next();
    while (!step.done && performance.now() < endMs) step = work.next();
    if (step.done) {
      this.#work = null;
      this.done = null;
    } else {
      this.done = step.value;
      this.#schedule();
    }
    this.#moved();
  }
}
