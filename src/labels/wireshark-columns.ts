import { Columns } from '../memory/columns.js';

/** Bits of `WiresharkColumns.marks`. */
export const Mark = {
  /** `base` is valid. */
  Base: 1,
  /** It has sent a segment: `lastNs` is valid. */
  Sent: 2,
  /** From its SYN until its first ACK without SYN: windows are taken unscaled. */
  FirstAck: 4,
  /** Something it sent was not captured: bytes in flight are unknown until the other side acknowledges. */
  InFlightUnsure: 8,
  /** The unacknowledged segments do not stand in the order of their numbers. */
  Disordered: 16,
  /** `synNs` is valid (kept in the lower row of the connection). */
  Syn: 32,
} as const;

/** Values of `WiresharkColumns.scale`; a known shift is kept as `Scale.Known` plus the shift. */
export const Scale = { Unknown: 0, NotInUse: 1, Known: 2 } as const;

/** SACK blocks that fit into the 40 bytes of options. */
export const SACK_BLOCKS = 4;

/**
 * Wireshark's own variables, one row per direction of a connection: `slot * 2 + direction`. They are its rules made
 * memory, not our knowledge of the endpoints. As in Wireshark, a sequence number of zero doubles as "not known".
 */
export class WiresharkColumns extends Columns {
  marks: Uint8Array;
  /** What relative sequence numbers count from. */
  base: Int32Array;
  /** The highest next sequence number, and the packet and time that brought it. */
  next: Int32Array;
  nextPacket: Uint32Array;
  nextNs: Float64Array;
  /** Payload of the segment that last moved `next`; zero also after a lone ACK. */
  nextLength: Uint16Array;
  /** End of what was seen without a gap: nothing beyond may be acknowledged. */
  ackable: Int32Array;
  /** Acknowledgment number and time of its latest segment. */
  lastAck: Int32Array;
  lastNs: Float64Array;
  /** Window field of its latest segment plus 1; 0 is none. */
  window: Int32Array;
  /** A `Scale`. */
  scale: Uint8Array;
  mss: Uint16Array;
  /** Duplicate ACKs since `duplicateBase`, the last packet whose ACK was another; -1 once a loss was told. */
  duplicateAcks: Int32Array;
  duplicateBase: Uint32Array;
  /** `Analysis` bits of its latest segment. */
  words: Uint16Array;
  /** SACK blocks in its latest segment, left and right edges in turn. */
  sackCount: Uint8Array;
  sackEdges: Int32Array;

  /** Its segments not acknowledged yet, as entries of `UnackedSegments`: the oldest and newest (0: none), how many, and the span they cover. */
  oldest: Int32Array;
  newest: Int32Array;
  unacked: Uint16Array;
  lowest: Int32Array;
  highest: Int32Array;

  /** Of the connection, in its lower row: time of the latest SYN, and from it to the first ACK. */
  synNs: Float64Array;
  initialRttNs: Float64Array;

  constructor(capacity = 8192) {
    super(capacity);
    this.marks = new Uint8Array(capacity);
    this.base = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
    this.nextPacket = new Uint32Array(capacity);
    this.nextNs = new Float64Array(capacity);
    this.nextLength = new Uint16Array(capacity);
    this.ackable = new Int32Array(capacity);
    this.lastAck = new Int32Array(capacity);
    this.lastNs = new Float64Array(capacity);
    this.window = new Int32Array(capacity);
    this.scale = new Uint8Array(capacity);
    this.mss = new Uint16Array(capacity);
    this.duplicateAcks = new Int32Array(capacity);
    this.duplicateBase = new Uint32Array(capacity);
    this.words = new Uint16Array(capacity);
    this.sackCount = new Uint8Array(capacity);
    this.sackEdges = new Int32Array(capacity * SACK_BLOCKS * 2);
    this.oldest = new Int32Array(capacity);
    this.newest = new Int32Array(capacity);
    this.unacked = new Uint16Array(capacity);
    this.lowest = new Int32Array(capacity);
    this.highest = new Int32Array(capacity);
    this.synNs = new Float64Array(capacity);
    this.initialRttNs = new Float64Array(capacity);
    this.adopt();
  }
}
