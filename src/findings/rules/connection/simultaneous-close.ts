import { TcpState } from '../../../tcp/state.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A FIN met one that was under way the other way: CLOSING, at both ends or at one. */
export const simultaneousClose: ConnectionRule = {
  code: 'simultaneous-close',
  cues: Cue.Fin,
  sources: ['RFC 9293 §3.6, figure 13'],
  judge(c) {
    if (c.closedFirst === null || c.outcome === 'refused') return null;
    const initiator = c.entry('initiator', TcpState.Closing);
    const responder = c.entry('responder', TcpState.Closing);
    const first = initiator ?? responder;
    if (first === null) return null;
    return {
      severity: 'info',
      certainty: 'certain',
      side: initiator !== null && responder !== null ? null : initiator !== null ? 'initiator' : 'responder',
      packets: first.packet ? [first.packet] : [],
      timeNs: first.timeNs,
      endNs: first.timeNs,
      measures: { sides: initiator !== null && responder !== null ? 2 : 1 },
    };
  },
};
