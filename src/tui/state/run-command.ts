import { screenText, triageText } from '../../format/messages/en/screen.js';
import { ready, type TuiModel } from '../model.js';
import { exportFormats } from './export-request.js';
import { findText } from './find-text.js';
import { back, enter, show, toggleFold, toNeighbour } from './go.js';
import type { Command } from './key-bindings.js';
import { moveBy, moveTo, scrollTo, settle } from './move.js';
import { openPrompt } from './prompt-state.js';
import {
  connectionAtHand,
  GRAPH_KINDS,
  placeOf,
  type ScreenState,
  shownPlace,
  TIME_FORMATS,
} from './screen-state.js';
import { choosing, type Step, saying, step } from './step.js';
import { moveMoment, toIncident } from './time-cursor.js';
import { ladderOf, packetAtHand } from './views.js';
import { copyChoices } from './what-to-copy.js';

/** Halving the time range further than this shows single packets of any capture. */
const DEEPEST_ZOOM = 24;
const FOLLOW_SIDES = ['both', 'initiator', 'responder'] as const;

/** What a command does on the screen that is shown. */
export function runCommand(state: ScreenState, model: TuiModel, command: Command): Step {
  const place = shownPlace(state);
  switch (command) {
    case 'down':
    case 'up':
    case 'page-down':
    case 'page-up':
    case 'half-page-down':
    case 'half-page-up':
    case 'top':
    case 'bottom':
      return step(moveBy(state, model, command));
    case 'enter':
      return enter(state, model);
    case 'back':
      return back(state, model);
    case 'show-triage':
    case 'show-connections':
    case 'show-hosts':
    case 'show-netstat':
    case 'show-connection':
    case 'show-graphs':
    case 'show-follow':
      return show(state, model, SCREENS[command]);
    case 'help':
      return place.screen === 'help'
        ? back(state, model)
        : step({ ...state, stack: [...state.stack, placeOf('help')] });
    case 'filter': {
      const list = place.screen === 'connections' ? state : show(state, model, 'connections').state;
      return step({ ...list, prompt: openPrompt({ kind: 'filter' }, state.choice.filter) });
    }
    case 'search':
      return step({ ...state, prompt: openPrompt({ kind: 'search' }, place.needle) });
    case 'command':
      return step({ ...state, prompt: openPrompt({ kind: 'command' }) });
    case 'next':
      return step(toMatch(state, model, 1));
    case 'previous':
      return step(toMatch(state, model, -1));
    case 'sort':
      return step({ ...state, dialog: { kind: 'sort', selected: 0 } });
    case 'reverse':
      return choosing(state, { isDescending: !state.choice.isDescending });
    case 'columns':
      return step({ ...state, dialog: { kind: 'columns', selected: 0 } });
    case 'pick':
      return step(moveBy(picked(state), model, 'down'));
    case 'fold':
      return step(toggleFold(state, model));
    case 'fold-all':
      return step(foldAll(state, model));
    case 'why':
      return step(why(state, model));
    case 'copy': {
      const choices = copyChoices(state, model);
      if (choices.length === 0) return step(saying(state, screenText.nothingHere));
      return step({ ...state, dialog: { kind: 'copy', selected: 0, choices } });
    }
    case 'export':
      return step({
        ...state,
        dialog: { kind: 'export', selected: 0, formats: exportFormats(place.screen) },
      });
    case 'note':
      return step(openNote(state, model));
    case 'time-format': {
      const timeFormat = after(TIME_FORMATS, state.timeFormat);
      return step(saying({ ...state, timeFormat }, screenText.timeFormats[timeFormat]));
    }
    case 'earlier':
      return step(moveMoment(state, model, -1));
    case 'later':
      return step(moveMoment(state, model, 1));
    case 'earlier-incident':
      return step(toIncident(state, model, -1));
    case 'later-incident':
      return step(toIncident(state, model, 1));
    case 'next-connection':
      return toNeighbour(state, model, 1);
    case 'previous-connection':
      return toNeighbour(state, model, -1);
    case 'next-view':
      return step(otherView(state, model, 1));
    case 'previous-view':
      return step(otherView(state, model, -1));
    case 'zoom-in':
      return step({ ...state, zoom: Math.min(DEEPEST_ZOOM, state.zoom + 1) });
    case 'zoom-out':
      return step({ ...state, zoom: Math.max(0, state.zoom - 1) });
    case 'hex':
      return step(scrollTo({ ...state, followMode: state.followMode === 'text' ? 'hex' : 'text' }, model, 0));
    case 'all-hosts':
      if (place.host === null) return step(saying(state, screenText.noHost));
      return step(settle({ ...state, stack: [...state.stack.slice(0, -1), placeOf('netstat')] }, model));
    case 'mouse': {
      const isOn = !state.hasMouse;
      return step(saying({ ...state, hasMouse: isOn }, screenText.mouse(isOn)), { kind: 'mouse', isOn });
    }
    case 'redraw':
      return step(state, { kind: 'redraw' });
    case 'suspend':
      return step(state, { kind: 'suspend' });
    case 'quit':
    case 'quit-now':
      return step(state, { kind: 'quit' });
  }
}

