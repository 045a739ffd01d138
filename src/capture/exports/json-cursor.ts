import { printableBytes } from '../errors.js';

/** How reading went: as long as it is `Fine`, the cursor stands where it should. */
export const JsonEnd = {
  Fine: 0,
  /** The window ended within the value. */
  Missing: 1,
  /** What stands at the cursor cannot stand there. */
  Wrong: 2,
} as const;
export type JsonEnd = (typeof JsonEnd)[keyof typeof JsonEnd];

/**
 * A place in a piece of JSON. The caller walks down the objects that matter to it and skips all others, whose brackets are
 * merely counted. After `end` is no longer `Fine` nothing moves, and `nextKey` and `nextElement` say that there is none.
 */
export class JsonCursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end: JsonEnd = JsonEnd.Fine;
  /** What would have been right, where `end` is `Wrong`. */
  expected = '';
  /** The value that `scalar` read last, as Latin-1. */
  text = '';
  /** Where the characters stand that `nextKey` or `span` found. */
  spanBegin = 0;
  spanEnd = 0;
  /** The same bytes, for those who make strings of them. */
  private window: Buffer = Buffer.alloc(0);
  private limit = 0;
  private isFirst = false;

  place(bytes: Uint8Array, at: number, limit: number): void {
    if (bytes !== this.bytes) this.window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.bytes = bytes;
    this.at = at;
    this.limit = limit;
    this.end = JsonEnd.Fine;
  }

  /**
   * Passes what stands between the packets of an array, or the lines of EK: spaces, commas, the array's own brackets. Gives back how
   * many more of these opened than closed.
   */
  skipBetween(): number {
    const { bytes, limit } = this;
    let at = this.at;
    let depth = 0;
    for (; at < limit; at++) {
      const code = bytes[at]!;
      if (code === OPEN_BRACKET) depth++;
      else if (code === CLOSE_BRACKET) depth--;
      else if (code > SPACE && code !== COMMA) break;
    }
    this.at = at;
    return depth;
  }

  isAt(code: number): boolean {
    return this.bytes[this.at] === code && this.at < this.limit;
  }

  enterObject(): void {
    this.enter(OPEN_BRACE, 'an object, "{"');
  }

  enterArray(): void {
    this.enter(OPEN_BRACKET, 'an array, "["');
  }

  /** Finds a key, `spanBegin` to `spanEnd`, and stands at its value; false where the object ends, which is passed. */
  nextKey(): boolean {
    if (!this.nextMember(CLOSE_BRACE)) return false;
    if (!this.isAt(QUOTE)) return this.fail('a key in quotes');
    if (!this.stringSpan()) return false;
    this.skipSpace();
    if (!this.isAt(COLON)) return this.fail('":" behind a key');
    this.at++;
    this.skipSpace();
    return this.end === JsonEnd.Fine;
  }

  /** Stands at the next value of an array; false where it ends, which is passed. */
  nextElement(): boolean {
    return this.nextMember(CLOSE_BRACKET);
  }

  /** Reads a string, a number or a word into `text`; false, and nothing read, where an object or array stands. */
  scalar(): boolean {
    if (!this.span()) return false;
    this.text = this.window.toString('latin1', this.spanBegin, this.spanEnd);
    if (this.text.includes('\\')) this.text = plain(this.text);
    return true;
  }

  /** As `scalar`, but only finds where the characters stand. */
  span(): boolean {
    const code = this.bytes[this.at];
    if (this.at >= this.limit) return this.fail('a value');
    if (code === QUOTE) return this.stringSpan();
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return false;
    const begin = this.at;
    while (this.at < this.limit && isWordPart(this.bytes[this.at]!)) this.at++;
    if (this.at >= this.limit || this.at === begin) return this.fail('a value');
    this.spanBegin = begin;
    this.spanEnd = this.at;
    return true;
  }

  /** Passes a value of any kind and depth: of objects and arrays only the brackets are counted. */
  skipValue(): void {
    const { bytes, limit } = this;
    if (!this.isAt(OPEN_BRACE) && !this.isAt(OPEN_BRACKET)) {
      this.span();
      return;
    }
    let depth = 0;
    let at = this.at;
    while (at < limit) {
      const code = bytes[at++]!;
      if (code === QUOTE) {
        at = endOfString(bytes, at, limit) + 1;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        depth++;
      } else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) {
        this.at = at;
        return;
      }
    }
    this.at = limit;
    this.end = JsonEnd.Missing;
  }

  /** What stands there, for a message. */
  foundAt(at: number): string {
    return printableBytes(this.bytes.subarray(at, Math.min(this.limit, at + 16)));
  }

  private enter(code: number, what: string): void {
    if (!this.isAt(code)) {
      this.fail(what);
      return;
    }
    this.at++;
    this.isFirst = true;
  }

  private nextMember(close: number): boolean {
    if (this.end !== JsonEnd.Fine) return false;
    this.skipSpace();
    if (this.isAt(close)) {
      this.at++;
      this.isFirst = false;
      return false;
    }
    if (!this.isFirst) {
      if (!this.isAt(COMMA)) return this.fail(close === CLOSE_BRACE ? '"," or "}"' : '"," or "]"');
      this.at++;
      this.skipSpace();
    }
    this.isFirst = false;
    return this.end === JsonEnd.Fine;
  }

  private stringSpan(): boolean {
    const end = endOfString(this.bytes, this.at + 1, this.limit);
    if (end >= this.limit) {
      this.at = this.limit;
      return this.fail('the end of a string');
    }
    this.spanBegin = this.at + 1;
    this.spanEnd = end;
    this.at = end + 1;
    return true;
  }

  private skipSpace(): void {
    const { bytes, limit } = this;
    let at = this.at;
    while (at < limit && bytes[at]! <= SPACE) at++;
    this.at = at;
  }

  private fail(expected: string): false {
    if (this.end !== JsonEnd.Fine) return false;
    this.end = this.at >= this.limit ? JsonEnd.Missing : JsonEnd.Wrong;
    this.expected = expected;
    return false;
  }
}

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The place of the closing quote, or beyond the limit. */
function endOfString(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const code = bytes[at]!;
    if (code === QUOTE) return at;
    at += code === BACKSLASH ? 2 : 1;
  }
  return limit;
}

function isWordPart(code: number): boolean {
  return code > SPACE && code !== COMMA && code !== CLOSE_BRACE && code !== CLOSE_BRACKET && code !== QUOTE;
}

/** Without escapes; a character beyond ASCII becomes its UTF-8 bytes, as all text here. */
function plain(text: string): string {
  return text.replace(/(?:\\u[\da-fA-F]{4})+|\\["\\/bfnrt]/g, (escaped) =>
    Buffer.from(JSON.parse(`"${escaped}"`) as string).toString('latin1'),
  );
}
