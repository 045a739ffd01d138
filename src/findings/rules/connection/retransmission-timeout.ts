import { Note } from '../../../tcp/notes.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats } from '../../retransmissions.js';
import { LOSS_PACKETS, LOSS_RATE } from '../../thresholds.js';

/** Segments sent again after the retransmission timer ran out: 200 ms at least, doubling each time. */
export const retransmissionTimeout: ConnectionRule = {
  code: 'retransmission-timeout',
  thresholds: { lossRate: LOSS_RATE, packets: LOSS_PACKETS },
  sources: ['RFC 6298 §5'],
  judge(c) {
    const found = foundRepeats(c, [Note.RetransmissionTimeout, Note.RetransmissionUnknown], 'warning');
    // Who repeats into silence has another name: peer-vanished.
    return found !== null && c.outcome === 'vanished' ? { ...found, severity: 'note' } : found;
  },
};
