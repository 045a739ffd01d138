import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats, isReordered } from '../../retransmissions.js';
import { LOSS_PACKETS, LOSS_RATE } from '../../thresholds.js';

/** Segments sent again because duplicate ACKs or SACK told of a hole: loss that cost a round trip. */
export const fastRetransmission: ConnectionRule = {
  code: 'fast-retransmission',
  cues: Cue.Repeats,
  thresholds: { lossRate: LOSS_RATE, packets: LOSS_PACKETS },
  sources: ['RFC 5681 §3.2', 'RFC 6675', 'RFC 8985 §6'],
  judge(c) {
    const found = foundRepeats(c, [Note.RetransmissionFast, Note.RetransmissionSack], 'warning');
    if (found === null || found.side === null || found.severity !== 'warning') return found;
    // The originals came late: reordering is the cause.
    return isReordered(c, found.side) ? { ...found, severity: 'note' } : found;
  },
};
