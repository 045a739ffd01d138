import { screenText } from '../../format/messages/en/screen.js';
import type { TuiModel } from '../model.js';
import { isThinnedOut } from './find-text.js';
import { moveTo, settle } from './move.js';
import {
  connectionAtHand,
  type Place,
  placeOf,
  type ScreenName,
  type ScreenState,
  shownPlace,
  withPlace,
} from './screen-state.js';
import { choosing, type Step, saying, step } from './step.js';
import { hostsOf, ladderOf, packetsOf, socketsOf } from './views.js';

/** As deep as anybody walks in; beyond it the way back forgets its beginning. */
const LONGEST_WAY = 16;

/** Jumps to a screen. One that is on the way here already is gone back to. */
export function show(
  state: ScreenState,
  model: TuiModel,
  screen: ScreenName,
  about: Partial<Place> = {},
): Step {
  const atHand = socketsConnection(state, model) ?? connectionAtHand(state) ?? state.lastConnection;
  const connection = about.connection ?? atHand;
  const needsConnection = screen === 'connection' || screen === 'graphs' || screen === 'follow';
  if (needsConnection && connection === null) return step(saying(state, screenText.noConnection, 'warning'));
  const place = placeOf(screen, needsConnection ? { ...about, connection } : about);
  const index = state.stack.findIndex((known) => isSame(known, place));
  const remembering = { ...state, lastConnection: connection };
  if (index >= 0) return step(settle({ ...remembering, stack: state.stack.slice(0, index + 1) }, model));
  // Screens that are jumped to stand behind the first one, not behind each other.
  const isRoot = screen === 'triage';
  const behind = isRoot ? [] : state.stack.filter((known) => isKeptBehind(known.screen, screen));
  const entered = { ...remembering, stack: [...behind, place].slice(-LONGEST_WAY) };
  return step(arrived(entered, model));
}

/** The connection of the socket that is selected. */
function socketsConnection(state: ScreenState, model: TuiModel): number | null {
  const place = shownPlace(state);
  if (place.screen !== 'netstat') return null;
  return socketsOf(model, state, place)?.at(place.cursor)?.connection ?? null;
}

/** Goes in to what is selected. */
export function enter(state: ScreenState, model: TuiModel): Step {
  const place = shownPlace(state);
  switch (place.screen) {
    case 'triage': {
      const incident = model.incidents[place.cursor];
      if (incident === undefined) return show(state, model, 'connections');
      const chosen = choosing(state, { incident: incident.id });
      const timeNs = Number.isNaN(incident.startNs) ? state.timeNs : incident.startNs;
      const shown = show({ ...chosen.state, timeNs }, model, 'connections');
      return step(withPlace(shown.state, { cursor: 0, top: 0, connection: null }), ...chosen.effects);
    }
    case 'connections':
      return place.connection === null
        ? step(saying(state, screenText.nothingHere))
        : into(state, model, placeOf('connection', { connection: place.connection }));
    case 'connection': {
      const packets = packetsOf(model, place.connection);
      const row = ladderOf(model, state, place.connection)?.at(place.cursor);
      if (packets === null || row?.kind !== 'packet') return step(toggleFold(state, model));
      const packet = packets.packetNumber(row.index);
      return into(state, model, placeOf('packet', { connection: place.connection, packet }));
    }
    case 'hosts': {
      const host = hostsOf(model, place)[place.cursor];
      return host === undefined
        ? step(saying(state, screenText.nothingHere))
        : into(state, model, placeOf('netstat', { host: host.address }));
    }
    case 'netstat': {
      const connection = socketsConnection(state, model);
      return connection === null
        ? step(saying(state, screenText.nothingHere))
        : into(state, model, placeOf('connection', { connection }));
    }
    default:
      return step(saying(state, screenText.nothingHere));
  }
}

/** Goes back out. On the first screen: ends reading early, while it lasts. */
export function back(state: ScreenState, model: TuiModel): Step {
  const place = shownPlace(state);
  if (place.needle !== '') {
    const start = isThinnedOut(place.screen) ? { cursor: 0, top: 0 } : {};
    return step(settle(withPlace(state, { needle: '', ...start }), model));
  }
  if (state.stack.length > 1) {
    const left = { ...state, stack: state.stack.slice(0, -1) };
    if (place.screen !== 'connections' || state.choice.incident === null) return step(settle(left, model));
    const all = choosing(left, { incident: null });
    return step(settle(all.state, model), ...all.effects);
  }
  if (!model.reading.isDone)
    return step(saying(state, screenText.stopped, 'warning'), { kind: 'stop-reading' });
  return step(saying(state, screenText.atFirstScreen));
}

/** The next or previous connection of the list, on the same screen. */
export function toNeighbour(state: ScreenState, model: TuiModel, by: 1 | -1): Step {
  const connection = connectionAtHand(state);
  const position = connection === null ? -1 : model.connections.positionOf(connection) + by;
  if (connection === null || position < 0 || position >= model.connections.count)
    return step(saying(state, screenText.noMore));
  const next = model.connections.numberAt(position);
  const about = { connection: next, packet: null, cursor: 0, top: 0 };
  const screen = shownPlace(state).screen === 'packet' ? 'connection' : shownPlace(state).screen;
  const stack = state.stack.map((known) =>
    known.screen === 'connections' ? { ...known, connection: next, cursor: position } : known,
  );
  return step(settle(withPlace({ ...state, stack }, { ...about, screen }), model));
}

/** Opens or closes the fold at the cursor. */
export function toggleFold(state: ScreenState, model: TuiModel): ScreenState {
  const place = shownPlace(state);
  const packets = packetsOf(model, place.connection);
  const ladder = ladderOf(model, state, place.connection);
  const row = ladder?.at(place.cursor);
  if (packets === null || row === undefined) return state;
  const first = row.kind === 'fold' ? row.from : row.kind === 'packet' ? row.foldedFrom : null;
  if (first === null) return saying(state, screenText.nothingHere);
  const opened = new Set(state.opened);
  const number = packets.packetNumber(first);
  if (!opened.delete(number)) opened.add(number);
  const toggled = { ...state, opened, unfoldAll: false };
  return moveTo(toggled, model, ladderOf(model, toggled, place.connection)?.positionOf(first) ?? 0);
}

/** A ladder that comes to be shown is looked at where the chosen moment is. */
export function arrived(state: ScreenState, model: TuiModel): ScreenState {
  const isLadder = shownPlace(state).screen === 'connection' && shownPlace(state).seek === null;
  if (!isLadder || state.timeNs === null) return settle(state, model);
  return settle(withPlace(state, { seek: { kind: 'time', timeNs: state.timeNs } }), model);
}

function into(state: ScreenState, model: TuiModel, place: Place): Step {
  return step(arrived({ ...state, stack: [...state.stack, place].slice(-LONGEST_WAY) }, model));
}

function isSame(a: Place, b: Place): boolean {
  return (
    a.screen === b.screen &&
    a.connection === (b.connection ?? a.connection) &&
    a.packet === (b.packet ?? a.packet) &&
    a.host === (b.host ?? a.host)
  );
}

/** The screens that one may come from on the way in. */
function isKeptBehind(known: ScreenName, screen: ScreenName): boolean {
  const DEPTH: Readonly<Record<ScreenName, number>> = {
    triage: 0,
    connections: 1,
    hosts: 1,
    netstat: 1,
    connection: 2,
    packet: 3,
    graphs: 3,
    follow: 3,
    help: 4,
  };
  return DEPTH[known] < DEPTH[screen];
}
