import { UsageError } from '../../errors.js';
import { cliText } from '../../format/messages/en.js';
import { CONNECTION_SORT_KEYS, connectionColumns, JUDGING } from '../../report/connection-columns.js';
import { CONNECTION_CSV_COLUMNS } from '../../report/connection-csv.js';
import {
  ConnectionsCsv,
  ConnectionsJson,
  ConnectionsNdjson,
  ConnectionsText,
  type RowReport,
} from '../../report/connections.js';
import { chosenConnections } from '../choice.js';
import { chosenNames, type RawOptions } from '../options.js';
import type { Session } from '../session.js';

export async function connections(session: Session, raw: RawOptions): Promise<void> {
  const sink = openReport(session, raw);
  await session.read(chosenConnections(sink, session.options));
  sink.end();
}

function openReport(session: Session, raw: RawOptions): RowReport {
  const { options, output, clock, terminal } = session;
  const limit = options.limit ?? Infinity;
  if (options.format === 'ndjson' || options.format === 'json') {
    for (const option of ['sort', 'reverse', 'columns'] as const) {
      if (raw[option] !== undefined) throw new UsageError(cliText.onlyForTables(`--${option}`));
    }
    return options.format === 'json'
      ? new ConnectionsJson(output, limit)
      : new ConnectionsNdjson(output, limit);
  }
  const isCsv = options.format === 'csv';
  const known = isCsv
    ? Object.keys(CONNECTION_CSV_COLUMNS)
    : connectionColumns(clock).map((column) => column.name);
  const list = {
    output,
    clock,
    terminal,
    columns: chosenNames('--columns', raw.columns, known),
    sort: sortKey(raw.reverse ? (raw.sort ?? 'connection') : raw.sort),
    isReversed: raw.reverse ?? false,
    judges: asksJudgements(raw) || (options.filter?.needsJudgements ?? false),
    limit,
  };
  return isCsv ? new ConnectionsCsv(list) : new ConnectionsText(list);
}

/** Lists that nobody asked findings of do not pay for them. */
function asksJudgements({ columns, sort }: RawOptions): boolean {
  return [...(columns?.split(',') ?? []), sort ?? ''].some(
    (name) => name.trim() === 'all' || JUDGING.has(name.trim()),
  );
}

function sortKey(name: string | undefined) {
  if (name === undefined) return null;
  const known = Object.keys(CONNECTION_SORT_KEYS);
  if (!known.includes(name)) throw new UsageError(cliText.unknownChoice('--sort', name, known));
  return CONNECTION_SORT_KEYS[name]!;
}
