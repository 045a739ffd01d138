import type { StateName } from '../../src/rows.js';
import type { Random } from './random.js';

/**
 * A small TCP of the tests' own, written from RFC 9293 §3.10 and not from `src`: two endpoints, simple timers, a channel that loses,
 * doubles and reorders. Sequence numbers never wrap in here (they grow beyond 2^32), so its arithmetic shares nothing with ours.
 * Where Linux leaves the RFC, this follows Linux, as the captures among our fixtures do: a RST ends TIME_WAIT, only an exact RST counts, a
 * segment just before the window still has its ACK read.
 */
export interface Wire {
  from: 0 | 1;
  seq: number;
  ack: number;
  syn?: boolean;
  fin?: boolean;
  rst?: boolean;
  isAck?: boolean;
  length: number;
}

/** A segment as a tap beside one endpoint saw it. */
export interface Tapped extends Wire {
  timeUs: number;
}

/** A state an endpoint entered; `silent` where nothing on the wire tells of it. */
export interface Entered {
  state: StateName;
  silent: boolean;
}

export interface ExchangePlan {
  /** Which endpoints open actively. */
  opening: 'first' | 'both';
  isn: readonly [number, number];
  loss: number;
  duplication: number;
  /** One-way delays lie between these. */
  delayUs: readonly [number, number];
  /** What the programs do, in any order. */
  actions: readonly { timeUs: number; end: 0 | 1; what: 'send' | 'close' | 'abort'; bytes?: number }[];
}

export interface Exchange {
  /** Per endpoint: what a tap beside it saw, and the states it was in. */
  taps: [Tapped[], Tapped[]];
  states: [Entered[], Entered[]];
}

const SECOND_US = 1_000_000;
/** Sending takes a moment, so that no answer bears the time of what it answers. */
const SENDING_US = 3;
const MSS = 100;
/** Bytes under way at most, and what a receiver takes beyond RCV.NXT. */
const MOST_IN_FLIGHT = 1000;
const WINDOW = 65_535;
const MOST_RETRIES = 6;
const END_US = 50 * SECOND_US;

export function runExchange(plan: ExchangePlan, random: Random): Exchange {
  const network = new Network(plan, random);
  network.run();
  return {
    taps: network.taps,
    states: [network.endpoints[0].entered, network.endpoints[1].entered],
  };
}

class Network {
  nowUs = 0;
  readonly random: Random;
  readonly taps: [Tapped[], Tapped[]] = [[], []];
  readonly endpoints: [Endpoint, Endpoint];
  readonly #plan: ExchangePlan;
  #events: { timeUs: number; order: number; run: () => void }[] = [];
  #order = 0;

  constructor(plan: ExchangePlan, random: Random) {
    this.#plan = plan;
    this.random = random;
    this.endpoints = [new Endpoint(this, 0, plan.isn[0]), new Endpoint(this, 1, plan.isn[1])];
    for (const { timeUs, end, what, bytes = 0 } of plan.actions) {
      this.at(timeUs, () => {
        const endpoint = this.endpoints[end];
        if (what === 'send') endpoint.send(bytes);
        else if (what === 'close') endpoint.close();
        else endpoint.abort();
      });
    }
  }

  at(timeUs: number, run: () => void): void {
    this.#events.push({ timeUs, order: this.#order++, run });
  }

