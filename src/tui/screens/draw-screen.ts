import { screenText } from '../../format/messages/en/screen.js';
import { isTooSmall, SMALLEST } from '../state/layout.js';
import type { ScreenName } from '../state/screen-state.js';
import { withDialog } from '../widgets/dialog.js';
import { keysRow, statusRow, titleBar } from '../widgets/frame.js';
import { cutLine, fitRows, type Line, line } from '../widgets/line.js';
import { wrapCells } from '../widgets/paragraphs.js';
import { drawConnection } from './connection.js';
import { drawConnections } from './connections.js';
import { drawFollow } from './follow.js';
import { drawGraphs } from './graphs.js';
import { helpLines } from './help-lines.js';
import { drawHosts } from './hosts.js';
import { drawNetstat } from './netstat.js';
import { packetLines } from './packet-lines.js';
import { drawTriage } from './triage.js';
import type { View } from './view.js';

/** The four parts of every screen, from top to bottom. */
export interface DrawnScreen {
  readonly title: readonly Line[];
  readonly body: readonly Line[];
  readonly status: readonly Line[];
  readonly keys: readonly Line[];
}

/** The whole screen as rows: as many as the terminal has. */
export function drawScreen(view: View): DrawnScreen {
  const { state, layout } = view;
  if (isTooSmall(state.size)) return tooSmall(view);
  const { ellipsis } = view.theme.glyphs;
  const rows = fitRows(BODIES[view.place.screen](view), layout.body);
  const body = rows.map((row) => cutLine(row, state.size.columns, ellipsis));
  return {
    title: [titleBar(view)],
    body: state.dialog === null ? body : withDialog(body, state.dialog, view),
    status: [statusRow(view)],
    keys: [keysRow(view)],
  };
}

const BODIES: Readonly<Record<ScreenName, (view: View) => readonly Line[]>> = {
  triage: drawTriage,
  connections: drawConnections,
  connection: drawConnection,
  packet: (view) => page(packetLines(view.model, view.place, view.state.size.columns), view),
  hosts: drawHosts,
  netstat: drawNetstat,
  graphs: drawGraphs,
  follow: drawFollow,
  help: (view) => page(helpLines(view.state), view),
};

/** The visible rows of what is read like a page. */
function page(rows: readonly Line[], { place, layout }: View): readonly Line[] {
  return rows.slice(place.top, place.top + layout.list);
}

function tooSmall({ state }: View): DrawnScreen {
  const { columns, rows } = state.size;
  const words = screenText.tooSmall(columns, rows, SMALLEST.columns, SMALLEST.rows);
  const body = wrapCells(words, Math.max(1, columns)).slice(0, rows);
  return { title: [], body: body.map((row) => line(row)), status: [], keys: [] };
}
