import type { Side } from '../rows.js';
import { type ConnectionCase, otherSide, SIDES } from './connection-case.js';
import type { Found } from './finding.js';
import { LOSS_PACKETS, LOSS_RATE } from './thresholds.js';

/**
 * What the rules on retransmissions have in common: the side that sent most of the kind, how many, what share of its
 * packets was sent again in all, and the packets. Many are a warning, a few are TCP at work.
 */
export function foundRepeats(
  c: ConnectionCase,
  notes: readonly number[],
  heavy: Found['severity'],
): Found | null {
  const mask = notes.reduce((bits, note) => bits | note, 0);
  if ((c.observed & mask) === 0) return null;
  const countOf = (side: Side) => notes.reduce((sum, note) => sum + c.count(side, note), 0);
  const side = countOf('responder') > countOf('initiator') ? 'responder' : 'initiator';
  const count = countOf(side);
  if (count === 0) return null;
  const shown = [...c.observations(mask)].filter((one) => one.side === side);
  const e = c.row(side);
  const sent = c.ends.dataPackets[e]!;
  const rate = sent === 0 ? 0 : c.ends.retransmissions[e]! / sent;
  const isHeavy = c.ends.retransmissions[e]! >= LOSS_PACKETS && rate >= LOSS_RATE;
  return {
    // Where nothing was lost, that it was needless says more (spurious-retransmission).
    severity: needlessRepeats(c, side) >= c.ends.retransmissions[e]! ? 'info' : isHeavy ? heavy : 'note',
    certainty: c.ends.gapBytes[e]! > 0 ? 'possible' : 'likely',
    side,
    packets: shown.map(({ packet }) => packet).slice(0, 10),
    timeNs: shown[0]?.timeNs ?? c.startNs,
    endNs: shown.at(-1)?.timeNs ?? c.endNs,
    measures: {
      count,
      rate: Math.round(rate * 1e4) / 1e4,
      retransmissions: c.ends.retransmissions[e]!,
      dataPackets: sent,
      lostBeforeCapture: c.ends.repeatsUnseen[e]!,
      spurious: c.ends.repeatsSpurious[e]!,
      dsacks: c.ends.dsacks[c.row(otherSide(side))]!,
    },
  };
}

/** How many repeats of the side nothing had been lost for: acknowledged before, or told of by the other side's D-SACKs. */
export function needlessRepeats(c: ConnectionCase, side: Side): number {
  const e = c.row(side);
  const needless = c.ends.repeatsSpurious[e]! + c.ends.dsacks[c.row(otherSide(side))]!;
  return Math.min(c.ends.retransmissions[e]!, needless);
}

/** Whether repeats of the side passed beside late originals: reordering that was taken for loss. */
export function isReordered(c: ConnectionCase, side: Side): boolean {
  const e = c.row(side);
  return c.ends.outOfOrder[e]! > 0 && c.ends.outOfOrder[e]! * 2 >= c.ends.retransmissions[e]!;
}

/** The side that sent most of the notes' packets. */
export function sideWith(c: ConnectionCase, note: number): Side | undefined {
  return SIDES.find((side) => c.count(side, note) > 0);
}
