import { MAX_WAITING_PAYLOAD_BYTES } from '../limits.js';
import type { Side } from '../rows.js';
import { advance, distance } from '../tcp/sequence.js';

/** What one side sent, in the order of its sequence numbers. */
export type PayloadPiece =
  | { kind: 'data'; side: Side; packet: number; timeNs: number; bytes: Uint8Array }
  /** Bytes that were sent and acknowledged or overtaken, but are not in the capture, or not in one piece. */
  | { kind: 'gap'; side: Side; length: number; isFragmented: boolean };

/** One TCP segment of the connection; `bytes` is the captured payload, which may be shorter than `payloadLength`. */
export interface PayloadSegment {
  side: Side;
  packet: number;
  timeNs: number;
  seq: number;
  /** Null without the ACK flag. */
  ack: number | null;
  isSyn: boolean;
  payloadLength: number;
  bytes: Uint8Array;
  /** It came in IP fragments: its bytes do not stand in one piece. */
  isFragmented: boolean;
}

/** What has arrived of one side, and what waits for what comes before it. */
interface Direction {
  /** The next byte to hand on; null before the first segment. */
  next: number | null;
  waiting: Waiting[];
  waitingBytes: number;
}

interface Waiting {
  seq: number;
  packet: number;
  timeNs: number;
  length: number;
  bytes: Uint8Array;
  isFragmented: boolean;
}

/**
 * Hands on the payload of one connection as the programs read it: each byte once, each side in order, both sides as they come.
 * Bytes that come early wait for those before them; once the peer acknowledges across a hole, the bytes in it were sent but not
 * captured, and a gap stands for them.
 */
export class PayloadStream {
  readonly #emit: (piece: PayloadPiece) => void;
  readonly #directions: Record<Side, Direction> = {
    initiator: { next: null, waiting: [], waitingBytes: 0 },
    responder: { next: null, waiting: [], waitingBytes: 0 },
  };

  constructor(emit: (piece: PayloadPiece) => void) {
    this.#emit = emit;
  }

  add(segment: PayloadSegment): void {
    const { side, seq, ack, isSyn, payloadLength } = segment;
    if (ack !== null) this.#acknowledge(side === 'initiator' ? 'responder' : 'initiator', ack);
    const direction = this.#directions[side];
    const first = isSyn ? advance(seq, 1) : seq;
    direction.next ??= first;
    if (payloadLength === 0) return;
    if (distance(advance(first, payloadLength), direction.next) <= 0) return;
    this.#wait(side, { ...segment, seq: first, length: payloadLength });
    this.#handOn(side);
    while (direction.waitingBytes > MAX_WAITING_PAYLOAD_BYTES) this.#skipHole(side);
  }

  /** What still waits is handed on, with gaps for what never came. */
  end(): void {
    for (const side of ['initiator', 'responder'] as const) {
      while (this.#directions[side].waiting.length > 0) this.#skipHole(side);
    }
  }

  /** A hole that the peer acknowledges was filled, and that was not captured. */
  #acknowledge(side: Side, ack: number): void {
    const direction = this.#directions[side];
    while (direction.waiting.length > 0 && distance(ack, direction.waiting[0]!.seq) >= 0)
      this.#skipHole(side);
  }

  /** Keeps the waiting segments sorted; they mostly come in order. */
  #wait(side: Side, segment: Waiting): void {
    const direction = this.#directions[side];
    const { waiting } = direction;
    let place = waiting.length;
    while (place > 0 && distance(waiting[place - 1]!.seq, segment.seq) > 0) place--;
    waiting.splice(place, 0, segment);
    direction.waitingBytes += segment.length;
  }

  /** Hands on everything that follows without a hole. */
  #handOn(side: Side): void {
    const direction = this.#directions[side];
    const { waiting } = direction;
    let done = 0;
    for (; done < waiting.length; done++) {
      const segment = waiting[done]!;
      const old = distance(direction.next!, segment.seq);
      if (old < 0) break;
      direction.waitingBytes -= segment.length;
      if (old >= segment.length) continue;
      this.#emitData(side, segment, old);
      direction.next = advance(segment.seq, segment.length);
    }
    waiting.splice(0, done);
  }

  #emitData(side: Side, { packet, timeNs, bytes, length, isFragmented }: Waiting, old: number): void {
    const fresh = bytes.subarray(old);
    if (fresh.length > 0) this.#emit({ kind: 'data', side, packet, timeNs, bytes: fresh });
    const cut = length - Math.max(bytes.length, old);
    if (cut > 0) this.#emit({ kind: 'gap', side, length: cut, isFragmented });
  }

  #skipHole(side: Side): void {
    const direction = this.#directions[side];
    const hole = distance(direction.waiting[0]!.seq, direction.next!);
    if (hole > 0) {
      this.#emit({ kind: 'gap', side, length: hole, isFragmented: false });
      direction.next = direction.waiting[0]!.seq;
    }
    this.#handOn(side);
  }
}
