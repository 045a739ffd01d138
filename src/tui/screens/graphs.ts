import { formatBytes } from '../../format/bytes.js';
import { formatDuration } from '../../format/duration.js';
import { screenText, graphText as text } from '../../format/messages/en/screen.js';
import type { ConnectionGraph } from '../model.js';
import { drawPlot } from '../plots/draw-plot.js';
import { lettersOf, seriesOf } from '../plots/series.js';
import type { GraphKind } from '../state/screen-state.js';
import { momentOf } from '../state/views.js';
import { cellOfMoment } from '../widgets/bars.js';
import { EMPTY_LINE, fitRows, type Line, line, span, spread, type Tone } from '../widgets/line.js';
import { clockText, type View } from './view.js';

/**
 *   which plot, and what its tones mean
 *   the plot
 *   its time axis, with the chosen moment on it
 */
export function drawGraphs(view: View): Line[] {
  const { model, place, state, layout, theme } = view;
  const { columns: width } = state.size;
  const fetched = model.graph(place.connection ?? -1);
  if (fetched.status !== 'ready') {
    const said = fetched.status === 'failed' ? fetched.message : screenText.loading;
    return fitRows([line(span(` ${said}`, 'quiet'))], layout.body);
  }
  const range = rangeOf(view, fetched.value);
  const height = layout.body - 4;
  const plot = plotOf(fetched.value, state.graph, range, width, height, view);
  const rows = plot ?? [EMPTY_LINE, line(span(` ${text.none}`, 'quiet'))];
  return [
    spread(
      line(span(` ${text.kinds[state.graph]}`, 'title')),
      line(span(state.zoom === 0 ? '' : `${text.zoom(2 ** state.zoom)} `, 'quiet')),
      width,
      theme.glyphs.ellipsis,
    ),
    legend(state.graph, view),
    ...fitRows(rows, height),
    ...timeAxis(view, range, width),
  ];
}

interface TimeRange {
  readonly fromNs: number;
  readonly toNs: number;
}

/** The life of the connection, or the part of it around the chosen moment. */
function rangeOf(view: View, { count, timeNs }: ConnectionGraph): TimeRange {
  const first = count === 0 ? 0 : timeNs[0]!;
  const last = count === 0 ? 1 : Math.max(timeNs[count - 1]!, first + 1000);
  const length = (last - first) / 2 ** view.state.zoom;
  const middle = Math.min(last - length / 2, Math.max(first + length / 2, momentOf(view.model, view.state)));
  return view.state.zoom === 0
    ? { fromNs: first, toNs: last }
    : { fromNs: middle - length / 2, toNs: middle + length / 2 };
}

interface PlotOf {
  graph: ConnectionGraph;
  key: string;
  lines: Line[] | null;
}

/** The plot that was drawn last: a million points are drawn anew only when something of it changed. */
let lastPlot: PlotOf | null = null;

function plotOf(
  graph: ConnectionGraph,
  kind: GraphKind,
  range: TimeRange,
  width: number,
  height: number,
  { theme }: View,
): Line[] | null {
  const key = [kind, range.fromNs, range.toNs, width, height, theme.isAscii, graph.count].join();
  if (lastPlot?.graph === graph && lastPlot.key === key) return lastPlot.lines;
  const series = seriesOf(kind, graph, { ...range, count: Math.max(1, width - 11) });
  const lines = drawPlot(
    series,
    {
      ...range,
      width,
      height,
      hasBraille: theme.glyphs.hasBraille,
      bar: theme.glyphs.bar,
      label: LABELS[kind],
    },
    lettersOf(kind, graph),
  );
  lastPlot = { graph, key, lines };
  return lines;
}

const bytes = (value: number) => formatBytes(Math.round(value));
const LABELS: Readonly<Record<GraphKind, (value: number) => string>> = {
  sequence: bytes,
  'sequence-responder': bytes,
  rtt: formatDuration,
  window: bytes,
  throughput: (value) => text.perSecond(formatBytes(Math.round(value), '')),
};

function legend(kind: GraphKind, { theme }: View): Line {
  const mark = theme.glyphs.full;
  return text.legends[kind].flatMap(([name, tone]) => [
    span(` ${theme.isAscii ? ASCII_MARKS[tone as Tone] : mark}`, tone as Tone),
    span(` ${name} `, 'quiet'),
  ]);
}

/** As the canvas marks them where there is neither braille nor, perhaps, colour. */
const ASCII_MARKS: Readonly<Partial<Record<Tone, string>>> = {
  plain: '*',
  good: '+',
  note: '-',
  initiator: 'o',
  responder: 'x',
  warning: '=',
  bad: '#',
};

function timeAxis(view: View, { fromNs, toNs }: TimeRange, width: number): Line[] {
  const { glyphs } = view.theme;
  const cells = width - 11;
  const at = cellOfMoment(momentOf(view.model, view.state) - fromNs, toNs - fromNs, cells);
  const dashes = glyphs.dash.repeat(cells);
  const isWithin = at !== null && at >= 0 && momentOf(view.model, view.state) <= toNs;
  const axis = isWithin
    ? line(
        span(dashes.slice(0, at), 'quiet'),
        span(glyphs.ascending, 'key'),
        span(dashes.slice(at + 1), 'quiet'),
      )
    : line(span(dashes, 'quiet'));
  return [
    line(span(`${' '.repeat(10)}${glyphs.bar}`, 'quiet'), ...axis),
    spread(
      line(span(`${' '.repeat(11)}${clockText(view, fromNs)}`, 'quiet')),
      line(span(clockText(view, toNs), 'quiet')),
      width,
    ),
  ];
}