  run(): void {
    this.endpoints[0].connect();
    if (this.#plan.opening === 'both')
      this.at(this.random.integer(0, 30_000), () => this.endpoints[1].connect());
    else this.endpoints[1].listen();
    while (this.#events.length > 0) {
      let first = 0;
      this.#events.forEach((event, i) => {
        const best = this.#events[first]!;
        if (event.timeUs < best.timeUs || (event.timeUs === best.timeUs && event.order < best.order))
          first = i;
      });
      const [event] = this.#events.splice(first, 1);
      if (event!.timeUs > END_US) return;
      this.nowUs = Math.max(this.nowUs, event!.timeUs);
      event!.run();
    }
  }

  transmit(segment: Wire): void {
    const { loss, duplication, delayUs } = this.#plan;
    this.nowUs += SENDING_US;
    this.taps[segment.from].push({ ...segment, timeUs: this.nowUs });
    const copies = this.random.chance(duplication) ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      if (this.random.chance(loss)) continue;
      const to = segment.from === 0 ? 1 : 0;
      this.at(this.nowUs + this.random.integer(...delayUs), () => {
        this.taps[to].push({ ...segment, timeUs: this.nowUs });
        this.endpoints[to].receive(segment);
      });
    }
  }
}

class Endpoint {
  readonly entered: Entered[] = [];
  #state: StateName = 'CLOSED';
  readonly #network: Network;
  readonly #end: 0 | 1;
  readonly #iss: number;
  #sndUna = 0;
  #sndNxt = 0;
  #rcvNxt = 0;
  /** RCV.NXT as the peer last heard of it. */
  #rcvTold = 0;
  #irs = 0;
  #queued = 0;
  #isClosing = false;
  #finSeq = -1;
  #peerFinSeq = -1;
  #early: [number, number][] = [];
  #timer = 0;
  #retries = 0;
  #ackIsDue = false;

  constructor(network: Network, end: 0 | 1, iss: number) {
    this.#network = network;
    this.#end = end;
    this.#iss = iss;
  }

  listen(): void {
    this.#state = 'LISTEN';
  }

