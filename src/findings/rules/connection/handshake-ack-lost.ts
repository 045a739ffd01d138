import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { ANSWER_SECONDS } from '../../thresholds.js';

/**
 * The ACK that completes the handshake did not do its work: it passed by, yet the SYN,ACK came again; or it never came.
 * A full accept queue looks alike until data goes unanswered too: that is backlog-overflow.
 */
export const handshakeAckLost: ConnectionRule = {
  code: 'handshake-ack-lost',
  cues: Cue.AbortedHandshake | Cue.HandshakeRepeats,
  needsBothWays: true,
  thresholds: { answerSeconds: ANSWER_SECONDS },
  sources: ['RFC 9293 §3.10.7.4', 'RFC 9293 §3.5'],
  judge(c) {
    const repeats = c.ends.synAckRepeats[c.r]!;
    const neverCame = c.outcome === 'aborted-handshake' && c.handshake === 'half-open' && repeats === 0;
    const wasLost = repeats > 0 && c.wasAckedBeforeRepeat && !c.isBacklogFull;
    if (!neverCame && !wasLost) return null;
    const waitedSeconds = (c.captureEndNs - c.endNs) / 1e9;
    const isCutOff = neverCame && !(waitedSeconds >= ANSWER_SECONDS);
    const again = [...c.observations(Note.RetransmissionHandshake)].filter(
      ({ side }) => side === 'responder',
    );
    return {
      severity: isCutOff ? 'info' : 'warning',
      certainty: neverCame ? 'possible' : 'likely',
      side: neverCame ? 'initiator' : 'responder',
      packets: wasLost ? again.map(({ packet }) => packet).slice(0, 10) : [c.firstPacket],
      timeNs: c.startNs,
      endNs: again.at(-1)?.timeNs ?? c.endNs,
      measures: {
        captured: neverCame ? 'no' : 'yes',
        capturedEnough: isCutOff ? 'no' : 'yes',
        repeats,
        waitedSeconds,
      },
    };
  },
};
