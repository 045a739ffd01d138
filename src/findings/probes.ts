import { Attempt } from '../hosts/attempt.js';
import { type ConnectionLog, Logged } from '../hosts/connection-log.js';

/** How a source asks: the kinds of scan, by nmap's names. A window scan sends what an ACK scan does. */
export type ScanKind = 'syn' | 'connect' | 'fin' | 'null' | 'xmas' | 'ack' | 'maimon';

const KIND_OF_ATTEMPT: Partial<Record<Attempt, ScanKind>> = {
  [Attempt.Fin]: 'fin',
  [Attempt.Null]: 'null',
  [Attempt.Xmas]: 'xmas',
  [Attempt.Ack]: 'ack',
  [Attempt.Maimon]: 'maimon',
  [Attempt.Touched]: 'connect',
  [Attempt.ResetByInitiator]: 'syn',
};

/** What the rows tell; what was refused or not answered looks the same from either kind with SYNs. */
export function kindOf(log: ConnectionLog, rows: readonly number[]): ScanKind {
  const counts = new Map<ScanKind, number>();
  for (const row of rows) {
    const kind = KIND_OF_ATTEMPT[log.attempt(row)];
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  let best: ScanKind = 'syn';
  for (const [kind, count] of counts) if (count > (counts.get(best) ?? 0)) best = kind;
  return best;
}

/** What is known of a service after it was asked. */
export type Told = 'open' | 'closed' | 'open or filtered' | 'filtered' | 'unfiltered';

/** Of several answers of one service the most telling counts: silence may be a lost packet. */
export function told(log: ConnectionLog, rows: readonly number[]): Told {
  let best: Told = 'filtered';
  for (const row of rows) {
    const one = toldBy(log, row);
    if (ORDER.indexOf(one) < ORDER.indexOf(best)) best = one;
  }
  return best;
}

const ORDER: readonly Told[] = ['open', 'closed', 'unfiltered', 'open or filtered', 'filtered'];

function toldBy(log: ConnectionLog, row: number): Told {
  const isAnswered = (log.what[row]! & Logged.Answered) !== 0;
  switch (log.attempt(row)) {
    case Attempt.Refused:
      return 'closed';
    case Attempt.Touched:
    case Attempt.HalfOpen:
    case Attempt.ResetByInitiator:
      return 'open';
    case Attempt.Ack:
      return isAnswered ? 'unfiltered' : 'filtered';
    case Attempt.Fin:
    case Attempt.Null:
    case Attempt.Xmas:
    case Attempt.Maimon:
      return isAnswered ? 'closed' : 'open or filtered';
    default:
      return 'filtered';
  }
}
