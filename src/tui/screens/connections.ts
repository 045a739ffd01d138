import { fitEndpoint } from '../../format/address.js';
import { formatBytes } from '../../format/bytes.js';
import { formatDuration } from '../../format/duration.js';
import { escapeTerminal } from '../../format/escape.js';
import { screenText, listText as text } from '../../format/messages/en/screen.js';
import { counted } from '../../format/messages/en.js';
import type { ConnectionSummary } from '../model.js';
import { rule } from '../widgets/bars.js';
import { beside, EMPTY_LINE, fitLine, fitRows, type Line, line, span, spread } from '../widgets/line.js';
import { labelled, wrapCells } from '../widgets/paragraphs.js';
import { drawTable } from '../widgets/table.js';
import { CONNECTION_COLUMNS, toneOfOutcome } from './connection-columns.js';
import { timeText, type View } from './view.js';

/**
 *   how many of how many, by which filter, in which order
 *   the list
 *   ── the selected one ──        (from 120 columns on: beside the list)
 */
export function drawConnections(view: View): Line[] {
  const { model, state, place, theme, layout } = view;
  const { connections } = model;
  const table = drawTable(
    {
      count: connections.count,
      at: (position) => ({
        one: connections.summary(connections.numberAt(position)),
        timeOf: (timeNs: number) => timeText(view, timeNs),
      }),
    },
    CONNECTION_COLUMNS.filter(({ name }) => !state.hiddenColumns.has(name)),
    place,
    {
      width: layout.listWidth,
      rows: layout.list,
      theme,
      isPicked: ({ one }) => state.picked.has(one.connection),
      sortedBy: { name: connections.choice.sort, isDescending: connections.choice.isDescending },
      empty: model.reading.isDone || connections.total > 0 ? text.none : text.noneYet,
    },
  );
  const heading = headingLine(view);
  const detail = place.connection === null ? [] : details(view, connections.summary(place.connection));
  if (layout.right > 0) {
    const separator = span(theme.glyphs.bar, 'quiet');
    const right = fitRows(detail, table.length);
    return [heading, ...beside(table, layout.listWidth, right, separator, theme.glyphs.ellipsis)];
  }
  if (layout.below === 0) return [heading, ...table];
  return [heading, ...table, rule(state.size.columns, theme), ...fitRows(detail, layout.below)];
}

function headingLine({ model, state, theme }: View): Line {
  const { count, total, choice, choosing } = model.connections;
  const incident = model.incidents.find(({ id }) => id === choice.incident);
  const left = line(
    ` ${count === total ? text.all(total) : text.some(count, total)}`,
    span(choice.filter === '' ? '' : `  ${text.filter(escapeTerminal(choice.filter))}`, 'note'),
    span(incident === undefined ? '' : `  ${text.incident(escapeTerminal(incident.title))}`, 'note'),
    span(state.picked.size === 0 ? '' : `  ${text.picked(state.picked.size)}`, 'key'),
  );
  const order = choice.isDescending ? theme.glyphs.descending : theme.glyphs.ascending;
  const right =
    choosing === null
      ? `${text.sortedBy(choice.sort)} ${order} `
      : `${screenText.choosing(Math.floor(choosing * 100))} `;
  return spread(left, [span(right, 'quiet')], state.size.columns, theme.glyphs.ellipsis);
}

/** What is known of the selected connection, as far as there is room. */
function details(view: View, one: ConnectionSummary): Line[] {
  const { layout, state } = view;
  const width = (layout.right > 0 ? layout.right : state.size.columns) - 2;
  const ends = `${fitEndpoint(one.initiatorAddress, one.initiatorPort, width)} > ${fitEndpoint(one.responderAddress, one.responderPort, width)}`;
  const bytes = `> ${formatBytes(one.initiatorBytes)}, < ${formatBytes(one.responderBytes)}`;
  const facts = [counted(one.packets, 'packet'), bytes, formatDuration((one.endNs - one.startNs) / 1e9)];
  return [
    line(' ', span(`${one.connection}`, 'title'), `  ${ends}`),
    fitLine(
      line(' ', span(one.outcome, toneOfOutcome(one)), `  ${one.initiatorState} / ${one.responderState}`),
      width + 1,
    ),
    line(` ${facts.join(', ')}`),
    ...wrapCells(escapeTerminal(one.verdict), width).map((row) => line(` ${row}`)),
    ...notes(view, one.connection, width),
    EMPTY_LINE,
    line(span(` ${text.displayFilter}: `, 'quiet'), `tcp.stream == ${one.connection}`),
  ];
}

/** A person's own words on a connection. */
export function notes({ model }: View, connection: number, width: number): Line[] {
  const own = model.notes.filter(({ on, number }) => on === 'connection' && number === connection);
  return own.flatMap(({ text: said }) => labelled(' *', escapeTerminal(said), 3, width, 'note'));
}
