import type { InputEvent } from '../input/decode-input.js';
import type { ConnectionChoice, ExportRequest, OwnNote } from '../model.js';
import type { Tone } from '../widgets/line.js';
import type { ScreenState, TerminalSize } from './screen-state.js';

/** What happens to the screen. */
export type Action =
  | { readonly kind: 'input'; readonly event: InputEvent }
  | { readonly kind: 'resized'; readonly size: TerminalSize }
  /** Data came, or the list has another order. */
  | { readonly kind: 'model-changed' }
  | { readonly kind: 'said'; readonly text: string; readonly tone: Tone }
  /** A file stands where something is to be written. */
  | { readonly kind: 'exists'; readonly request: ExportRequest };

/** What a key asks of the world outside of the screen's own state. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'stop-reading' }
  | { readonly kind: 'mouse'; readonly isOn: boolean }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'choose'; readonly choice: ConnectionChoice }
  | { readonly kind: 'export'; readonly request: ExportRequest }
  | { readonly kind: 'note'; readonly note: OwnNote };

/** The state after an action, and what else must be done. */
export interface Step {
  readonly state: ScreenState;
  readonly effects: readonly Effect[];
}

export function step(state: ScreenState, ...effects: Effect[]): Step {
  return { state, effects };
}

/** The state with a sentence for the person before it. */
export function saying(state: ScreenState, text: string, tone: Tone = 'plain'): ScreenState {
  return { ...state, message: { text, tone } };
}

/** Another choice of connections. */
export function choosing(state: ScreenState, change: Partial<ConnectionChoice>): Step {
  const choice = { ...state.choice, ...change };
  return step({ ...state, choice }, { kind: 'choose', choice });
}
