import { TcpState } from '../../../tcp/state.js';
import type { ConnectionRule } from '../../finding.js';
import { CLOSE_WAIT_SECONDS } from '../../thresholds.js';

/** The FIN was acknowledged, and the other program never closes. */
export const closeWaitLeak: ConnectionRule = {
  code: 'close-wait-leak',
  thresholds: { closeWaitSeconds: CLOSE_WAIT_SECONDS },
  sources: ['RFC 9293 §3.6'],
  judge(c) {
    for (const side of ['initiator', 'responder'] as const) {
      if (c.state(side) !== TcpState.CloseWait) continue;
      const entry = c.entry(side, TcpState.CloseWait);
      if (entry === null) continue;
      const seconds = (c.captureEndNs - entry.timeNs) / 1e9;
      if (!(seconds >= CLOSE_WAIT_SECONDS)) continue;
      return {
        severity: 'warning',
        certainty: 'likely',
        side,
        packets: [entry.packet],
        timeNs: entry.timeNs,
        endNs: c.captureEndNs,
        measures: { closeWaitSeconds: seconds },
      };
    }
    return null;
  },
};
