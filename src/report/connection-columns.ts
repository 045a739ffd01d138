import { fitEndpoint } from '../format/address.js';
import { formatBytes } from '../format/bytes.js';
import type { ClockText } from '../format/clock-text.js';
import { formatDuration } from '../format/duration.js';
import { escapeTerminal } from '../format/escape.js';
import { connectionTitles as titles } from '../format/messages/en.js';
import type { Column } from '../format/table.js';
import { SEVERITIES } from '../rows.js';
import type { ConnectionView } from '../sink.js';

/** The text columns of a connection, in the order in which they stand; `--columns` names them. */
export function connectionColumns(clock: ClockText): Column<ConnectionView>[] {
  return [
    {
      name: 'connection',
      title: '#',
      align: 'right',
      priority: 0,
      usual: 6,
      text: (view) => String(view.connection),
    },
    {
      name: 'initiator',
      title: titles.initiator,
      align: 'left',
      priority: 1,
      narrowest: 16,
      usual: 21,
      text: (view) => fitEndpoint(view.initiatorName ?? view.initiatorAddress, view.initiatorPort, Infinity),
    },
    {
      name: 'responder',
      title: titles.responder,
      align: 'left',
      priority: 2,
      narrowest: 16,
      usual: 21,
      text: (view) => fitEndpoint(view.responderName ?? view.responderAddress, view.responderPort, Infinity),
    },
    {
      name: 'start',
      title: titles.start,
      align: 'left',
      priority: 5,
      usual: 12,
      text: (view) => clock.at(view.startNs),
    },
    {
      name: 'duration',
      title: titles.duration,
      align: 'right',
      priority: 4,
      usual: 7,
      text: (view) => formatDuration((view.endNs - view.startNs) / 1e9),
    },
    {
      name: 'packets',
      title: titles.packets,
      align: 'right',
      priority: 7,
      isExtra: true,
      usual: 5,
      text: (view) => String(view.packets),
    },
    {
      name: 'initiatorBytes',
      title: titles.initiatorBytes,
      align: 'right',
      priority: 8,
      isExtra: true,
      usual: 6,
      text: (view) => formatBytes(view.payloadBytesFrom('initiator'), ''),
    },
    {
      name: 'responderBytes',
      title: titles.responderBytes,
      align: 'right',
      priority: 9,
      isExtra: true,
      usual: 6,
      text: (view) => formatBytes(view.payloadBytesFrom('responder'), ''),
    },
    {
      name: 'states',
      title: titles.states,
      align: 'left',
      priority: 6,
      isExtra: true,
      usual: 22,
      text: (view) => `${view.initiatorState}/${view.responderState}`,
    },
    {
      name: 'outcome',
      title: titles.outcome,
      align: 'left',
      priority: 3,
      usual: 17,
      text: (view) => view.outcome,
    },
    {
      name: 'finding',
      title: titles.finding,
      align: 'left',
      priority: 10,
      isExtra: true,
      usual: 24,
      text: (view) => view.judgements[0]?.code ?? '',
    },
    {
      name: 'verdict',
      title: titles.verdict,
      align: 'left',
      priority: 11,
      isExtra: true,
      usual: 120,
      text: (view) => escapeTerminal(view.verdict),
    },
  ];
}

/** Columns and sort keys that ask what the rules say, which is worked out only where one of them is wanted. */
export const JUDGING: ReadonlySet<string> = new Set(['finding', 'verdict', 'severity']);

/** What `--sort` can order by, each with its natural direction: what stands out comes first. */
export const CONNECTION_SORT_KEYS: Readonly<Record<string, (view: ConnectionView) => number | string>> = {
  connection: (view) => view.connection,
  start: (view) => view.startNs,
  end: (view) => view.endNs,
  duration: (view) => view.startNs - view.endNs,
  packets: (view) => -view.packets,
  bytes: (view) => -view.bytes,
  initiator: (view) => addressKey(view.initiatorAddress, view.initiatorPort),
  responder: (view) => addressKey(view.responderAddress, view.responderPort),
  outcome: (view) => view.outcome,
  severity: (view) =>
    view.judgements.length === 0 ? SEVERITIES.length : SEVERITIES.indexOf(view.judgements[0]!.severity),
};

/** Orders addresses by number, not by letter: 10.0.0.9 before 10.0.0.10. */
function addressKey(address: string, port: number | string): string {
  return `${address.replace(/\d+/g, (digits) => digits.padStart(5, '0'))} ${String(port).padStart(5, '0')}`;
}
