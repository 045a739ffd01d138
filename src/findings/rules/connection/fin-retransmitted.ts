import { Known } from '../../../tcp/endpoint-columns.js';
import { TcpState } from '../../../tcp/state.js';
import { otherSide, SIDES } from '../../connection-case.js';
import type { ConnectionRule } from '../../finding.js';

/** A FIN sent again: it was lost, or the ACK of it. */
export const finRetransmitted: ConnectionRule = {
  code: 'fin-retransmitted',
  sources: ['RFC 9293 §3.8.1', 'RFC 6298 §5'],
  judge(c) {
    if (c.closedFirst === null) return null;
    const side = SIDES.find((one) => c.ends.finRepeats[c.row(one)]! > 0);
    if (side === undefined) return null;
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
