// Hot path: allocates nothing per packet.

/** Characters that the readers of text look for. */
export const Char = {
  Tab: 9,
  Newline: 10,
  Return: 13,
  Space: 32,
  Dash: 45,
  Dot: 46,
  Zero: 48,
  Colon: 58,
  Comma: 44,
  Greater: 62,
  OpenBracket: 91,
  CloseBracket: 93,
  OpenBrace: 123,
  CloseBrace: 125,
  OpenParenthesis: 40,
  CloseParenthesis: 41,
  Bar: 124,
} as const;

/**
 * A place in lines of text. Whoever sets it up makes sure that a newline follows: no reader passes one, so that nobody
 * has to look for the end.
 */
export class TextCursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  /** What `takeNumber` read. */
  value = 0;

  /** Reads decimal digits into `value`; false where none stand. Thousands of digits are a number too, however large. */
  takeNumber(): boolean {
    const bytes = this.bytes;
    let at = this.at;
    let value = bytes[at]! - Char.Zero;
    if (!(value >= 0 && value <= 9)) return false;
    for (;;) {
      const digit = bytes[++at]! - Char.Zero;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    this.at = at;
    this.value = value;
    return true;
  }

  /** Passes exactly so many digits and gives their value; -1, and nothing passed, where others stand there. */
  takeDigits(count: number): number {
    const bytes = this.bytes;
    const at = this.at;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const digit = bytes[at + i]! - Char.Zero;
      if (!(digit >= 0 && digit <= 9)) return -1;
      value = value * 10 + digit;
    }
    this.at = at + count;
    return value;
  }

  takeChar(char: number): boolean {
    if (this.bytes[this.at] !== char) return false;
    this.at++;
    return true;
  }

  /** Passes the word if it stands here. */
  takeWord(word: string): boolean {
    if (!this.isAt(word)) return false;
    this.at += word.length;
    return true;
  }

  /** Goes to that place and passes the word there; stays where it is if the word does not stand there. */
  takeFrom(at: number, word: string): boolean {
    const before = this.at;
    this.at = at;
    if (this.takeWord(word)) return true;
    this.at = before;
    return false;
  }

  isAt(word: string): boolean {
    const bytes = this.bytes;
    const at = this.at;
    for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
    return true;
  }

  /** Goes on to the next of this character in the line, or to the line's end: false. */
  seek(char: number): boolean {
    const bytes = this.bytes;
    let at = this.at;
    while (bytes[at] !== char && bytes[at] !== Char.Newline) at++;
    this.at = at;
    return bytes[at] === char;
  }
}
