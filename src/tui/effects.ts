import { screenText } from '../format/messages/en/screen.js';
import type { ExportRequest, OwnNote, TuiModel } from './model.js';
import type { Action, Effect } from './state/step.js';

/** What effects need of the terminal. */
export interface Surroundings {
  quit(): void;
  suspend(): void;
  redraw(): void;
  setMouse(isOn: boolean): void;
  copy(text: string): void;
}

/** Does what a key asked of the world; what comes of it later comes back as an action. */
export function effectRunner(
  model: TuiModel,
  surroundings: Surroundings,
  dispatch: (action: Action) => void,
): (effect: Effect) => void {
  const fail = (error: unknown) => dispatch({ kind: 'said', text: messageOf(error), tone: 'bad' });
  return (effect) => {
    switch (effect.kind) {
      case 'quit':
        surroundings.quit();
        break;
      case 'suspend':
        surroundings.suspend();
        break;
      case 'redraw':
        surroundings.redraw();
        break;
      case 'stop-reading':
        model.stop();
        break;
      case 'mouse':
        surroundings.setMouse(effect.isOn);
        break;
      case 'copy':
        surroundings.copy(effect.text);
        break;
      case 'choose':
        model.connections.choose(effect.choice);
        break;
      case 'export':
        exportAs(model, effect.request).then(dispatch, fail);
        break;
      case 'note':
        writeNote(model, effect.note).then(dispatch, fail);
        break;
    }
  };
}

async function exportAs(model: TuiModel, request: ExportRequest): Promise<Action> {
  const result = await model.exportAs(request);
  switch (result.status) {
    case 'written':
      return { kind: 'said', text: screenText.written(request.path), tone: 'good' };
    case 'exists':
      return { kind: 'exists', request };
    case 'failed':
      return { kind: 'said', text: screenText.failed(result.message), tone: 'bad' };
  }
}

async function writeNote(model: TuiModel, note: OwnNote): Promise<Action> {
  await model.writeNote(note);
  return { kind: 'said', text: note.text === '' ? screenText.noteGone : screenText.noteKept, tone: 'good' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
