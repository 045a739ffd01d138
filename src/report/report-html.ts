import type { ClockText } from '../format/clock-text.js';
import { formatCount } from '../format/count.js';
import { escapeMarkup } from '../format/escape.js';
import { sectionText, incidentText as words } from '../format/messages/en/report.js';
import { reportText as text } from '../format/messages/en.js';
import type { FindingRow } from '../rows.js';
import { ladderSvg } from './ladder-svg.js';
import { type DrawnConnection, marksOf } from './ladders.js';
import type { ReportDocument } from './report-document.js';
import type { ListedColumn, ListedRow } from './report-facts.js';
import type { IncidentEntry } from './report-incidents.js';
import type { CountSection } from './report-sections.js';
import { REPORT_STYLE } from './report-style.js';
import type { Tone } from './terminal.js';

/** The packets of typical connections, or why there are none. */
export type Ladders = ReadonlyMap<number, DrawnConnection> | 'read-once';

/** The report as one file that needs nothing else: no script, no font, no picture from elsewhere. */
export function reportHtml(document: ReportDocument, ladders: Ladders, clock: ClockText): string {
  const title = document.title;
  const body = [
    `<h1>${escapeMarkup(title)}</h1>`,
    ...opening(document),
    ...incidents(document, ladders, clock),
    ...honesty(document.honesty),
    ...document.sections.flatMap(counts),
    ...traffic(document),
    ...connections(document),
    `<footer>${escapeMarkup(words.generated)}</footer>`,
  ];
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    // Not even a name from the capture that slipped through could make the page fetch or run anything.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Browsers ask for an icon unless there is one.
    '<link rel="icon" href="data:,">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function opening({ opening }: ReportDocument): string[] {
  const captures = opening.captures.map(({ path, description, comments }) => {
    const said = comments.map((comment) => `<br><span class="quiet">${escapeMarkup(comment)}</span>`);
    return `<p><code>${escapeMarkup(path)}</code>: ${escapeMarkup(description)}${said.join('')}</p>`;
  });
  return [...captures, `<p>${opening.lines.map(escapeMarkup).join('<br>')}</p>`];
}

function incidents(document: ReportDocument, ladders: Ladders, clock: ClockText): string[] {
  const { incidents, moreIncidents } = document;
  if (incidents.calm !== null) return [`<p class="calm">${escapeMarkup(incidents.calm)}</p>`];
  return [
    `<h2>${escapeMarkup(incidents.title!)}</h2>`,
    ...(ladders === 'read-once' ? [`<p class="quiet">${escapeMarkup(words.noLadders)}</p>`] : []),
    ...incidents.entries.flatMap((entry) => incident(entry, ladders, clock)),
    ...(moreIncidents === null ? [] : [`<p>${escapeMarkup(moreIncidents)}</p>`]),
  ];
}

function incident(entry: IncidentEntry, ladders: Ladders, clock: ClockText): string[] {
  const { main, also, severity } = entry;
  const facts = [entry.when, entry.connections, entry.certainty, evidence(main)].filter(
    (fact) => fact !== null,
  );
  return [
    `<section class="incident ${severity}">`,
    `<p class="severity">${severity}</p>`,
    `<h3>${escapeMarkup(entry.title)}</h3>`,
    `<p class="facts">${facts.map(escapeMarkup).join('; ')} <code>${main.code}</code></p>`,
    paragraph(words.labels.explanation, main.explanation),
    paragraph(words.labels.advice, main.advice),
    paragraph(words.labels.wouldChange, main.wouldChange),
    ...alsoFound(also),
    `<p class="facts">${words.labels.filter}: <code>${escapeMarkup(main.displayFilter)}</code></p>`,
    ...ladder(entry, ladders, clock),
    '</section>',
  ];
}

function evidence({ packets }: FindingRow): string | null {
  return packets.length === 0 ? null : words.packets(packets);
}

function paragraph(label: string, said: string): string {
  return said === '' ? '' : `<p><strong>${label}.</strong> ${escapeMarkup(said)}</p>`;
}

