import { Note } from '../../../tcp/notes.js';
import { otherSide } from '../../connection-case.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats } from '../../retransmissions.js';

/** Segments sent again although they had arrived: the ACK was late or lost, or reordering looked like loss. */
export const spuriousRetransmission: ConnectionRule = {
  code: 'spurious-retransmission',
  sources: ['RFC 2883 §4', 'RFC 3522', 'RFC 5682'],
  judge(c) {
    const found = foundRepeats(c, [Note.RetransmissionSpurious], 'note');
    if (found === null || found.side === null) return null;
    const dsacks = c.ends.dsacks[c.row(otherSide(found.side))]!;
    return {
      ...found,
      certainty: dsacks > 0 ? 'certain' : 'likely',
      measures: { ...found.measures, dsacks },
    };
  },
};
