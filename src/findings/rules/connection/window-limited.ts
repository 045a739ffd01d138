import { Observed } from '../../../tcp/observed.js';
import { otherSide, SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { WINDOW_LIMITED_PACKETS, WINDOW_LIMITED_SHARE } from '../../thresholds.js';

/** The receiver's window, not the path, sets the pace: flight after flight fills it, though it never closes. */
export const windowLimited: ConnectionRule = {
  code: 'window-limited',
  cues: Cue.Noted,
  thresholds: { packets: WINDOW_LIMITED_PACKETS, share: WINDOW_LIMITED_SHARE },
  sources: [
    'RFC 7323 §1.1',
    'Zhang et al.: On the Characteristics and Origins of Internet Flow Rates (SIGCOMM 2002)',
  ],
  judge(c) {
    if (!(c.observed & Observed.WindowFull)) return null;
    const sender = SIDES.find(
      (one) =>
        c.windowFulls(one) >= WINDOW_LIMITED_PACKETS &&
        c.windowFulls(one) >= WINDOW_LIMITED_SHARE * c.ends.dataPackets[c.row(one)]!,
    );
    if (sender === undefined) return null;
    const receiver = otherSide(sender);
    // A window that closes speaks of a slow reader: zero-window.
    if (c.ends.zeroWindows[c.row(receiver)]! > 0) return null;
    const full = [...c.observations(Observed.WindowFull)].filter((one) => one.side === sender);
    const windowBytes = c.ends.maxBytesInFlight[c.row(sender)]!;
    const roundTripSeconds = c.roundTripNs / 1e9;
    return {
      severity: 'note',
      certainty: 'likely',
      side: receiver,
      packets: full.map(({ packet }) => packet).slice(0, 10),
      timeNs: full[0]?.timeNs ?? c.startNs,
      endNs: full.at(-1)?.timeNs ?? c.endNs,
      measures: {
        times: c.windowFulls(sender),
        windowBytes,
        roundTripSeconds: Number.isNaN(roundTripSeconds) ? null : roundTripSeconds,
        mostBytesPerSecond: roundTripSeconds > 0 ? Math.round(windowBytes / roundTripSeconds) : null,
      },
    };
  },
};
