import { ConnectionFact } from '../../../flow/connection-columns.js';
import type { ConnectionCase, LongWait } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule, Found } from '../../finding.js';
import { heartbeatOf } from '../../heartbeats.js';
import { IN_VAIN_SHARE, NAGLE_SECONDS, NAGLE_SHARE, STALL_SECONDS } from '../../thresholds.js';

/**
 * The longest silence while there was work to do, and whose it was: a program that thought, a closed window, a loss. Many short
 * ones come of delayed ACKs that meet Nagle's algorithm.
 */
export const stall: ConnectionRule = {
  code: 'stall',
  cues: Cue.LongWait,
  needsBothWays: true,
  thresholds: {
    stallSeconds: STALL_SECONDS,
    inVainShare: IN_VAIN_SHARE,
    nagleSeconds: NAGLE_SECONDS,
    nagleShare: NAGLE_SHARE,
  },
  sources: ['RFC 6298 §2', 'RFC 9293 §3.7.4', 'RFC 1122 §4.2.3.2'],
  judge(c) {
    const wait = c.longestWait;
    const inVain = waitedInVain(c);
    if (inVain !== null) return unanswered(c, inVain);
    // Between two beats nothing is under way.
    if (wait !== null && !(wait.cause === 'initiatorThink' && heartbeatOf(c) !== null))
      return stalled(c, wait);
    const nagleNs = c.delayedAckNs;
    const isNagle = nagleNs >= NAGLE_SECONDS * 1e9 && nagleNs >= NAGLE_SHARE * (c.endNs - c.startNs);
    if (!isNagle) return null;
    return {
      severity: 'note',
      certainty: 'likely',
      side: null,
      packets: [],
      timeNs: c.startNs,
      endNs: c.endNs,
      measures: { cause: 'delayedAck', stallSeconds: nagleNs / 1e9 },
    };
  },
};

/**
 * The longest wait of the connection, where it was the initiator's for an answer, and it closed or aborted without one: its patience was at
 * an end. The answer came later, or the connection was little else than this wait. Who spoke with the other side before may as well
 * have had nothing more to say.
 */
export function waitedInVain(c: ConnectionCase): LongWait | null {
  const wait = c.longestWait;
  if (wait === null || wait.cause !== 'initiatorThink' || c.handshake === 'not-captured') return null;
  const reset = c.endingReset;
  const hasClosed = c.closedFirst === 'initiator' && wait.packet === c.finPacket('initiator');
  const hasAborted = reset !== null && reset.side === 'initiator' && wait.packet === reset.packet;
  if (!hasClosed && !hasAborted) return null;
  if (cameTooLate(c)) return wait;
  const isAllThereWas = wait.ns >= (c.endNs - c.startNs) * IN_VAIN_SHARE;
  return isAllThereWas && c.ends.payloadBytes[c.r] === 0 ? wait : null;
}

/** The responder wrote after the initiator had closed, and that met no socket any more. */
function cameTooLate(c: ConnectionCase): boolean {
  const reset = c.endingReset;
  return c.has(ConnectionFact.DataAfterFin) && reset?.side === 'initiator' && reset.cause === 'no-socket';
}

function unanswered(c: ConnectionCase, { ns, endNs, packet }: LongWait): Found {
  const isLate = cameTooLate(c);
  const { firstFinNs, firstAfterFinNs } = c.tables.connections;
  return {
    severity: isLate ? 'warning' : 'note',
    certainty: isLate ? 'likely' : 'possible',
    side: 'responder',
    packets: [packet],
    timeNs: endNs - ns,
    endNs,
    measures: {
      cause: 'noAnswer',
      stallSeconds: ns / 1e9,
      answeredLaterSeconds: isLate ? (firstAfterFinNs[c.slot]! - firstFinNs[c.slot]!) / 1e9 : null,
    },
  };
}

function stalled(c: ConnectionCase, { ns, endNs, packet, cause }: LongWait): Found {
  const isOwn = cause === 'initiatorThink';
  // A program that pauses in what it sends may have no more to say for now; and who has to answer is known by who opened.
  const isGuess = isOwn || (cause === 'responderThink' && c.handshake === 'not-captured');
  return {
    severity: isGuess ? 'info' : 'note',
    certainty: isGuess ? 'possible' : 'likely',
    side: isOwn ? 'initiator' : cause === 'responderThink' ? 'responder' : null,
    packets: [packet],
    timeNs: endNs - ns,
    endNs,
    measures: { cause, stallSeconds: ns / 1e9 },
  };
}
