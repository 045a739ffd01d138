import type { Fetched } from '../tui/model.js';

interface Entry<Value> {
  fetched: Fetched<Value>;
  /** What the value was made from; another stamp makes it old. */
  stamp: string;
  isPending: boolean;
}

const LOADING = { status: 'loading' } as const;

/** Answers that were asked for, the latest of them; one that has become old is shown until the new one is there. */
export class Fetches<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #most: number;
  readonly #changed: () => void;

  constructor(most: number, changed: () => void) {
    this.#most = most;
    this.#changed = changed;
  }

  get(key: string, stamp: string, ask: () => Promise<Value>): Fetched<Value> {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { fetched: LOADING, stamp: '', isPending: false };
      this.#makeRoom();
    } else {
      this.#entries.delete(key);
    }
    this.#entries.set(key, entry);
    if (entry.stamp !== stamp && !entry.isPending) this.#fetch(entry, stamp, ask);
    return entry.fetched;
  }

  #fetch(entry: Entry<Value>, stamp: string, ask: () => Promise<Value>): void {
    entry.isPending = true;
    entry.stamp = stamp;
    const settle = (fetched: Fetched<Value>) => {
      entry.isPending = false;
      entry.fetched = fetched;
      this.#changed();
    };
    ask().then(
      (value) => settle({ status: 'ready', value }),
      (error: Error) => settle({ status: 'failed', message: error.message }),
    );
  }

  /** The one that nobody has asked for the longest goes. */
  #makeRoom(): void {
    if (this.#entries.size < this.#most) return;
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest!);
  }
}
