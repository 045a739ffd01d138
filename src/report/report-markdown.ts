import type { ClockText } from '../format/clock-text.js';
import { formatCount } from '../format/count.js';
import { escapeMarkdown, escapeTerminal } from '../format/escape.js';
import { ladderLines } from '../format/ladder.js';
import { sectionText, incidentText as words } from '../format/messages/en/report.js';
import { reportText as text } from '../format/messages/en.js';
import type { Column } from '../format/table.js';
import type { ReportDocument } from './report-document.js';
import type { Ladders } from './report-html.js';
import type { IncidentEntry } from './report-incidents.js';
import type { CountSection } from './report-sections.js';

const LADDER_WIDTH = 88;
/** A ticket wants the gist: the gravest incidents are drawn, the others told. */
const DRAWN_INCIDENTS = 3;

/** The report as Markdown, for a ticket or a wiki. */
export function reportMarkdown(document: ReportDocument, ladders: Ladders, clock: ClockText): string {
  const blocks = [
    `# ${escapeMarkdown(document.title)}`,
    ...opening(document),
    ...incidents(document, ladders, clock),
    ...honesty(document.honesty),
    ...document.sections.flatMap(counts),
    ...traffic(document),
    ...connections(document),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function opening({ opening }: ReportDocument): string[] {
  const captures = opening.captures.flatMap(({ path, description, comments }) => [
    `- ${code(path)}: ${escapeMarkdown(description)}`,
    ...comments.map((comment) => `  - ${escapeMarkdown(comment)}`),
  ]);
  return [[...captures, ...opening.lines.map((line) => `- ${escapeMarkdown(line)}`)].join('\n')];
}

function incidents(document: ReportDocument, ladders: Ladders, clock: ClockText): string[] {
  const { incidents, moreIncidents } = document;
  if (incidents.calm !== null) return [escapeMarkdown(incidents.calm)];
  return [
    `## ${escapeMarkdown(incidents.title!)}`,
    ...incidents.entries.flatMap((entry) => incident(entry, ladders, clock)),
    ...(moreIncidents === null ? [] : [escapeMarkdown(moreIncidents)]),
    ...(ladders === 'read-once' ? [escapeMarkdown(words.noLadders)] : []),
  ];
}

function incident(entry: IncidentEntry, ladders: Ladders, clock: ClockText): string[] {
  const { main, also, severity } = entry;
  const packets = main.packets.length === 0 ? null : words.packets(main.packets);
  const facts = [entry.when, entry.connections, entry.certainty, packets].filter((fact) => fact !== null);
  const { explanation, advice, wouldChange, filter } = words.labels;
  return [
    `### ${entry.place}. ${severity}: ${escapeMarkdown(entry.title)}`,
    `${escapeMarkdown(facts.join('; '))}; ${code(main.code)}`,
    `**${explanation}.** ${escapeMarkdown(main.explanation)}`,
    `**${advice}.** ${escapeMarkdown(main.advice)}`,
    `**${wouldChange}.** ${escapeMarkdown(main.wouldChange)}`,
    ...(also.length === 0
      ? []
      : [
          `**${words.labels.also}.**`,
          also.map((row) => `- ${escapeMarkdown(row.title)} (${code(row.code)})`).join('\n'),
        ]),
    `${filter}: ${code(main.displayFilter)}`,
    ...ladder(entry, ladders, clock),
  ];
}

function ladder({ typical, place }: IncidentEntry, ladders: Ladders, clock: ClockText): string[] {
  if (typical === null || ladders === 'read-once' || place > DRAWN_INCIDENTS) return [];
  const drawn = ladders.get(typical);
  if (drawn === undefined) return [];
  const lines = ladderLines(drawn.steps, drawn.row, {
    width: LADDER_WIDTH,
    ascii: false,
    timeOfDay: (time) => clock.ofEpoch(Number(time)),
  });
  return [`${words.labels.ladder(typical)}:`, fenced(lines.map((line) => line.text))];
}

function honesty(sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  return [`## ${text.cannotShow}`, sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`).join('\n')];
}

function counts({ title, lines, more }: CountSection): string[] {
  const { count, what, meaning } = sectionText.columns;
  const rows = lines.map(
    (line) =>
      `| ${formatCount(line.count)} | ${escapeMarkdown(line.word)} | ${escapeMarkdown(line.meaning)} |`,
  );
  return [
    `## ${escapeMarkdown(title)}`,
    [`| ${count} | ${what} | ${meaning} |`, '|---:|---|---|', ...rows].join('\n'),
    ...(more === null ? [] : [escapeMarkdown(more)]),
  ];
}

function traffic({ traffic }: ReportDocument): string[] {
  if (traffic === null) return [];
  const { title, columns, lines, more } = traffic;
  return [
    `## ${title}`,
    markdownTable(
      columns,
      lines.map(({ cells }) => cells),
    ),
    ...(more === null ? [] : [escapeMarkdown(more)]),
  ];
}

function connections({ columns, listed, moreConnections }: ReportDocument): string[] {
  if (listed.length === 0) return [];
  return [
    `## ${text.connections}`,
    markdownTable(
      columns,
      listed.map(({ cells }) => cells),
    ),
    ...(moreConnections === null ? [] : [escapeMarkdown(moreConnections)]),
  ];
}

/** @param rows one cell for each column */
export function markdownTable(
  columns: readonly Column<never>[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map(line),
  ].join('\n');
}

/** Lines as they stand, within a fence longer than any in them. */
export function fenced(lines: readonly string[], language = ''): string {
  const ticks = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(ticks + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** A word as it is typed, within ticks longer than any in it. */
export function code(word: string): string {
  const safe = escapeTerminal(word).replaceAll('|', '\\|');
  if (!safe.includes('`')) return `\`${safe}\``;
  const longest = Math.max(...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks} ${safe} ${ticks}`;
}
