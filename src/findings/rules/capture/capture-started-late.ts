import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** Connections were running before the capture began. */
export const captureStartedLate: HostRule = {
  code: 'capture-started-late',
  sources: ['RFC 7323 §2.2'],
  judge(world) {
    const { startedLate, conversations } = world.census.capture;
    if (startedLate.connections === 0) return [];
    const share = startedLate.connections / Math.max(1, conversations);
    return [
      aboutCapture(world, {
        code: 'capture-started-late',
        severity: 'info',
        certainty: 'certain',
        measures: { connections: startedLate.connections, share: Math.round(share * 1e3) / 1e3 },
        evidence: startedLate,
      }),
    ];
  },
};
