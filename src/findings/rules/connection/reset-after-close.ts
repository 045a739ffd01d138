import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A RST after both sides had closed: nobody reads or writes any more. */
export const resetAfterClose: ConnectionRule = {
  code: 'reset-after-close',
  cues: Cue.Resets,
  sources: ['RFC 9293 §3.10.7.1'],
  judge(c) {
    if (!c.hasResets || c.outcome !== 'closed') return null;
    const late = [...c.resets()].filter(({ timeNs }) => c.isAfterBothFins(timeNs));
    const [first] = late;
    if (first === undefined) return null;
    return {
      severity: 'info',
      certainty: 'certain',
      side: first.side,
      packets: late.map(({ packet }) => packet).slice(0, 10),
      timeNs: first.timeNs,
      endNs: late.at(-1)!.timeNs,
      measures: { resets: late.length },
    };
  },
};
