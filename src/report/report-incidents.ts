import type { ClockText } from '../format/clock-text.js';
import { connectionsFilter } from '../format/display-filter.js';
import { formatDuration } from '../format/duration.js';
import { incidentText as text } from '../format/messages/en/report.js';
import type { FindingRow, IncidentRow, Severity } from '../rows.js';
import type { ReportFacts } from './report-facts.js';
import type { Tone } from './terminal.js';

/** One event as every format tells it. */
export interface IncidentEntry {
  /** Counts from 1. */
  place: number;
  severity: Severity;
  tone: Tone;
  title: string;
  /** Time of day and how long; null where the input has no times. */
  when: string | null;
  /** How many, and the first of them. */
  connections: string;
  /** Null where nothing is doubtful. */
  certainty: string | null;
  /** What it is first of all, and what else was found in its connections. */
  main: FindingRow;
  also: readonly FindingRow[];
  /** A connection to look at; null where none belongs to it. */
  typical: number | null;
  /** A filter short enough for a line; `main.displayFilter` is the exact one. */
  filter: string;
}

/** The incidents of a report. */
export interface IncidentSection {
  title: string | null;
  /** In place of incidents, where there are none. */
  calm: string | null;
  entries: readonly IncidentEntry[];
  /** Incidents beyond those shown. */
  hidden: number;
}

const SHOWN_INCIDENTS = 20;
const NAMED_CONNECTIONS = 4;
const LONGEST_FILTER = 56;
/** Shorter events are one moment. */
const MOMENT_SECONDS = 0.0005;

export function incidentSection(facts: ReportFacts, clock: ClockText): IncidentSection {
  const { incidents, findings } = facts.findings;
  const [worst] = incidents;
  if (worst === undefined) return { title: null, calm: calm(facts), entries: [], hidden: 0 };
  const entries = incidents
    .slice(0, SHOWN_INCIDENTS)
    .map((incident, i) => incidentEntry(incident, findings, i + 1, clock));
  return {
    title: text.title(incidents.length, worst.severity, isOneWay(facts)),
    calm: null,
    entries,
    hidden: incidents.length - entries.length,
  };
}

function incidentEntry(
  incident: IncidentRow,
  findings: readonly FindingRow[],
  place: number,
  clock: ClockText,
): IncidentEntry {
  const { severity, title, certainty, connectionCount, connections } = incident;
  const [main, ...also] = incident.findings.map((row) => findings[row]!);
  return {
    place,
    severity,
    tone: toneOfSeverity(severity),
    title,
    when: when(incident, clock),
    connections: text.connections(connectionCount, someOf(connections, connectionCount)),
    certainty: text.certainty[certainty],
    main: main!,
    also,
    typical: connections[0] ?? null,
    filter: shortFilter(main!),
  };
}

/** Benign captures deserve a word too. */
function calm(facts: ReportFacts): string {
  const { counts, summary } = facts;
  if (counts.count === 0 && summary.totals.connections > 0) return text.noneChosen;
  const outcomes = [...counts.outcomes].map(([outcome, { count }]) => [outcome, count] as const);
  return text.calm(
    counts.count,
    outcomes.sort(([, a], [, b]) => b - a),
    isOneWay(facts),
  );
}

function isOneWay({ findings }: ReportFacts): boolean {
  return findings.findings.some(({ code }) => code === 'capture-one-way');
}

function when({ startTime, endTime }: IncidentRow, clock: ClockText): string | null {
  if (startTime === null) return null;
  const seconds = endTime === null ? 0 : Number(endTime) - Number(startTime);
  return text.when(
    clock.ofEpoch(Number(startTime)),
    seconds < MOMENT_SECONDS ? null : formatDuration(seconds),
  );
}

function someOf(connections: readonly number[], count: number): readonly number[] {
  return connections.slice(0, count <= NAMED_CONNECTIONS + 1 ? count : NAMED_CONNECTIONS);
}

function shortFilter({ displayFilter, subject }: FindingRow): string {
  if (displayFilter.length <= LONGEST_FILTER || subject.address === undefined) return displayFilter;
  return connectionsFilter([], 1, subject.address, subject.port);
}

export function toneOfSeverity(severity: Severity): Tone {
  return severity === 'error' ? 'bad' : severity === 'warning' ? 'warning' : 'plain';
}
