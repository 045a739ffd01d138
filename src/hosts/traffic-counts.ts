import { Columns } from '../memory/columns.js';
import { OUTCOMES, type Outcome, type Side } from '../rows.js';
import type { ConnectionView } from '../sink.js';

const OUTCOME_PLACES = new Map(OUTCOMES.map((outcome, place) => [outcome, place]));
const placesOf = (...outcomes: Outcome[]) => outcomes.map((outcome) => OUTCOME_PLACES.get(outcome)!);
const FAILED_PLACES = placesOf('refused', 'unreachable', 'unanswered', 'aborted-handshake');
const STRAY_PLACES = placesOf('stray');
const REFUSED_PLACES = placesOf('refused');

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
  /**
   * Round trips from the capture point to it and back, one a handshake: SYN to SYN,ACK, or SYN,ACK to the ACK. Where one was
   * sent again nobody knows which of them was answered (Karn).
   */
  rtts: Uint32Array;
  rttMinNs: Float64Array;
  rttMaxNs: Float64Array;
  rttSumNs: Float64Array;

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
    this.rtts = new Uint32Array(capacity);
    this.rttMinNs = new Float64Array(capacity);
    this.rttMaxNs = new Float64Array(capacity);
    this.rttSumNs = new Float64Array(capacity);
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
      if (view.synAckRepeats === 0) this.#addRtt(row, view.handshakeNs - view.answerNs);
    } else {
      this.received[row]!++;
      this.receivedBy[place]!++;
      if (view.synRepeats === 0 && view.synAckRepeats === 0) this.#addRtt(row, view.answerNs);
    }
    this.resetsSent[row]! += view.resetsFrom(side);
    this.resetsReceived[row]! += view.resetsFrom(peer);
    this.bytesSent[row]! += view.bytesFrom(side);
    this.bytesReceived[row]! += view.bytesFrom(peer);
    this.payloadSent[row]! += view.payloadBytesFrom(side);
    this.payloadReceived[row]! += view.payloadBytesFrom(peer);
    const { startNs, endNs } = view;
    if (isFirst || startNs < this.firstNs[row]!) this.firstNs[row] = startNs;
    if (isFirst || endNs > this.lastNs[row]!) this.lastNs[row] = endNs;
  }

  #addRtt(row: number, ns: number): void {
    if (!(ns >= 0)) return;
    if (this.rtts[row]! === 0 || ns < this.rttMinNs[row]!) this.rttMinNs[row] = ns;
    if (ns > this.rttMaxNs[row]!) this.rttMaxNs[row] = ns;
    this.rttSumNs[row]! += ns;
    this.rtts[row]!++;
  }

  /** Connections that came to nothing, on one side of the row. */
  failed(row: number, side: Side): number {
    return sumOf(FAILED_PLACES, row, side === 'initiator' ? this.begunBy : this.receivedBy);
  }

  /** Packets without a connection: answers to nobody, probes. */
  strays(row: number, side: Side): number {
    return sumOf(STRAY_PLACES, row, side === 'initiator' ? this.begunBy : this.receivedBy);
  }

  refused(row: number, side: Side): number {
    return sumOf(REFUSED_PLACES, row, side === 'initiator' ? this.begunBy : this.receivedBy);
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

function sumOf(places: readonly number[], row: number, counts: Uint32Array): number {
  let sum = 0;
  for (const place of places) sum += counts[row * OUTCOMES.length + place]!;
  return sum;
}
