import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** Segments that belong to no connection: answers to somebody who used this address as a forged source, as a rule. */
export const straySegment: ConnectionRule = {
  code: 'stray-segment',
  cues: Cue.Stray,
  sources: ['Moore et al.: Inferring Internet Denial-of-Service Activity (2006)', 'RFC 9293 §3.10.7.1'],
  judge(c) {
    if (c.outcome !== 'stray') return null;
    return {
      severity: 'info',
      certainty: 'possible',
      side: 'initiator',
      packets: [c.firstPacket],
      timeNs: c.startNs,
      endNs: c.endNs,
      measures: { packets: c.packets, resets: c.hasResets ? [...c.resets()].length : 0 },
    };
  },
};
