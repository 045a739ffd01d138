import { formatCount } from '../../format/count.js';
import { displayWidth } from '../../format/display-width.js';
import { escapeTerminal } from '../../format/escape.js';
import { screenText, triageText as text } from '../../format/messages/en/screen.js';
import type { Incident, TimelineSeries } from '../model.js';
import { momentOf } from '../state/views.js';
import { toneOfSeverity } from '../theme.js';
import { cellOfMoment, rule, sparkline } from '../widgets/bars.js';
import { fitLine, fitRows, type Line, line, span, spread, type Tone } from '../widgets/line.js';
import { labelled, wrapCells } from '../widgets/paragraphs.js';
import { drawTable, type TableColumn } from '../widgets/table.js';
import { clockText, timeText, type View } from './view.js';

/**
 *   capture: its time and size
 *   what it cannot show
 *   incidents, the gravest first
 *   ── why ── of the selected one
 *   ── over time ── packets, SYNs, resets …
 */
export function drawTriage(view: View): Line[] {
  const { model, layout, state, place, theme } = view;
  const { columns: width } = state.size;
  const incidents = model.incidents;
  const table = drawTable(
    { count: incidents.length, at: (position) => ({ incident: incidents[position]!, view }) },
    INCIDENT_COLUMNS,
    place,
    {
      width,
      rows: layout.list,
      theme,
      empty: model.reading.isDone ? text.nothing : text.nothingYet,
    },
  );
  return [
    captureLine(view),
    honestyLine(view),
    ...table,
    ...(layout.below > 0
      ? [rule(width, theme, text.why), ...fitRows(why(view, incidents[place.cursor]), layout.below)]
      : []),
    ...(layout.timeline > 0 ? [rule(width, theme), ...fitRows(timelines(view), layout.timeline)] : []),
  ];
}

function captureLine(view: View): Line {
  const { model, state, theme } = view;
  const { packets } = model.reading.progress;
  const span_ = Number.isNaN(model.lastNs)
    ? screenText.noTimes
    : `${clockText(view, 0)} ${theme.glyphs.to} ${clockText(view, model.lastNs)}`;
  const totals = screenText.totals(packets, model.connections.total);
  return fitLine(line(` ${span_}  ${totals}`), state.size.columns, theme.glyphs.ellipsis);
}

/** What the capture cannot show, in one row; the list of all is under `w` in the report. */
function honestyLine({ model, state, theme }: View): Line {
  const said = model.honesty.map(escapeTerminal).join('; ');
  return fitLine(
    line(span(said === '' ? '' : ` ${said}`, 'warning')),
    state.size.columns,
    theme.glyphs.ellipsis,
  );
}

interface IncidentCells {
  readonly incident: Incident;
  readonly view: View;
}

const INCIDENT_COLUMNS: readonly TableColumn<IncidentCells>[] = [
  {
    name: 'severity',
    title: text.severity,
    align: 'left',
    priority: 0,
    usual: 3,
    text: ({ incident }) => text.severities[incident.severity],
    tone: ({ incident }) => toneOfSeverity(incident.severity),
  },
  {
    name: 'title',
    title: text.title,
    align: 'left',
    priority: 3,
    narrowest: 20,
    usual: 40,
    isSentence: true,
    text: ({ incident }) => escapeTerminal(incident.title),
  },
  {
    name: 'connections',
    title: text.connections,
    align: 'right',
    priority: 1,
    usual: 7,
    text: ({ incident }) => formatCount(incident.connections),
  },
  {
    name: 'first',
    title: text.first,
    align: 'left',
    priority: 2,
    usual: 12,
    text: ({ incident, view }) => timeText(view, incident.startNs),
  },
];

/** What the columns beside the title take, and the mark of the selected row. */
const BESIDE_TITLE = 28;

function why({ state }: View, incident: Incident | undefined): Line[] {
  if (incident === undefined) return [];
  const width = state.size.columns - 2;
  const title = escapeTerminal(incident.title);
  const isCut = displayWidth(title) > state.size.columns - BESIDE_TITLE;
  const evidence = incident.evidence.slice(0, 12).join(' ');
  const certainty = text.certainty[incident.certainty];
  return [
    ...(isCut ? wrapCells(title, width).map((row) => line(span(` ${row}`, 'title'))) : []),
    ...wrapCells(`${escapeTerminal(incident.explanation)} (${certainty})`, width).map((row) =>
      line(` ${row}`),
    ),
    ...labelled(` ${text.evidence}:`, evidence, text.evidence.length + 3, width, 'note'),
    ...labelled(` ${text.advice}:`, escapeTerminal(incident.advice), text.advice.length + 3, width),
    ...labelled(
      ` ${text.wouldChange}:`,
      escapeTerminal(incident.wouldChange),
      text.wouldChange.length + 3,
      width,
    ),
  ];
}

const SERIES: readonly [TimelineSeries, Tone][] = [
  ['packets', 'plain'],
  ['resets', 'bad'],
  ['syns', 'note'],
  ['retransmissions', 'warning'],
  ['zero-windows', 'warning'],
];
const LABEL = 9;
const MOST = 9;

function timelines(view: View): Line[] {
  const { model, state, theme } = view;
  const width = state.size.columns - LABEL - MOST - 2;
  const marked = cellOfMoment(momentOf(model, state), model.lastNs, width);
  return SERIES.map(([series, tone]) => {
    const values = model.timeline(series, width);
    const most = values.reduce((highest, value) => Math.max(highest, value), 0);
    return spread(
      line(span(` ${text.series[series].padEnd(LABEL - 1)}`), ...sparkline(values, theme, tone, marked)),
      line(span(`${formatCount(most)} `, 'quiet')),
      state.size.columns,
      theme.glyphs.ellipsis,
    );
  });
}
