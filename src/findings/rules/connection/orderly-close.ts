import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** Both sides closed, and both FINs were acknowledged. */
export const orderlyClose: ConnectionRule = {
  code: 'orderly-close',
  cues: Cue.Closed,
  sources: ['RFC 9293 §3.6'],
  judge(c) {
    if (c.outcome !== 'closed') return null;
    const side = c.closedFirst;
    if (side === null) return null;
    const finNs = c.tables.connections.firstFinNs[c.slot]!;
    return {
      severity: 'info',
      certainty: 'certain',
      side,
      packets: [],
      timeNs: finNs,
      // The FINs may bear the number of a SYN that met this connection and came to nothing.
      endNs: Math.max(finNs, c.endNs),
      measures: {
        kind: c.teardown,
        afterSeconds: c.secondsIn(finNs),
      },
    };
  },
};
