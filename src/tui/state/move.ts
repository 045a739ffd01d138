import { firstIndex } from '../ladder/ladder-rows.js';
import type { TuiModel } from '../model.js';
import { helpLines } from '../screens/help-lines.js';
import { packetLines } from '../screens/packet-lines.js';
import type { Command } from './key-bindings.js';
import { layoutOf } from './layout.js';
import {
  type Place,
  type ScreenName,
  type ScreenState,
  type Seek,
  shownPlace,
  withPlace,
} from './screen-state.js';
import { keepOnScreen, moveWindow } from './select-rows.js';
import { followOf, hostsOf, ladderOf, packetsOf, socketsOf } from './views.js';

/** Screens that are read like a page: they have no selected row. */
const PAGES: ReadonlySet<ScreenName> = new Set(['packet', 'follow', 'help']);

/** Whether a screen is read like a page. */
export function isPage(screen: ScreenName): boolean {
  return PAGES.has(screen);
}

/** How many rows the list of a place has. */
export function rowCount(state: ScreenState, model: TuiModel, place: Place = shownPlace(state)): number {
  switch (place.screen) {
    case 'triage':
      return model.incidents.length;
    case 'connections':
      return model.connections.count;
    case 'connection':
      return ladderOf(model, state, place.connection)?.count ?? 0;
    case 'packet':
      return packetLines(model, place, state.size.columns).length;
    case 'hosts':
      return hostsOf(model, place).length;
    case 'netstat':
      return socketsOf(model, state, place)?.count ?? 0;
    case 'follow':
      return followOf(model, state, place.connection)?.count ?? 0;
    case 'help':
      return helpLines(state).length;
    case 'graphs':
      return 0;
  }
}

/** The state after a movement of the cursor. */
export function moveBy(state: ScreenState, model: TuiModel, command: Command): ScreenState {
  const place = shownPlace(state);
  const page = layoutOf(place.screen, state.size).list;
  const steps: Partial<Record<Command, number>> = {
    down: 1,
    up: -1,
    'page-down': page,
    'page-up': -page,
    'half-page-down': page >> 1,
    'half-page-up': -(page >> 1),
    top: Number.NEGATIVE_INFINITY,
    bottom: Number.POSITIVE_INFINITY,
  };
  const by = steps[command] ?? 0;
  return isPage(place.screen)
    ? scrollTo(state, model, place.top + by)
    : moveTo(state, model, place.cursor + by);
}

/** Selects a row, or the nearest one that exists. */
export function moveTo(state: ScreenState, model: TuiModel, cursor: number): ScreenState {
  const place = shownPlace(state);
  if (isPage(place.screen)) return scrollTo(state, model, cursor);
  const visible = layoutOf(place.screen, state.size).list;
  const moved = withPlace(state, moveWindow(place, cursor, rowCount(state, model), visible));
  return selected(moved, model);
}

export function scrollTo(state: ScreenState, model: TuiModel, top: number): ScreenState {
  const { screen } = shownPlace(state);
  const last = Math.max(0, rowCount(state, model) - layoutOf(screen, state.size).list);
  const at = Math.min(last, Math.max(0, top));
  return withPlace(state, { top: at, cursor: at });
}

/** What follows from a row being selected: the connection at hand, or the moment that all screens look at. */
function selected(state: ScreenState, model: TuiModel): ScreenState {
  const place = shownPlace(state);
  if (place.screen === 'connections') {
    const { count } = model.connections;
    return withPlace(state, { connection: count === 0 ? null : model.connections.numberAt(place.cursor) });
  }
  if (place.screen === 'connection') {
    const packets = packetsOf(model, place.connection);
    const index = ladderOf(model, state, place.connection)?.indexAt(place.cursor) ?? 0;
    if (packets === null || index >= packets.count) return state;
    const timeNs = packets.timeNs(index);
    return Number.isNaN(timeNs) ? state : { ...state, timeNs };
  }
  return state;
}

/** Brings every list back to rows that exist, after data came, the order changed or the terminal did. */
export function settle(state: ScreenState, model: TuiModel): ScreenState {
  const place = shownPlace(state);
  const found = place.seek === null ? null : soughtRow(state, model, place.seek);
  if (found !== null) {
    const there = withPlace(state, { seek: null });
    const moved = found < 0 ? settle(there, model) : moveTo(there, model, found);
    // A fold stands for many moments: the one that was asked for stays, or steps within it would lead nowhere.
    return place.seek?.kind === 'time' ? { ...moved, timeNs: place.seek.timeNs } : moved;
  }
  const count = rowCount(state, model);
  const visible = layoutOf(place.screen, state.size).list;
  if (isPage(place.screen)) return scrollTo(state, model, place.top);
  if (place.screen === 'connections' && place.connection !== null) {
    const position = model.connections.positionOf(place.connection);
    if (position >= 0) {
      if (position === place.cursor) return withPlace(state, moveWindow(place, position, count, visible));
      return withPlace(state, keepOnScreen(place, position, count, visible));
    }
  }
  const settled = withPlace(state, moveWindow(place, place.cursor, count, visible));
  // The selected row of a ladder tells the moment, not the other way round: data that comes must not move it.
  return place.screen === 'connections' ? selected(settled, model) : settled;
}

/** The row of the ladder that is looked for; -1 when it has none, null while its packets are on their way. */
function soughtRow(state: ScreenState, model: TuiModel, seek: Seek): number | null {
  const { connection } = shownPlace(state);
  const packets = packetsOf(model, connection);
  const ladder = ladderOf(model, state, connection);
  if (packets === null || ladder === null || packets.count === 0) return null;
  if (seek.kind === 'packet')
    return ladder.positionOf(firstIndex(packets, (at) => packets.packetNumber(at) >= seek.packet));
  const index = firstIndex(packets, (at) => packets.timeNs(at) >= seek.timeNs);
  const isWithin = index < packets.count && seek.timeNs >= packets.timeNs(0);
  return isWithin ? ladder.positionOf(index) : -1;
}
