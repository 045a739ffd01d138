import type { Line, Span, Tone } from '../widgets/line.js';

/** From the least to the most telling: where dots of several tones share a cell, the last one wins. */
const RANKED: readonly Tone[] = [
  'quiet',
  'plain',
  'good',
  'note',
  'initiator',
  'responder',
  'warning',
  'bad',
];

/** Where a tone stands among the others, from 1. */
export function rankOf(tone: Tone): number {
  return RANKED.indexOf(tone) + 1;
}

/** The dots of one braille cell, by column and row: U+2800 plus these bits. */
const BITS = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];
const BRAILLE = 0x2800;
/** Without braille a cell is one dot, and its mark tells the tone, for there may be no colour either. */
const MARKS: Readonly<Partial<Record<Tone, string>>> = {
  quiet: '.',
  plain: '*',
  good: '+',
  note: '-',
  initiator: 'o',
  responder: 'x',
  warning: '=',
  bad: '#',
};

/** Dots on a grid of cells, two by four in each where there is braille; the dot 0,0 is at the top left. */
export class Canvas {
  readonly dotColumns: number;
  readonly dotRows: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Powers of two: dots of a cell across and down. */
  readonly #across: 0 | 1;
  readonly #down: 0 | 2;
  readonly #dots: Uint8Array;
  /** The highest rank that was set in each cell; 0 for none. */
  readonly #ranks: Uint8Array;
  readonly #letters = new Map<number, Span>();

  constructor(columns: number, rows: number, hasBraille: boolean) {
    this.#columns = columns;
    this.#rows = rows;
    this.#across = hasBraille ? 1 : 0;
    this.#down = hasBraille ? 2 : 0;
    this.dotColumns = columns << this.#across;
    this.dotRows = rows << this.#down;
    this.#dots = new Uint8Array(columns * rows);
    this.#ranks = new Uint8Array(columns * rows);
  }

  /** Sets a dot; what lies outside is left out. `rank` is that of the tone. */
  dot(x: number, y: number, rank: number): void {
    if (!(x >= 0 && x < this.dotColumns && y >= 0 && y < this.dotRows)) return;
    const column = x >> this.#across;
    const row = y >> this.#down;
    const cell = row * this.#columns + column;
    this.#dots[cell]! |= BITS[((x - (column << this.#across)) << 2) + (y - (row << this.#down))]!;
    if (rank > this.#ranks[cell]!) this.#ranks[cell] = rank;
  }

  /** All dots of one row between two columns. */
  row(y: number, from: number, to: number, rank: number): void {
    const end = Math.min(this.dotColumns - 1, to);
    for (let x = Math.max(0, from); x <= end; x++) this.dot(x, y, rank);
  }

  /** All dots of one column between two rows. */
  column(x: number, from: number, to: number, rank: number): void {
    const end = Math.min(this.dotRows - 1, Math.max(from, to));
    for (let y = Math.max(0, Math.min(from, to)); y <= end; y++) this.dot(x, y, rank);
  }

  /** A letter in the cell of a dot, over all that is drawn there. */
  letter(x: number, y: number, letter: string, tone: Tone): void {
    if (!(x >= 0 && x < this.dotColumns && y >= 0 && y < this.dotRows)) return;
    this.#letters.set((y >> this.#down) * this.#columns + (x >> this.#across), { text: letter, tone });
  }

  lines(): Line[] {
    return Array.from({ length: this.#rows }, (_, row) => this.#line(row));
  }

  #line(row: number): Line {
    const spans: Span[] = [];
    let text = '';
    let tone: Tone = 'plain';
    for (let column = 0; column < this.#columns; column++) {
      const cell = row * this.#columns + column;
      const letter = this.#letters.get(cell);
      if (letter !== undefined) {
        spans.push({ text, tone }, letter);
        text = '';
        continue;
      }
      const next: Tone = this.#ranks[cell] === 0 ? tone : RANKED[this.#ranks[cell]! - 1]!;
      if (next !== tone && text !== '') {
        spans.push({ text, tone });
        text = '';
      }
      tone = next;
      text += this.#glyph(cell, tone);
    }
    return [...spans, { text, tone }];
  }

  #glyph(cell: number, tone: Tone): string {
    if (this.#ranks[cell] === 0) return ' ';
    return this.#across === 1 ? String.fromCharCode(BRAILLE + this.#dots[cell]!) : MARKS[tone]!;
  }
}
