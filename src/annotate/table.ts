import { splitRow } from '../capture/exports/delimited-row.js';
import { Field } from '../capture/exports/field.js';
import { layoutOf } from '../capture/exports/table-columns.js';
import type { TextOutput } from '../output/text-output.js';
import { ExportCopy } from './export-copy.js';
import { ANNOTATION_NAMES, type RowAnnotations, valuesOf } from './row-annotations.js';

/** How a line writes its cells. */
interface Dialect {
  separator: string;
  /** Cells stand in quotes, not only those that need them. */
  quotes: boolean;
  /** Empty ones do too: Wireshark writes them so, tshark does not. */
  quotesEmpty: boolean;
}

/**
 * Copies a table of packets (CSV, tabs, `tshark -T fields`) with four columns more, behind its own; ours of an earlier time are
 * replaced. Its own cells are kept byte for byte.
 */
export async function annotateTable(
  path: string,
  output: TextOutput,
  annotations: RowAnnotations,
): Promise<void> {
  const copy = await ExportCopy.open(path, output);
  try {
    await copyRows(copy, annotations);
    await copy.finish();
  } finally {
    await copy.close();
  }
}

async function copyRows(copy: ExportCopy, annotations: RowAnnotations): Promise<void> {
  let bytes = await copy.line();
  if (bytes === null) return;
  const first = lineOf(bytes);
  const layout = layoutOf(first.text);
  if (layout === null) return;
  const { separator } = layout;
  const quotesTitles = first.text.startsWith('"');
  const titles = cellsOf(first.text, separator);
  const isAnnotated = layout.hasHeading
    ? ANNOTATION_NAMES.every((name, i) => titles.at(i - ANNOTATION_NAMES.length) === name)
    : titles.length - layout.fields.lastIndexOf(Field.Info) - 1 === ANNOTATION_NAMES.length;
  const columns = titles.length - (isAnnotated ? ANNOTATION_NAMES.length : 0);
  const numberColumn = layout.fields.indexOf(Field.Number);
  if (layout.hasHeading) {
    const dialect = { separator, quotes: quotesTitles, quotesEmpty: quotesTitles };
    copy.write(isAnnotated ? bytes : extended(first, columns, columns, ANNOTATION_NAMES, dialect));
    bytes = await copy.line();
  }
  let last = 0;
  for (; bytes !== null; bytes = await copy.line()) {
    const row = lineOf(bytes);
    const quotes = row.text.startsWith('"');
    const dialect = { separator, quotes, quotesEmpty: quotes && quotesTitles };
    const cells = cellsOf(row.text, separator);
    // What has less is no row of a packet: the readers pass over it too.
    if (cells.length < 2) {
      copy.write(bytes);
      continue;
    }
    const number = Number(cells[numberColumn] ?? 0);
    last = number > last && Number.isSafeInteger(number) ? number : last + 1;
    const own = isAnnotated ? withoutOurs(row, cells, columns, dialect) : row;
    copy.write(
      extended(own, Math.min(columns, cells.length), columns, valuesOf(annotations.take(last)), dialect),
    );
  }
}

/** A line as Latin-1, so that its bytes stay as they are, with its byte-order mark and its end put aside. */
interface Line {
  before: string;
  text: string;
  end: string;
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

function lineOf(bytes: Uint8Array): Line {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const before = line.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const end = line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : '';
  return { before, text: line.slice(before.length, line.length - end.length), end };
}

function cellsOf(text: string, separator: string): string[] {
  const cells: string[] = [];
  cells.length = splitRow(text, separator, cells);
  return cells;
}

/** The line with these cells behind its own; those that it left out at its end come first, empty. */
function extended(
  line: Line,
  cells: number,
  columns: number,
  values: readonly string[],
  dialect: Dialect,
): Uint8Array {
  const missing = dialect.separator.repeat(columns - cells);
  const added = values.map(
    (value) => dialect.separator + Buffer.from(cellText(value, dialect)).toString('latin1'),
  );
  return Buffer.from(line.before + line.text + missing + added.join('') + line.end, 'latin1');
}

/** The line as it was before; where somebody has changed our cells meanwhile, its own are written anew. */
function withoutOurs(line: Line, cells: readonly string[], columns: number, dialect: Dialect): Line {
  const utf8 = (cell: string) => Buffer.from(cell, 'latin1').toString();
  const ours = cells
    .slice(columns)
    .map((cell) => dialect.separator + Buffer.from(cellText(utf8(cell), dialect)).toString('latin1'));
  const ending = ours.join('');
  if (line.text.endsWith(ending))
    return { ...line, text: line.text.slice(0, line.text.length - ending.length) };
  const own = cells
    .slice(0, columns)
    .map((cell) => Buffer.from(cellText(utf8(cell), dialect)).toString('latin1'));
  return { ...line, text: own.join(dialect.separator) };
}

/** A cell as the line writes them; none begins as a spreadsheet's formulas do. */
function cellText(value: string, { separator, quotes, quotesEmpty }: Dialect): string {
  const plain = /^[=+\-@]/.test(value) ? `'${value}` : value;
  if (plain === '') return quotesEmpty ? '""' : '';
  const needsQuotes = quotes || plain.startsWith('"') || plain.includes(separator);
  return needsQuotes ? `"${plain.replaceAll('"', '""')}"` : plain;
}
