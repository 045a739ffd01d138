import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A socket gave up: its probes went unanswered, and its last segment is a RST that reaches nobody. */
export const resetKeepAliveFailure: ConnectionRule = {
  code: 'reset-keep-alive-failure',
  cues: Cue.Resets,
  sources: ['RFC 1122 §4.2.3.6', 'Linux: tcp_keepalive_timer'],
  judge(c) {
    if (!c.hasResets) return null;
    const reset = c.endingReset;
    if (reset === null || reset.cause !== 'keep-alive-failure') return null;
    const peer = c.row(reset.side === 'initiator' ? 'responder' : 'initiator');
    return {
      severity: 'error',
      certainty: 'certain',
      side: reset.side,
      packets: [reset.packet],
      timeNs: reset.timeNs,
      endNs: reset.timeNs,
      measures: {
        probes: c.ends.unanswered[c.row(reset.side)]!,
        keepAlives: c.ends.keepAlives[c.row(reset.side)]!,
        silentSeconds: (reset.timeNs - c.ends.lastSpokeNs[peer]!) / 1e9,
        errno: c.socketError(reset.side),
      },
    };
  },
};
