import { OptionBit } from '../../../decode/segment.js';
import { ConnectionFact } from '../../../flow/connection-columns.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** TCP Fast Open: data in the SYN, or the request for the cookie that allows it next time. */
export const fastOpen: ConnectionRule = {
  code: 'fast-open',
  cues: Cue.Offers,
  sources: ['RFC 7413 §3'],
  judge(c) {
    const bytes = c.ends.synPayload[c.i]!;
    const hasOption = (c.ends.offered[c.i]! & OptionBit.FastOpen) !== 0;
    if (bytes === 0 && !hasOption) return null;
    const isAccepted = c.has(ConnectionFact.FastOpen);
    const result = isAccepted ? 'accepted' : bytes > 0 ? 'ignored' : 'cookie-asked';
    return {
      severity: 'info',
      certainty: 'certain',
      side: 'initiator',
      packets: [c.firstPacket],
      timeNs: c.startNs,
      endNs: c.startNs,
      measures: { dataBytes: bytes, result, option: hasOption ? 'yes' : 'no' },
    };
  },
};
