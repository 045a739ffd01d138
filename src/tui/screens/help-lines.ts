import { keyText, screenText } from '../../format/messages/en/screen.js';
import { BINDINGS, type Binding, bindingsOf, keyName } from '../state/key-bindings.js';
import type { ScreenState } from '../state/screen-state.js';
import { EMPTY_LINE, type Line, line, span } from '../widgets/line.js';

const KEYS = 26;

/** The keys of the screen that help was asked for on, then those that mean the same everywhere. */
export function helpLines({ stack }: ScreenState): readonly Line[] {
  const asked = stack.at(-2)?.screen ?? 'triage';
  const here = bindingsOf(asked).filter(({ screens }) => screens !== null);
  return [
    line(span(` ${keyText.here(screenText.names[asked])}`, 'title')),
    ...here.map(bindingLine),
    EMPTY_LINE,
    line(span(` ${keyText.everywhere}`, 'title')),
    ...BINDINGS.filter(({ screens }) => screens === null).map(bindingLine),
  ];
}

function bindingLine({ keys, command }: Binding): Line {
  const names = keys.map(keyName).join(' ');
  return line(span(`   ${names.padEnd(KEYS)} `, 'key'), keyText.long[command] ?? command);
}
