import { formatBytes } from '../../format/bytes.js';
import { escapeTerminal } from '../../format/escape.js';
import { screenText, followText as text } from '../../format/messages/en/screen.js';
import type { FollowRow } from '../follow/follow-rows.js';
import { ready } from '../model.js';
import { selectRows } from '../state/select-rows.js';
import { followOf } from '../state/views.js';
import { fitRows, type Line, line, type Span, span, spread } from '../widgets/line.js';
import { clockText, type View } from './view.js';

/** What both sides said: text or hex, each side in its own tone and under its own head. */
export function drawFollow(view: View): Line[] {
  const { model, place, state, layout, theme } = view;
  const fetched = model.payload(place.connection ?? -1);
  const rows = followOf(model, state, place.connection);
  const incomplete = ready(fetched)?.incomplete ?? null;
  const heading = spread(
    line(span(` ${text.sides[state.followSide]}, ${state.followMode}`, 'title')),
    line(span(incomplete === null ? '' : `${escapeTerminal(incomplete)} `, 'warning')),
    state.size.columns,
    theme.glyphs.ellipsis,
  );
  if (rows === null || rows.count === 0) {
    const said =
      fetched.status === 'failed'
        ? escapeTerminal(fetched.message)
        : rows === null
          ? screenText.loading
          : text.none;
    return [heading, ...fitRows([line(span(` ${said}`, 'quiet'))], layout.list)];
  }
  const shown = selectRows(place.top, layout.list, rows.count, (position) =>
    drawRow(rows.at(position), view),
  );
  return [heading, ...fitRows(shown, layout.list)];
}

function drawRow(row: FollowRow, view: View): Line {
  const { glyphs } = view.theme;
  switch (row.kind) {
    case 'head': {
      const mark = row.side === 'initiator' ? glyphs.right : glyphs.left;
      const words = `${text.head(row.side, row.packet)}, ${clockText(view, row.timeNs)}`;
      return line(span(`${mark} `, row.side), span(words, 'title'));
    }
    case 'missing':
      return line(span(` ${glyphs.gap.repeat(3)} ${text.missing(formatBytes(row.bytes))}`, 'warning'));
    case 'text':
      return line(' ', ...highlighted(row.text, view.place.needle, row.side));
  }
}

/** The text that is looked for stands out in it. */
function highlighted(row: string, needle: string, tone: 'initiator' | 'responder'): Span[] {
  const at = needle === '' ? -1 : row.toLowerCase().indexOf(needle.toLowerCase());
  if (at < 0) return [span(row, tone)];
  const end = at + needle.length;
  return [
    span(row.slice(0, at), tone),
    { text: row.slice(at, end), tone, isInverse: true },
    ...highlighted(row.slice(end), needle, tone),
  ];
}
