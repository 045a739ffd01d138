import { Columns } from '../memory/columns.js';

/** Where the knowledge of who opened comes from; later words are weaker. */
export const RolesFrom = { Syn: 0, SynAck: 1, Ports: 2, FirstPacket: 3 } as const;
export type RolesFrom = (typeof RolesFrom)[keyof typeof RolesFrom];

/**
 * One row per connection that is still held; rows are reused when a connection has left. The two endpoints of
 * row `slot` are the rows `slot * 2` (the lower end of the 4-tuple) and `slot * 2 + 1` of the endpoint columns.
 */
export class ConnectionColumns extends Columns {
  /** 1 while the row holds a connection. */
  used: Uint8Array;
  /** Wireshark's tcp.stream. */
  number: Uint32Array;
  /** Row of its flow, and how many connections that flow had before. */
  flow: Int32Array;
  incarnation: Uint32Array;
  firstPacket: Uint32Array;
  startNs: Float64Array;
  /** 0 or 1: the end that opened, and a `RolesFrom`. */
  initiatorEnd: Uint8Array;
  rolesFrom: Uint8Array;
  /** 1 + slot of the former connection of the flow, while that one is held and may still be the one that is spoken to; else 0. */
  formerSlot: Int32Array;

  /** `ConnectionFact` bits. */
  facts: Uint32Array;
  /** Times of the last SYN before its answer, of the last SYN,ACK before its, of the ACK that completed the handshake; valid with their fact bits. */
  synNs: Float64Array;
  synAckNs: Float64Array;
  handshakeAckNs: Float64Array;
  /** Time of the first FIN and of the first one of the other side; valid with their fact bits. */
  firstFinNs: Float64Array;
  secondFinNs: Float64Array;
  /** First entry of the connection's resets in the reset log (from 1), and its last. */
  firstReset: Int32Array;
  lastReset: Int32Array;
  /** ICMP errors that quote the connection. */
  icmpErrors: Uint32Array;
  /** Wireshark's `tcp.completeness`, `Completeness` bits. */
  completeness: Uint8Array;
  /** Payload that the second side sent after the first side's FIN. */
  bytesAfterFin: Float64Array;
  /** When the first of it came; valid with `DataAfterFin`. */
  firstAfterFinNs: Float64Array;

  constructor(capacity = 4096) {
    super(capacity);
    this.used = new Uint8Array(capacity);
    this.number = new Uint32Array(capacity);
    this.flow = new Int32Array(capacity);
    this.incarnation = new Uint32Array(capacity);
    this.firstPacket = new Uint32Array(capacity);
    this.startNs = new Float64Array(capacity);
    this.initiatorEnd = new Uint8Array(capacity);
    this.rolesFrom = new Uint8Array(capacity);
    this.formerSlot = new Int32Array(capacity);
    this.facts = new Uint32Array(capacity);
    this.synNs = new Float64Array(capacity);
    this.synAckNs = new Float64Array(capacity);
    this.handshakeAckNs = new Float64Array(capacity);
    this.firstFinNs = new Float64Array(capacity);
    this.secondFinNs = new Float64Array(capacity);
    this.firstReset = new Int32Array(capacity);
    this.lastReset = new Int32Array(capacity);
    this.icmpErrors = new Uint32Array(capacity);
    this.completeness = new Uint8Array(capacity);
    this.bytesAfterFin = new Float64Array(capacity);
    this.firstAfterFinNs = new Float64Array(capacity);
    this.adopt();
  }
}

/** Facts about a connection as a whole, bits of `ConnectionColumns.facts`. */
export const ConnectionFact = {
  /** A SYN,ACK was seen, and the ACK (or data) that answers it. */
  SynAckSeen: 1,
  HandshakeAckSeen: 2,
  /** Both ends sent a SYN without ACK. */
  SimultaneousOpen: 4,
  /** Data rode in the SYN and was acknowledged by the SYN,ACK. */
  FastOpen: 8,
  /** A FIN was seen; it came from the upper end; the other side's FIN was seen. */
  FirstFinSeen: 16,
  FirstFinFromUpper: 32,
  SecondFinSeen: 64,
  /** The second FIN acknowledged the first, and no segment had done that before. */
  FinAckInOneSegment: 128,
  /** The second FIN did not acknowledge the first: they crossed. */
  FinsCrossed: 256,
  /** Data came from the second side after the first side's FIN. */
  DataAfterFin: 512,
  /** A reset ended it (or refused it); it came from the upper end. */
  ResetEnded: 1024,
  ResetFromUpper: 2048,
  /** That reset met a SYN_SENT: the connection was refused. */
  Refused: 4096,
  /** An ICMP error met a SYN_SENT and no answer came after it. */
  Unreachable: 8192,
  /** The ends are one and the same socket. */
  SelfConnected: 16384,
  /** A limit made it leave before it was over. */
  ForcedOut: 32768,
  /** The RST that ended it was sent after probes that nobody answered: it reached nobody. */
  ResetIntoVoid: 65536,
  /** Data was acknowledged that the capture lacks. */
  Gap: 131072,
  /** `formerSlot` holds something: kept here too, for most have none and all look. */
  HasFormer: 262144,
  /** Its SYN met the former connection of the 4-tuple in TIME_WAIT and was accepted. */
  ReusedTimeWait: 524288,
  /** Its SYN met the former connection still open at the far end: that one was stale. */
  ReplacedStale: 1048576,
  /** A newer connection of the 4-tuple took its place while one end still held it. */
  WasStale: 2097152,
} as const;
