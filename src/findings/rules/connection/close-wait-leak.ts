import { ConnectionFact } from '../../../flow/connection-columns.js';
import { Known } from '../../../tcp/endpoint-columns.js';
import { TcpState } from '../../../tcp/state.js';
import { otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { CLOSE_WAIT_SECONDS, LONG_CLOSE_WAIT_SECONDS } from '../../thresholds.js';
import { closedAfterMissedHeartbeat } from './closed-after-missed-heartbeat.js';

/** The FIN was acknowledged, and the other program does not close: it forgot, is blocked, or still works. */
export const closeWaitLeak: ConnectionRule = {
  code: 'close-wait-leak',
  cues: Cue.Unclosed,
  needsBothWays: true,
  thresholds: { closeWaitSeconds: CLOSE_WAIT_SECONDS, longCloseWaitSeconds: LONG_CLOSE_WAIT_SECONDS },
  sources: ['RFC 9293 §3.6'],
  judge(c) {
    if (c.closedFirst === null || c.outcome === 'closed') return null;
    const side = otherSide(c.closedFirst);
    // Also one that ended only because the other side's patience did: what it was in for so long counts.
    const entry = c.entry(side, TcpState.CloseWait);
    if (entry === null || c.entry(side, TcpState.LastAck) !== null) return null;
    // A FIN that was never acknowledged may never have arrived.
    if (!(c.known(side) & Known.FinAcked)) return null;
    const isOpen = c.state(side) === TcpState.CloseWait;
    const endNs = isOpen ? c.captureEndNs : c.endNs;
    // As long as data flows it is no leak but an answer: the silence before it and the one after it count.
    const hasSent = c.has(ConnectionFact.DataAfterFin);
    const firstNs = hasSent ? c.tables.connections.firstAfterFinNs[c.slot]! : endNs;
    const lastNs = hasSent ? c.ends.lastDataNs[c.row(side)]! : endNs;
    const seconds = Math.max(firstNs - entry.timeNs, endNs - lastNs) / 1e9;
    if (!(seconds >= CLOSE_WAIT_SECONDS)) return null;
    const isLong = seconds >= LONG_CLOSE_WAIT_SECONDS;
    return {
      // Who was given up while it was busy closes late: the first is what to look at.
      severity: isLong ? 'warning' : closedAfterMissedHeartbeat.judge(c) === null ? 'note' : 'info',
      certainty: isLong ? 'likely' : 'possible',
      side,
      packets: entry.packet ? [entry.packet] : [],
      timeNs: entry.timeNs,
      endNs,
      measures: { closeWaitSeconds: seconds, stillOpen: isOpen ? 'yes' : 'no' },
    };
  },
};
