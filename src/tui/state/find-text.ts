import { screenText } from '../../format/messages/en/screen.js';
import type { TuiModel } from '../model.js';
import { helpLines } from '../screens/help-lines.js';
import { packetLines } from '../screens/packet-lines.js';
import { type Line, textOf } from '../widgets/line.js';
import { moveTo } from './move.js';
import { type ScreenName, type ScreenState, shownPlace } from './screen-state.js';
import { saying } from './step.js';
import { followOf, ladderOf, packetsOf } from './views.js';

/** The screens where a search leaves rows out; elsewhere it goes from match to match. */
export function isThinnedOut(screen: ScreenName): boolean {
  return screen === 'hosts' || screen === 'netstat';
}

/** Goes to the next row with that text, case aside; a fold that holds it is opened. */
export function findText(state: ScreenState, model: TuiModel, text: string, by: 1 | -1): ScreenState {
  if (text === '') return state;
  if (shownPlace(state).screen === 'connection') return findInLadder(state, model, text, by);
  const row = nextRow(state, model, text, by);
  return row < 0 ? saying(state, screenText.notFound(text), 'warning') : moveTo(state, model, row);
}

function findInLadder(state: ScreenState, model: TuiModel, text: string, by: 1 | -1): ScreenState {
  const { connection, cursor } = shownPlace(state);
  const match = ladderOf(model, state, connection)?.find(text, cursor, by) ?? null;
  if (match === null) return saying(state, screenText.notFound(text), 'warning');
  if (match.foldedFrom === undefined) return moveTo(state, model, match.position);
  const first = packetsOf(model, connection)!.packetNumber(match.foldedFrom);
  const opened = { ...state, opened: new Set([...state.opened, first]) };
  return moveTo(opened, model, ladderOf(model, opened, connection)?.positionOf(match.index) ?? 0);
}

function nextRow(state: ScreenState, model: TuiModel, text: string, by: 1 | -1): number {
  const place = shownPlace(state);
  switch (place.screen) {
    case 'follow':
      return followOf(model, state, place.connection)?.find(text, place.top, by) ?? -1;
    case 'packet':
      return nextLine(packetLines(model, place, state.size.columns), text, place.top, by);
    case 'help':
      return nextLine(helpLines(state), text, place.top, by);
    default:
      return -1;
  }
}

function nextLine(lines: readonly Line[], text: string, from: number, by: 1 | -1): number {
  const wanted = text.toLowerCase();
  for (let at = from + by; at >= 0 && at < lines.length; at += by)
    if (textOf(lines[at]!).toLowerCase().includes(wanted)) return at;
  return -1;
}
