import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** Bytes were acknowledged that the capture lacks, or the capturing program says that it dropped packets. */
export const captureGaps: HostRule = {
  code: 'capture-gaps',
  sources: ['RFC 9293 §3.4', 'pcapng: isb_ifdrop, isb_osdrop'],
  doubts: [
    'retransmission-timeout',
    'fast-retransmission',
    'spurious-retransmission',
    'tail-loss',
    'syn-retransmitted',
  ],
  judge(world) {
    const { gaps } = world.census.capture;
    const dropped = world.summary.captures.reduce((sum, capture) => sum + (capture.dropped ?? 0), 0);
    if (gaps.connections === 0 && dropped === 0) return [];
    return [
      aboutCapture(world, {
        code: 'capture-gaps',
        severity: 'note',
        certainty: 'certain',
        measures: { bytes: gaps.amount, connections: gaps.connections, dropped },
        evidence: gaps,
      }),
    ];
  },
};
