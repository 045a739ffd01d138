import { Note } from '../../../tcp/notes.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { foundRepeats } from '../../retransmissions.js';
import { LOSS_PACKETS, LOSS_RATE } from '../../thresholds.js';
import { mssBlackHole } from './mss-black-hole.js';

/** Segments sent again after the retransmission timer ran out: 200 ms at least, doubling each time. */
export const retransmissionTimeout: ConnectionRule = {
  code: 'retransmission-timeout',
  cues: Cue.Repeats,
  thresholds: { lossRate: LOSS_RATE, packets: LOSS_PACKETS },
  sources: ['RFC 6298 §5'],
  judge(c) {
    const found = foundRepeats(c, [Note.RetransmissionTimeout, Note.RetransmissionUnknown], 'warning');
    if (found === null) return null;
    // Who repeats into silence has another name (peer-vanished), and so has what is sent again in smaller pieces (mss-black-hole).
    if (c.outcome === 'vanished') return { ...found, severity: 'note' };
    return mssBlackHole.judge(c) === null ? found : { ...found, severity: 'info' };
  },
};
