import { Observed } from '../../../tcp/observed.js';
import { SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { ZERO_WINDOW_SECONDS } from '../../thresholds.js';

/** A receiver closed its window: its program does not read as fast as the other sends. */
export const zeroWindow: ConnectionRule = {
  code: 'zero-window',
  cues: Cue.Noted,
  thresholds: { zeroWindowSeconds: ZERO_WINDOW_SECONDS },
  sources: ['RFC 9293 §3.8.6.1', 'RFC 1122 §4.2.2.17'],
  judge(c) {
    if (!(c.observed & Observed.ZeroWindow)) return null;
    const side = c.closedWindowNs('initiator') > c.closedWindowNs('responder') ? 'initiator' : 'responder';
    const e = c.row(SIDES.find((one) => one === side && c.ends.zeroWindows[c.row(one)]! > 0) ?? side);
    const closed = [...c.observations(Observed.ZeroWindow)].filter((one) => one.side === side);
    if (closed.length === 0) return null;
    const seconds = c.closedWindowNs(side) / 1e9;
    const isStillClosed = c.ends.zeroWindowSinceNs[e] !== 0;
    return {
      severity: seconds >= ZERO_WINDOW_SECONDS ? 'warning' : 'note',
      certainty: 'certain',
      side,
      packets: closed.map(({ packet }) => packet).slice(0, 10),
      timeNs: closed[0]!.timeNs,
      endNs: c.endNs,
      measures: {
        closings: c.ends.zeroWindows[e]!,
        closedSeconds: seconds,
        stillClosed: isStillClosed ? 'yes' : 'no',
      },
    };
  },
};
