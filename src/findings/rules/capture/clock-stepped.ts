import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** The clock of the capture was set back. Forward it looks like silence. */
export const clockStepped: HostRule = {
  code: 'clock-stepped',
  sources: ['clock_settime(2)'],
  doubts: [
    'handshake-slow',
    'stall',
    'zero-window',
    'idle-timer',
    'closed-after-missed-heartbeat',
    'heartbeat',
  ],
  judge(world) {
    const { quality } = world.summary;
    if (quality.stepsBack === 0) return [];
    return [
      aboutCapture(world, {
        code: 'clock-stepped',
        severity: 'note',
        certainty: 'certain',
        measures: { steps: quality.stepsBack, longestSeconds: quality.longestStepNs / 1e9 },
        packets: [quality.firstStepPacket],
      }),
    ];
  },
};
