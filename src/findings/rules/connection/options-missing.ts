import { OptionBit } from '../../../decode/segment.js';
import { Known } from '../../../tcp/endpoint-columns.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** What costs nothing to have and much to lack on long, fast, or lossy paths. */
const WANTED = OptionBit.WindowScale | OptionBit.SackPermitted;

/** The SYN offered window scaling, SACK or timestamps, and the SYN,ACK took it up only in part: then neither side may use it. */
export const optionsMissing: ConnectionRule = {
  code: 'options-missing',
  cues: Cue.Offers,
  sources: ['RFC 7323 §1.3', 'RFC 2018 §2'],
  judge(c) {
    if (!(c.known('initiator') & Known.Syn) || !(c.known('responder') & Known.SynAck)) return null;
    const offered = c.ends.offered[c.i]! & (WANTED | OptionBit.Timestamps);
    const missing = offered & ~c.ends.offered[c.r]!;
    if (missing === 0) return null;
    return {
      // Many systems do without timestamps by design; scaling and SACK go missing by old stacks and devices on the way.
      severity: missing & WANTED ? 'note' : 'info',
      certainty: 'certain',
      side: 'responder',
      packets: [c.firstPacket],
      timeNs: c.startNs,
      endNs: c.startNs,
      measures: {
        windowScale: missing & OptionBit.WindowScale ? 'missing' : 'agreed',
        sack: missing & OptionBit.SackPermitted ? 'missing' : 'agreed',
        timestamps: missing & OptionBit.Timestamps ? 'missing' : 'agreed',
      },
    };
  },
};
