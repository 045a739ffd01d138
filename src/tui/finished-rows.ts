/**
 * Rows that are finished, colours and all, on their way past Ink. Ink takes a text apart character by character to lay it out, which costs
 * ten times what drawing it did, and it remembers every text that it has measured. A row that is cut to its width needs
 * neither: Ink places a token of two characters, and the painter puts the row in its place.
 */
export class FinishedRows {
  readonly #texts: string[] = [];
  readonly #tokens: string[] = [];

  /** Keeps the text of a row. The token changes when the text does, so that Ink notices; each row has two of them in turn. */
  token(row: number, text: string): string {
    const known = this.#tokens[row];
    if (known !== undefined && this.#texts[row] === text) return known;
    const isSecond = known?.endsWith(FIRST) ?? false;
    this.#texts[row] = text;
    return (this.#tokens[row] = String.fromCharCode(ROWS + row) + (isSecond ? SECOND : FIRST));
  }

  /** The row that a token stands for; anything else as it is. */
  finish(line: string): string {
    const last = line.charAt(1);
    if (line.length !== 2 || (last !== FIRST && last !== SECOND)) return line;
    return this.#texts[line.charCodeAt(0) - ROWS] ?? '';
  }
}

/** Private use characters: nothing on the screen is made of them, for captured ones are shown and never sent. */
const FIRST = '\ue000';
const SECOND = '\ue001';
const ROWS = 0xe100;

/** More rows than any terminal has; the tokens of more would leave the private use area. */
export const MOST_ROWS = 4096;
