import type { Outcome, Side } from '../../../rows.js';
import { formatDuration } from '../../duration.js';

/** What each outcome says where no finding says more. */
const PLAIN: Record<Outcome, string> = {
  stray: 'belongs to no connection that the capture shows',
  refused: 'was refused',
  unreachable: 'could not be reached',
  unanswered: 'got no answer',
  'aborted-handshake': 'never came up',
  reset: 'was reset',
  closed: 'closed in order',
  vanished: 'lost its other side',
  'half-closed': 'is closed by one side only',
  open: 'is open, nothing is wrong with it',
  partial: 'ran before the capture began and after it ended; nothing is wrong with what was captured',
};

/** The sentence on a connection. */
export const verdictText = {
  plain: (outcome: Outcome, initiator: string, responder: string, durationSeconds: number) =>
    `${initiator} to ${responder} ${PLAIN[outcome]}${lasting(durationSeconds)}`,
  oneWay: (initiator: string, responder: string, captured: Side, durationSeconds: number) => {
    const [seen, unseen] = captured === 'initiator' ? [initiator, responder] : [responder, initiator];
    return `of ${initiator} to ${responder} only the packets of ${seen} were captured: what ${unseen} did cannot be told${lasting(durationSeconds)}`;
  },
  connect: (host: string, errno: string) => `connect() at ${host} gets ${errno}`,
  calls: (host: string, read: string | null, write: string | null, later: string | null) => {
    const reads = read === null ? [] : [`the next read at ${host} gets ${read}`];
    const writes =
      write === null || write === read
        ? []
        : [`${read === null ? `the next write at ${host}` : 'a write'} gets ${write}`];
    const then = later === null || later === write ? [] : [`later writes ${later}`];
    return [...reads, ...writes, ...then].join(', ');
  },
} as const;

function lasting(seconds: number): string {
  return Number.isNaN(seconds) ? '' : ` (${formatDuration(seconds)})`;
}
