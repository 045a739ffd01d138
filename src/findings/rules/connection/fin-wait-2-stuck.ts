import { TcpState } from '../../../tcp/state.js';
import { otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { FIN_WAIT_2_SECONDS } from '../../thresholds.js';

/** Own FIN acknowledged, the other side's never comes: the mirror of CLOSE_WAIT over there. */
export const finWait2Stuck: ConnectionRule = {
  code: 'fin-wait-2-stuck',
  cues: Cue.Unclosed,
  needsBothWays: true,
  thresholds: { finWait2Seconds: FIN_WAIT_2_SECONDS },
  sources: ['RFC 9293 §3.6', 'Linux: tcp_fin_timeout'],
  judge(c) {
    const side = c.closedFirst;
    if (side === null || c.outcome === 'closed') return null;
    const entry = c.entry(side, TcpState.FinWait2);
    if (entry === null || c.entry(side, TcpState.TimeWait) !== null) return null;
    const left = c.entry(side, TcpState.Closed);
    const endNs = left?.timeNs ?? c.captureEndNs;
    const lastDataNs = c.ends.lastDataNs[c.row(otherSide(side))]!;
    const seconds = (Math.min(endNs, c.captureEndNs) - Math.max(entry.timeNs, lastDataNs)) / 1e9;
    if (!(seconds >= FIN_WAIT_2_SECONDS)) return null;
    return {
      severity: 'note',
      certainty: 'likely',
      side,
      packets: entry.packet ? [entry.packet] : [],
      timeNs: entry.timeNs,
      endNs,
      measures: { finWait2Seconds: seconds, timedOut: left !== null && left.packet === 0 ? 'yes' : 'no' },
    };
  },
};
