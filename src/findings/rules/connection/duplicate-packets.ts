import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { sideWith } from '../../retransmissions.js';

/** The capture holds packets twice, the network carried them once: a mirror port that sees both ways, or all interfaces at once. */
export const duplicatePackets: ConnectionRule = {
  code: 'duplicate-packets',
  cues: Cue.Noted,
  sources: ['tcpdump(8), -i any'],
  judge(c) {
    if (!(c.observed & Note.CaptureDuplicate)) return null;
    const twice = [...c.observations(Note.CaptureDuplicate)];
    return {
      severity: 'info',
      certainty: 'likely',
      side: sideWith(c, Note.CaptureDuplicate) ?? null,
      packets: twice.map(({ packet }) => packet).slice(0, 10),
      timeNs: twice[0]?.timeNs ?? c.startNs,
      endNs: twice.at(-1)?.timeNs ?? c.endNs,
      measures: {
        packets: c.count('initiator', Note.CaptureDuplicate) + c.count('responder', Note.CaptureDuplicate),
      },
    };
  },
};
