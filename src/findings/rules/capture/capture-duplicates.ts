import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** The capture holds packets twice. */
export const captureDuplicates: HostRule = {
  code: 'capture-duplicates',
  sources: ['RFC 791 §3.2, Identification'],
  judge(world) {
    const { duplicates } = world.census.capture;
    if (duplicates.connections === 0) return [];
    return [
      aboutCapture(world, {
        code: 'capture-duplicates',
        severity: 'note',
        certainty: 'likely',
        measures: { packets: duplicates.amount, connections: duplicates.connections },
        evidence: duplicates,
      }),
    ];
  },
};