const SCREENS = {
  'show-triage': 'triage',
  'show-connections': 'connections',
  'show-hosts': 'hosts',
  'show-netstat': 'netstat',
  'show-connection': 'connection',
  'show-graphs': 'graphs',
  'show-follow': 'follow',
} as const;

/** The next match, or the next thing that is wrong. */
function toMatch(state: ScreenState, model: TuiModel, by: 1 | -1): ScreenState {
  const place = shownPlace(state);
  if (place.needle !== '') return findText(state, model, place.needle, by);
  const position =
    place.screen === 'connections'
      ? model.connections.nextTroubled(place.cursor, by)
      : (ladderOf(model, state, place.connection)?.nextOdd(place.cursor, by) ?? -1);
  return position < 0 ? saying(state, screenText.noMore) : moveTo(state, model, position);
}

function picked(state: ScreenState): ScreenState {
  const { connection } = shownPlace(state);
  if (connection === null) return state;
  const numbers = new Set(state.picked);
  if (!numbers.delete(connection)) numbers.add(connection);
  return { ...state, picked: numbers };
}

function foldAll(state: ScreenState, model: TuiModel): ScreenState {
  const place = shownPlace(state);
  const index = ladderOf(model, state, place.connection)?.indexAt(place.cursor) ?? 0;
  const toggled = { ...state, unfoldAll: !state.unfoldAll, opened: new Set<number>() };
  return moveTo(toggled, model, ladderOf(model, toggled, place.connection)?.positionOf(index) ?? 0);
}

function otherView(state: ScreenState, model: TuiModel, by: 1 | -1): ScreenState {
  if (shownPlace(state).screen === 'graphs') return { ...state, graph: after(GRAPH_KINDS, state.graph, by) };
  if (shownPlace(state).screen !== 'follow') return state;
  return scrollTo({ ...state, followSide: after(FOLLOW_SIDES, state.followSide, by) }, model, 0);
}

function openNote(state: ScreenState, model: TuiModel): ScreenState {
  const packet = packetAtHand(model, state);
  const connection = connectionAtHand(state);
  const target =
    packet !== null
      ? { on: 'packet' as const, number: packet }
      : connection === null
        ? null
        : { on: 'connection' as const, number: connection };
  if (target === null) return saying(state, screenText.noConnection, 'warning');
  const known = model.notes.find(({ on, number }) => on === target.on && number === target.number);
  return { ...state, prompt: openPrompt({ kind: 'note', ...target }, known?.text ?? '') };
}

/** The reasons behind what is selected, in a window of their own. */
function why(state: ScreenState, model: TuiModel): ScreenState {
  const place = shownPlace(state);
  const packet = whyPacket(model, packetAtHand(model, state));
  const other = place.screen === 'packet' ? null : whyConnectionOrIncident(state, model);
  const said =
    packet === null || other === null
      ? (packet ?? other)
      : { title: packet.title, paragraphs: [...packet.paragraphs, ...other.paragraphs] };
  if (said === null) return saying(state, screenText.nothingHere);
  return { ...state, dialog: { kind: 'why', ...said, top: 0 } };
}

function whyPacket(model: TuiModel, packet: number | null): { title: string; paragraphs: string[] } | null {
  const detail = packet === null ? null : ready(model.packetDetail(packet));
  if (detail === null || detail.meanings.length === 0) return null;
  return {
    title: screenText.place.packet(detail.packet),
    paragraphs: detail.meanings.map(({ word, meaning }) => `${word}: ${meaning}`),
  };
}

function whyConnectionOrIncident(
  state: ScreenState,
  model: TuiModel,
): { title: string; paragraphs: string[] } | null {
  const place = shownPlace(state);
  const incident =
    place.screen === 'triage'
      ? model.incidents[place.cursor]
      : model.incidents.find(({ id }) => id === state.choice.incident);
  const connection = place.screen === 'triage' ? null : connectionAtHand(state);
  const verdict = connection === null ? '' : model.connections.summary(connection).verdict;
  const paragraphs = [
    ...(verdict === '' ? [] : [verdict]),
    ...(incident === undefined
      ? []
      : [
          `${triageText.why}: ${incident.explanation} (${triageText.certainty[incident.certainty]})`,
          `${triageText.advice}: ${incident.advice}`,
          `${triageText.wouldChange}: ${incident.wouldChange}`,
          `${triageText.evidence}: ${incident.evidence.join(', ')}`,
        ]),
  ];
  if (paragraphs.length === 0) return null;
  return {
    title: connection === null ? (incident?.title ?? '') : screenText.place.connection(connection),
    paragraphs,
  };
}

function after<T>(values: readonly T[], value: T, by: 1 | -1 = 1): T {
  return values[(values.indexOf(value) + by + values.length) % values.length]!;
}