  connect(): void {
    if (this.#state !== 'CLOSED' || this.entered.length > 0) return;
    this.#sndUna = this.#iss;
    this.#sndNxt = this.#iss + 1;
    this.#enter('SYN_SENT');
    this.#emit({ seq: this.#iss, syn: true });
    this.#startTimer();
  }

  send(bytes: number): void {
    if (this.#isClosing) return;
    this.#queued += bytes;
    this.#pump();
  }

  close(): void {
    if (this.#state === 'SYN_SENT') this.#enter('CLOSED', true);
    this.#isClosing = true;
    this.#pump();
  }

  abort(): void {
    if (['CLOSED', 'LISTEN', 'TIME_WAIT'].includes(this.#state)) return;
    const isSilent = this.#state === 'SYN_SENT';
    if (!isSilent) this.#emit({ seq: this.#sndNxt, rst: true, isAck: true });
    this.#enter('CLOSED', isSilent);
  }

  receive(s: Wire): void {
    switch (this.#state) {
      case 'CLOSED':
        this.#refuse(s);
        return;
      case 'LISTEN':
        if (s.rst) return;
        if (s.isAck) this.#refuse(s);
        else if (s.syn) this.#accept(s);
        return;
      case 'SYN_SENT':
        this.#receiveInSynSent(s);
        return;
      default:
        this.#receiveSynchronized(s);
    }
  }

  #accept(s: Wire): void {
    this.#sndUna = this.#iss;
    this.#sndNxt = this.#iss + 1;
    this.#takeSyn(s);
    this.#enter('SYN_RCVD');
    this.#emit({ seq: this.#iss, syn: true, isAck: true });
    this.#startTimer();
  }

  /** §3.10.7.3 */
  #receiveInSynSent(s: Wire): void {
    const acksSyn = s.isAck === true && s.ack > this.#iss && s.ack <= this.#sndNxt;
    if (s.isAck && !acksSyn) {
      this.#refuse(s);
      return;
    }
    if (s.rst) {
      if (acksSyn) this.#enter('CLOSED');
      return;
    }
    if (!s.syn) return;
    this.#takeSyn(s);
    if (acksSyn) {
      this.#sndUna = s.ack;
      this.#enter('ESTABLISHED');
      this.#acknowledge();
      this.#startTimer();
      this.#pump();
    } else {
      this.#enter('SYN_RCVD');
      this.#emit({ seq: this.#iss, syn: true, isAck: true });
      this.#startTimer();
    }
  }

  /** §3.10.7.4, in its order: sequence, RST, SYN, ACK, data, FIN. */
  #receiveSynchronized(s: Wire): void {
    const end = s.seq + s.length + (s.syn ? 1 : 0) + (s.fin ? 1 : 0);
    const isAcceptable = end >= this.#rcvTold && s.seq <= this.#rcvNxt + WINDOW;
    if (!isAcceptable) {
      if (!s.rst) this.#acknowledge();
      return;
    }
    if (s.rst) {
      if (s.seq === this.#rcvNxt) this.#enter('CLOSED');
      else this.#acknowledge();
      return;
    }
    if (s.syn) {
      const completesSimultaneousOpen =
        this.#state === 'SYN_RCVD' && s.isAck && s.seq + 1 === this.#rcvNxt && s.ack === this.#sndNxt;
      if (!completesSimultaneousOpen) {
        // A repeated SYN is answered with the SYN,ACK again; within a connection with a challenge ACK (RFC 5961 §4).
        if (this.#state === 'SYN_RCVD' && s.seq === this.#irs && !s.isAck) {
          this.#emit({ seq: this.#iss, syn: true, isAck: true });
        } else this.#acknowledge();
        return;
      }
      this.#ackIsDue = true;
    }
    if (!s.isAck) return;
    if (!this.#receiveAck(s)) return;
    this.#receiveData(s.syn ? s.seq + 1 : s.seq, s.length, s.fin === true);
    if (s.length > 0 || s.fin || this.#ackIsDue) this.#acknowledgeSoon(s.fin === true);
    this.#pump();
  }

  /** False when nothing more of the segment is to be read. */
  #receiveAck(s: Wire): boolean {
    if (this.#state === 'SYN_RCVD') {
      if (s.ack <= this.#iss || s.ack > this.#sndNxt) {
        this.#refuse(s);
        return false;
      }
      this.#enter('ESTABLISHED');
    }
    if (s.ack > this.#sndNxt) {
      this.#acknowledge();
      return false;
    }
    if (s.ack > this.#sndUna) {
      this.#sndUna = s.ack;
      this.#retries = 0;
      this.#startTimer();
    }
    if (this.#finSeq >= 0 && this.#sndUna > this.#finSeq) {
      if (this.#state === 'FIN_WAIT_1') this.#enter('FIN_WAIT_2');
      else if (this.#state === 'CLOSING') this.#enter('TIME_WAIT');
      else if (this.#state === 'LAST_ACK') {
        this.#enter('CLOSED');
        return false;
      }
    }
    return true;
  }

  #receiveData(seq: number, length: number, fin: boolean): void {
    if (length > 0) this.#early.push([seq, seq + length]);
    if (fin) this.#peerFinSeq = seq + length;
    for (let moved = true; moved; ) {
      moved = false;
      for (const [left, right] of this.#early) {
        if (left <= this.#rcvNxt && right > this.#rcvNxt) {
          this.#rcvNxt = right;
          moved = true;
        }
      }
    }
    if (this.#peerFinSeq !== this.#rcvNxt) return;
    this.#rcvNxt++;
    if (this.#state === 'ESTABLISHED') this.#enter('CLOSE_WAIT');
    else if (this.#state === 'FIN_WAIT_1') this.#enter('CLOSING');
    else if (this.#state === 'FIN_WAIT_2') this.#enter('TIME_WAIT');
  }

  #takeSyn(s: Wire): void {
    this.#irs = s.seq;
    this.#rcvNxt = s.seq + 1;
    this.#rcvTold = this.#rcvNxt;
  }

  /** Nothing here for that segment (§3.10.7.1). */
  #refuse(s: Wire): void {
    if (s.rst) return;
    if (s.isAck) this.#emit({ seq: s.ack, rst: true });
    else {
      const end = s.seq + s.length + (s.syn ? 1 : 0) + (s.fin ? 1 : 0);
      this.#network.transmit({ from: this.#end, seq: 0, ack: end, rst: true, isAck: true, length: 0 });
    }
  }

  /** Sends what the window lets through, and the FIN behind the last byte. */
  #pump(): void {
    if (this.#state !== 'ESTABLISHED' && this.#state !== 'CLOSE_WAIT') return;
    while (this.#queued > 0 && this.#sndNxt - this.#sndUna < MOST_IN_FLIGHT) {
      const length = Math.min(MSS, this.#queued);
      this.#queued -= length;
      const isLast = this.#queued === 0 && this.#isClosing;
      const withFin = isLast && this.#network.random.chance(0.5);
      this.#emit({ seq: this.#sndNxt, length, isAck: true, fin: withFin }, () => {
        this.#sndNxt += length;
        if (withFin) this.#sendsFin();
      });
    }
    if (this.#queued === 0 && this.#isClosing && this.#finSeq < 0) {
      this.#emit({ seq: this.#sndNxt, fin: true, isAck: true }, () => this.#sendsFin());
    }
    this.#startTimer();
  }

  #sendsFin(): void {
    this.#finSeq = this.#sndNxt++;
    this.#enter(this.#state === 'CLOSE_WAIT' ? 'LAST_ACK' : 'FIN_WAIT_1');
  }

  #acknowledge(): void {
    this.#emit({ seq: this.#sndNxt, isAck: true });
  }

  #acknowledgeSoon(atOnce: boolean): void {
    this.#ackIsDue = true;
    if (atOnce || this.#network.random.chance(0.5)) {
      this.#acknowledge();
      return;
    }
    this.#network.at(this.#network.nowUs + 15_000, () => {
      if (this.#ackIsDue && !['CLOSED', 'LISTEN'].includes(this.#state)) this.#acknowledge();
    });
  }

  #startTimer(): void {
    const timer = ++this.#timer;
    if (this.#sndUna === this.#sndNxt) return;
    const waitUs = 150_000 * 2 ** this.#retries;
    this.#network.at(this.#network.nowUs + waitUs, () => {
      if (timer === this.#timer && this.#sndUna !== this.#sndNxt) this.#retransmit();
    });
  }

  #retransmit(): void {
    if (['CLOSED', 'LISTEN', 'TIME_WAIT'].includes(this.#state)) return;
    if (++this.#retries > MOST_RETRIES) {
      this.#enter('CLOSED', true);
      return;
    }
    if (this.#state === 'SYN_SENT') this.#emit({ seq: this.#iss, syn: true });
    else if (this.#state === 'SYN_RCVD') this.#emit({ seq: this.#iss, syn: true, isAck: true });
    else {
      const dataEnd = this.#finSeq >= 0 ? this.#finSeq : this.#sndNxt;
      let from = this.#sndUna;
      do {
        const length = Math.min(this.#network.random.integer(1, 2) * MSS, dataEnd - from);
        const fin = this.#finSeq === from + length;
        this.#emit({ seq: from, length, isAck: true, fin });
        from += length + (fin ? 1 : 0);
      } while (from < this.#sndNxt && this.#network.random.chance(0.5));
    }
    this.#startTimer();
  }

  /** `before` runs once the segment is made and before it leaves, so that states are entered with it. */
  #emit(segment: Partial<Wire> & { seq: number }, before?: () => void): void {
    const { isAck = false, length = 0 } = segment;
    before?.();
    if (isAck && !segment.rst) {
      this.#rcvTold = this.#rcvNxt;
      this.#ackIsDue = false;
    }
    this.#network.transmit({ ...segment, from: this.#end, length, isAck, ack: isAck ? this.#rcvNxt : 0 });
  }

  #enter(state: StateName, silent = false): void {
    this.#state = state;
    this.entered.push({ state, silent });
    if (state === 'CLOSED' || state === 'TIME_WAIT') this.#timer++;
  }
}
