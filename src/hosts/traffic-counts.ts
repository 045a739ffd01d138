import { InterleavedRows, ROW_SPAN } from '../memory/rows.js';
import { OUTCOMES, type Outcome, type Side } from '../rows.js';
import type { ConnectionTraffic } from './connection-traffic.js';

const placesOf = (...outcomes: Outcome[]) => outcomes.map((outcome) => OUTCOMES.indexOf(outcome));
const FAILED_PLACES = placesOf('refused', 'unreachable', 'unanswered', 'aborted-handshake');
const STRAY_PLACES = placesOf('stray');
const REFUSED_PLACES = placesOf('refused');

/** What is counted of one host, or of one service. Times in nanoseconds since the trace began. */
export interface TrafficSums {
  /** Connections it opened, and those it was the responder of. */
  begun: number;
  received: number;
  resetsSent: number;
  resetsReceived: number;
  bytesSent: number;
  bytesReceived: number;
  payloadSent: number;
  payloadReceived: number;
  /** The first packet of its first connection, the last of its last. */
  firstNs: number;
  lastNs: number;
  /** Round trips from the capture point to it and back, one a handshake: SYN to SYN,ACK, or SYN,ACK to the ACK. */
  rtts: number;
  rttMinNs: number;
  rttMaxNs: number;
  rttSumNs: number;
}

/**
 * The counts of all hosts, or of all services: the row's number is the host's or the service's. They stand row by row, for every
 * connection that leaves adds to two or three rows that nobody has touched for long.
 */
export class TrafficCounts extends InterleavedRows {
  begun = this.float64();
  received = this.float64();
  resetsSent = this.float64();
  resetsReceived = this.float64();
  bytesSent = this.float64();
  bytesReceived = this.float64();
  payloadSent = this.float64();
  payloadReceived = this.float64();
  firstNs = this.float64();
  lastNs = this.float64();
  rtts = this.float64();
  rttMinNs = this.float64();
  rttMaxNs = this.float64();
  rttSumNs = this.float64();
  /** How the connections it opened ended, and those it was the responder of, by place in OUTCOMES. */
  begunBy = this.uint32(OUTCOMES.length);
  receivedBy = this.uint32(OUTCOMES.length);

  constructor(capacity = 256) {
    super(capacity);
    this.adopt();
  }

  /** One of the counts; zero for a row that nothing was added to. */
  sum(row: number, field: keyof TrafficSums): number {
    return this[field][row * ROW_SPAN] ?? 0;
  }

  /** All but the outcomes. */
  of(row: number): TrafficSums {
    return {
      begun: this.sum(row, 'begun'),
      received: this.sum(row, 'received'),
      resetsSent: this.sum(row, 'resetsSent'),
      resetsReceived: this.sum(row, 'resetsReceived'),
      bytesSent: this.sum(row, 'bytesSent'),
      bytesReceived: this.sum(row, 'bytesReceived'),
      payloadSent: this.sum(row, 'payloadSent'),
      payloadReceived: this.sum(row, 'payloadReceived'),
      firstNs: this.sum(row, 'firstNs'),
      lastNs: this.sum(row, 'lastNs'),
      rtts: this.sum(row, 'rtts'),
      rttMinNs: this.sum(row, 'rttMinNs'),
      rttMaxNs: this.sum(row, 'rttMaxNs'),
      rttSumNs: this.sum(row, 'rttSumNs'),
    };
  }

  /** Whether nothing was added to the row. */
  isEmpty(row: number): boolean {
    const at = row * ROW_SPAN;
    return row >= this.capacity || this.begun[at]! + this.received[at]! === 0;
  }

  /** Counts the connection in the row of one of its sides; of those that have no row of their own, 0, only how many there were. */
  add(number: number, connection: ConnectionTraffic, side: Side): void {
    while (number >= this.capacity) this.grow(this.capacity * 2);
    const row = number * ROW_SPAN;
    const isFirst = this.begun[row]! + this.received[row]! === 0;
    const isInitiator = side === 'initiator';
    if (isInitiator) this.begun[row]!++;
    else this.received[row]!++;
    if (number === 0) return;
    if (isInitiator) this.begunBy[row + connection.outcome]!++;
    else this.receivedBy[row + connection.outcome]!++;
    const own = isInitiator ? connection.initiator : connection.responder;
    const peer = isInitiator ? connection.responder : connection.initiator;
    this.#addRtt(row, own.rttNs);
    this.resetsSent[row]! += own.resets;
    this.resetsReceived[row]! += peer.resets;
    this.bytesSent[row]! += own.bytes;
    this.bytesReceived[row]! += peer.bytes;
    this.payloadSent[row]! += own.payloadBytes;
    this.payloadReceived[row]! += peer.payloadBytes;
    const { startNs, endNs } = connection;
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
      const count = counts[row * ROW_SPAN + place] ?? 0;
      if (count > 0) found[outcome] = count;
    }
    return found;
  }
}

function sumOf(places: readonly number[], row: number, counts: Uint32Array): number {
  let sum = 0;
  for (const place of places) sum += counts[row * ROW_SPAN + place] ?? 0;
  return sum;
}
