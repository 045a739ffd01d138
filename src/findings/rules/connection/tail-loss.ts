import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats } from '../../retransmissions.js';

/** The last segments of a flight were lost: no later ones to draw duplicate ACKs, so a probe (or the timer) had to find out. */
export const tailLoss: ConnectionRule = {
  code: 'tail-loss',
  cues: Cue.Repeats,
  sources: ['RFC 8985 §7'],
  judge: (c) => foundRepeats(c, [Note.RetransmissionTailLossProbe], 'note'),
};
