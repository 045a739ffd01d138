import { Known } from '../../../tcp/endpoint-columns.js';
import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { ANSWER_SECONDS } from '../../thresholds.js';

/** SYNs, and nothing came back: connect() waits, then gets ETIMEDOUT. */
export const handshakeUnanswered: ConnectionRule = {
  code: 'handshake-unanswered',
  cues: Cue.Unanswered,
  thresholds: { answerSeconds: ANSWER_SECONDS },
  sources: ['RFC 9293 §3.8.3', 'Linux: tcp_syn_retries, tcp_syn_linear_timeouts'],
  judge(c) {
    if (c.outcome !== 'unanswered') return null;
    const attempts = 1 + c.ends.synRepeats[c.i]!;
    const waitedSeconds = (c.captureEndNs - c.startNs) / 1e9;
    // One SYN just before the capture ends proves nothing: the answer may have come after it.
    const isCutOff = attempts === 1 && !(waitedSeconds >= ANSWER_SECONDS);
    // An ACK of something else: the responder still holds an older connection of these ports (RFC 5961 §4).
    const metOlder = (c.known('initiator') & Known.RefusedAck) !== 0;
    return {
      severity: metOlder ? 'note' : isCutOff ? 'info' : 'error',
      certainty: metOlder ? 'likely' : isCutOff ? 'possible' : 'certain',
      side: 'responder',
      packets: attempts === 1 ? [c.firstPacket] : [c.firstPacket, ...repeatsOf(c)].slice(0, 10),
      timeNs: c.startNs,
      endNs: c.endNs,
      measures: {
        attempts,
        overSeconds: (c.endNs - c.startNs) / 1e9,
        waitedSeconds,
        // The next SYN would have come within twice the last pause: connect() has given up.
        gaveUp: attempts > 1 && c.captureEndNs - c.endNs > 2 * c.ends.lastSynGapNs[c.i]! ? 'yes' : 'no',
        capturedEnough: isCutOff ? 'no' : 'yes',
        metOlder: metOlder ? 'yes' : 'no',
      },
    };
  },
};

function repeatsOf(c: Parameters<ConnectionRule['judge']>[0]): number[] {
  return [...c.observations(Note.RetransmissionHandshake)].map(({ packet }) => packet);
}
