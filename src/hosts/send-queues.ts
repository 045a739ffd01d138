import { MAX_QUEUE_CHANGES } from '../limits.js';
import type { Side } from '../rows.js';
import type { ConnectionView, MomentWatch, SendQueue } from '../sink.js';
import { type Moment, type MomentPlan, momentFrom } from './moments.js';
import { sidesOf } from './socket-table.js';

const EMPTY: SendQueue = { sentNotAcked: 0, repeats: 0, isWindowClosed: false };

/** What an endpoint had under way from one wanted moment until its next entry. */
interface QueueChange extends SendQueue {
  fromNs: number;
}

/**
 * What every endpoint had sent and not seen acknowledged at the wanted moments. Unlike states this is not kept with a
 * connection: it is looked up while the packets pass, and what has changed since the moment before is written down.
 */
export class SendQueues implements MomentWatch {
  nextNs = Number.POSITIVE_INFINITY;
  nextPacket = 0;
  readonly #makePlan: () => MomentPlan;
  readonly #isChosen: (host: string) => boolean;
  /** By connection and end, in order of time; who is missing had nothing under way. */
  readonly #changes = new Map<number, QueueChange[]>();
  #plan: MomentPlan | null = null;
  #hasBegun = false;
  #count = 0;
  /** From here on nothing is known any more. */
  #fullNs = Number.POSITIVE_INFINITY;
  #packetNs = Number.NaN;

  /** @param makePlan called once the clock has seen the first packet */
  constructor(makePlan: () => MomentPlan, isChosen: (host: string) => boolean) {
    this.#makePlan = makePlan;
    this.#isChosen = isChosen;
  }

  /** Which moments are wanted. */
  get plan(): MomentPlan {
    this.#plan ??= this.#makePlan();
    return this.#plan;
  }

  look(changed: Iterable<ConnectionView>, packets: number, lastNs: number, untilNs: number): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.nextNs = this.plan.packet === null ? this.plan.firstNs : Number.POSITIVE_INFINITY;
      this.nextPacket = this.plan.packet ?? Number.POSITIVE_INFINITY;
    }
    const isEnd = untilNs === Number.POSITIVE_INFINITY;
    if (this.nextNs < untilNs) {
      this.#note(this.nextNs, changed);
      this.nextNs = momentFrom(this.plan, untilNs);
    } else if (this.nextPacket <= packets || (isEnd && this.nextPacket !== Number.POSITIVE_INFINITY)) {
      this.#packetNs = lastNs;
      this.#note(lastNs, changed);
      this.nextPacket = Number.POSITIVE_INFINITY;
    }
  }

  #note(fromNs: number, changed: Iterable<ConnectionView>): void {
    for (const view of changed) {
      for (const side of sidesOf(view)) this.#noteSide(fromNs, view, side);
    }
  }

  #noteSide(fromNs: number, view: ConnectionView, side: Side): void {
    const isInitiator = side === 'initiator';
    if (!this.#isChosen(isInitiator ? view.initiatorAddress : view.responderAddress)) return;
    const queue = hasQueue(isInitiator ? view.initiatorState : view.responderState)
      ? view.queueOf(side)
      : EMPTY;
    const key = view.connection * 2 + view.endOf(side);
    const known = this.#changes.get(key);
    if (isSame(queue, known?.at(-1) ?? EMPTY)) return;
    if (this.#count >= MAX_QUEUE_CHANGES) {
      this.#fullNs = Math.min(this.#fullNs, fromNs);
      return;
    }
    this.#count++;
    if (known) known.push({ fromNs, ...queue });
    else this.#changes.set(key, [{ fromNs, ...queue }]);
  }

  /** When the moment after the wanted packet was. */
  get packetNs(): number {
    return this.#packetNs;
  }

  /** What an endpoint had under way at a wanted moment; null where it is not known. */
  at(moment: Moment, connection: number, end: 0 | 1): SendQueue | null {
    const changes = this.#changes.get(connection * 2 + end) ?? [];
    if (moment.packet !== null) return changes[0] ?? EMPTY;
    if (moment.timeNs >= this.#fullNs) return null;
    let from = 0;
    let to = changes.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (changes[middle]!.fromNs <= moment.timeNs) from = middle + 1;
      else to = middle;
    }
    return changes[from - 1] ?? EMPTY;
  }

  /** True when there was no room for all. */
  get isFull(): boolean {
    return this.#fullNs !== Number.POSITIVE_INFINITY;
  }
}

function hasQueue(state: string): boolean {
  return state !== 'CLOSED' && state !== 'UNKNOWN' && state !== 'TIME_WAIT';
}

function isSame(a: SendQueue, b: SendQueue): boolean {
  return (
    a.sentNotAcked === b.sentNotAcked && a.repeats === b.repeats && a.isWindowClosed === b.isWindowClosed
  );
}
