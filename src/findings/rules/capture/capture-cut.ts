import { aboutCapture } from '../../about-capture.js';
import type { HostRule } from '../../host-rule.js';

/** Packets were cut to a length, or a file ends in the middle. */
export const captureCut: HostRule = {
  code: 'capture-cut',
  sources: ['pcap-savefile(5): snapshot length'],
  judge(world) {
    const { quality, captures } = world.summary;
    const damaged = captures.filter(({ warnings }) => warnings.length > 0).length;
    const headers = captures.reduce((sum, { notDecoded }) => sum + (notDecoded['cut-short'] ?? 0), 0);
    if (quality.cutPackets === 0 && damaged === 0) return [];
    const snaplens = captures.flatMap(({ snaplen }) => (snaplen === null ? [] : [snaplen]));
    return [
      aboutCapture(world, {
        code: 'capture-cut',
        severity: damaged > 0 || headers > 0 ? 'note' : 'info',
        certainty: 'certain',
        measures: {
          packets: quality.cutPackets,
          headersCut: headers,
          damagedFiles: damaged,
          snaplen: snaplens.length === 0 ? null : Math.min(...snaplens),
        },
        packets: quality.firstCutPacket > 0 ? [quality.firstCutPacket] : [],
      }),
    ];
  },
};
