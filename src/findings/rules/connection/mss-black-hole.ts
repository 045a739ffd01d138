import { Note } from '../../../tcp/notes.js';
import { Observed } from '../../../tcp/observed.js';
import { SIDES } from '../../connection-case.js';
import { Cue } from '../../cues.js';
import type { ConnectionRule } from '../../finding.js';
import { BLACK_HOLE_BYTES, BLACK_HOLE_REPEATS } from '../../thresholds.js';

const REPEATS =
  Note.RetransmissionTimeout |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionFast |
  Note.RetransmissionSack |
  Note.RetransmissionUnknown;
/** ICMP "fragmentation needed" and ICMPv6 "packet too big", as an observation's value. */
const FRAGMENTATION_NEEDED = 3 * 256 + 4;
const PACKET_TOO_BIG = 2 * 256;

/**
 * Large segments vanish, small ones pass: a link on the way takes less, and the ICMP message that says so does not come
 * back (or is not heeded). With the message it is path MTU discovery at work.
 */
export const mssBlackHole: ConnectionRule = {
  code: 'mss-black-hole',
  cues: Cue.Repeats,
  thresholds: { repeats: BLACK_HOLE_REPEATS, segmentBytes: BLACK_HOLE_BYTES },
  sources: ['RFC 2923 §2.1', 'RFC 4821', 'RFC 1191', 'RFC 8201'],
  judge(c) {
    const told = [...c.observations(Observed.IcmpError)].filter(
      ({ value }) => value === FRAGMENTATION_NEEDED || value === PACKET_TOO_BIG,
    );
    if (told.length === 0 && !(c.observed & REPEATS)) return null;
    for (const side of SIDES) {
      const repeats = [...c.observations(REPEATS)].filter((one) => one.side === side);
      const large = repeats.filter(({ value }) => value >= BLACK_HOLE_BYTES);
      const icmp = told.filter((one) => one.side === side);
      const hasRecovered = c.isAllAcknowledged(side);
      const isHeeded = icmp.length > 0 && hasRecovered;
      const isStuck =
        !isHeeded &&
        large.length >= BLACK_HOLE_REPEATS &&
        large.length === repeats.length &&
        sameStart(large);
      if (!isStuck && icmp.length === 0) continue;
      const hasPassedSmall = c.isEverAcknowledged(side);
      if (icmp.length === 0 && !hasPassedSmall) continue;
      return {
        severity: !isStuck ? 'note' : hasRecovered ? 'warning' : 'error',
        certainty: icmp.length > 0 ? 'certain' : 'likely',
        side,
        packets: [...icmp, ...large].map(({ packet }) => packet).slice(0, 10),
        timeNs: (icmp[0] ?? large[0])!.timeNs,
        endNs: c.endNs,
        measures: {
          repeats: isHeeded ? 0 : large.length,
          segmentBytes: large[0]?.value ?? null,
          icmp: icmp.length,
          sender: icmp[0]?.sender ?? null,
          recovered: hasRecovered ? 'yes' : 'no',
        },
      };
    }
    return null;
  },
};

/** The same data again and again: nothing of it arrives. */
function sameStart(repeats: readonly { seq: number }[]): boolean {
  const counts = new Map<number, number>();
  for (const { seq } of repeats) counts.set(seq, (counts.get(seq) ?? 0) + 1);
  return Math.max(...counts.values()) >= BLACK_HOLE_REPEATS;
}
