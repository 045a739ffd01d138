import { Observed } from '../../../tcp/observed.js';
import { otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';

/** A sender used up the window that the other side offers, and had to wait for more. */
export const windowFull: ConnectionRule = {
  code: 'window-full',
  cues: Cue.Noted,
  sources: ['RFC 9293 §3.8.6'],
  judge(c) {
    if (!(c.observed & Observed.WindowFull)) return null;
    const sender = SIDES.find((one) => c.windowFulls(one) > 0);
    if (sender === undefined) return null;
    const full = [...c.observations(Observed.WindowFull)].filter((one) => one.side === sender);
    return {
      // By itself flow control at work; what it costs is said by zero-window and window-limited.
      severity: 'info',
      certainty: 'certain',
      side: otherSide(sender),
      packets: full.map(({ packet }) => packet).slice(0, 10),
      timeNs: full[0]?.timeNs ?? c.startNs,
      endNs: full.at(-1)?.timeNs ?? c.endNs,
      measures: { times: c.windowFulls(sender), maxInFlightBytes: c.ends.maxBytesInFlight[c.row(sender)]! },
    };
  },
};
