import type { ConnectionCase, LongWait } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule, Found } from '../../finding.js';
import { heartbeatOf } from '../../heartbeats.js';
import { NAGLE_SECONDS, NAGLE_SHARE, STALL_SECONDS } from '../../thresholds.js';

/**
 * The longest silence while there was work to do, and whose it was: a program that thought, a closed window, a loss. Many short
 * ones come of delayed ACKs that meet Nagle's algorithm.
 */
export const stall: ConnectionRule = {
  code: 'stall',
  cues: Cue.LongWait,
  thresholds: { stallSeconds: STALL_SECONDS, nagleSeconds: NAGLE_SECONDS, nagleShare: NAGLE_SHARE },
  sources: ['RFC 6298 §2', 'RFC 9293 §3.7.4', 'RFC 1122 §4.2.3.2'],
  judge(c) {
    const wait = c.longestWait;
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
