import { TcpState } from '../../../tcp/state.js';
import { otherSide } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { CLOSING_SECONDS } from '../../thresholds.js';

/** The side that closed second never gets the last ACK. */
export const lastAckStuck: ConnectionRule = {
  code: 'last-ack-stuck',
  cues: Cue.FinRepeats,
  needsBothWays: true,
  thresholds: { closingSeconds: CLOSING_SECONDS },
  sources: ['RFC 9293 §3.6', 'Linux: tcp_orphan_retries'],
  judge(c) {
    if (c.closedFirst === null) return null;
    const side = otherSide(c.closedFirst);
    const entry = c.entry(side, TcpState.LastAck);
    if (entry === null) return null;
    const left = c.entry(side, TcpState.Closed);
    if (left !== null && left.packet !== 0) return null;
    const seconds = ((left?.timeNs ?? c.captureEndNs) - entry.timeNs) / 1e9;
    // Who waits repeats its FIN: without a repeat, the ACK came and was not captured.
    const repeats = c.ends.finRepeats[c.row(side)]!;
    if (repeats === 0 || !(seconds >= CLOSING_SECONDS)) return null;
    return {
      severity: 'warning',
      certainty: 'likely',
      side,
      packets: entry.packet ? [entry.packet] : [],
      timeNs: entry.timeNs,
      endNs: left?.timeNs ?? c.captureEndNs,
      measures: { lastAckSeconds: seconds, repeats },
    };
  },
};
