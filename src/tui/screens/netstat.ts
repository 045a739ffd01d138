import { fitEndpoint } from '../../format/address.js';
import { formatCount } from '../../format/count.js';
import { formatDuration } from '../../format/duration.js';
import { escapeTerminal } from '../../format/escape.js';
import { secondsBetween } from '../../format/ladder-steps.js';
import { screenText, socketText as text } from '../../format/messages/en/screen.js';
import { type SocketRow, type SocketTimer, STATE_NAMES } from '../../rows.js';
import { ready } from '../model.js';
import { momentOf, socketsOf } from '../state/views.js';
import { cellOfMoment, rule, sparkline } from '../widgets/bars.js';
import { beside, fitRows, type Line, line, span, spread } from '../widgets/line.js';
import { drawTable, type TableColumn } from '../widgets/table.js';
import { clockText, type View } from './view.js';

/**
 *   the moment, and whose sockets
 *   the sockets
 *   ── how many in each state over time ──      (from 120 columns on: beside the sockets)
 */
export function drawNetstat(view: View): Line[] {
  const { model, place, state, layout, theme } = view;
  const moment = momentOf(model, state);
  const fetched = model.sockets(moment, place.host);
  const sockets = socketsOf(model, state, place);
  const empty =
    fetched.status === 'failed'
      ? fetched.message
      : fetched.status === 'loading'
        ? screenText.loading
        : text.none;
  const table = drawTable(sockets ?? { count: 0, at: () => null as never }, SOCKET_COLUMNS, place, {
    width: layout.listWidth,
    rows: layout.list,
    theme,
    empty,
  });
  const heading = spread(
    line(' ', span(text.title(clockText(view, moment)), 'title'), `  ${escapeTerminal(text.of(place.host))}`),
    line(span(`${formatCount(sockets?.count ?? 0)} `, 'quiet')),
    state.size.columns,
    theme.glyphs.ellipsis,
  );
  if (layout.right > 0) {
    const counts = fitRows(stateCounts(view, moment, layout.right, table.length), table.length);
    return [
      heading,
      ...beside(table, layout.listWidth, counts, span(theme.glyphs.bar, 'quiet'), theme.glyphs.ellipsis),
    ];
  }
  if (layout.below === 0) return [heading, ...table];
  const counts = fitRows(stateCounts(view, moment, state.size.columns, layout.below), layout.below);
  return [heading, ...table, rule(state.size.columns, theme), ...counts];
}

const SOCKET_COLUMNS: readonly TableColumn<SocketRow>[] = [
  {
    name: 'local',
    title: text.local,
    align: 'left',
    priority: 0,
    narrowest: 16,
    usual: 20,
    text: ({ local }) => fitEndpoint(local.address, local.port, Infinity),
  },
  {
    name: 'peer',
    title: text.peer,
    align: 'left',
    priority: 1,
    narrowest: 16,
    usual: 20,
    text: ({ peer }) =>
      peer.address === null ? text.listens : fitEndpoint(peer.address, peer.port, Infinity),
  },
  {
    name: 'state',
    title: text.state,
    align: 'left',
    priority: 2,
    usual: 12,
    text: ({ state, certainty }) => (certainty === 'inferred' ? `${state}${text.inferred}` : state),
  },
  {
    name: 'since',
    title: text.since,
    align: 'right',
    priority: 3,
    usual: 7,
    text: ({ time, since }) => formatDuration(secondsBetween(since, time)),
  },
  {
    name: 'queue',
    title: text.queue,
    align: 'right',
    priority: 5,
    usual: 7,
    text: ({ sentNotAcked }) => (sentNotAcked === null ? '-' : String(sentNotAcked)),
  },
  {
    name: 'timer',
    title: text.timer,
    align: 'left',
    priority: 4,
    usual: 14,
    text: ({ timer }) => timerText(timer),
  },
];

function timerText(timer: SocketTimer | null): string {
  if (timer === null) return '';
  const count = timer.count > 0 ? ` ${timer.count}` : '';
  const left = timer.remainingSeconds === null ? '' : ` ${formatDuration(timer.remainingSeconds)}`;
  return `${timer.kind}${count}${left}`;
}

/**
 * "CLOSE_WAIT   412   412 14:05:40  ▁▂▃": now, most, when, over time. Where there is no room for all states, those with the most
 * sockets; they stand in the order of a socket's life.
 */
function stateCounts(view: View, moment: number, width: number, rows: number): Line[] {
  const { model, place, theme } = view;
  const hasTimes = width >= ROOMY;
  const cells = Math.max(4, width - NAME - 2 * COUNT - (hasTimes ? TIME + 1 : 0) - 3);
  const counts = [...(ready(model.stateCounts(moment, place.host, cells)) ?? [])]
    .sort((a, b) => b.peak - a.peak)
    .slice(0, rows - 1)
    .sort((a, b) => STATE_NAMES.indexOf(a.state) - STATE_NAMES.indexOf(b.state));
  const marked = cellOfMoment(moment, model.lastNs, cells);
  const head = `${text.countTitle.padEnd(NAME)}${text.now.padStart(COUNT)}${text.peak.padStart(COUNT)} ${hasTimes ? `${text.peakAt.padEnd(TIME)} ` : ''}${text.over}`;
  return [
    line(span(` ${head}`, 'title')),
    ...counts.map(({ state, now, peak, peakNs, buckets }) =>
      line(
        ` ${state.padEnd(NAME)}${formatCount(now).padStart(COUNT)}${formatCount(peak).padStart(COUNT)} `,
        span(hasTimes ? `${clockText(view, peakNs, 0).padEnd(TIME)} ` : '', 'quiet'),
        ...sparkline(buckets, theme, 'note', marked),
      ),
    ),
  ];
}

const NAME = 12;
const COUNT = 7;
/** Narrower than this the times of the peaks give way to the counts over time. */
const ROOMY = 60;
const TIME = 9;
