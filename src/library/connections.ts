import { UsageError } from '../errors.js';
import { connectionText } from '../format/messages/en.js';
import { chosenConnections } from '../query/choice.js';
import type { TimeWindow } from '../query/time-window.js';
import type { ConnectionRow, PacketRow } from '../rows.js';
import type { Clock, ConnectionView, PacketView } from '../sink.js';
import { type Captures, choiceOf, type Passes, passesOf, type ReadOptions } from './passes.js';

/**
 * Reads captures to their end and gives every connection back, in the order of their numbers. All rows are held at
 * once, a few kilobytes each: for captures with millions of connections, take them one by one with `analyze`.
 *
 * @throws as `analyze`; {QueryError} for a filter, {UsageError} for a time, RangeError for a zone that cannot be understood.
 */
export async function connectionsOf(captures: Captures, options: ReadOptions = {}): Promise<ConnectionRow[]> {
  const rows: ConnectionRow[] = [];
  const sink = chosenConnections({ connection: (view) => void rows.push(view.toRow()) }, choiceOf(options));
  await passesOf(captures, options).read(sink);
  return rows.sort((a, b) => a.connection - b.connection);
}

/**
 * Reads captures to their end and gives one connection back, by its number, with all its packets (`from` and `to` choose
 * among those; a filter counts for nothing here).
 *
 * @throws as `connectionsOf`; {UsageError} where there is no such connection.
 */
export async function connectionOf(
  captures: Captures,
  number: number,
  options: ReadOptions = {},
): Promise<{ connection: ConnectionRow; packets: PacketRow[] }> {
  const { window } = choiceOf(options);
  const packets: PacketRow[] = [];
  const connection = await readConnection(passesOf(captures, options), {
    number,
    window,
    packet: (view) => void packets.push(view.toRow()),
  });
  return { connection, packets };
}

/** Which connection, which of its packets, and who takes them as they pass. */
export interface OneConnection {
  number: number;
  window: TimeWindow;
  begin?: (clock: Clock) => void;
  packet: (view: PacketView) => void;
  /** Sees the connection when it is over. */
  over?: (view: ConnectionView) => void;
}

/** One pass for one connection. @throws {UsageError} where there is none of that number */
export async function readConnection(
  passes: Passes,
  { number, window, begin, packet, over }: OneConnection,
): Promise<ConnectionRow> {
  let row: ConnectionRow | null = null;
  const summary = await passes.read({
    begin: (clock) => {
      window.begin(clock);
      begin?.(clock);
    },
    packet: (view) => {
      if (view.connection === number && window.packet(view)) packet(view);
    },
    connection: (view) => {
      if (view.connection !== number) return;
      row = view.toRow();
      over?.(view);
    },
  });
  if (row === null) throw new UsageError(connectionText.none(number, summary.totals.connections));
  return row;
}
