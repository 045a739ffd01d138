import { TcpFlag } from '../decode/tcp/flags.js';
import type { ConnectionView } from '../sink.js';

/**
 * What a connection was to the service that it went to: used, or one of the ways in which it came to nothing; scans and floods
 * are made of the latter. The numbers stand in a column.
 */
export const Attempt = {
  /** Opened and used, or at least kept for a while. */
  Used: 0,
  Refused: 1,
  /** One SYN, and no answer. */
  Silent: 2,
  /** SYNs sent again, as a kernel does that somebody waits for, and no answer. */
  SilentRepeated: 3,
  /** The SYN,ACK was never acknowledged. */
  HalfOpen: 4,
  /** The SYN,ACK was answered with a RST. */
  ResetByInitiator: 5,
  /** Opened, and closed by its initiator without a byte said. */
  Touched: 6,
  Unreachable: 7,
  /** Probes without SYN, by their flags. */
  Fin: 8,
  Null: 9,
  Xmas: 10,
  Ack: 11,
  Maimon: 12,
  /** Answers to what was never asked, and what cannot be told. */
  Other: 13,
} as const;
export type Attempt = (typeof Attempt)[keyof typeof Attempt];

/** The probe that each set of flags makes; PSH goes with all of them. */
const PROBES: ReadonlyMap<number, Attempt> = new Map([
  [TcpFlag.Fin, Attempt.Fin],
  [0, Attempt.Null],
  [TcpFlag.Fin | TcpFlag.Psh | TcpFlag.Urg, Attempt.Xmas],
  [TcpFlag.Ack, Attempt.Ack],
  [TcpFlag.Fin | TcpFlag.Ack, Attempt.Maimon],
]);

export function attemptOf(view: ConnectionView): Attempt {
  switch (view.outcome) {
    case 'refused':
      return Attempt.Refused;
    case 'unanswered':
      return view.synRepeats > 0 ? Attempt.SilentRepeated : Attempt.Silent;
    case 'unreachable':
      return Attempt.Unreachable;
    case 'stray':
    case 'partial':
      return probeOf(view);
    case 'aborted-handshake':
      return view.handshake === 'half-open' ? Attempt.HalfOpen : Attempt.ResetByInitiator;
    default:
      if (view.handshake === 'half-open') return Attempt.HalfOpen;
      return isTouched(view) ? Attempt.Touched : Attempt.Used;
  }
}

/** A probe is one packet, once more at most, and what comes back is a RST or nothing. */
function probeOf(view: ConnectionView): Attempt {
  const sent = view.packetsFrom('initiator');
  const got = view.packetsFrom('responder');
  if (sent === 0 || sent > 2 || got > sent || view.payloadBytesFrom('initiator') > 0) return Attempt.Other;
  if (got !== view.resetsFrom('responder')) return Attempt.Other;
  return PROBES.get(view.flagsFrom('initiator')) ?? Attempt.Other;
}

function isTouched(view: ConnectionView): boolean {
  return (
    view.endedBy === 'initiator' &&
    view.payloadBytesFrom('initiator') === 0 &&
    view.payloadBytesFrom('responder') === 0 &&
    view.handshake !== 'not-captured'
  );
}
