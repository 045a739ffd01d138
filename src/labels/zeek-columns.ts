import { endOf } from '../flow/direction.js';
import { Columns } from '../memory/columns.js';
import { InterleavedRows } from '../memory/rows.js';

/** Zeek's endpoint states. */
export const ZeekState = {
  /** Nothing seen from this side. */
  Inactive: 0,
  SynSent: 1,
  /** A SYN,ACK from the originator: its peer's SYN was not seen. */
  SynAckSent: 2,
  /** It has spoken, but not with a SYN. */
  Partial: 3,
  /** Both sides, as soon as the responder's SYN,ACK is seen. */
  Established: 4,
  /** Its FIN was seen. */
  Closed: 5,
  /** Its RST was seen. */
  Reset: 6,
} as const;
export type ZeekState = (typeof ZeekState)[keyof typeof ZeekState];

/** Bits of `ZeekConnectionColumns.facts`. */
export const ZeekFact = {
  /** The first segment has been seen: the originator is known. */
  Begun: 1,
  /** The upper end of the 4-tuple is the originator. */
  UpperOriginates: 2,
  /** A side's first segment was not the SYN that should have come first. */
  Partial: 4,
} as const;

/** Bits of `ZeekEndpointColumns.facts`. */
export const ZeekEndFact = {
  /** A segment of it has been taken in. */
  Seen: 1,
  /** It has sent a FIN; `finEnd` is valid. */
  Fin: 2,
  /** A right checksum came from it: a wrong one is damage, not a capture taken before the network card fills it in. */
  GoodChecksum: 4,
  /** So much of its data is unacknowledged that Zeek no longer follows it. */
  NotFollowed: 8,
} as const;

/** Letters that are kept of one history. Traffic gives 12 at most; only RSTs and SYNs with ever new numbers give more than fit. */
export const HISTORY_LETTERS = 32;
/** Stretches beyond a hole that are remembered per endpoint. */
export const STRETCHES = 4;

/** What Zeek holds of a connection, one row each. */
export class ZeekConnectionColumns extends Columns {
  /** `ZeekFact` bits. */
  facts: Uint8Array;
  /** The history as ASCII letters, and how many there are. */
  letters: Uint8Array;
  letterCount: Uint8Array;

  constructor(capacity = 4096) {
    super(capacity);
    this.facts = new Uint8Array(capacity);
    this.letters = new Uint8Array(capacity * HISTORY_LETTERS);
    this.letterCount = new Uint8Array(capacity);
    this.adopt();
  }
}

/**
 * What Zeek holds of one endpoint, one row each. Offsets count data bytes from the one after the SYN (or after the
 * first number seen), modulo 2^32.
 */
export class ZeekEndpointColumns extends InterleavedRows {
  /** A `ZeekState`, and the one before it. */
  state = this.uint8();
  formerState = this.uint8();
  /** `ZeekEndFact` bits. */
  facts = this.uint8();

  /** Which letters that appear once per side it has in the history. */
  seenLetters = this.uint8();

  /** Sequence number of its SYN, or one less than the first seen or acknowledged. */
  startSeq = this.int32();
  /** One past the highest it has sent. */
  lastSeq = this.int32();
  /** The highest acknowledgment of it. */
  ackSeq = this.int32();
  /** Offset behind its latest FIN. */
  finEnd = this.int32();
  /** Numbers of its last SYN, FIN and RST, relative to `startSeq`: the same again is no new letter. */
  synRelative = this.int32();
  finRelative = this.int32();
  rstRelative = this.int32();

  /** Offset up to which its data is there, or was given up. */
  delivered = this.int32();
  /** Stretches of data beyond that, [left, right) offsets in order; `stretchCount` of them. */
  stretches = this.int32(STRETCHES * 2);
  stretchCount = this.uint8();

  checksumErrors = this.uint32();
  gaps = this.uint32();
  retransmissions = this.uint32();
  zeroWindows = this.uint32();

  constructor(capacity = 8192) {
    super(capacity);
    this.adopt();
  }
}

/** Zeek's variables of all connections; rows as in the tables of the tracker. */
export class ZeekTables {
  readonly connections = new ZeekConnectionColumns();
  readonly endpoints = new ZeekEndpointColumns();
}

/** Whether endpoint `e` of the connection is its originator. */
export function isOriginator(c: ZeekConnectionColumns, slot: number, e: number): boolean {
  return ((c.facts[slot]! & ZeekFact.UpperOriginates) !== 0) === (endOf(e) === 1);
}

export function moveTo(ends: ZeekEndpointColumns, e: number, state: ZeekState): void {
  if (ends.state[e] === state) return;
  ends.formerState[e] = ends.state[e]!;
  ends.state[e] = state;
}
