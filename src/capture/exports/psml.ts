import type { ByteSource } from '../byte-source.js';
import { Field, fieldOfColumn } from './field.js';
import { XmlReader } from './xml-reader.js';
import { beginsWithRoot, unescaped } from './xml-text.js';

/** A packet list has few columns, however many somebody adds. */
const MAX_COLUMNS = 256;

export function isPsml({ bytes, start, end }: ByteSource): boolean {
  return beginsWithRoot(bytes.subarray(start, end), 'psml');
}

/** Reads PSML: the packet list as XML, `<section>` by `<section>` in the order that `<structure>` names. */
export class PsmlReader extends XmlReader {
  /** What stands in each section; -1 for one that says nothing to us. */
  private columns: (Field | -1)[] = [];
  /** Its columns in the order in which their values are to be taken in. */
  private order: number[] = [];
  private readonly sections: string[] = [];

  constructor(source: ByteSource, capture: number) {
    super(source, 'PSML', 'psml', capture);
  }

  protected wholeElement(tag: string): string | null {
    return tag === 'packet' || tag === 'structure' ? `</${tag}>` : null;
  }

  protected readElement(tag: string, window: Buffer, begin: number, end: number): boolean {
    const count = this.readSections(window, begin, end);
    if (tag === 'structure') {
      this.takeStructure(this.sections.slice(0, count));
      return false;
    }
    for (const column of this.order) {
      if (column < count) this.fields.set(this.columns[column] as Field, this.sections[column]!);
    }
    return true;
  }

  private takeStructure(titles: readonly string[]): void {
    this.columns = titles.map((title) => fieldOfColumn(title) ?? -1);
    this.order = titles.map((_, column) => column).filter((column) => this.columns[column]! >= 0);
    this.order.sort((a, b) => this.columns[a]! - this.columns[b]!);
    const wanted = {
      Time: Field.Time,
      Source: Field.Source,
      Destination: Field.Destination,
      Info: Field.Info,
    };
    const missing = Object.entries(wanted).filter(([, field]) => !this.columns.includes(field));
    if (missing.length > 0) {
      const names = missing.map(([name]) => name).join(', ');
      this.description.warnings.push(`Columns that would tell more are not in the export: ${names}.`);
    }
  }

  private readSections(window: Buffer, begin: number, end: number): number {
    let count = 0;
    let at = begin + 1;
    while (count < MAX_COLUMNS) {
      const open = window.indexOf(LESS, at);
      if (open < 0 || open >= end) break;
      const text = window.indexOf(GREATER, open) + 1;
      if (text <= 0 || text > end) break;
      at = text;
      if (window[open + 1] !== LETTER_S) continue;
      const isEmpty = window[text - 2] === SLASH;
      const close = isEmpty ? text : window.indexOf(LESS, text);
      this.sections[count++] = unescaped(window.toString('latin1', text, close)).trim();
      at = close;
    }
    return count;
  }
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const LETTER_S = 0x73;
