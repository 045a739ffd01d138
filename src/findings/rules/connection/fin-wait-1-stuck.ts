import { TcpState } from '../../../tcp/state.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { CLOSING_SECONDS } from '../../thresholds.js';

/** A FIN that nobody acknowledges: the other side, or the path to it, is gone. */
export const finWait1Stuck: ConnectionRule = {
  code: 'fin-wait-1-stuck',
  cues: Cue.Unclosed,
  needsBothWays: true,
  thresholds: { closingSeconds: CLOSING_SECONDS },
  sources: ['RFC 9293 §3.6', 'Linux: tcp_orphan_retries'],
  judge(c) {
    const side = c.closedFirst;
    if (side === null || c.outcome === 'closed') return null;
    const entry = c.entry(side, TcpState.FinWait1);
    if (
      entry === null ||
      c.entry(side, TcpState.FinWait2) !== null ||
      c.entry(side, TcpState.Closing) !== null
    )
      return null;
    // A RST, or the other side's FIN, ended it: somebody was there.
    if (c.hasResets && c.endingReset !== null && c.outcome !== 'vanished') return null;
    const seconds = (c.captureEndNs - entry.timeNs) / 1e9;
    const repeats = c.ends.finRepeats[c.row(side)]!;
    if (!(seconds >= CLOSING_SECONDS) || c.outcome === 'stray') return null;
    return {
      // Who waits repeats its FIN: without a repeat, the ACK may only be missing from the capture.
      severity: repeats > 0 ? 'warning' : 'note',
      certainty: repeats > 0 ? 'likely' : 'possible',
      side,
      packets: entry.packet ? [entry.packet] : [],
      timeNs: entry.timeNs,
      endNs: c.endNs,
      measures: { finWait1Seconds: seconds, repeats },
    };
  },
};
