import { Field, fieldOfColumn } from './field.js';
import type { PrintedFields } from './printed-fields.js';

type Column = Field | -1;

/** The columns that tshark prints, and Wireshark unless told otherwise. */
const DEFAULT_COLUMNS: readonly Column[] = [
  Field.Number,
  Field.Time,
  Field.Source,
  Field.Destination,
  Field.Protocol,
  Field.Length,
  Field.Info,
];

const CLOCK = '\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?';
const DATE = '(?:\\d{4}-\\d\\d-\\d\\d|\\d{4}/\\d{3}|[A-Z][a-z]{2} [ \\d]\\d, \\d{4})';
const TIME = new RegExp(
  `(?:${DATE}[ T]${CLOCK}(?: ?(?:Z|[A-Z]{3,4}|[+-]\\d{4})(?= ))?|${CLOCK}|-?\\d+(?:[.,]\\d{1,9})?s?)(?= |$)`,
  'y',
);
const WORD = /\S+/y;
const SPACES = / */y;
/** Between the addresses, and between ports in columns of their own. */
const ARROW = /(?:→|\xe2\x86\x92|->|>) +/y;
const LENGTH = /\d+(?= |$)/y;
/** A protocol's name may be of several words: the length behind it tells where it ends. */
const PROTOCOL_BEFORE_LENGTH = /\S+(?: \S+){0,3}?(?= +\d+ )/y;

/** Titles that tell a line of titles from one of values. */
const SURE_TITLES: ReadonlySet<Column> = new Set<Column>([
  Field.Time,
  Field.Source,
  Field.Destination,
  Field.Protocol,
  Field.Info,
]);
const LONGEST_TITLE_WORDS = 8;

/**
 * The columns of a line of titles, "No.     Time           Source …"; null where it is no such line. Titles may be of several words
 * and are parted by as few as one space: the longest known one is taken.
 */
export function columnsOfTitles(line: string): Column[] | null {
  // Most lines begin with a number.
  if (/^ *\d/.test(line)) return null;
  const words = line.trim().split(/ +/);
  const columns: Column[] = [];
  for (let at = 0; at < words.length; ) {
    let taken = 1;
    let column: Column = -1;
    for (let count = Math.min(LONGEST_TITLE_WORDS, words.length - at); count > 0 && column === -1; count--) {
      column = fieldOfColumn(words.slice(at, at + count).join(' ')) ?? -1;
      taken = count;
    }
    columns.push(column);
    at += taken;
  }
  return columns.filter((column) => SURE_TITLES.has(column)).length >= 3 ? columns : null;
}

/** The lines of a packet list in certain columns; a packet without addresses leaves theirs blank. */
export class SummaryLines {
  private readonly layouts: readonly (readonly Column[])[];
  /** A line is asked about more than once. */
  private lastLine = '';
  private lastLayout: readonly Column[] | undefined;

  constructor(columns: readonly Column[] = DEFAULT_COLUMNS) {
    const withoutDestination = columns.filter((column) => column !== Field.Destination);
    const withoutBoth = withoutDestination.filter((column) => column !== Field.Source);
    this.layouts = [columns, withoutDestination, withoutBoth];
  }

  matches(line: string): boolean {
    return this.layoutOf(line) !== undefined;
  }

  /** Reads a line into the fields; false, and nothing read, where it is none. Columns behind Info are part of it. */
  read(line: string, fields: PrintedFields): boolean {
    const columns = this.layoutOf(line);
    if (columns === undefined) return false;
    walk(line, columns, fields);
    return true;
  }

  private layoutOf(line: string): readonly Column[] | undefined {
    if (line !== this.lastLine) {
      this.lastLine = line;
      this.lastLayout = this.layouts.find((columns) => walk(line, columns, null));
    }
    return this.lastLayout;
  }
}

/** Goes from cell to cell, and takes in what they hold; false where one of them cannot be what its column says. */
function walk(line: string, columns: readonly Column[], fields: PrintedFields | null): boolean {
  let at = 0;
  for (const [index, column] of columns.entries()) {
    at = after(SPACES, line, at);
    if (column === Field.Info) {
      fields?.set(Field.Info, line.slice(at).trimEnd());
      return true;
    }
    const end = cellEnd(line, at, column, columns[index + 1] ?? -1);
    if (end <= at) return false;
    if (column !== -1) fields?.set(column, line.slice(at, end));
    at = after(SPACES, line, end);
    if (isBeforeArrow(column)) at = Math.max(at, after(ARROW, line, at));
  }
  return true;
}

function cellEnd(line: string, at: number, column: Column, next: Column): number {
  if (column === Field.Number || column === Field.Length) return after(LENGTH, line, at);
  if (column >= Field.Time && column <= Field.TimeEpoch) return after(TIME, line, at);
  if (column === Field.Protocol && next === Field.Length) return after(PROTOCOL_BEFORE_LENGTH, line, at);
  return after(WORD, line, at);
}

/** Where the pattern ends that matches there, -1 where it does not. */
function after(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : -1;
}

/** The source, or where it is blank, the time. */
function isBeforeArrow(column: Column): boolean {
  return (
    column === Field.Time ||
    column === Field.Source ||
    column === Field.SourcePort ||
    column === Field.TcpSourcePort ||
    column === Field.Ipv4Source
  );
}
