import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/**
 * The initiator is connected, the responder's kernel is not: it ignores ACK and data, since its accept queue is full, repeats the
 * SYN,ACK and at last forgets. Seen from the wire: SYN,ACK again although ACK and data had passed by.
 */
export const backlogOverflow: ConnectionRule = {
  code: 'backlog-overflow',
  cues: Cue.HandshakeRepeats | Cue.Resets,
  needsBothWays: true,
  sources: ['Linux: tcp_v4_syn_recv_sock, tcp_check_req', 'listen(2)'],
  judge(c) {
    if (!c.isBacklogFull) return null;
    const again = [...c.observations(Note.RetransmissionHandshake)].filter(
      ({ side }) => side === 'responder',
    );
    const reset = [...c.resets()].find(({ cause }) => cause === 'backlog-overflow');
    return {
      severity: 'error',
      certainty: 'likely',
      side: 'responder',
      packets: [...again.map(({ packet }) => packet), ...(reset === undefined ? [] : [reset.packet])].slice(
        0,
        10,
      ),
      timeNs: c.startNs,
      endNs: reset?.timeNs ?? c.endNs,
      measures: {
        synAckRepeats: c.ends.synAckRepeats[c.r]!,
        dataRepeats: c.ends.retransmissions[c.i]!,
        endedBy: reset === undefined ? 'nothing' : 'reset',
      },
    };
  },
};
