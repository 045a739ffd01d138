import type { Severity } from '../rows.js';
import type { Line, Tone } from './widgets/line.js';

/** Every colour and every glyph of the screen. Colour never carries a meaning alone: a letter, word or mark stands beside it. */
export interface Theme {
  readonly glyphs: Glyphs;
  readonly isAscii: boolean;
  /** One row with its colours, as a terminal takes it. */
  paint(line: Line): string;
}

export interface Glyphs {
  readonly ellipsis: string;
  readonly selected: string;
  readonly picked: string;
  readonly rule: string;
  readonly bar: string;
  readonly dash: string;
  readonly double: string;
  readonly right: string;
  readonly left: string;
  readonly both: string;
  /** From one moment to another. */
  readonly to: string;
  readonly fold: string;
  readonly gap: string;
  readonly into: string;
  readonly ascending: string;
  readonly descending: string;
  readonly full: string;
  readonly empty: string;
  /** From nothing to the highest. */
  readonly spark: readonly string[];
  /** Dots of a plot: two by four to a cell in braille, else one mark a cell. */
  readonly hasBraille: boolean;
  readonly box: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: string;
    readonly across: string;
    readonly down: string;
  };
}

const UNICODE: Glyphs = {
  ellipsis: '…',
  selected: '>',
  picked: '*',
  rule: '─',
  bar: '│',
  dash: '─',
  double: '═',
  right: '▶',
  left: '◀',
  both: '↔',
  to: '–',
  fold: '·',
  gap: '~',
  into: '›',
  ascending: '▲',
  descending: '▼',
  full: '█',
  empty: '░',
  spark: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  hasBraille: true,
  box: { topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘', across: '─', down: '│' },
};

const ASCII: Glyphs = {
  ellipsis: '..',
  selected: '>',
  picked: '*',
  rule: '-',
  bar: '|',
  dash: '-',
  double: '=',
  right: '>',
  left: '<',
  both: '<->',
  to: '-',
  fold: '.',
  gap: '~',
  into: '>',
  ascending: '^',
  descending: 'v',
  full: '#',
  empty: '.',
  spark: [' ', '.', ':', '-', '=', '+', '*', '#', '@'],
  hasBraille: false,
  box: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', across: '-', down: '|' },
};

type Style = readonly [on: string, off: string];
const BOLD: Style = ['\x1b[1m', '\x1b[22m'];
const DIM: Style = ['\x1b[2m', '\x1b[22m'];
const INVERSE: Style = ['\x1b[7m', '\x1b[27m'];
/** One of the sixteen colours that every terminal has, as its owner chose them. */
const colour = (number: number): Style => [`\x1b[${number}m`, '\x1b[39m'];

const COLOURED: Readonly<Record<Tone, readonly Style[]>> = {
  plain: [],
  title: [BOLD],
  quiet: [DIM],
  bad: [colour(31)],
  warning: [colour(33)],
  note: [colour(36)],
  good: [colour(32)],
  initiator: [colour(36)],
  responder: [colour(35)],
  key: [BOLD],
  bar: [INVERSE],
};

const PLAIN: Readonly<Record<Tone, readonly Style[]>> = {
  plain: [],
  title: [BOLD],
  quiet: [],
  bad: [BOLD],
  warning: [],
  note: [],
  good: [],
  initiator: [],
  responder: [],
  key: [BOLD],
  bar: [INVERSE],
};

export function openTheme(options: { color: boolean; ascii: boolean }): Theme {
  const styles = options.color ? COLOURED : PLAIN;
  return {
    glyphs: options.ascii ? ASCII : UNICODE,
    isAscii: options.ascii,
    paint: (spans) => {
      let painted = '';
      for (const { text, tone, isInverse } of spans) {
        if (text === '') continue;
        const wanted = isInverse && tone !== 'bar' ? [...styles[tone], INVERSE] : styles[tone];
        for (const [on] of wanted) painted += on;
        painted += text;
        for (const [, off] of wanted) painted += off;
      }
      return painted;
    },
  };
}

export function toneOfSeverity(severity: Severity | null): Tone {
  switch (severity) {
    case 'error':
      return 'bad';
    case 'warning':
      return 'warning';
    case 'note':
      return 'note';
    default:
      return 'plain';
  }
}
