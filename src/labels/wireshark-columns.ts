import { InterleavedRows } from '../memory/rows.js';

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
  /** `synNs` is valid (kept in the row of the connection's lower end). */
  Syn: 32,
} as const;

/** Values of `scale`; a known shift is kept as `Scale.Known` plus the shift. */
export const Scale = { Unknown: 0, NotInUse: 1, Known: 2 } as const;

/** SACK blocks that fit into the 40 bytes of options. */
export const SACK_BLOCKS = 4;

/**
 * Wireshark's own variables, one row per endpoint, of what it sent. They are Wireshark's rules made memory, not our knowledge of
 * the endpoints; as there, a sequence number of zero doubles as "not known". What every packet looks at are the sixteen
 * integers of one cache line; what only some do stands beside the times.
 */
export class WiresharkColumns extends InterleavedRows {
  /** `Mark` bits. */
  marks = this.int32();
  /** A `Scale`. */
  scale = this.int32();
  /** What relative sequence numbers count from. */
  base = this.int32();
  /** The highest next sequence number. */
  next = this.int32();
  /** End of what was seen without a gap: nothing beyond may be acknowledged. */
  ackable = this.int32();
  /** Acknowledgment number of its latest segment, its window field plus 1 (0: none), its `Analysis` bits, its SACK blocks. */
  lastAck = this.int32();
  window = this.int32();
  words = this.int32();
  sackCount = this.int32();
  /** Duplicate ACKs since `duplicateBase`, the last packet whose ACK was another; -1 once a loss was told. */
  duplicateAcks = this.int32();
  duplicateBase = this.int32();
  /** Its segments not acknowledged yet, entries of `UnackedSegments`: the oldest and newest (0: none), how many, the span they cover. */
  oldest = this.int32();
  newest = this.int32();
  unacked = this.int32();
  lowest = this.int32();
  highest = this.int32();

  /** The packet that brought `next`, its time, and its payload (zero also after a lone ACK). */
  nextPacket = this.float64();
  nextNs = this.float64();
  nextLength = this.float64();
  /** Time of its latest segment. */
  lastNs = this.float64();
  /** Of the connection, in the row of its lower end: time of the latest SYN, and from it to the first ACK. */
  synNs = this.float64();
  initialRttNs = this.float64();
  mss = this.float64();
  /** Left and right edges of its SACK blocks in turn. */
  sackEdges = this.float64(SACK_BLOCKS * 2);

  constructor(capacity = 8192) {
    super(capacity);
    this.adopt();
  }
}
