import { splitRow } from '../capture/exports/delimited-row.js';
import { Field } from '../capture/exports/field.js';
import { layoutOf } from '../capture/exports/table-columns.js';
import type { TextOutput } from '../output/text-output.js';
import { ExportCopy } from './export-copy.js';
import { ANNOTATION_NAMES, type RowAnnotations, valuesOf } from './row-annotations.js';

/** How the table writes its cells. */
interface Dialect {
  separator: string;
  /** Every cell stands in quotes, or only those that need them. */
  quotesAll: boolean;
}

/**
 * Copies a table of packets (CSV, tabs, `tshark -T fields`) with four columns more, behind its own; ours of an earlier time are
 * replaced. Its own cells are kept byte for byte.
 */
export async function annotateTable(path: string, output: TextOutput, annotations: RowAnnotations): Promise<void> {
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
  const dialect = { separator: layout.separator, quotesAll: first.text.startsWith('"') };
  const titles = cellsOf(first.text, dialect);
  const isAnnotated = ANNOTATION_NAMES.every((name, i) => titles.at(i - ANNOTATION_NAMES.length) === name);
  const columns = titles.length - (isAnnotated ? ANNOTATION_NAMES.length : 0);
  const numberColumn = layout.fields.indexOf(Field.Number);
  if (layout.hasHeading) {
    copy.write(isAnnotated ? bytes : extended(first, columns, columns, ANNOTATION_NAMES, dialect));
    bytes = await copy.line();
  }
  let last = 0;
  for (; bytes !== null; bytes = await copy.line()) {
    const row = lineOf(bytes);
    const cells = cellsOf(row.text, dialect);
    // What has less is no row of a packet: the readers pass over it too.
    if (cells.length < 2) {
      copy.write(bytes);
      continue;
    }
    const number = Number(cells[numberColumn] ?? 0);
    last = number > last && Number.isSafeInteger(number) ? number : last + 1;
    const own = isAnnotated ? withoutOurs(row, cells, columns, dialect) : row;
    copy.write(extended(own, Math.min(columns, cells.length), columns, valuesOf(annotations.take(last)), dialect));
  }
}

/** A line as Latin-1, so that its bytes stay as they are, with its byte-order mark and its end put aside. */
interface Line {
  before: string;
  text: string;
  end: string;
}

function lineOf(bytes: Uint8Array): Line {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const [, before = '', text = '', end = ''] = /^(\xef\xbb\xbf)?([^]*?)(\r?\n|)$/.exec(line)!;
  return { before, text, end };
}

function cellsOf(text: string, { separator }: Dialect): string[] {
  const cells: string[] = [];
  cells.length = splitRow(text, separator, cells);
  return cells;
}

/** The line with these cells behind its own; those that it left out at its end come first, empty. */
function extended(line: Line, cells: number, columns: number, values: readonly string[], dialect: Dialect): Uint8Array {
  const missing = dialect.separator.repeat(columns - cells);
  const added = values.map((value) => dialect.separator + Buffer.from(cellText(value, dialect)).toString('latin1'));
  return Buffer.from(line.before + line.text + missing + added.join('') + line.end, 'latin1');
}

/** The line as it was before; where somebody has changed our cells meanwhile, its own are written anew. */
function withoutOurs(line: Line, cells: readonly string[], columns: number, dialect: Dialect): Line {
  const utf8 = (cell: string) => Buffer.from(cell, 'latin1').toString();
  const ours = cells.slice(columns).map((cell) => dialect.separator + Buffer.from(cellText(utf8(cell), dialect)).toString('latin1'));
  const ending = ours.join('');
  if (line.text.endsWith(ending)) return { ...line, text: line.text.slice(0, line.text.length - ending.length) };
  const own = cells.slice(0, columns).map((cell) => Buffer.from(cellText(utf8(cell), dialect)).toString('latin1'));
  return { ...line, text: own.join(dialect.separator) };
}

/** A cell as the table writes them; none begins as a spreadsheet's formulas do. */
function cellText(value: string, { separator, quotesAll }: Dialect): string {
  const plain = /^[=+\-@]/.test(value) ? `'${value}` : value;
  const needsQuotes = quotesAll || plain.startsWith('"') || plain.includes(separator);
  return needsQuotes ? `"${plain.replaceAll('"', '""')}"` : plain;
}
