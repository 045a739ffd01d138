import type { InputEvent } from '../input/decode-input.js';
import { SORT_KEYS, type TuiModel } from '../model.js';
import { CONNECTION_COLUMNS } from '../screens/connection-columns.js';
import { exportRequest, proposedPath } from './export-request.js';
import { openPrompt } from './prompt-state.js';
import type { Dialog, ScreenState } from './screen-state.js';
import { choosing, type Step, step } from './step.js';

/** What a key does while something must be answered first. */
export function reduceDialog(state: ScreenState, dialog: Dialog, event: InputEvent, model: TuiModel): Step {
  const key = event.kind === 'key' ? event.key : '';
  const closed = { ...state, dialog: null };
  if (dialog.kind === 'replace') {
    if (key !== 'y') return step(closed);
    const request = { ...exportRequest(state, model, dialog.format, dialog.path), replace: true };
    return step(closed, { kind: 'export', request });
  }
  if (key === 'escape' || key === 'q' || key === 'h' || key === 'left') return step(closed);
  if (dialog.kind === 'copied') return step(key === 'enter' ? closed : state);
  const by = event.kind === 'wheel' ? event.by : MOVES[key];
  if (dialog.kind === 'why') {
    if (key === 'enter' || key === 'w') return step(closed);
    return step({ ...state, dialog: { ...dialog, top: Math.max(0, dialog.top + (by ?? 0)) } });
  }
  if (by !== undefined) {
    const count = dialogChoices(dialog).length;
    const selected = Math.min(count - 1, Math.max(0, dialog.selected + by));
    return step({ ...state, dialog: { ...dialog, selected } });
  }
  if (dialog.kind === 'columns') {
    if (key === 'space' || key === 'enter') return step(toggleColumn(state, dialog.selected));
    return step(key === 'c' ? closed : state);
  }
  return key === 'enter' || key === 'l' || key === 'right' ? chosen(closed, dialog, model) : step(state);
}

const MOVES: Readonly<Record<string, number>> = { j: 1, down: 1, 'ctrl+n': 1, k: -1, up: -1, 'ctrl+p': -1 };

/** What a dialog offers, by word; empty where it is no list. */
export function dialogChoices(dialog: Dialog): readonly string[] {
  switch (dialog.kind) {
    case 'sort':
      return SORT_KEYS;
    case 'columns':
      return CONNECTION_COLUMNS.map(({ name }) => name);
    case 'export':
      return dialog.formats;
    case 'copy':
      return dialog.choices.map(({ label }) => label);
    default:
      return [];
  }
}

type ListDialog = Extract<Dialog, { kind: 'sort' | 'export' | 'copy' }>;

function chosen(state: ScreenState, dialog: ListDialog, model: TuiModel): Step {
  switch (dialog.kind) {
    case 'sort': {
      const sort = SORT_KEYS[dialog.selected]!;
      // The same order once more turns it round.
      const isDescending = sort === state.choice.sort ? !state.choice.isDescending : false;
      return choosing(state, { sort, isDescending });
    }
    case 'export': {
      const format = dialog.formats[dialog.selected]!;
      const path = proposedPath(state, model, format);
      return step({ ...state, prompt: openPrompt({ kind: 'path', format }, path) });
    }
    case 'copy': {
      const { text } = dialog.choices[dialog.selected]!;
      return step({ ...state, dialog: { kind: 'copied', text } }, { kind: 'copy', text });
    }
  }
}

function toggleColumn(state: ScreenState, index: number): ScreenState {
  const hidden = new Set(state.hiddenColumns);
  const { name } = CONNECTION_COLUMNS[index]!;
  if (!hidden.delete(name) && hidden.size < CONNECTION_COLUMNS.length - 1) hidden.add(name);
  return { ...state, hiddenColumns: hidden };
}
