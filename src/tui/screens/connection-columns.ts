import { fitEndpoint } from '../../format/address.js';
import { formatBytes } from '../../format/bytes.js';
import { formatDuration } from '../../format/duration.js';
import { listText as text, triageText } from '../../format/messages/en/screen.js';
import type { ConnectionSummary } from '../model.js';
import { toneOfSeverity } from '../theme.js';
import type { Tone } from '../widgets/line.js';
import type { TableColumn } from '../widgets/table.js';

/** A row of the list, and how its moments are printed. */
export interface ConnectionCells {
  readonly one: ConnectionSummary;
  timeOf(timeNs: number): string;
}

type ConnectionColumn = TableColumn<ConnectionCells>;

/** In the order in which they stand; `c` on the screen leaves some out. */
export const CONNECTION_COLUMNS: readonly ConnectionColumn[] = [
  {
    name: 'connection',
    title: text.number,
    align: 'right',
    priority: 0,
    usual: 6,
    text: ({ one }) => String(one.connection),
  },
  {
    name: 'severity',
    title: triageText.severity,
    align: 'left',
    priority: 6,
    usual: 3,
    text: ({ one }) =>
      one.severity === null || one.severity === 'info' ? '' : triageText.severities[one.severity],
    tone: ({ one }) => toneOfSeverity(one.severity),
  },
  {
    name: 'initiator',
    title: text.initiator,
    align: 'left',
    priority: 1,
    narrowest: 16,
    usual: 21,
    text: ({ one }) => fitEndpoint(one.initiatorAddress, one.initiatorPort, Infinity),
  },
  {
    name: 'responder',
    title: text.responder,
    align: 'left',
    priority: 2,
    narrowest: 16,
    usual: 19,
    text: ({ one }) => fitEndpoint(one.responderAddress, one.responderPort, Infinity),
  },
  {
    name: 'start',
    title: text.start,
    align: 'left',
    priority: 5,
    usual: 12,
    text: ({ one, timeOf }) => timeOf(one.startNs),
  },
  {
    name: 'duration',
    title: text.duration,
    align: 'right',
    priority: 4,
    usual: 7,
    text: ({ one }) => formatDuration((one.endNs - one.startNs) / 1e9),
  },
  {
    name: 'packets',
    title: text.packets,
    align: 'right',
    priority: 8,
    isExtra: true,
    usual: 7,
    text: ({ one }) => String(one.packets),
  },
  {
    name: 'bytes',
    title: text.bytes,
    align: 'right',
    priority: 11,
    isExtra: true,
    usual: 7,
    text: ({ one }) => formatBytes(one.bytes, ''),
  },
  {
    name: 'initiatorBytes',
    title: text.initiatorBytes,
    align: 'right',
    priority: 9,
    isExtra: true,
    usual: 7,
    text: ({ one }) => formatBytes(one.initiatorBytes, ''),
  },
  {
    name: 'responderBytes',
    title: text.responderBytes,
    align: 'right',
    priority: 10,
    isExtra: true,
    usual: 7,
    text: ({ one }) => formatBytes(one.responderBytes, ''),
  },
  {
    name: 'states',
    title: text.states,
    align: 'left',
    priority: 7,
    isExtra: true,
    usual: 23,
    text: ({ one }) => `${one.initiatorState}/${one.responderState}`,
  },
  {
    name: 'outcome',
    title: text.outcome,
    align: 'left',
    priority: 3,
    usual: 17,
    text: ({ one }) => one.outcome,
    tone: ({ one }) => toneOfOutcome(one),
  },
];

export function toneOfOutcome({ outcome }: Pick<ConnectionSummary, 'outcome'>): Tone {
  switch (outcome) {
    case 'reset':
    case 'refused':
    case 'unreachable':
    case 'unanswered':
    case 'vanished':
      return 'bad';
    case 'aborted-handshake':
    case 'half-closed':
      return 'warning';
    case 'stray':
    case 'partial':
      return 'quiet';
    case 'closed':
      return 'good';
    default:
      return 'plain';
  }
}
