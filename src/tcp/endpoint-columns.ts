import { Columns } from '../memory/columns.js';

/** Bits of `EndpointColumns.known`. */
export const Known = {
  /** `isn` holds the number of its SYN, seen; or told by the other side's first ACK. */
  Isn: 1,
  IsnTold: 2,
  /** `sndNxt` is valid: it has sent something. */
  SndNxt: 4,
  /** `ackSent` is valid: it has sent an ACK. */
  AckSent: 8,
  /** `rcvNxt` is valid. */
  RcvNxt: 16,
  Syn: 32,
  SynAck: 64,
  /** Its FIN was seen, `finSeq` is its number. */
  Fin: 128,
  /** The other's FIN has reached it (inferred or acknowledged). */
  FinReceived: 256,
  /** It acknowledged the other's FIN. */
  FinAcked: 512,
  /** It has sent what only a connected endpoint sends. */
  Connected: 1024,
  /** `sackRight` is valid. */
  Sacked: 2048,
  /** It has sent a segment with payload. */
  Data: 4096,
  /** It has sent a segment other than RST. */
  Heard: 8192,
  /** It refused the other side's ACK in SYN_SENT; `refusedAck` holds that number. */
  RefusedAck: 16384,
} as const;

/** Out-of-order ranges that are remembered per endpoint; more than these are learned from its ACKs. */
export const RANGES = 4;
/** Distinct TTL values that are remembered per endpoint. */
export const TTLS = 4;
/** Flag counters per endpoint, in the order of TCP_FLAG_NAMES. */
export const FLAG_COUNTERS = 9;

/** What is known of one endpoint, one row each: sequence variables of RFC 9293 §3.3.1 as inferred from outside, and counts. */
export class EndpointColumns extends Columns {
  /** A `TcpState`. */
  state: Uint8Array;
  /** Its entries in the state history: first, last, and the one in force. */
  firstEntry: Int32Array;
  lastEntry: Int32Array;
  currentEntry: Int32Array;
  known: Uint16Array;

  isn: Int32Array;
  /** End of the highest range it has sent. */
  sndNxt: Int32Array;
  /** The highest acknowledgment number it has sent. */
  ackSent: Int32Array;
  /** What it must have received without a gap: seen to pass by, or acknowledged. */
  rcvNxt: Int32Array;
  /** Ranges beyond `rcvNxt` that passed by, [left, right) pairs, in order; `rangeCount` of them. */
  ranges: Int32Array;
  rangeCount: Uint8Array;
  /** Right edge of the newest SACK block it sent. */
  sackRight: Int32Array;
  finSeq: Int32Array;
  refusedAck: Int32Array;
  /** The acknowledgment number of its latest segment, whether the highest or not. */
  latestAck: Int32Array;
  /** The window of its latest segment, raw, and its scale plus 1 (0: not known). */
  window: Uint16Array;
  scale: Uint8Array;
  /** When it last sent something other than RST. */
  lastSpokeNs: Float64Array;
  /** When it last sent something, and how many repeats or probes it has sent since the other side last spoke. */
  lastSentNs: Float64Array;
  unanswered: Uint16Array;

  packets: Uint32Array;
  bytes: Float64Array;
  payloadBytes: Float64Array;
  flagCounts: Uint32Array;
  synRepeats: Uint16Array;
  /** Time between its last two SYNs. */
  lastSynGapNs: Float64Array;
  synAckRepeats: Uint16Array;
  finRepeats: Uint16Array;
  /** Bytes of data in its SYN. */
  synPayload: Uint16Array;
  /** What its SYN offered: OptionBit bits, MSS, scale. */
  offered: Uint16Array;
  mss: Uint16Array;
  offeredScale: Uint8Array;
  /** Distinct TTLs plus 1, in order of appearance; 0 is none. */
  ttls: Uint16Array;
  /** TTL of its latest segment that is no RST, plus 1. */
  usualTtl: Uint16Array;
  /** An `Errno` that the kernel has put on its socket, and one that is only remembered (a soft error). */
  socketError: Uint8Array;
  softError: Uint8Array;
  /** Segments whose TCP checksum was right, and wrong. */
  goodChecksums: Uint32Array;
  badChecksums: Uint32Array;

  constructor(capacity = 8192) {
    super(capacity);
    this.state = new Uint8Array(capacity);
    this.firstEntry = new Int32Array(capacity);
    this.lastEntry = new Int32Array(capacity);
    this.currentEntry = new Int32Array(capacity);
    this.known = new Uint16Array(capacity);
    this.isn = new Int32Array(capacity);
    this.sndNxt = new Int32Array(capacity);
    this.ackSent = new Int32Array(capacity);
    this.rcvNxt = new Int32Array(capacity);
    this.ranges = new Int32Array(capacity * RANGES * 2);
    this.rangeCount = new Uint8Array(capacity);
    this.sackRight = new Int32Array(capacity);
    this.finSeq = new Int32Array(capacity);
    this.refusedAck = new Int32Array(capacity);
    this.latestAck = new Int32Array(capacity);
    this.window = new Uint16Array(capacity);
    this.scale = new Uint8Array(capacity);
    this.lastSpokeNs = new Float64Array(capacity);
    this.lastSentNs = new Float64Array(capacity);
    this.unanswered = new Uint16Array(capacity);
    this.packets = new Uint32Array(capacity);
    this.bytes = new Float64Array(capacity);
    this.payloadBytes = new Float64Array(capacity);
    this.flagCounts = new Uint32Array(capacity * FLAG_COUNTERS);
    this.synRepeats = new Uint16Array(capacity);
    this.lastSynGapNs = new Float64Array(capacity);
    this.synAckRepeats = new Uint16Array(capacity);
    this.finRepeats = new Uint16Array(capacity);
    this.synPayload = new Uint16Array(capacity);
    this.offered = new Uint16Array(capacity);
    this.mss = new Uint16Array(capacity);
    this.offeredScale = new Uint8Array(capacity);
    this.ttls = new Uint16Array(capacity * TTLS);
    this.usualTtl = new Uint16Array(capacity);
    this.socketError = new Uint8Array(capacity);
    this.softError = new Uint8Array(capacity);
    this.goodChecksums = new Uint32Array(capacity);
    this.badChecksums = new Uint32Array(capacity);
    this.adopt();
  }
}
