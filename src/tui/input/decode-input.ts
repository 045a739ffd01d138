import { MAX_PASTE_CHARACTERS } from '../../limits.js';

/** What a person does to the keyboard and the mouse. */
export type InputEvent =
  /** `key` is the character itself, or a name: "up", "enter", "f5", "ctrl+c", "alt+x", "shift+tab". */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'wheel'; readonly by: 1 | -1 }
  /** Cells count from 0. */
  | { readonly kind: 'click'; readonly column: number; readonly row: number };

export interface Decoded {
  readonly events: readonly InputEvent[];
  /** The beginning of something that is not whole yet: put it before what comes next. */
  readonly rest: string;
}

const ESC = '\x1b';
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/**
 * What a terminal sent, as events. Several keys may come at once, and one in pieces: unless `isWhole`, an unfinished
 * end is left for later, with it a lone ESC that may be the key or the start of a sequence. Sequences that mean nothing here are dropped.
 */
export function decodeInput(text: string, isWhole: boolean): Decoded {
  const events: InputEvent[] = [];
  let at = 0;
  while (at < text.length) {
    const step = decodeOne(text, at, isWhole);
    if (step === null) break;
    if (step.event !== null) events.push(step.event);
    at = step.next;
  }
  return { events, rest: text.slice(at) };
}

interface Step {
  readonly event: InputEvent | null;
  readonly next: number;
}

function decodeOne(text: string, at: number, isWhole: boolean): Step | null {
  if (text[at] !== ESC) return plainKey(text, at);
  if (text.startsWith(PASTE_BEGINS, at)) return paste(text, at + PASTE_BEGINS.length);
  const sequence = controlSequence(text, at, '');
  if (sequence !== null) return sequence;
  const rest = text.slice(at);
  if (rest === ESC || UNFINISHED.test(rest)) {
    if (!isWhole) return null;
    return { event: key('escape'), next: at + 1 };
  }
  // ESC twice: the second one may open a sequence that Alt was held with.
  if (rest.startsWith(ESC + ESC)) return controlSequence(text, at + 1, 'alt+') ?? escapeKey(at);
  const { event, next } = plainKey(text, at + 1);
  if (event?.kind !== 'key') return { event: key('escape'), next: at + 1 };
  return { event: key(`alt+${event.key}`), next };
}

const escapeKey = (at: number): Step => ({ event: key('escape'), next: at + 1 });

const UNFINISHED = /^\x1b\x1b?(?:\[[0-9;<?]*|O[0-9;]*|\[\[)?$/;
const CSI = /\x1b\[([0-9;<?]*)([ -/]*)([@-~])/y;
const SS3 = /\x1bO([0-9;]*)([A-Za-z])/y;
/** F1 to F5 on the Linux console. */
const LINUX_FUNCTION = /\x1b\[\[([A-E])/y;

function controlSequence(text: string, at: number, prefix: string): Step | null {
  LINUX_FUNCTION.lastIndex = at;
  let match = LINUX_FUNCTION.exec(text);
  if (match)
    return { event: key(`${prefix}f${match[1]!.charCodeAt(0) - 64}`), next: LINUX_FUNCTION.lastIndex };
  SS3.lastIndex = at;
  match = SS3.exec(text);
  if (match) return { event: letterKey(match[2]!, match[1]!, prefix), next: SS3.lastIndex };
  CSI.lastIndex = at;
  match = CSI.exec(text);
  if (!match) return null;
  const [, parameters = '', , final = ''] = match;
  const next = CSI.lastIndex;
  if (parameters.startsWith('<')) return { event: mouse(parameters.slice(1), final), next };
  if (final === '~') return { event: numberedKey(parameters, prefix), next };
  return { event: letterKey(final, parameters, prefix), next };
}

const LETTERS: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift+tab',
  M: 'enter',
};

const NUMBERS: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

function letterKey(final: string, parameters: string, prefix: string): InputEvent | null {
  const [first = '', modifier] = parameters.split(';');
  const name = LETTERS[final];
  // Other numbers stand in reports, as of the cursor's position.
  if (name === undefined || (first !== '' && first !== '1')) return null;
  return key(prefix + modifiers(modifier) + name);
}

function numberedKey(parameters: string, prefix: string): InputEvent | null {
  const [number = '', modifier] = parameters.split(';');
  const name = NUMBERS[number];
  return name === undefined ? null : key(prefix + modifiers(modifier) + name);
}

/** xterm counts modifiers as bits, plus one: 2 is Shift, 3 Alt, 5 Control. */
function modifiers(parameter = '1'): string {
  const bits = Math.max(0, Number(parameter) - 1);
  return `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}`;
}

/** SGR mouse reports: `button;column;row`, cells from 1, "M" for press and "m" for release. */
function mouse(parameters: string, final: string): InputEvent | null {
  const [button = -1, column = 0, row = 0] = parameters.split(';').map(Number);
  if (button === 64 || button === 65) return { kind: 'wheel', by: button === 64 ? -1 : 1 };
  if (button !== 0 || final !== 'M' || !(column > 0) || !(row > 0)) return null;
  return { kind: 'click', column: column - 1, row: row - 1 };
}

function paste(text: string, start: number): Step | null {
  const end = text.indexOf(PASTE_ENDS, start);
  if (end < 0 && text.length - start < MAX_PASTE_CHARACTERS) return null;
  const pasted = text.slice(start, end < 0 ? text.length : end).slice(0, MAX_PASTE_CHARACTERS);
  return {
    event: { kind: 'paste', text: pasted },
    next: end < 0 ? text.length : end + PASTE_ENDS.length,
  };
}

const NAMES: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  ' ': 'space',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\0': 'ctrl+space',
};

function plainKey(text: string, at: number): Step {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const next = at + character.length;
  const name = NAMES[character];
  if (name !== undefined) return { event: key(name), next };
  const code = character.charCodeAt(0);
  if (code === 0x1b) return { event: key('escape'), next };
  if (code < 0x20) return { event: key(`ctrl+${String.fromCharCode(code + 96)}`), next };
  return { event: key(character), next };
}

function key(name: string): InputEvent {
  return { kind: 'key', key: name };
}
