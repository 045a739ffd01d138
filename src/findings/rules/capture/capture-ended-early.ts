import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** Connections were alive, or just ending, when the capture ended. */
export const captureEndedEarly: HostRule = {
  code: 'capture-ended-early',
  sources: ['RFC 9293 §3.6'],
  judge(world) {
    const { leftOpen } = world.census.capture;
    if (leftOpen.connections === 0) return [];
    return [
      aboutCapture(world, {
        code: 'capture-ended-early',
        severity: 'info',
        certainty: 'certain',
        measures: { connections: leftOpen.connections, ofAll: world.census.connections },
        evidence: leftOpen,
      }),
    ];
  },
};
