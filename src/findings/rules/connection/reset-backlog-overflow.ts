import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** The RST at the end of a handshake that a full accept queue never let come true. */
export const resetBacklogOverflow: ConnectionRule = {
  code: 'reset-backlog-overflow',
  cues: Cue.Resets,
  sources: ['Linux: tcp_v4_syn_recv_sock, tcp_abort_on_overflow'],
  judge(c) {
    if (!c.hasResets) return null;
    const reset = [...c.resets()].find(({ cause }) => cause === 'backlog-overflow');
    if (reset === undefined) return null;
    return {
      severity: 'error',
      certainty: 'likely',
      side: 'responder',
      packets: [reset.packet],
      timeNs: reset.timeNs,
      endNs: reset.timeNs,
      measures: { afterSeconds: c.secondsIn(reset.timeNs) },
    };
  },
};
