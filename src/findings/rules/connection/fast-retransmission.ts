import { Note } from '../../../tcp/notes.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats } from '../../retransmissions.js';
import { LOSS_PACKETS, LOSS_RATE } from '../../thresholds.js';

/** Segments sent again because duplicate ACKs or SACK told of a hole: loss that cost a round trip. */
export const fastRetransmission: ConnectionRule = {
  code: 'fast-retransmission',
  thresholds: { lossRate: LOSS_RATE, packets: LOSS_PACKETS },
  sources: ['RFC 5681 §3.2', 'RFC 6675', 'RFC 8985 §6'],
  judge: (c) => foundRepeats(c, [Note.RetransmissionFast, Note.RetransmissionSack], 'warning'),
};
