import type { ByteSource } from '../byte-source.js';
import { FIELD_OF_LAYERS, type Field, LAYERS } from './field.js';
import type { KeyTable } from './key-table.js';
import { XmlReader } from './xml-reader.js';
import { beginsWithRoot, unescaped } from './xml-text.js';

export function isPdml({ bytes, start, end }: ByteSource): boolean {
  return beginsWithRoot(bytes.subarray(start, end), 'pdml');
}

/**
 * Reads PDML: every packet's details as XML. Its elements are
 * `<proto name="tcp" …>` and within them `<field name="tcp.seq" … show="0" value="57d07ed0"/>`; no attribute holds a bare "<".
 */
export class PdmlReader extends XmlReader {
  constructor(source: ByteSource, capture: number) {
    super(source, 'PDML', 'pdml', capture);
  }

  protected wholeElement(tag: string): string | null {
    return tag === 'packet' ? '</packet>' : null;
  }

  protected readElement(_tag: string, window: Buffer, begin: number, end: number): boolean {
    let fields: KeyTable<Field> | undefined = FIELD_OF_LAYERS;
    let depth = 0;
    for (let at = begin + 1; ; ) {
      at = window.indexOf(LESS, at);
      if (at < 0 || at >= end) return true;
      const first = window[++at];
      if (first === LETTER_P && window[at + 5] === SPACE) {
        const layer = namedAt(LAYERS, window, at + PROTO_LENGTH, end);
        // Within a header's own element, ICMP's, stand the headers that it quotes.
        const counts = layer !== undefined && (depth === 0 || !layer.name.startsWith('icmp'));
        depth++;
        fields = counts ? layer.fields : undefined;
        if (layer?.name === 'tcp') this.fields.tcp.enter();
      } else if (first === SLASH && window[at + 1] === LETTER_P) {
        depth--;
        if (depth === 0) fields = FIELD_OF_LAYERS;
      } else if (first === LETTER_F && fields !== undefined) {
        const field = namedAt(fields, window, at + FIELD_LENGTH, end);
        if (field !== undefined) this.fields.set(field, shown(window, at, end));
      }
    }
  }
}

/** `proto name="` and `field name="`: the name comes first, and what stands before it is as long in both. */
const PROTO_LENGTH = 12;
const FIELD_LENGTH = 12;
const LESS = 0x3c;
const SPACE = 0x20;
const SLASH = 0x2f;
const QUOTE = 0x22;
const GREATER = 0x3e;
const LETTER_F = 0x66;
const LETTER_P = 0x70;
const SHOW = ' show="';

/** What the name stands for that begins there and ends at the next quote. */
function namedAt<Value>(
  table: KeyTable<Value>,
  window: Buffer,
  begin: number,
  end: number,
): Value | undefined {
  if (window[begin - 1] !== QUOTE) return undefined;
  let at = begin;
  while (at < end && window[at] !== QUOTE) at++;
  return table.get(window, begin, at);
}

function shown(window: Buffer, at: number, end: number): string {
  const tagEnd = window.indexOf(GREATER, at);
  const found = window.indexOf(SHOW, at, 'latin1');
  if (found < 0 || found > tagEnd || found >= end) return '';
  const begin = found + SHOW.length;
  const close = window.indexOf(QUOTE, begin);
  return close < 0 || close > end ? '' : unescaped(window.toString('latin1', begin, close));
}
