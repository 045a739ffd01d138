import { Known } from '../../../tcp/endpoint-columns.js';
import { TcpState } from '../../../tcp/state.js';
import { otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A loss probe that comes sooner than any time-out (Linux: TCP_RTO_MIN) may only have been quicker than a delayed ACK. */
const SHORTEST_TIME_OUT_NS = 2e8;

/** A FIN sent again: it was lost, or the ACK of it. */
export const finRetransmitted: ConnectionRule = {
  code: 'fin-retransmitted',
  cues: Cue.FinRepeats,
  sources: ['RFC 9293 §3.8.1', 'RFC 6298 §5'],
  judge(c) {
    if (c.closedFirst === null) return null;
    const side = SIDES.find((one) => c.ends.finRepeats[c.row(one)]! > 0);
    if (side === undefined) return null;
    // One probe too soon: both FINs arrived, as a D-SACK proves, and so nothing was lost.
    const isProbe =
      c.ends.finRepeats[c.row(side)] === 1 && c.ends.lastRepeatGapNs[c.row(side)]! < SHORTEST_TIME_OUT_NS;
    if (isProbe && c.ends.dsacks[c.row(otherSide(side))]! > 0) return null;
    const fin = c.entry(side, TcpState.FinWait1) ?? c.entry(side, TcpState.LastAck);
    return {
      severity: 'note',
      certainty: 'certain',
      side,
      packets: fin?.packet ? [fin.packet] : [],
      timeNs: fin?.timeNs ?? c.endNs,
      endNs: c.endNs,
      measures: {
        repeats: c.ends.finRepeats[c.row(side)]!,
        answered: c.known(otherSide(side)) & Known.FinAcked ? 'yes' : 'no',
      },
    };
  },
};
