import { fitEndpoint } from '../../format/address.js';
import { formatBytes } from '../../format/bytes.js';
import { formatCount } from '../../format/count.js';
import { escapeTerminal } from '../../format/escape.js';
import { hostText as text, triageText } from '../../format/messages/en/screen.js';
import type { HostSummary } from '../model.js';
import { hostsOf } from '../state/views.js';
import { toneOfSeverity } from '../theme.js';
import { rule } from '../widgets/bars.js';
import { cutLine, fitRows, type Line, line, span } from '../widgets/line.js';
import { wrapCells } from '../widgets/paragraphs.js';
import { drawTable, type TableColumn } from '../widgets/table.js';
import type { View } from './view.js';

/**
 *   hosts and their services, the troubled first
 *   ── the selected one ──
 */
export function drawHosts({ model, place, state, layout, theme }: View): Line[] {
  const hosts = hostsOf(model, place);
  const { columns: width } = state.size;
  const table = drawTable({ count: hosts.length, at: (position) => hosts[position]! }, HOST_COLUMNS, place, {
    width,
    rows: layout.list,
    theme,
    empty: model.reading.isDone ? text.none : text.noneYet,
  });
  if (layout.below === 0) return table;
  const selected = hosts[place.cursor];
  const detail = selected === undefined ? [] : details(selected, width - 2);
  return [...table, rule(width, theme), ...fitRows(detail, layout.below)];
}

/** Its counts in words, and what stands out about it. */
function details(
  { address, port, opened, accepted, failed, bytes, remark }: HostSummary,
  width: number,
): Line[] {
  const name = port === null ? escapeTerminal(address) : fitEndpoint(address, port, width);
  const facts = text.facts(opened, accepted, failed, formatBytes(bytes));
  return [
    cutLine(line(' ', span(name, 'title'), `  ${facts}`), width + 1),
    ...wrapCells(escapeTerminal(remark), width).map((row) => line(` ${row}`)),
  ];
}

const HOST_COLUMNS: readonly TableColumn<HostSummary>[] = [
  {
    name: 'severity',
    title: triageText.severity,
    align: 'left',
    priority: 5,
    usual: 3,
    text: ({ severity }) => (severity === null || severity === 'info' ? '' : triageText.severities[severity]),
    tone: ({ severity }) => toneOfSeverity(severity),
  },
  {
    name: 'address',
    title: text.address,
    align: 'left',
    priority: 0,
    narrowest: 20,
    usual: 22,
    text: ({ address, port }) =>
      port === null ? escapeTerminal(address) : `  ${fitEndpoint(address, port, Infinity)}`,
  },
  {
    name: 'opened',
    title: text.opened,
    align: 'right',
    priority: 2,
    usual: 8,
    text: ({ opened }) => formatCount(opened),
  },
  {
    name: 'accepted',
    title: text.accepted,
    align: 'right',
    priority: 3,
    usual: 8,
    text: ({ accepted }) => formatCount(accepted),
  },
  {
    name: 'failed',
    title: text.failed,
    align: 'right',
    priority: 1,
    usual: 8,
    text: ({ failed }) => formatCount(failed),
    tone: ({ failed }) => (failed > 0 ? 'bad' : 'plain'),
  },
  {
    name: 'bytes',
    title: text.bytes,
    align: 'right',
    priority: 4,
    usual: 8,
    text: ({ bytes }) => formatBytes(bytes, ''),
  },
  {
    name: 'remark',
    title: text.remark,
    align: 'left',
    priority: 6,
    narrowest: 12,
    usual: 24,
    isSentence: true,
    text: ({ remark }) => escapeTerminal(remark),
  },
];
