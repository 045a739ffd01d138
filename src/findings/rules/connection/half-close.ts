import { ConnectionFact } from '../../../flow/connection-columns.js';
import { TcpState } from '../../../tcp/state.js';
import { otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** One side closed its direction and the other went on sending: shutdown() on purpose, or an answer that came after the close. */
export const halfClose: ConnectionRule = {
  code: 'half-close',
  cues: Cue.DataAfterFin,
  needsBothWays: true,
  sources: ['RFC 9293 §3.6', 'RFC 1122 §4.2.2.13'],
  judge(c) {
    if (!c.has(ConnectionFact.DataAfterFin)) return null;
    const first = c.closedFirst;
    if (first === null) return null;
    const { firstFinNs, secondFinNs, bytesAfterFin } = c.tables.connections;
    const isOver = c.has(ConnectionFact.SecondFinSeen);
    const endNs = isOver ? secondFinNs[c.slot]! : c.endNs;
    const fin = c.entry(first, TcpState.FinWait1);
    return {
      severity: 'info',
      certainty: 'certain',
      side: first,
      packets: fin?.packet ? [fin.packet] : [],
      timeNs: firstFinNs[c.slot]!,
      endNs,
      measures: {
        halfClosedSeconds: (endNs - firstFinNs[c.slot]!) / 1e9,
        laterBytes: bytesAfterFin[c.slot]!,
        sender: otherSide(first),
        over: isOver ? 'yes' : 'no',
      },
    };
  },
};
