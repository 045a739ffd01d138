import type { ClockText } from '../../format/clock-text.js';
import { formatDuration } from '../../format/duration.js';
import type { TuiModel } from '../model.js';
import { type Layout, layoutOf } from '../state/layout.js';
import { type Place, type ScreenState, shownPlace } from '../state/screen-state.js';
import type { Theme } from '../theme.js';

/** All that a screen is drawn from. */
export interface View {
  readonly state: ScreenState;
  readonly place: Place;
  readonly model: TuiModel;
  readonly theme: Theme;
  readonly layout: Layout;
  readonly clocks: Clocks;
}

/** Times of day in the chosen zone, and in UTC. */
export interface Clocks {
  readonly local: ClockText;
  readonly utc: ClockText;
}

export function viewOf(state: ScreenState, model: TuiModel, theme: Theme, clocks: Clocks): View {
  const place = shownPlace(state);
  return { state, place, model, theme, clocks, layout: layoutOf(place.screen, state.size) };
}

/** A moment in the chosen format; `beforeNs` is the moment that a difference counts from. */
export function timeText({ state, clocks }: View, timeNs: number, beforeNs: number | null = null): string {
  if (Number.isNaN(timeNs)) return '-';
  switch (state.timeFormat) {
    case 'clock':
      return clocks.local.at(timeNs);
    case 'utc':
      return clocks.utc.at(timeNs);
    case 'since-start':
      return `+${formatDuration(timeNs / 1e9)}`;
    case 'delta':
      return beforeNs === null ? `+${formatDuration(timeNs / 1e9)}` : signed((timeNs - beforeNs) / 1e9);
  }
}

/** The time of day of a moment, whatever the chosen format: where a difference would say nothing. */
export function clockText({ state, clocks }: View, timeNs: number, digits = 3): string {
  if (Number.isNaN(timeNs)) return '-';
  return (state.timeFormat === 'utc' ? clocks.utc : clocks.local).at(timeNs, digits);
}

function signed(seconds: number): string {
  return seconds < 0 ? formatDuration(seconds) : `+${formatDuration(seconds)}`;
}
