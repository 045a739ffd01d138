import { UsageError } from '../errors.js';
import { queryText } from '../format/messages/en.js';

/**
 * The filter language: text → syntax tree, by recursive descent.
 *
 *   expression = conjunction { "||" conjunction }
 *   conjunction = term { "&&" term }
 *   term = "!" term | "(" expression ")" | field comparison | bare
 *   comparison = ("==" | "!=" | "<" | "<=" | ">" | ">=" | "~") value | "in" "{" value { [","] value } "}"
 *
 * A value is a word or a quoted string. Positions count characters of the text from 0.
 */
export type Node =
  | { kind: 'or' | 'and'; left: Node; right: Node }
  | { kind: 'not'; operand: Node }
  | { kind: 'compare'; field: Value; operator: Operator; values: Value[] }
  | { kind: 'bare'; value: Value };

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '~' | 'in';

export interface Value {
  text: string;
  position: number;
  quoted: boolean;
}

/** A filter that cannot be understood. `message` says why, in one line; `toString` also points at the place. */
export class QueryError extends UsageError {
  readonly query: string;
  readonly position: number;

  constructor(query: string, position: number, message: string) {
    super(message);
    this.query = query;
    this.position = position;
  }

  /** The filter and a caret under the character, as two lines. */
  pointer(): string {
    return `${this.query}\n${' '.repeat(this.position)}^`;
  }
}

const MAX_DEPTH = 200;
const OPERATORS: readonly string[] = ['==', '!=', '<=', '>=', '<', '>', '~'];
const ENDS_WORD = /[\s()&|!<>=~{},"]/;

export function parseQuery(text: string): Node {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Node {
    this.#skipSpace();
    if (this.#at === this.#text.length) this.#fail(queryText.empty);
    const node = this.#or();
    if (this.#at < this.#text.length) {
      this.#fail(this.#text[this.#at] === ')' ? queryText.unopened : queryText.expectedConnective);
    }
    return node;
  }

  #or(): Node {
    let left = this.#and();
    while (this.#take('||')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Node {
    let left = this.#term();
    while (this.#take('&&')) left = { kind: 'and', left, right: this.#term() };
    return left;
  }

  #term(): Node {
    if (++this.#depth > MAX_DEPTH) this.#fail(queryText.tooDeep);
    const node = this.#undeepenedTerm();
    this.#depth--;
    return node;
  }

  #undeepenedTerm(): Node {
    if (this.#take('!')) return { kind: 'not', operand: this.#term() };
    const open = this.#at;
    if (this.#take('(')) {
      const inner = this.#or();
      if (!this.#take(')')) this.#fail(queryText.unclosed, this.#at < this.#text.length ? this.#at : open);
      return inner;
    }
    const first = this.#value(queryText.expectedTerm);
    const operator = first.quoted ? null : this.#operator();
    if (operator === null) return { kind: 'bare', value: first };
    const values = operator === 'in' ? this.#set() : [this.#value(queryText.expectedValue(operator))];
    return { kind: 'compare', field: first, operator, values };
  }

  #operator(): Operator | null {
    for (const operator of OPERATORS) if (this.#take(operator)) return operator as Operator;
    if (this.#text[this.#at] === '=') this.#fail(queryText.singleEquals);
    if (/^in[\s{]/.test(this.#text.slice(this.#at, this.#at + 3))) {
      this.#at += 2;
      this.#skipSpace();
      return 'in';
    }
    return null;
  }

  #set(): Value[] {
    const open = this.#at;
    if (!this.#take('{')) this.#fail(queryText.expectedSet);
    const values: Value[] = [];
    while (!this.#take('}')) {
      if (this.#at === this.#text.length) this.#fail(queryText.unclosedSet, open);
      values.push(this.#value(queryText.expectedSetValue));
      this.#take(',');
    }
    if (values.length === 0) this.#fail(queryText.emptySet, open);
    return values;
  }

  #value(expected: string): Value {
    const position = this.#at;
    if (this.#text[position] === '"') return this.#quoted(position);
    while (this.#at < this.#text.length && !ENDS_WORD.test(this.#text[this.#at]!)) this.#at++;
    if (this.#at === position) this.#fail(expected);
    const text = this.#text.slice(position, this.#at);
    this.#skipSpace();
    return { text, position, quoted: false };
  }

  #quoted(position: number): Value {
    let text = '';
    for (this.#at = position + 1; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!;
      if (character === '"') {
        this.#at++;
        this.#skipSpace();
        return { text, position, quoted: true };
      }
      // \" and \\ stand for themselves; any other backslash stays, for regular expressions.
      if (character === '\\' && /["\\]/.test(this.#text[this.#at + 1] ?? '')) this.#at++;
      text += this.#text[this.#at];
    }
    return this.#fail(queryText.unclosedQuote, position);
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at]!)) this.#at++;
  }

  #fail(message: string, position = this.#at): never {
    throw new QueryError(this.#text, position, message);
  }
}
