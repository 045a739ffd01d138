import { Note } from '../../../tcp/notes.js';
import { SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { isReordered } from '../../retransmissions.js';
import { LOSS_PACKETS } from '../../thresholds.js';

/** Segments that were overtaken on their way: sent once, late. */
export const reordering: ConnectionRule = {
  code: 'reordering',
  cues: Cue.Noted,
  thresholds: { packets: LOSS_PACKETS },
  sources: ['RFC 4737', 'RFC 8985 §6.2'],
  judge(c) {
    if (!(c.observed & Note.Reordered)) return null;
    const side = SIDES.find((one) => c.ends.outOfOrder[c.row(one)]! > 0);
    if (side === undefined) return null;
    const e = c.row(side);
    const late = [...c.observations(Note.Reordered)].filter((one) => one.side === side);
    return {
      // Harmless, unless the sender took it for loss time and again.
      severity: isReordered(c, side) && c.ends.retransmissions[e]! >= LOSS_PACKETS ? 'warning' : 'note',
      certainty: 'likely',
      side,
      packets: late.map(({ packet }) => packet).slice(0, 10),
      timeNs: late[0]?.timeNs ?? c.startNs,
      endNs: late.at(-1)?.timeNs ?? c.endNs,
      measures: {
        packets: c.ends.outOfOrder[e]!,
        takenForLoss: c.ends.retransmissions[e]!,
        dataPackets: c.ends.dataPackets[e]!,
        mostPackets: c.ends.overtakenPackets[e]!,
        mostSeconds: c.ends.overtakenNs[e]! / 1e9,
      },
    };
  },
};
