import { fitEndpoint } from '../../format/address.js';
import { formatBytes } from '../../format/bytes.js';
import { formatCount } from '../../format/count.js';
import { escapeTerminal } from '../../format/escape.js';
import { hostText as text, triageText } from '../../format/messages/en/screen.js';
import type { HostSummary } from '../model.js';
import { hostsOf } from '../state/views.js';
import { toneOfSeverity } from '../theme.js';
import type { Line } from '../widgets/line.js';
import { drawTable, type TableColumn } from '../widgets/table.js';
import type { View } from './view.js';

/** Hosts and their services, the troubled first. */
export function drawHosts({ model, place, state, layout, theme }: View): Line[] {
  const hosts = hostsOf(model, place);
  return drawTable({ count: hosts.length, at: (position) => hosts[position]! }, HOST_COLUMNS, place, {
    width: state.size.columns,
    rows: layout.list,
    theme,
    empty: text.none,
  });
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
    text: ({ remark }) => escapeTerminal(remark),
  },
];
