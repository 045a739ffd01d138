import { screenText } from '../../format/messages/en/screen.js';
import type { Incident, TuiModel } from '../model.js';
import { arrived } from './go.js';
import { moveTo } from './move.js';
import { type ScreenState, shownPlace } from './screen-state.js';
import { saying } from './step.js';
import { momentOf } from './views.js';

/** Parts of the whole time that one key moves the chosen moment by. */
const STEPS = 100;

/** The chosen moment moved by one step: a round number of seconds, about a hundredth of what is looked at. */
export function moveMoment(state: ScreenState, model: TuiModel, by: 1 | -1): ScreenState {
  if (Number.isNaN(model.lastNs)) return saying(state, screenText.noTimes, 'warning');
  const shown = shownPlace(state).screen === 'graphs' ? model.lastNs / 2 ** state.zoom : model.lastNs;
  return atMoment(state, model, momentOf(model, state) + by * roundStep(shown / STEPS));
}

/** All screens look at another moment; a ladder goes to it. */
export function atMoment(state: ScreenState, model: TuiModel, timeNs: number): ScreenState {
  const moved = { ...state, timeNs: Math.min(model.lastNs, Math.max(0, timeNs)) };
  return arrived(moved, model);
}

/** To the incident that began next before or after the chosen moment. */
export function toIncident(state: ScreenState, model: TuiModel, by: 1 | -1): ScreenState {
  const moment = momentOf(model, state);
  const beyond = model.incidents.filter(({ startNs }) => (by > 0 ? startNs > moment : startNs < moment));
  const next = beyond.reduce<Incident | null>(
    (best, one) => (best === null || (one.startNs - best.startNs) * by < 0 ? one : best),
    null,
  );
  if (next === null) return saying(state, screenText.noMore);
  const moved = atMoment(state, model, next.startNs);
  return shownPlace(state).screen === 'triage' ? moveTo(moved, model, model.incidents.indexOf(next)) : moved;
}

/** 1, 2 or 5 times a power of ten, at least a microsecond. */
export function roundStep(ns: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1000, ns)));
  const digit = ns / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}