function alsoFound(rows: readonly FindingRow[]): string[] {
  if (rows.length === 0) return [];
  const items = rows.map(({ title, code }) => `<li>${escapeMarkup(title)} <code>${code}</code></li>`);
  return [`<p><strong>${words.labels.also}.</strong></p>`, `<ul>${items.join('')}</ul>`];
}

function ladder({ typical, main, also }: IncidentEntry, ladders: Ladders, clock: ClockText): string[] {
  const drawn = typical === null || ladders === 'read-once' ? undefined : ladders.get(typical);
  if (drawn === undefined) return [];
  const svg = ladderSvg(drawn, { clock, marks: marksOf([main, ...also]), isFile: false });
  return [
    `<h4>${escapeMarkup(words.labels.ladder(drawn.row.connection))}</h4>`,
    `<p class="facts">${escapeMarkup(drawn.row.verdict)}</p>`,
    `<div class="scroll">${svg}</div>`,
  ];
}

function honesty(sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((sentence) => `<li>${escapeMarkup(sentence)}</li>`);
  return [`<h2>${escapeMarkup(text.cannotShow)}</h2>`, `<ul>${items.join('')}</ul>`];
}

/** How a tone is called in the style sheet. */
const TONES: Partial<Record<Tone, string>> = { bad: 'bad', warning: 'caution', quiet: 'quiet' };

function counts({ title, lines, more }: CountSection): string[] {
  const { count, what, meaning } = sectionText.columns;
  const rows = lines.map(
    (line) =>
      `<tr><td class="number">${formatCount(line.count)}</td>${cell(line.word, TONES[line.tone])}${cell(line.meaning)}</tr>`,
  );
  return [
    `<h2>${escapeMarkup(title)}</h2>`,
    `<div class="scroll"><table><thead><tr><th class="number">${count}</th><th>${what}</th><th>${meaning}</th></tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
    ...(more === null ? [] : [`<p>${escapeMarkup(more)}</p>`]),
  ];
}

function traffic({ traffic }: ReportDocument): string[] {
  if (traffic === null) return [];
  const { title, columns, lines, more } = traffic;
  return [
    `<h2>${escapeMarkup(title)}</h2>`,
    ...table(columns, lines, ['failed']),
    ...(more === null ? [] : [`<p>${escapeMarkup(more)}</p>`]),
  ];
}

function connections({ columns, listed, moreConnections, next }: ReportDocument): string[] {
  if (listed.length === 0) return [];
  return [
    `<h2>${escapeMarkup(text.connections)}</h2>`,
    ...table(columns, listed, ['outcome']),
    ...(moreConnections === null ? [] : [`<p>${escapeMarkup(moreConnections)}</p>`]),
    ...(next === null ? [] : [`<p class="quiet">${escapeMarkup(next)}</p>`]),
  ];
}

/** @param painted the columns that show how bad a row is */
function table(
  columns: readonly ListedColumn[],
  rows: readonly ListedRow[],
  painted: readonly string[],
): string[] {
  const kinds = columns.map(({ align }) => (align === 'right' ? 'number' : ''));
  const head = columns.map(({ title }, place) => `<th${classOf(kinds[place]!)}>${escapeMarkup(title)}</th>`);
  const lines = rows.map(({ cells, tone }) => {
    const toned = (place: number) => (painted.includes(columns[place]!.name) ? (TONES[tone] ?? '') : '');
    const shown = cells.map((said, place) => cell(said, `${kinds[place]} ${toned(place)}`.trim()));
    return `<tr>${shown.join('')}</tr>`;
  });
  return [
    `<div class="scroll"><table class="rows"><thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${lines.join('\n')}</tbody></table></div>`,
  ];
}

function cell(said: string, kind = ''): string {
  // Two states in one cell may stand below each other on paper.
  return `<td${classOf(kind)}>${escapeMarkup(said).replaceAll('/', '/<wbr>')}</td>`;
}

function classOf(kind: string): string {
  return kind === '' ? '' : ` class="${kind}"`;
}
