import { ConnectionFact } from '../../../flow/connection-columns.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** Two SYNs crossed, and one connection came of it. */
export const simultaneousOpen: ConnectionRule = {
  code: 'simultaneous-open',
  cues: Cue.Simultaneous,
  sources: ['RFC 9293 §3.5, figure 7'],
  judge(c) {
    if (!c.has(ConnectionFact.SimultaneousOpen) && !c.isSelfConnected) return null;
    return {
      severity: 'note',
      certainty: 'certain',
      side: null,
      packets: [c.firstPacket],
      timeNs: c.startNs,
      endNs: c.startNs,
      measures: { itself: c.isSelfConnected ? 'yes' : 'no' },
    };
  },
};
