import type { ByteSource } from '../byte-source.js';
import { FIELD_OF_LAYERS, FIELDS_BY_LAYER, type Field } from './field.js';
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
    let layer: ReadonlyMap<string, Field> | undefined = FIELD_OF_LAYERS;
    let depth = 0;
    for (let at = begin + 1; ; ) {
      at = window.indexOf(LESS, at);
      if (at < 0 || at >= end) return true;
      const first = window[++at];
      if (first === LETTER_P && window[at + 5] === SPACE) {
        const name = attribute(window, at + 5, end, NAME);
        depth++;
        layer = depth === 1 || isQuoted(name) ? FIELDS_BY_LAYER.get(name) : undefined;
        if (name === 'tcp') this.fields.enterTcp();
      } else if (first === SLASH && window[at + 1] === LETTER_P) {
        depth--;
        if (depth === 0) layer = FIELD_OF_LAYERS;
      } else if (first === LETTER_F && layer !== undefined) {
        const field = fieldAt(window, at + 5, end, layer);
        if (field !== undefined) this.fields.set(field, unescaped(attribute(window, at + 5, end, SHOW)));
      }
    }
  }
}

const LESS = 0x3c;
const SPACE = 0x20;
const SLASH = 0x2f;
const QUOTE = 0x22;
const LETTER_F = 0x66;
const LETTER_P = 0x70;
const NAME = ' name="';
const SHOW = ' show="';

/** Layers that stand within ICMP's, where the quote is. */
function isQuoted(name: string): boolean {
  return name === 'ip' || name === 'ipv6' || name === 'tcp';
}

/** tshark writes the name first, as all else: that is tried before a search. */
function fieldAt(
  window: Buffer,
  at: number,
  end: number,
  layer: ReadonlyMap<string, Field>,
): Field | undefined {
  return layer.get(attribute(window, at, end, NAME));
}

function attribute(window: Buffer, at: number, end: number, name: string): string {
  const found = window.indexOf(name, at, 'latin1');
  const tagEnd = window.indexOf('>', at, 'latin1');
  if (found < 0 || found > tagEnd || found >= end) return '';
  const begin = found + name.length;
  const close = window.indexOf(QUOTE, begin);
  return close < 0 || close > end ? '' : window.toString('latin1', begin, close);
}
