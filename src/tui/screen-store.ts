import type { TimeZone } from '../format/time.js';
import type { TuiModel } from './model.js';
import { reduce } from './state/reduce.js';
import type { ScreenState } from './state/screen-state.js';
import type { Action, Effect } from './state/step.js';

/** Thirty frames a second: more is not seen, and a slow terminal needs the time. */
export const FRAME_MS = 33;

/** What one frame is drawn from. */
export interface Snapshot {
  readonly state: ScreenState;
  /** The model's version: the same state with other data is another frame. */
  readonly version: number;
}

/**
 * Holds the screen's state outside of React: every key changes it at once, and a frame is asked for at most every 33 ms, the first one
 * immediately. So a burst of keys costs a few frames and loses none.
 */
export class ScreenStore {
  readonly #model: TuiModel;
  readonly #zone: TimeZone;
  readonly #run: (effect: Effect) => void;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #state: ScreenState;
  #snapshot: Snapshot;
  #timer: NodeJS.Timeout | null = null;
  #publishedAt = Number.NEGATIVE_INFINITY;

  constructor(initial: ScreenState, model: TuiModel, zone: TimeZone, run: (effect: Effect) => void) {
    this.#state = initial;
    this.#model = model;
    this.#zone = zone;
    this.#run = run;
    this.#snapshot = { state: initial, version: model.version };
    this.#unsubscribe = model.subscribe(() => this.#publish());
  }

  get state(): ScreenState {
    return this.#state;
  }

  dispatch(action: Action): void {
    this.#settleWithModel();
    const { state, effects } = reduce(this.#state, action, this.#model, this.#zone);
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    this.#publish();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Snapshot => this.#snapshot;

  close(): void {
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#listeners.clear();
  }

  #seenVersion = -1;

  /** Lists are brought back to rows that exist before anything looks at them. */
  #settleWithModel(): void {
    if (this.#model.version === this.#seenVersion) return;
    this.#seenVersion = this.#model.version;
    this.#state = reduce(this.#state, { kind: 'model-changed' }, this.#model, this.#zone).state;
  }

  #publish(): void {
    if (this.#timer !== null) return;
    const wait = this.#publishedAt + FRAME_MS - performance.now();
    if (wait <= 0) this.#publishNow();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#publishNow();
      }, wait);
    }
  }

  #publishNow(): void {
    this.#publishedAt = performance.now();
    this.#settleWithModel();
    this.#snapshot = { state: this.#state, version: this.#model.version };
    for (const listener of this.#listeners) listener();
  }
}
