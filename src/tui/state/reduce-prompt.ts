import type { TimeZone } from '../../format/time.js';
import type { InputEvent } from '../input/decode-input.js';
import type { TuiModel } from '../model.js';
import { runLine } from './command-line.js';
import { exportRequest } from './export-request.js';
import { completeFilter, filterProblem } from './filter-help.js';
import { findText, isThinnedOut } from './find-text.js';
import { settle } from './move.js';
import { editPrompt, insert, type PromptState } from './prompt-state.js';
import { type ScreenState, shownPlace, withPlace } from './screen-state.js';
import { choosing, type Step, step } from './step.js';

/** What a key or a paste does while a line is being typed. */
export function reducePrompt(
  state: ScreenState,
  prompt: PromptState,
  event: InputEvent,
  model: TuiModel,
  zone: TimeZone,
): Step {
  if (event.kind === 'wheel' || event.kind === 'click') return step(state);
  const { prompt: next, asks } =
    event.kind === 'paste' ? insert(prompt, event.text) : editPrompt(prompt, event.key);
  const edited = { ...state, prompt: next };
  switch (asks) {
    case 'typed':
      return typed(edited, next, model);
    case 'complete':
      return typed(complete(edited, next, 1), next, model);
    case 'complete-back':
      return typed(complete(edited, next, -1), next, model);
    case 'cancelled':
      return cancelled({ ...state, prompt: null }, prompt, model);
    case 'submitted':
      return submitted({ ...state, prompt: null }, prompt, model, zone);
    default:
      return step(edited);
  }
}

/** Filters and searches take effect while they are typed. */
function typed(state: ScreenState, { purpose }: PromptState, model: TuiModel): Step {
  const text = state.prompt!.text.trim();
  if (purpose.kind === 'filter')
    return filterProblem(text) === null && text !== state.choice.filter
      ? choosing(state, { filter: text })
      : step(state);
  if (purpose.kind === 'search' && isThinnedOut(shownPlace(state).screen))
    return step(settle(withPlace(state, { needle: text, cursor: 0, top: 0 }), model));
  return step(state);
}

function cancelled(state: ScreenState, { purpose, before }: PromptState, model: TuiModel): Step {
  if (purpose.kind === 'filter' && state.choice.filter !== before) return choosing(state, { filter: before });
  if (purpose.kind === 'search' && isThinnedOut(shownPlace(state).screen))
    return step(settle(withPlace(state, { needle: before }), model));
  return step(state);
}

function submitted(state: ScreenState, prompt: PromptState, model: TuiModel, zone: TimeZone): Step {
  const { purpose, text } = prompt;
  switch (purpose.kind) {
    case 'filter': {
      // A line with a mistake stays open: its mistake is shown.
      if (filterProblem(text) !== null) return step({ ...state, prompt });
      const filter = text.trim();
      return filter === state.choice.filter ? step(state) : choosing(state, { filter });
    }
    case 'search':
      if (isThinnedOut(shownPlace(state).screen)) return step(state);
      return step(findText(withPlace(state, { needle: text }), model, text, 1));
    case 'command':
      return runLine(state, model, text, zone);
    case 'note':
      return step(state, {
        kind: 'note',
        note: { on: purpose.on, number: purpose.number, text: text.trim() },
      });
    case 'path': {
      if (text.trim() === '') return step(state);
      const request = exportRequest(state, model, purpose.format, text.trim());
      return step(state, { kind: 'export', request });
    }
  }
}

/** The next completion instead of the word at the caret; what was typed comes round again after the last. */
function complete(state: ScreenState, prompt: PromptState, by: 1 | -1): ScreenState {
  if (prompt.purpose.kind !== 'filter') return state;
  const base = prompt.offered < 0 ? { text: prompt.text, caret: prompt.caret } : typedBase(prompt);
  const { start, end, words } = completeFilter(base.text, base.caret);
  if (words.length === 0) return state;
  const choices = words.length + 1;
  const offered = ((prompt.offered + 1 + by + choices) % choices) - 1;
  const word = offered < 0 ? base.text.slice(start, end) : words[offered]!;
  const text = base.text.slice(0, start) + word + base.text.slice(end);
  return {
    ...state,
    prompt: { ...prompt, text, caret: start + word.length, offered, typed: base.text },
  };
}

/** Where the caret stood when the completions began: before what stands behind the word in both texts. */
function typedBase({ text, caret, typed }: PromptState): { text: string; caret: number } {
  return { text: typed, caret: typed.length - (text.length - caret) };
}
