import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** Packets larger than the wire allows: the network card cuts them up, or has put them together. */
export const captureOffload: HostRule = {
  code: 'capture-offload',
  sources: ['Linux: segmentation-offloads.rst'],
  judge(world) {
    const { offload, badChecksums } = world.census.capture;
    if (offload.connections === 0) return [];
    return [
      aboutCapture(world, {
        code: 'capture-offload',
        severity: 'info',
        certainty: 'certain',
        measures: {
          packets: offload.amount,
          connections: offload.connections,
          wrongChecksums: badChecksums.amount,
        },
        evidence: offload,
      }),
    ];
  },
};
