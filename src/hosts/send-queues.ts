import { MAX_QUEUE_SAMPLES } from '../limits.js';
import type { ConnectionView, MomentWatch, SendQueue } from '../sink.js';
import { type Moment, type MomentPlan, momentFrom } from './moments.js';

const EMPTY: SendQueue = { sentNotAcked: 0, repeats: 0, isWindowClosed: false };

/** What was under way at one moment, and until the next packet. */
interface Look {
  fromNs: number;
  /** By connection and end; null where there was no room any more. Who is missing had nothing under way. */
  queues: Map<number, SendQueue> | null;
}

/**
 * What every endpoint had sent and not seen acknowledged at the wanted moments. Unlike states this is not kept with a
 * connection: it is looked up while the packets pass.
 */
export class SendQueues implements MomentWatch {
  nextNs = Number.POSITIVE_INFINITY;
  nextPacket = 0;
  readonly #makePlan: () => MomentPlan;
  readonly #looks: Look[] = [];
  #plan: MomentPlan | null = null;
  #hasBegun = false;
  #samples = 0;
  #packetNs = Number.NaN;

  /** @param makePlan called once the clock has seen the first packet */
  constructor(makePlan: () => MomentPlan) {
    this.#makePlan = makePlan;
  }

  /** Which moments are wanted. */
  get plan(): MomentPlan {
    this.#plan ??= this.#makePlan();
    return this.#plan;
  }

  look(held: Iterable<ConnectionView>, packets: number, lastNs: number, untilNs: number): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.nextNs = this.plan.packet === null ? this.plan.firstNs : Number.POSITIVE_INFINITY;
      this.nextPacket = this.plan.packet ?? Number.POSITIVE_INFINITY;
    }
    const isEnd = untilNs === Number.POSITIVE_INFINITY;
    if (this.nextNs < untilNs) {
      this.#take(this.nextNs, held);
      this.nextNs = momentFrom(this.plan, untilNs);
    } else if (this.nextPacket <= packets || (isEnd && this.nextPacket !== Number.POSITIVE_INFINITY)) {
      this.#packetNs = lastNs;
      this.#take(lastNs, held);
      this.nextPacket = Number.POSITIVE_INFINITY;
    }
  }

  #take(fromNs: number, held: Iterable<ConnectionView>): void {
    const queues = new Map<number, SendQueue>();
    this.#looks.push({ fromNs, queues: this.#samples < MAX_QUEUE_SAMPLES ? queues : null });
    if (this.#samples >= MAX_QUEUE_SAMPLES) return;
    for (const view of held) {
      if (hasSocket(view.initiatorState)) this.#sample(queues, view, 'initiator');
      if (hasSocket(view.responderState) && !view.isSelfConnected) this.#sample(queues, view, 'responder');
    }
    this.#samples += queues.size;
  }

  #sample(queues: Map<number, SendQueue>, view: ConnectionView, side: 'initiator' | 'responder'): void {
    const queue = view.queueOf(side);
    if (queue.sentNotAcked === 0 && queue.repeats === 0 && !queue.isWindowClosed) return;
    queues.set(view.connection * 2 + view.endOf(side), queue);
  }

  /** When the moment after the wanted packet was. */
  get packetNs(): number {
    return this.#packetNs;
  }

  /** What was under way at that moment, by connection and end; null where it is not known. */
  at(moment: Moment): (connection: number, end: 0 | 1) => SendQueue | null {
    const queues = this.#lookFor(moment.timeNs)?.queues ?? null;
    return (connection, end) => (queues === null ? null : (queues.get(connection * 2 + end) ?? EMPTY));
  }

  #lookFor(timeNs: number): Look | undefined {
    if (this.plan.packet !== null) return this.#looks[0];
    let from = 0;
    let to = this.#looks.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#looks[middle]!.fromNs <= timeNs) from = middle + 1;
      else to = middle;
    }
    return this.#looks[from - 1];
  }

  get isFull(): boolean {
    return this.#samples >= MAX_QUEUE_SAMPLES;
  }
}

function hasSocket(state: string): boolean {
  return state !== 'CLOSED' && state !== 'UNKNOWN' && state !== 'TIME_WAIT';
}
