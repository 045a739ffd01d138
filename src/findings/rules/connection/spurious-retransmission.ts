import { Note } from '../../../tcp/notes.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats } from '../../retransmissions.js';

/** Segments sent again although they had arrived: the ACK was late or lost, or reordering looked like loss. */
export const spuriousRetransmission: ConnectionRule = {
  code: 'spurious-retransmission',
  sources: ['RFC 2883 §4', 'RFC 3522', 'RFC 5682'],
  judge(c) {
    const found = foundRepeats(c, [Note.RetransmissionSpurious], 'note');
    if (found === null) return null;
    return { ...found, certainty: Number(found.measures['dsacks']) > 0 ? 'certain' : 'likely' };
  },
};
