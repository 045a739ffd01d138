import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A RST between the SYN,ACK and the end of the handshake. */
export const handshakeReset: ConnectionRule = {
  code: 'handshake-reset',
  cues: Cue.Resets,
  sources: ['RFC 9293 §3.10.7.3', 'RFC 9293 §3.10.7.4'],
  judge(c) {
    if (c.handshake !== 'reset' || !c.hasResets) return null;
    const reset = c.endingReset ?? [...c.resets()][0]!;
    const isWrongAck = reset.cause === 'handshake-rejected';
    const byInitiator = reset.side === 'initiator';
    return {
      // Who opens and resets at once got what it came for: a probe, a health check, the slower of two attempts.
      severity: byInitiator && !isWrongAck ? 'note' : 'error',
      certainty: isWrongAck ? 'certain' : 'likely',
      side: reset.side,
      packets: [reset.packet, c.firstPacket],
      timeNs: c.startNs,
      endNs: reset.timeNs,
      measures: {
        by: reset.side,
        cause: reset.cause,
        afterSeconds: (reset.timeNs - c.tables.connections.synAckNs[c.slot]!) / 1e9,
      },
    };
  },
};
