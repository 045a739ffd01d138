import { fitEndpoint } from '../../format/address.js';
import { formatDuration } from '../../format/duration.js';
import { escapeTerminal } from '../../format/escape.js';
import { screenText, ladderScreenText as text } from '../../format/messages/en/screen.js';
import { drawLadderRow, type LadderFrame, ladderColumns, ladderTitle } from '../ladder/draw-row.js';
import type { LadderRows } from '../ladder/ladder-rows.js';
import { type PacketList, ready } from '../model.js';
import { selectRows } from '../state/select-rows.js';
import { ladderOf, packetsOf } from '../state/views.js';
import { rule } from '../widgets/bars.js';
import {
  beside,
  EMPTY_LINE,
  fitLine,
  fitRows,
  inverted,
  type Line,
  line,
  span,
  spread,
} from '../widgets/line.js';
import { wrapCells } from '../widgets/paragraphs.js';
import { toneOfOutcome } from './connection-columns.js';
import { notes } from './connections.js';
import { compactLines, detailLines } from './packet-lines.js';
import { timeText, type View } from './view.js';

/**
 *   both ends, how long, how it ended
 *   the ladder
 *   ── the selected packet ──     (from 120 columns on beside the ladder; from 180 on the connection's story at its left)
 */
export function drawConnection(view: View): Line[] {
  const { layout, theme, state, place, model } = view;
  const packets = packetsOf(model, place.connection);
  const ladder = ladderOf(model, state, place.connection);
  const rows = packets === null || ladder === null ? waiting(view) : ladderPane(view, packets, ladder);
  const detail = selectedPacket(view, packets, ladder);
  const separator = span(theme.glyphs.bar, 'quiet');
  const { ellipsis } = theme.glyphs;
  if (layout.right > 0) {
    const both = beside(rows, layout.listWidth, fitRows(detail, rows.length), separator, ellipsis);
    if (layout.left === 0) return [heading(view), ...both];
    const story = fitRows(storyLines(view, layout.left), rows.length);
    return [heading(view), ...beside(story, layout.left, both, separator, ellipsis)];
  }
  if (layout.below === 0) return [heading(view), ...rows];
  return [heading(view), ...rows, rule(state.size.columns, theme), ...fitRows(detail, layout.below)];
}

function heading({ model, place, state, theme }: View): Line {
  if (place.connection === null) return EMPTY_LINE;
  const one = model.connections.summary(place.connection);
  const lasted = formatDuration((one.endNs - one.startNs) / 1e9);
  const room = Math.max(16, (state.size.columns - 40) >> 1);
  const { ellipsis } = theme.glyphs;
  return spread(
    line(
      ' ',
      span(fitEndpoint(one.initiatorAddress, one.initiatorPort, room, ellipsis), 'initiator'),
      ` ${theme.glyphs.both} `,
      span(fitEndpoint(one.responderAddress, one.responderPort, room, ellipsis), 'responder'),
    ),
    line(span(`${text.facts(one.packets, lasted, one.outcome)} `, toneOfOutcome(one))),
    state.size.columns,
    ellipsis,
  );
}

function ladderPane(view: View, packets: PacketList, ladder: LadderRows): Line[] {
  const { layout, place, theme, model } = view;
  const width = layout.listWidth;
  const last = packets.count === 0 ? 0 : packets.packetNumber(packets.count - 1);
  const columns = ladderColumns(width, last, packets.hasIcmp);
  const noted = new Set(model.notes.filter(({ on }) => on === 'packet').map(({ number }) => number));
  const frame: LadderFrame = {
    width,
    theme,
    packets,
    ladder,
    timeText: (timeNs, beforeNs) => timeText(view, timeNs, beforeNs),
    hasNote: (packet) => noted.has(packet),
  };
  const rows = selectRows(place.top, layout.list, ladder.count, (position): Line => {
    const row = drawLadderRow(ladder.at(position)!, columns, frame, position === place.top);
    if (position !== place.cursor) return row;
    return inverted([span(theme.glyphs.selected, 'key'), ...withoutMark(row)], width, theme.glyphs.ellipsis);
  });
  return [ladderTitle(columns, frame), ...fitRows(rows, layout.list)];
}

/** The row without its first cell, where the mark of the selected row goes. */
function withoutMark([first, ...rest]: Line): Line {
  return first === undefined ? [] : [{ ...first, text: first.text.slice(1) }, ...rest];
}

function waiting({ model, place, layout }: View): Line[] {
  const fetched = model.packets(place.connection ?? -1);
  const said = fetched.status === 'failed' ? escapeTerminal(fetched.message) : screenText.loading;
  return fitRows([line(span(` ${said}`, 'quiet'))], layout.list + 1);
}

function selectedPacket(view: View, packets: PacketList | null, ladder: LadderRows | null): Line[] {
  const { model, layout, place, state } = view;
  const row = ladder === null || ladder.count === 0 ? null : ladder.at(place.cursor);
  if (packets === null || row?.kind !== 'packet') return [];
  const number = packets.packetNumber(row.index);
  const width = layout.right > 0 ? layout.right : state.size.columns;
  const detail = ready(model.packetDetail(number));
  const title = line(span(` ${screenText.place.packet(number)}`, 'title'));
  if (detail === null) return [title];
  const own = model.notes
    .filter((note) => note.on === 'packet' && note.number === number)
    .map((note) => note.text);
  return [title, ...(layout.right === 0 ? compactLines : detailLines)(detail, own, width)];
}

/** The connection's story in a narrow pane: the verdict, the states of both ends, where the time went. */
function storyLines(view: View, width: number): Line[] {
  const { model, place } = view;
  if (place.connection === null) return [];
  const { verdict } = model.connections.summary(place.connection);
  const row = ready(model.connection(place.connection));
  return [
    ...wrapCells(escapeTerminal(verdict), width - 2).map((words) => line(` ${words}`)),
    ...notes(view, place.connection, width - 2),
    EMPTY_LINE,
    ...(row === null ? [] : [line(span(` ${text.states}`, 'title'))]),
    ...(['initiator', 'responder'] as const).flatMap((side) =>
      (row?.endpoints[side].states ?? []).map(({ state, packet, certainty }) =>
        fitLine(
          line(
            '  ',
            span((certainty === 'retracted' ? `(${state})` : state).padEnd(14), side),
            span(packet === null ? '' : `#${packet}`, 'quiet'),
          ),
          width,
        ),
      ),
    ),
  ];
}
