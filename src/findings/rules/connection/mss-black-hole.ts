import type { Side } from '../../../rows.js';
import { hasPassedBefore } from '../../../tcp/largest-segment.js';
import { Note } from '../../../tcp/notes.js';
import { Observed } from '../../../tcp/observed.js';
import { type ConnectionCase, type Observation, otherSide, SIDES } from '../../connection-case.js';
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
 * back (or is not heeded). With the message it is path MTU discovery at work. Where segments as large had passed before, or
 * the same one came through in the end, it is plain loss.
 */
export const mssBlackHole: ConnectionRule = {
  code: 'mss-black-hole',
  cues: Cue.Repeats,
  needsBothWays: true,
  thresholds: { repeats: BLACK_HOLE_REPEATS, segmentBytes: BLACK_HOLE_BYTES },
  sources: ['RFC 2923 §2.1', 'RFC 4821', 'RFC 1191', 'RFC 8201'],
  judge(c) {
    const told = c
      .observations(Observed.IcmpError)
      .filter(({ value }) => value === FRAGMENTATION_NEEDED || value === PACKET_TOO_BIG);
    if (told.length === 0 && !(c.observed & REPEATS)) return null;
    for (const side of SIDES) {
      const repeats = c.observations(REPEATS).filter((one) => one.side === side);
      const icmp = told.filter((one) => one.side === side);
      const hasRecovered = c.isAllAcknowledged(side);
      const isHeeded = icmp.length > 0 && hasRecovered;
      const stuck = isHeeded ? null : stuckOf(c, side, repeats, hasRecovered);
      if (stuck === null && icmp.length === 0) continue;
      const hasPassedSmall = c.isEverAcknowledged(side);
      if (icmp.length === 0 && !hasPassedSmall) continue;
      const large = stuck ?? repeats.filter(({ value }) => value >= BLACK_HOLE_BYTES);
      return {
        severity: stuck === null ? 'note' : hasRecovered ? 'warning' : 'error',
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

/**
 * The large segments of the side of which nothing arrives, those with the same data often enough; null where there are none. Where all
 * was acknowledged in the end, that data came in smaller pieces.
 */
function stuckOf(
  c: ConnectionCase,
  side: Side,
  repeats: readonly Observation[],
  hasRecovered: boolean,
): readonly Observation[] | null {
  const seq = repeatedMost(repeats);
  const same = repeats.filter((one) => one.seq === seq);
  const smaller = same.findIndex(({ value }, i) => i > 0 && value < same[i - 1]!.value);
  const large = same.slice(0, smaller < 0 ? same.length : smaller);
  if (large.length < BLACK_HOLE_REPEATS || large.some(({ value }) => value < BLACK_HOLE_BYTES)) return null;
  if (hasPassedBefore(c.tables, c.row(side), c.row(otherSide(side)), large[0]!.value, seq)) return null;
  if (hasRecovered) return smaller < 0 ? null : large;
  const all = repeats.filter(({ value }) => value >= BLACK_HOLE_BYTES);
  return all.length === repeats.length ? all : null;
}

/** Where the data begins that was sent again most often; of several, those sent again first. */
function repeatedMost(repeats: readonly Observation[]): number {
  const counts = new Map<number, number>();
  for (const { seq } of repeats) counts.set(seq, (counts.get(seq) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}
