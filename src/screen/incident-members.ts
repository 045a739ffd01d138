import { FINDING_CODES, type IncidentRow } from '../rows.js';
import type { Clock } from '../sink.js';
import { sinceFirst } from './incident-rows.js';
import type { RowView } from './row-view.js';

/**
 * The connections of an incident. Those that it lists are certain; where it lists not all, the others are known by what was found in
 * them, by whom it is about, and by when it was.
 */
export function membersOf(
  incident: IncidentRow,
  listed: Uint32Array,
  clock: Clock,
  view: RowView,
  connections: number,
): number[] {
  const members = new Set(listed);
  if (members.size >= incident.connectionCount) return [...members];
  const isLike = likeness(incident, clock);
  for (let connection = 0; connection < connections; connection++) {
    if (isLike(view.at(connection))) members.add(connection);
  }
  return [...members];
}

function likeness(incident: IncidentRow, clock: Clock): (view: RowView) => boolean {
  const { address, port } = incident.subject;
  const bits = incident.codes.map((code) => FINDING_CODES.indexOf(code));
  const fromNs = sinceFirst(incident.startTime, clock);
  const toNs = sinceFirst(incident.endTime, clock);
  const concerns = (host: string, at: number | string) =>
    address === undefined || (host === address && (port === undefined || port === at));
  return (view) => {
    if (!bits.some((bit) => view.hasFinding(bit))) return false;
    // Without times nothing speaks against it.
    if (view.startNs > toNs || view.endNs < fromNs) return false;
    return (
      concerns(view.responderAddress, view.responderPort) ||
      concerns(view.initiatorAddress, view.initiatorPort)
    );
  };
}
