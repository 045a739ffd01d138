import { MAX_HELD_SOCKETS } from '../limits.js';
import type { Side, StateName } from '../rows.js';
import type { ConnectionView, StateSpan } from '../sink.js';
import { type Lasting, lastsAt, type Moment } from './moments.js';

/** One socket of a host, while it is in one state. */
export interface HeldSocket extends Lasting {
  host: string;
  port: number | string;
  peerAddress: string;
  peerPort: number | string;
  state: StateName;
  certainty: 'seen' | 'inferred';
  /** As in `StateSpan`. */
  timerNs: number;
  runsOutNs: number;
  connection: number;
  end: 0 | 1;
}

/** States in which there is a socket, or what Linux keeps in place of one. */
export function isHeld(span: StateSpan): boolean {
  return span.state !== 'UNKNOWN' && span.state !== 'CLOSED' && span.state !== 'LISTEN';
}

/** The two ends of a connection, or the one that is both. */
export function sidesOf(view: ConnectionView): readonly Side[] {
  return view.isSelfConnected ? ['initiator'] : ['initiator', 'responder'];
}

/**
 * The sockets of every host at any of the wanted moments. Connections come when they leave, in any order; after the last
 * one `at` may be asked, and going forward in time costs only what changes.
 */
export class SocketTable {
  readonly #isWanted: (span: StateSpan) => boolean;
  readonly #isChosen: (host: string) => boolean;
  readonly #sockets: HeldSocket[] = [];
  #isSorted = false;
  #hasReuse = false;
  #isFull = false;
  /** Those that last at `#atNs`, and how many of all have been looked at by then. */
  #live: HeldSocket[] = [];
  #seen = 0;
  #atNs = Number.NEGATIVE_INFINITY;

  /**
   * @param isWanted whether some moment that will be asked for lies in the span
   * @param isChosen the wanted hosts
   */
  constructor(isWanted: (span: StateSpan) => boolean, isChosen: (host: string) => boolean) {
    this.#isWanted = isWanted;
    this.#isChosen = isChosen;
  }

  add(view: ConnectionView): void {
    this.#hasReuse ||= view.incarnation > 0;
    for (const side of sidesOf(view)) {
      if (!this.#isChosen(side === 'initiator' ? view.initiatorAddress : view.responderAddress)) continue;
      for (const span of view.spansOf(side)) {
        if (isHeld(span) && this.#isWanted(span)) this.#hold(socketOf(view, side, span));
      }
    }
  }

  #hold(socket: HeldSocket): void {
    if (this.#sockets.length >= MAX_HELD_SOCKETS) {
      this.#isFull = true;
      return;
    }
    this.#sockets.push(socket);
    this.#isSorted = false;
  }

  /** Every socket there was at that moment, in no order. */
  at(moment: Moment): HeldSocket[] {
    const lasting = this.#lastingAt(moment);
    return this.#hasReuse ? newestOfEach(lasting) : [...lasting];
  }

  #lastingAt(moment: Moment): HeldSocket[] {
    if (moment.packet !== null) return this.#sockets.filter((socket) => lastsAt(socket, moment));
    if (!this.#isSorted) {
      this.#sockets.sort((a, b) => a.sinceNs - b.sinceNs);
      this.#isSorted = true;
      this.#atNs = Number.POSITIVE_INFINITY;
    }
    if (moment.timeNs < this.#atNs) {
      this.#live = [];
      this.#seen = 0;
    }
    this.#atNs = moment.timeNs;
    while (this.#seen < this.#sockets.length && this.#sockets[this.#seen]!.sinceNs <= moment.timeNs) {
      this.#live.push(this.#sockets[this.#seen++]!);
    }
    this.#live = this.#live.filter((socket) => lastsAt(socket, moment));
    return this.#live;
  }

  /** True when there was no room for all. */
  get isFull(): boolean {
    return this.#isFull;
  }
}

function socketOf(view: ConnectionView, side: Side, span: StateSpan): HeldSocket {
  const isInitiator = side === 'initiator';
  return {
    host: isInitiator ? view.initiatorAddress : view.responderAddress,
    port: isInitiator ? view.initiatorPort : view.responderPort,
    peerAddress: isInitiator ? view.responderAddress : view.initiatorAddress,
    peerPort: isInitiator ? view.responderPort : view.initiatorPort,
    state: span.state,
    certainty: span.certainty,
    sinceNs: span.sinceNs,
    untilNs: span.untilNs,
    sincePacket: span.sincePacket,
    untilPacket: span.untilPacket,
    timerNs: span.timerNs,
    runsOutNs: span.runsOutNs,
    connection: view.connection,
    end: view.endOf(side),
  };
}

/** A host has one socket for a 4-tuple: when the peer began anew, the old one is gone, whatever its timer says. */
function newestOfEach(sockets: readonly HeldSocket[]): HeldSocket[] {
  const newest = new Map<string, HeldSocket>();
  for (const socket of sockets) {
    const key = `${socket.host} ${socket.port} ${socket.peerAddress} ${socket.peerPort}`;
    const known = newest.get(key);
    if (known === undefined || socket.connection > known.connection) newest.set(key, socket);
  }
  return [...newest.values()];
}
