import type { ClockText } from '../format/clock-text.js';
import { escapeTerminal } from '../format/escape.js';
import { incidentText } from '../format/messages/en/report.js';
import { reportText as text } from '../format/messages/en.js';
import type { ListedColumn, ListedRow, ReportFacts } from './report-facts.js';
import { type TrafficSection, trafficSection } from './report-hosts.js';
import { type IncidentSection, incidentSection } from './report-incidents.js';
import { type Opening, opening } from './report-opening.js';
import { type CountSection, countSections, honesty } from './report-sections.js';

/** The report as text, Markdown and HTML print it, in that order; what comes from captures is not made harmless yet. */
export interface ReportDocument {
  title: string;
  opening: Opening;
  incidents: IncidentSection;
  /** How to see more of incidents. */
  hints: string | null;
  moreIncidents: string | null;
  /** What the capture cannot show. */
  honesty: readonly string[];
  sections: readonly CountSection[];
  /** Null where there is but one connection: it says all. */
  traffic: TrafficSection | null;
  columns: readonly ListedColumn[];
  listed: readonly ListedRow[];
  moreConnections: string | null;
  /** The command that shows the first of them; null where numbers mean something else there. */
  next: string | null;
}

export function reportDocument(facts: ReportFacts, clock: ClockText, filter: string | null): ReportDocument {
  const { captures } = facts.summary;
  const files = captures.map(({ path }) => shellWord(path)).join(' ');
  const asked = filter === null ? '' : ` --filter ${shellWord(filter)}`;
  // The numbers are those of the whole timeline: one capture of several would give others.
  const isOne = captures.length === 1;
  const incidents = incidentSection(facts, clock);
  const hidden = facts.counts.count - facts.listed.length;
  const worst = facts.listed[0]?.cells[0];
  return {
    title: incidentText.documentTitle(captures.map(({ path }) => fileName(path))),
    opening: opening(facts, clock, filter),
    incidents,
    hints: hints(incidents, isOne ? files : null),
    moreIncidents:
      incidents.hidden > 0
        ? incidentText.more(incidents.hidden, `synopsis report -f json ${files}${asked}`)
        : null,
    honesty: honesty(facts),
    sections: countSections(facts),
    traffic: facts.counts.count > 1 ? trafficSection(facts.traffic, `synopsis hosts ${files}${asked}`) : null,
    columns: facts.columns,
    listed: facts.listed,
    moreConnections: hidden > 0 ? text.moreConnections(hidden, files + asked) : null,
    next: worst !== undefined && isOne ? text.next(files, worst, facts.counts.count === 1) : null,
  };
}

/** The path is told beside it. */
function fileName(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}

/** Of one incident the commands can be typed as they stand. @param files null where connections have other numbers */
function hints({ entries }: IncidentSection, files: string | null): string | null {
  const [first, ...more] = entries;
  if (first === undefined) return null;
  const isAlone = more.length === 0;
  const number = isAlone && first.typical !== null ? String(first.typical) : 'N';
  const connection = files === null ? null : `synopsis connection ${files} ${number}`;
  return incidentText.hints(connection, `synopsis explain ${isAlone ? first.main.code : 'CODE'}`);
}

/** A path as one would type it. */
export function shellWord(word: string): string {
  const safe = escapeTerminal(word);
  return /^[\w./:=@%+,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
