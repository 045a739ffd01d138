import type { ByteSource } from '../byte-source.js';
import type { ReadStatus } from '../packet-record.js';
import { splitRow } from './delimited-row.js';
import { ExportReader } from './export-reader.js';
import { Field } from './field.js';
import { inOrder, layoutOf, missingColumns, missingEssentials, type TableLayout } from './table-columns.js';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const LONGEST_HEADING = 16 * 1024;

/** Whether a table of packets begins here: by its titles, or by a row of Wireshark's default columns. */
export function isTable(source: ByteSource): boolean {
  const { bytes, start, end, ended } = source;
  const newline = bytes.indexOf(NEWLINE, start);
  // Half a line of titles would be taken for the whole.
  const isWhole = ended || (newline >= 0 && newline < end);
  return isWhole && layoutOf(firstLine(source)) !== null;
}

/**
 * Reads tables of packets: Wireshark's CSV with any columns, `tshark -T tabs`, and `tshark -T fields` with a header line, by
 * whatever separator and quotes.
 */
export class CsvReader extends ExportReader {
  private readonly layout: TableLayout;
  private readonly order: readonly number[];
  private readonly cells: string[] = [];
  private readonly lengthColumn: boolean;
  private readonly icmpColumns: readonly number[];
  private line = 0;
  /** Where no newline was found so far. */
  private searched = 0;
  private shortRows = 0;
  private firstShortRow = 0;

  /**
   * The window must hold the first line.
   * @throws {CaptureFormatError} when no column tells who sent to whom.
   */
  constructor(source: ByteSource, capture: number) {
    super(source, 'Wireshark CSV', capture);
    const heading = firstLine(source);
    this.layout = layoutOf(heading)!;
    this.order = inOrder(this.layout);
    this.icmpColumns = this.order.filter((column) => this.layout.fields[column] === Field.IcmpType);
    this.lengthColumn = this.layout.fields.includes(Field.TcpLength);
    const essential = missingEssentials(this.layout);
    if (essential !== null) {
      throw this.refuse(`a column ${essential} in line 1`, `the columns ${heading.trim().slice(0, 120)}`);
    }
    const missing = missingColumns(this.layout);
    if (missing.length > 0) {
      this.description.warnings.push(
        `Columns that would tell more are not in the export: ${missing.join(', ')}.`,
      );
    }
    if (this.layout.hasHeading) this.skipHeading();
  }

  next(): ReadStatus {
    const { source } = this;
    for (;;) {
      const begin = source.start;
      let end = source.bytes.indexOf(NEWLINE, begin + this.searched);
      if (end >= source.end || end < 0) {
        this.searched = source.end - begin;
        if (!source.ended) return this.await(this.searched + 1, 'line');
        if (this.searched === 0) return this.tableEnds();
        end = source.end;
      }
      this.searched = 0;
      this.line++;
      source.start = Math.min(end + 1, source.end);
      const last = end > begin && source.bytes[end - 1] === RETURN ? end - 1 : end;
      if (last === begin) continue;
      this.begin();
      if (this.readRow(begin, last)) return this.emit(source.windowOffset + begin);
    }
  }

  private readRow(begin: number, end: number): boolean {
    const { source, layout, cells, fields } = this;
    const { bytes } = source;
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + begin, end - begin).toString('latin1');
    const count = splitRow(line, layout.separator, cells);
    if (count < layout.fields.length) {
      // tshark leaves out what would be empty at the end of a line, nothing else; a cut line is the last.
      if (this.shortRows++ === 0) this.firstShortRow = this.line;
      if (count < 2) return false;
    }
    const icmp = this.isIcmpRow(count);
    for (const column of this.order) {
      const text = column < count ? cells[column]! : '';
      const field = layout.fields[column] as Field;
      if (text !== '') this.take(field, text, icmp);
      else if (field === Field.TcpOptions) fields.packet.optionLength = 0;
    }
    if (icmp) this.takeQuoted(count);
    else if (this.isQuote()) fields.packet.isTcp = false;
    if (fields.packet.optionLength === 0) fields.packet.hasOptions = true;
    return true;
  }

  private isIcmpRow(count: number): boolean {
    const { icmpColumns, cells } = this;
    return icmpColumns.some((column) => column < count && cells[column] !== '');
  }

  /** Of headers within headers tshark prints all values, "192.0.2.1,10.0.0.1": the last is the innermost. */
  private take(field: Field, text: string, isIcmp: boolean): void {
    const padded =
      text.charCodeAt(0) === SPACE || text.charCodeAt(text.length - 1) === SPACE ? text.trim() : text;
    if (!isLayered(field)) {
      this.fields.set(field, padded);
      return;
    }
    const values = padded.includes(',') ? padded.split(',') : [padded];
    const index = isIcmp && isNetwork(field) ? values.length - 2 : values.length - 1;
    this.fields.set(field, values[Math.max(0, index)]!);
  }

  /** The innermost addresses of an ICMP error are those of the packet it quotes. */
  private takeQuoted(count: number): void {
    for (const column of this.order) {
      const field = this.layout.fields[column] as Field;
      const text = column < count ? this.cells[column]! : '';
      if (isNetwork(field) && text.includes(','))
        this.fields.set(field, text.slice(text.lastIndexOf(',') + 1).trim());
    }
  }

  /** A segment that an ICMP error quotes has ports but no length of its own; without a column for ICMP's type that shows it. */
  private isQuote(): boolean {
    const { protocol, packet } = this.fields;
    return protocol.startsWith('ICMP') || (this.lengthColumn && packet.payloadLength < 0);
  }

  private skipHeading(): void {
    const { source } = this;
    const end = source.bytes.indexOf(NEWLINE, source.start);
    source.start = end < 0 || end >= source.end ? source.end : end + 1;
    this.line = 1;
  }

  private tableEnds(): ReadStatus {
    if (this.shortRows > 0) {
      this.description.warnings.push(
        `Rows with fewer cells than line 1 has columns (${this.layout.fields.length}): ${this.shortRows}, the first in line ${this.firstShortRow}. What they lack is unknown.`,
      );
      this.shortRows = 0;
    }
    return this.ended();
  }
}

const SPACE = 0x20;

function isNetwork(field: Field): boolean {
  return field >= Field.Ipv4Source && field <= Field.Ipv6HopLimit;
}

function isLayered(field: Field): boolean {
  return (
    field >= Field.SourceName &&
    field <= Field.TcpMss &&
    field !== Field.TcpOptions &&
    field !== Field.TcpFlagsText
  );
}

function firstLine({ bytes, start, end }: ByteSource): string {
  const limit = Math.min(end, start + LONGEST_HEADING);
  const from =
    bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start;
  const newline = bytes.indexOf(NEWLINE, from);
  const last = newline < 0 || newline > limit ? limit : newline;
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, last - from))
    .toString('latin1')
    .replace(/\r$/, '');
}
