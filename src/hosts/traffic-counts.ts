import { Columns } from '../memory/columns.js';
import { OUTCOMES, type Outcome, type Side } from '../rows.js';
import type { ConnectionView } from '../sink.js';

const OUTCOME_PLACES = new Map(OUTCOMES.map((outcome, place) => [outcome, place]));

/** What is counted of one host, or of one service: the row's number is the host's or the service's. */
export class TrafficCounts extends Columns {
  /** Connections it opened, and those it was the responder of, by outcome. */
  begun: Uint32Array;
  received: Uint32Array;
  begunBy: Uint32Array;
  receivedBy: Uint32Array;
  resetsSent: Uint32Array;
  resetsReceived: Uint32Array;
  bytesSent: Float64Array;
  bytesReceived: Float64Array;
  payloadSent: Float64Array;
  payloadReceived: Float64Array;
  /** The first packet of its first connection, the last of its last. */
  firstNs: Float64Array;
  lastNs: Float64Array;
  /** SYN to SYN,ACK, of those that answered: from the capture point to the responder and back. */
  answers: Uint32Array;
  answerMinNs: Float64Array;
  answerMaxNs: Float64Array;
  answerSumNs: Float64Array;

  constructor(capacity = 256) {
    super(capacity);
    this.begun = new Uint32Array(capacity);
    this.received = new Uint32Array(capacity);
    this.begunBy = new Uint32Array(capacity * OUTCOMES.length);
    this.receivedBy = new Uint32Array(capacity * OUTCOMES.length);
    this.resetsSent = new Uint32Array(capacity);
    this.resetsReceived = new Uint32Array(capacity);
    this.bytesSent = new Float64Array(capacity);
    this.bytesReceived = new Float64Array(capacity);
    this.payloadSent = new Float64Array(capacity);
    this.payloadReceived = new Float64Array(capacity);
    this.firstNs = new Float64Array(capacity);
    this.lastNs = new Float64Array(capacity);
    this.answers = new Uint32Array(capacity);
    this.answerMinNs = new Float64Array(capacity);
    this.answerMaxNs = new Float64Array(capacity);
    this.answerSumNs = new Float64Array(capacity);
    this.adopt();
  }

  /** Counts the connection in the row of one of its sides. */
  add(row: number, view: ConnectionView, side: Side): void {
    while (row >= this.capacity) this.grow(this.capacity * 2);
    const peer = side === 'initiator' ? 'responder' : 'initiator';
    const isFirst = this.begun[row]! + this.received[row]! === 0;
    const place = row * OUTCOMES.length + OUTCOME_PLACES.get(view.outcome)!;
    if (side === 'initiator') {
      this.begun[row]!++;
      this.begunBy[place]!++;
    } else {
      this.received[row]!++;
      this.receivedBy[place]!++;
      this.#addAnswer(row, view.answerNs);
    }
    this.resetsSent[row]! += view.resetsFrom(side);
    this.resetsReceived[row]! += view.resetsFrom(peer);
    this.bytesSent[row]! += view.bytesFrom(side);
    this.bytesReceived[row]! += view.bytesFrom(peer);
    this.payloadSent[row]! += view.payloadBytesFrom(side);
    this.payloadReceived[row]! += view.payloadBytesFrom(peer);
    if (isFirst || view.startNs < this.firstNs[row]!) this.firstNs[row] = view.startNs;
    if (isFirst || view.endNs > this.lastNs[row]!) this.lastNs[row] = view.endNs;
  }

  #addAnswer(row: number, ns: number): void {
    if (Number.isNaN(ns)) return;
    if (this.answers[row]! === 0 || ns < this.answerMinNs[row]!) this.answerMinNs[row] = ns;
    if (ns > this.answerMaxNs[row]!) this.answerMaxNs[row] = ns;
    this.answerSumNs[row]! += ns;
    this.answers[row]!++;
  }

  /** How many connections ended so, on one side of the row; words that never came are left out. */
  outcomes(row: number, side: Side): Partial<Record<Outcome, number>> {
    const counts = side === 'initiator' ? this.begunBy : this.receivedBy;
    const found: Partial<Record<Outcome, number>> = {};
    for (const [place, outcome] of OUTCOMES.entries()) {
      const count = counts[row * OUTCOMES.length + place]!;
      if (count > 0) found[outcome] = count;
    }
    return found;
  }
}
