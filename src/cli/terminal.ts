import { openTerminal, type Terminal } from '../report/terminal.js';
import type { Surroundings } from './surroundings.js';

/** Text that goes to a file or a pipe is made for a ticket. */
export const TICKET_WIDTH = 80;
const NARROWEST = 40;

/** How text is to look. */
export interface Look {
  /** The file it goes to; null for standard output. */
  output: string | null;
  ascii: boolean;
  /** Null decides by the terminal. */
  color: boolean | null;
}

/** The surface on which a command prints its text. */
export function terminalOf(look: Look, surroundings: Surroundings): Terminal {
  return openTerminal({
    width: Math.max(NARROWEST, surroundings.columns ?? TICKET_WIDTH),
    ascii: look.ascii,
    color: wantsColor(look, surroundings),
  });
}

/** Whether text is to be coloured: as it was asked for, else as the terminal and the environment are. */
export function wantsColor({ output, color }: Look, { environment, stdoutIsTty }: Surroundings): boolean {
  if (output !== null) return color === true;
  if (color !== null) return color;
  return stdoutIsTty && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
