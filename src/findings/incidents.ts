import { type FindingCode, type FindingRow, type IncidentRow, SEVERITIES, type Severity } from '../rows.js';
import type { Clock, Summary } from '../sink.js';
import { HOST_RULES } from './catalogue.js';
import type { Census } from './census.js';
import { type Cluster, sameEvents } from './clusters.js';
import { capturedFindingRow, clusterFindingRow, connectionsOf, gatheringRow } from './finding-rows.js';
import type { Gathering } from './host-rule.js';

/** What a report says beyond the single connection. */
export interface Findings {
  incidents: IncidentRow[];
  findings: FindingRow[];
}

/** One event in the making: what a rule about hosts has gathered, or a cluster by itself. */
interface Event {
  gathering: Gathering | null;
  clusters: readonly Cluster[];
}

/** Lets the rules about hosts gather what belongs together, and makes rows of all that is left. */
export function findingsOf(
  clusters: readonly Cluster[],
  census: Census,
  summary: Summary,
  clock: Clock,
): Findings {
  const events: Event[] = [];
  const aboutCapture: Gathering[] = [];
  let left = [...clusters].sort(byTime);
  const doubted = new Set<FindingCode>();
  const calmed = new Set<FindingCode>();
  const found: Gathering[] = [];
  for (const rule of HOST_RULES) {
    const gatherings = rule.judge({ clusters: left, found, census, summary });
    found.push(...gatherings);
    for (const gathering of gatherings) {
      for (const code of rule.doubts ?? []) {
        doubted.add(code);
        if (rule.calms) calmed.add(code);
      }
      if (gathering.scope === 'capture') aboutCapture.push(gathering);
      else events.push({ gathering, clusters: gathering.clusters });
      const taken = new Set(gathering.clusters);
      if (taken.size > 0) left = left.filter((cluster) => !taken.has(cluster));
    }
  }
  for (const clusters of sameEvents(left)) events.push({ gathering: null, clusters });

  const findings: FindingRow[] = aboutCapture.map((gathering) => capturedFindingRow(gathering, clock));
  const incidents: IncidentRow[] = [];
  const seen = new Map<string, number>();
  for (const event of events.sort((a, b) => worstFirst(a, b, calmed))) {
    const rows = rowsOf(event, clock);
    for (const row of rows) {
      if (doubted.has(row.code)) row.certainty = 'possible';
      row.severity = calm(row.severity, row.code, calmed);
    }
    const [main] = rows;
    if (severityOf(event, calmed) !== 'info') {
      const incident = incidentOf(event, rows, findings.length, seen, clock);
      incidents.push(incident);
      for (const row of rows) row.incident = incident.id;
    }
    findings.push(...(main === undefined ? [] : rows));
  }
  return { incidents, findings };
}

/** One row for each kind of finding in the event, the main one first. */
function rowsOf({ gathering, clusters }: Event, clock: Clock): FindingRow[] {
  const rows: FindingRow[] = gathering === null ? [] : [gatheringRow(gathering, clock)];
  const codes = new Set<FindingCode>();
  for (const cluster of clusters) {
    codes.add(cluster.code);
    for (const code of cluster.codes.keys()) codes.add(code);
  }
  for (const code of codes) {
    const row = clusterFindingRow(code, clusters, clock);
    if (row !== null) rows.push(row);
  }
  return rows;
}

function incidentOf(
  event: Event,
  rows: readonly FindingRow[],
  firstRow: number,
  seen: Map<string, number>,
  clock: Clock,
): IncidentRow {
  const main = rows[0]!;
  const { startNs, endNs } = spanOf(event);
  const key = `${main.code}/${subjectKey(main)}`;
  const place = (seen.get(key) ?? 0) + 1;
  seen.set(key, place);
  const count = Math.max(
    main.connectionCount,
    event.clusters.reduce((sum, { count }) => sum + count, 0),
  );
  // What a rule has gathered may be more than the events that it took, or less.
  const listed = count > main.connectionCount ? connectionsOf(event.clusters) : main.connections;
  return {
    id: `${key}/${place}`,
    title: main.title,
    severity: main.severity,
    certainty: main.certainty,
    subject: main.subject,
    codes: rows.map(({ code }) => code),
    connectionCount: count,
    connections: listed,
    findings: rows.map((_, i) => firstRow + i),
    startTime: clock.format(startNs),
    endTime: clock.format(endNs),
  };
}

function subjectKey({ subject }: FindingRow): string {
  if (subject.address === undefined)
    return subject.connection === undefined ? '-' : String(subject.connection);
  const address = subject.address.includes(':') ? `[${subject.address}]` : subject.address;
  return subject.port === undefined ? address : `${address}:${subject.port}`;
}

function severityOf({ gathering, clusters }: Event, calmed: ReadonlySet<FindingCode>): Severity {
  if (gathering !== null) return calm(gathering.severity, gathering.code, calmed);
  const [first] = clusters;
  return calm(first!.examples[0]?.judgements[0]?.severity ?? first!.group.severity, first!.code, calmed);
}

function calm(severity: Severity, code: FindingCode, calmed: ReadonlySet<FindingCode>): Severity {
  return calmed.has(code) && severity !== 'info' ? 'note' : severity;
}

function spanOf({ gathering, clusters }: Event): { startNs: number; endNs: number } {
  let startNs = gathering?.timeNs ?? Number.POSITIVE_INFINITY;
  let endNs = gathering?.endNs ?? Number.NEGATIVE_INFINITY;
  for (const cluster of clusters) {
    if (cluster.startNs < startNs) startNs = cluster.startNs;
    if (cluster.endNs > endNs) endNs = cluster.endNs;
  }
  return { startNs, endNs };
}

/** By severity, then by how many it hit, then by time. */
function worstFirst(a: Event, b: Event, calmed: ReadonlySet<FindingCode>): number {
  return (
    SEVERITIES.indexOf(severityOf(a, calmed)) - SEVERITIES.indexOf(severityOf(b, calmed)) ||
    sizeOf(b) - sizeOf(a) ||
    compare(spanOf(a).startNs, spanOf(b).startNs)
  );
}

function sizeOf({ gathering, clusters }: Event): number {
  return gathering?.connectionCount ?? clusters.reduce((sum, { count }) => sum + count, 0);
}

function byTime(a: Cluster, b: Cluster): number {
  return compare(a.startNs, b.startNs) || firstOf(a) - firstOf(b);
}

function firstOf({ members, group }: Cluster): number {
  return members.length === 0 ? 0 : group.table.connection[members[0]!]!;
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
