import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A SYN answered by a RST: connect() gets ECONNREFUSED. */
export const handshakeRefused: ConnectionRule = {
  code: 'handshake-refused',
  cues: Cue.Refused,
  sources: ['RFC 9293 §3.10.7.1', 'RFC 9293 §3.10.7.3'],
  judge(c) {
    if (c.outcome !== 'refused') return null;
    const reset = c.endingReset;
    if (reset === null) return null;
    return {
      severity: 'error',
      certainty: reset.cause === 'closed-port' ? 'certain' : 'likely',
      side: reset.side,
      packets: [reset.packet, c.firstPacket],
      timeNs: c.startNs,
      endNs: reset.timeNs,
      measures: {
        answerSeconds: (reset.timeNs - c.tables.connections.synNs[c.slot]!) / 1e9,
        attempts: 1 + c.ends.synRepeats[c.i]!,
        cause: reset.cause,
      },
    };
  },
};
