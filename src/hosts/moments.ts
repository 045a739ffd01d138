/** One moment of the timeline: a time, or the one right after a packet. */
export interface Moment {
  timeNs: number;
  /** The packet after which it is; null for a time. */
  packet: number | null;
}

/** Moments that are wanted: one, or one every so often. */
export interface MomentPlan {
  firstNs: number;
  /** Infinity where there is only one. */
  stepNs: number;
  /** The one right after this packet; the times say nothing then. */
  packet: number | null;
}

/** The first moment of the plan that is not before `timeNs`; Infinity for none. */
export function momentFrom({ firstNs, stepNs }: MomentPlan, timeNs: number): number {
  if (timeNs <= firstNs) return firstNs;
  if (stepNs === Number.POSITIVE_INFINITY || timeNs === Number.POSITIVE_INFINITY)
    return Number.POSITIVE_INFINITY;
  return firstNs + Math.ceil((timeNs - firstNs) / stepNs) * stepNs;
}

/** The moments of a plan that are not after `toNs`. @param packetNs when the packet of the plan was */
export function* momentsOf(plan: MomentPlan, toNs: number, packetNs: number): Generator<Moment> {
  if (plan.packet !== null) yield { timeNs: packetNs, packet: plan.packet };
  else if (plan.stepNs === Number.POSITIVE_INFINITY) yield { timeNs: plan.firstNs, packet: null };
  else {
    for (let timeNs = plan.firstNs, i = 1; timeNs <= toNs; timeNs = plan.firstNs + i++ * plan.stepNs) {
      yield { timeNs, packet: null };
    }
  }
}

/** Something that lasts, with the packets that began and ended it where packets did. */
export interface Lasting {
  readonly sinceNs: number;
  readonly untilNs: number;
  readonly sincePacket: number | null;
  readonly untilPacket: number | null;
}

/** Whether it lasts at that moment: it does when it begins, it does not when it ends. */
export function lastsAt(lasting: Lasting, moment: Moment): boolean {
  return (
    hasCome(lasting.sinceNs, lasting.sincePacket, moment) &&
    !hasCome(lasting.untilNs, lasting.untilPacket, moment)
  );
}

/** Between packets of one and the same time, or of none, the numbers decide. */
function hasCome(timeNs: number, packet: number | null, moment: Moment): boolean {
  if (moment.packet !== null && packet !== null) return packet <= moment.packet;
  return timeNs <= moment.timeNs;
}
