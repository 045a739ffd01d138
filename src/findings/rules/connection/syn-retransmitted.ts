import { Note } from '../../../tcp/notes.js';
import { TcpState } from '../../../tcp/state.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { SHORTEST_RETRY_SECONDS } from '../../thresholds.js';

/** The SYN had to be sent again before it was answered: a second or more lost before the first byte. */
export const synRetransmitted: ConnectionRule = {
  code: 'syn-retransmitted',
  cues: Cue.HandshakeRepeats,
  sources: ['RFC 6298 §5.7', 'Linux: tcp_syn_linear_timeouts'],
  judge(c) {
    const repeats = c.ends.synRepeats[c.i]!;
    if (repeats === 0 || c.outcome === 'unanswered' || c.outcome === 'unreachable') return null;
    // Sent again at once: not a timer but the answer to a stale connection's challenge ACK.
    if (c.ends.lastSynGapNs[c.i]! < SHORTEST_RETRY_SECONDS * 1e9) return null;
    const evidence = [...c.observations(Note.RetransmissionHandshake)].filter(
      ({ side }) => side === 'initiator',
    );
    const answered = c.everEntered('initiator', TcpState.Established);
    const wasAnswered = answered !== null && evidence.some(({ packet }) => packet > answered.packet);
    return {
      severity: 'warning',
      certainty: 'certain',
      side: 'initiator',
      packets: [c.firstPacket, ...evidence.map(({ packet }) => packet)].slice(0, 10),
      timeNs: c.startNs,
      endNs: evidence.at(-1)?.timeNs ?? c.startNs,
      measures: {
        repeats,
        lostSeconds: ((evidence.at(-1)?.timeNs ?? c.startNs) - c.startNs) / 1e9,
        // Sent again although the answer had passed by: it never arrived at the initiator.
        lost: wasAnswered ? 'answer' : 'syn',
      },
    };
  },
};
