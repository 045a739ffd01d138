import { addTotals } from '../kept/host-totals.js';
import { MAX_SHOWN_INCIDENTS } from '../limits.js';
import { type IncidentRow, SEVERITIES } from '../rows.js';
import type { Found } from './messages.js';

/**
 * What was found in two sets of connections as one: in those that have left and, while a capture is live, in those that are
 * still held. An event that goes through both stands there twice, once for each.
 */
export function together(some: Found, others: Found): Found {
  const offset = some.findings.findings.length;
  const taken = new Set(some.findings.incidents.map(({ id }) => id));
  const later = others.findings.incidents.map((incident) => ({
    ...incident,
    id: taken.has(incident.id) ? `${incident.id}/held` : incident.id,
    findings: incident.findings.map((place) => place + offset),
  }));
  const events = [
    ...some.findings.incidents.map((incident, i) => ({ incident, members: some.members[i]! })),
    ...later.map((incident, i) => ({ incident, members: others.members[i]! })),
  ]
    .sort((a, b) => worstFirst(a.incident, b.incident))
    .slice(0, MAX_SHOWN_INCIDENTS);
  return {
    findings: {
      findings: [...some.findings.findings, ...others.findings.findings],
      incidents: events.map(({ incident }) => incident),
    },
    members: events.map(({ members }) => members),
    incidents: some.incidents + others.incidents,
    hosts: addTotals(some.hosts, others.hosts),
  };
}

/** By severity, then by how many it hit. */
function worstFirst(a: IncidentRow, b: IncidentRow): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.connectionCount - a.connectionCount
  );
}
