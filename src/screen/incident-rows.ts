import type { Findings } from '../findings/incidents.js';
import type { HostTotals } from '../kept/host-totals.js';
import type { FindingRow, IncidentRow } from '../rows.js';
import { SEVERITIES } from '../rows.js';
import type { Clock } from '../sink.js';
import type { HostSummary, Incident } from '../tui/model.js';

/** Incidents as the screen shows them, the gravest first; sentences are those of the finding that makes each. */
export function incidentsOf({ incidents, findings }: Findings, clock: Clock): Incident[] {
  return incidents.map((incident) => incidentOf(incident, findings[incident.findings[0]!]!, clock));
}

function incidentOf(row: IncidentRow, main: FindingRow, clock: Clock): Incident {
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    certainty: row.certainty,
    codes: row.codes,
    connections: row.connectionCount,
    startNs: sinceFirst(row.startTime, clock),
    endNs: sinceFirst(row.endTime, clock),
    explanation: main.explanation,
    advice: main.advice,
    wouldChange: main.wouldChange,
    evidence: main.packets,
    displayFilter: main.displayFilter,
  };
}

/** A printed time in nanoseconds since the first packet. */
export function sinceFirst(time: string | null, clock: Clock): number {
  const first = clock.format(0);
  return time === null || first === null ? Number.NaN : Number(nanoseconds(time) - nanoseconds(first));
}

function nanoseconds(time: string): bigint {
  const [whole = '0', fraction = ''] = time.split('.');
  const sign = whole.startsWith('-') ? -1n : 1n;
  return BigInt(whole) * 1_000_000_000n + sign * BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

/** Hosts and services with what incidents say of them, the troubled first. */
export function hostsOf(totals: readonly HostTotals[], incidents: readonly IncidentRow[]): HostSummary[] {
  const worst = new Map<string, IncidentRow>();
  for (const incident of incidents) {
    const { address, port } = incident.subject;
    if (address === undefined) continue;
    for (const key of [keyOf(address, port ?? null), keyOf(address, null)]) {
      if (!worst.has(key)) worst.set(key, incident);
    }
  }
  const hosts = totals.map((one) => {
    const incident = worst.get(keyOf(one.address, one.port));
    return { ...one, severity: incident?.severity ?? null, remark: incident?.title ?? '' };
  });
  const rank = ({ severity }: HostSummary) =>
    severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity);
  return hosts.sort((a, b) => rank(a) - rank(b));
}

function keyOf(address: string, port: number | string | null): string {
  return `${address} ${port ?? ''}`;
}
