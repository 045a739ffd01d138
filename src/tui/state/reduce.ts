import type { TimeZone } from '../../format/time.js';
import type { InputEvent } from '../input/decode-input.js';
import type { TuiModel } from '../model.js';
import { enter } from './go.js';
import { isTooSmall, layoutOf } from './layout.js';
import { isPage, moveTo, settle } from './move.js';
import { readKey } from './read-key.js';
import { reduceDialog } from './reduce-dialog.js';
import { reducePrompt } from './reduce-prompt.js';
import { runCommand } from './run-command.js';
import { type ScreenState, shownPlace } from './screen-state.js';
import { type Action, type Step, saying, step } from './step.js';

/** Rows that a notch of the mouse wheel moves by. */
const WHEEL_ROWS = 3;

/**
 * The one place where the screen changes: the state after an action, and what else must be done. Reads the model and changes
 * nothing in it.
 */
export function reduce(state: ScreenState, action: Action, model: TuiModel, zone: TimeZone): Step {
  switch (action.kind) {
    case 'resized':
      return step(settle({ ...state, size: action.size }, model));
    case 'model-changed':
      return step(settle(state, model));
    case 'said':
      return step(saying(state, action.text, action.tone));
    case 'exists': {
      const { path, format } = action.request;
      return step({ ...state, dialog: { kind: 'replace', path, format } });
    }
    case 'input':
      return reduceInput({ ...state, message: null }, action.event, model, zone);
  }
}

function reduceInput(state: ScreenState, event: InputEvent, model: TuiModel, zone: TimeZone): Step {
  // Ctrl-C leaves at once, whatever is open.
  if (event.kind === 'key' && event.key === 'ctrl+c') return step(state, { kind: 'quit' });
  if (isTooSmall(state.size)) return tooSmall(state, event);
  if (state.dialog !== null) return reduceDialog(state, state.dialog, event, model);
  if (state.prompt !== null) return reducePrompt(state, state.prompt, event, model, zone);
  switch (event.kind) {
    case 'wheel': {
      const { screen, cursor, top } = shownPlace(state);
      const from = isPage(screen) ? top : cursor;
      return step(moveTo(state, model, from + event.by * WHEEL_ROWS));
    }
    case 'click':
      return click(state, model, event.row, event.column);
    case 'paste':
      return step(state);
    case 'key':
      return key(state, model, event.key);
  }
}

function key(state: ScreenState, model: TuiModel, name: string): Step {
  const { command, row, pending } = readKey(state.pending, name, shownPlace(state).screen);
  const read = { ...state, pending };
  if (command === null) return step(read);
  if (row !== null && command === 'top') return step(moveTo(read, model, row - 1));
  return runCommand(read, model, command);
}

/** A click selects a row; on the selected one it goes in. */
function click(state: ScreenState, model: TuiModel, row: number, column: number): Step {
  const place = shownPlace(state);
  const layout = layoutOf(place.screen, state.size);
  const offset = row - layout.listTop;
  const left = layout.left > 0 ? layout.left + 1 : 0;
  if (offset < 0 || offset >= layout.list || column < left || column >= left + layout.listWidth)
    return step(state);
  const position = place.top + offset;
  if (position === place.cursor) return enter(state, model);
  return step(moveTo(state, model, position));
}

/** Nothing is visible, so nothing but leaving is possible. */
function tooSmall(state: ScreenState, event: InputEvent): Step {
  if (event.kind !== 'key') return step(state);
  if (event.key === 'q') return step(state, { kind: 'quit' });
  return event.key === 'ctrl+z' ? step(state, { kind: 'suspend' }) : step(state);
}
