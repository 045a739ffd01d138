import { Note } from '../../../tcp/notes.js';
import { otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { needlessRepeats } from '../../retransmissions.js';

/** Segments sent again although they had arrived: the ACK was late or lost, or reordering looked like loss. */
export const spuriousRetransmission: ConnectionRule = {
  code: 'spurious-retransmission',
  cues: Cue.Repeats,
  sources: ['RFC 2883 §4', 'RFC 3522', 'RFC 5682'],
  judge(c) {
    if (!(c.observed & (Note.RetransmissionSpurious | Note.DuplicateSack))) return null;
    const [first, second] = SIDES.map((side) => needlessRepeats(c, side)) as [number, number];
    const side = second > first ? 'responder' : 'initiator';
    const count = Math.max(first, second);
    if (count === 0) return null;
    const dsacks = c.ends.dsacks[c.row(otherSide(side))]!;
    const shown = [...c.observations(Note.RetransmissionSpurious | Note.DuplicateSack)].filter(
      (one) => one.side === (one.what & Note.DuplicateSack ? otherSide(side) : side),
    );
    return {
      severity: 'note',
      certainty: dsacks > 0 ? 'certain' : 'likely',
      side,
      packets: shown.map(({ packet }) => packet).slice(0, 10),
      timeNs: shown[0]?.timeNs ?? c.startNs,
      endNs: shown.at(-1)?.timeNs ?? c.endNs,
      measures: { count, retransmissions: c.ends.retransmissions[c.row(side)]!, dsacks },
    };
  },
};
