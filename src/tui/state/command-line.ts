import { screenText } from '../../format/messages/en/screen.js';
import type { TimeZone } from '../../format/time.js';
import { momentNs, parseMoment } from '../../query/moment.js';
import { firstIndex } from '../ladder/ladder-rows.js';
import type { TuiModel } from '../model.js';
import { filterProblem } from './filter-help.js';
import { show } from './go.js';
import { settle } from './move.js';
import { placeOf, type ScreenState, withPlace } from './screen-state.js';
import { choosing, type Step, saying, step } from './step.js';
import { atMoment } from './time-cursor.js';
import { packetsOf } from './views.js';

/** Runs what was typed after ":". */
export function runLine(state: ScreenState, model: TuiModel, text: string, zone: TimeZone): Step {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(text) ?? [];
  switch (word) {
    case '':
      return step(state);
    case 'q':
    case 'quit':
      return step(state, { kind: 'quit' });
    case 'packet':
    case 'goto':
      return toPacket(state, model, rest);
    case 'connection': {
      const number = /^\d+$/.test(rest) ? Number(rest) : -1;
      if (number < 0 || number >= model.connections.total)
        return step(saying(state, screenText.noSuchConnection(rest), 'bad'));
      return show(state, model, 'connection', { connection: number });
    }
    case 'at':
      return step(toTime(state, model, rest, zone));
    case 'host':
      return step({
        ...state,
        stack: [...state.stack.slice(0, 1), placeOf('netstat', { host: rest === '' ? null : rest })],
      });
    case 'filter': {
      const problem = filterProblem(rest);
      if (problem !== null) return step(saying(state, problem.message, 'bad'));
      const chosen = choosing(state, { filter: rest });
      return step(show(chosen.state, model, 'connections').state, ...chosen.effects);
    }
    default:
      if (/^\d+$/.test(word)) return toPacket(state, model, word);
      return step(saying(state, screenText.unknownCommand(word), 'bad'));
  }
}

function toPacket(state: ScreenState, model: TuiModel, text: string): Step {
  const number = /^#?\d+$/.test(text) ? Number(text.replace('#', '')) : -1;
  const connection = model.connectionOf(number);
  if (connection === null) return step(saying(state, screenText.noSuchPacket(text), 'bad'));
  const shown = show(state, model, 'connection', { connection }).state;
  return step(settle(withPlace(shown, { seek: { kind: 'packet', packet: number } }), model));
}

function toTime(state: ScreenState, model: TuiModel, text: string, zone: TimeZone): ScreenState {
  try {
    const moment = parseMoment(text);
    if (moment.kind === 'packet') {
      const connection = model.connectionOf(moment.packet);
      const packets = packetsOf(model, connection);
      if (packets === null) return saying(state, screenText.noSuchPacket(text), 'bad');
      const index = firstIndex(packets, (at) => packets.packetNumber(at) >= moment.packet);
      return atMoment(state, model, packets.timeNs(Math.min(index, packets.count - 1)));
    }
    const ns = momentNs(moment, model.clock, zone);
    return Number.isNaN(ns) ? saying(state, screenText.noTimes, 'warning') : atMoment(state, model, ns);
  } catch (error) {
    return saying(state, error instanceof Error ? error.message : String(error), 'bad');
  }
}
