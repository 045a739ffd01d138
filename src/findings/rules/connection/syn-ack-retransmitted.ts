import { Note } from '../../../tcp/notes.js';
import { TcpState } from '../../../tcp/state.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { SHORTEST_RETRY_SECONDS } from '../../thresholds.js';

/** The SYN,ACK had to be sent again, and no ACK had passed by that it could have missed. */
export const synAckRetransmitted: ConnectionRule = {
  code: 'syn-ack-retransmitted',
  cues: Cue.HandshakeRepeats,
  sources: ['RFC 6298 §5', 'Linux: tcp_synack_retries'],
  judge(c) {
    const repeats = c.ends.synAckRepeats[c.r]!;
    if (repeats === 0 || c.wasAckedBeforeRepeat) return null;
    const evidence = [...c.observations(Note.RetransmissionHandshake)].filter(
      ({ side, timeNs }) => side === 'responder' && !c.isAfterBothFins(timeNs),
    );
    const synAck = c.everEntered('initiator', TcpState.Established);
    const startNs = synAck?.timeNs ?? c.startNs;
    const endNs = evidence.at(-1)?.timeNs ?? startNs;
    // Sooner than any timer it is a copy that the path made, and after the end the answer to an old SYN.
    if (endNs - startNs < SHORTEST_RETRY_SECONDS * 1e9) return null;
    return {
      severity: 'warning',
      certainty: 'certain',
      side: 'responder',
      packets: [...(synAck?.packet ? [synAck.packet] : []), ...evidence.map(({ packet }) => packet)].slice(
        0,
        10,
      ),
      timeNs: startNs,
      endNs,
      measures: {
        repeats,
        overSeconds: (endNs - startNs) / 1e9,
        completed: c.outcome === 'aborted-handshake' ? 'no' : 'yes',
      },
    };
  },
};
