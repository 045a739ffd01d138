import { splitRow } from './delimited-row.js';
import { Field, fieldName, fieldOfColumn } from './field.js';

/** What a table of packets looks like: its separator, and what stands in each column. */
export interface TableLayout {
  readonly separator: string;
  /** By column; -1 for one that says nothing to us. */
  readonly fields: readonly (Field | -1)[];
  /** The first line holds titles. */
  readonly hasHeading: boolean;
}

const SEPARATORS = [',', '\t', ';', '|', ' '] as const;

const DEFAULT_COLUMNS: readonly Field[] = [
  Field.Number,
  Field.Time,
  Field.Source,
  Field.Destination,
  Field.Protocol,
  Field.Length,
  Field.Info,
];

/** Wireshark's default columns without titles; `tshark -T tabs` puts an arrow between the addresses, in a column of its own. */
const DEFAULT_ROW: readonly RegExp[] = [
  /^ *\d+$/,
  /^ *[-\d][\d:./ -]*s?$/,
  /^ *[\w.:-]+ *$/,
  /^ *[\w.:-]+ *$/,
  /^[\w.+/() -]+$/,
  /^ *\d+$/,
  /^/,
];
const ARROW = /^(?:→|\xe2\x86\x92|->|>)$/;

/** The layout that this first line shows, or null where it is not the beginning of a table of packets. */
export function layoutOf(firstLine: string): TableLayout | null {
  for (const separator of SEPARATORS) {
    const cells: string[] = [];
    cells.length = splitRow(firstLine, separator, cells);
    if (cells.length < 2) continue;
    const fields = cells.map((title) => fieldOfColumn(title) ?? -1);
    if (isHeading(cells, fields)) return { separator, fields, hasHeading: true };
    const plain = defaultLayout(cells, separator);
    if (plain !== null) return plain;
  }
  return null;
}

/** The columns of one layout, in the order in which their values are to be taken in. */
export function inOrder({ fields }: TableLayout): number[] {
  return fields
    .map((_, column) => column)
    .filter((column) => fields[column]! >= 0)
    .sort((a, b) => fields[a]! - fields[b]!);
}

/** A sentence's part that names what these columns leave unknown; empty where they tell a TCP packet whole. */
export function missingColumns({ fields }: TableLayout): string[] {
  const has = (...some: Field[]) => some.some((field) => fields.includes(field));
  const missing: string[] = [];
  if (!has(Field.Time, Field.TimeEpoch, Field.TimeDate, Field.TimeRelative, Field.TimeDelta)) {
    missing.push(`time (Time or ${fieldName(Field.TimeEpoch)})`);
  }
  if (has(Field.Info)) return missing;
  if (!has(Field.TcpFlags, Field.TcpFlagsText, Field.TcpFlagSyn)) missing.push(fieldName(Field.TcpFlags));
  for (const [field, ...others] of WANTED) if (!has(field, ...others)) missing.push(fieldName(field));
  return missing;
}

const WANTED: readonly (readonly [Field, ...Field[]])[] = [
  [Field.TcpSeqRaw, Field.TcpSeq],
  [Field.TcpAckRaw, Field.TcpAck],
  [Field.TcpLength],
  [Field.TcpWindow, Field.TcpScaledWindow],
  [Field.TcpOptions, Field.TcpWindowScale],
];

/** Who sent to whom must be there, or nothing can be followed. */
export function missingEssentials({ fields }: TableLayout): string | null {
  const has = (...some: Field[]) => some.some((field) => fields.includes(field));
  if (!has(Field.Source, Field.SourceName, Field.Ipv4Source, Field.Ipv6Source)) return 'Source (or ip.src)';
  if (!has(Field.Destination, Field.DestinationName, Field.Ipv4Destination, Field.Ipv6Destination)) {
    return 'Destination (or ip.dst)';
  }
  if (
    has(Field.Info) ||
    (has(Field.TcpSourcePort, Field.SourcePort) && has(Field.TcpDestinationPort, Field.DestinationPort))
  )
    return null;
  return 'Info (or tcp.srcport and tcp.dstport)';
}

/** Titles are no values: most are known, and two that only packets have. */
function isHeading(cells: readonly string[], fields: readonly (Field | -1)[]): boolean {
  const known = fields.filter((field) => field >= 0);
  if (known.length < 2 || new Set(known).size < 2) return false;
  if (
    cells.some((cell) => cell.startsWith('_ws.col.') || cell.startsWith('tcp.') || cell.startsWith('frame.'))
  )
    return true;
  const isPacketList =
    known.includes(Field.Info) || known.includes(Field.Protocol) || known.includes(Field.TcpSourcePort);
  return (
    isPacketList &&
    (known.includes(Field.Source) || known.includes(Field.Number) || known.includes(Field.Ipv4Source))
  );
}

function defaultLayout(cells: readonly string[], separator: string): TableLayout | null {
  const hasArrow = cells.length > DEFAULT_COLUMNS.length && ARROW.test(cells[3]!);
  const values = hasArrow ? cells.filter((_, column) => column !== 3) : cells;
  const more = values.length - DEFAULT_COLUMNS.length;
  if (separator === ' ' || more < 0) return null;
  if (!DEFAULT_ROW.every((pattern, column) => pattern.test(values[column]!))) return null;
  const fields: (Field | -1)[] = [...DEFAULT_COLUMNS];
  if (hasArrow) fields.splice(3, 0, -1);
  // Columns of somebody else's may stand behind them.
  for (let i = 0; i < more; i++) fields.push(-1);
  return { separator, fields, hasHeading: false };
}
