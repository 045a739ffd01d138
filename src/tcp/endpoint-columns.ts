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
  /** `tsRecent` is valid. */
  TsRecent: 32768,
} as const;

/** Out-of-order ranges that are remembered per endpoint; more than these are learned from its ACKs. */
export const RANGES = 4;
/** Segments timed for the round trip at once, per endpoint: enough for a sample with nearly every ACK. */
export const TIMED = 8;
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
  /** The timestamp that newer segments must not fall below (RFC 7323 §4.3). */
  tsRecent: Int32Array;
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

  // What judgement goes by.
  /** When its latest data (or FIN) passed by, and how long that was after the data before it when it was a repeat. */
  lastDataNs: Float64Array;
  lastRepeatGapNs: Float64Array;
  /** Timestamp and IP id (plus 1) of its newest data. */
  latestTsVal: Int32Array;
  latestIpId: Int32Array;
  /** Duplicate ACKs it has sent in a row; repeats it has sent since the other side last acknowledged something new. */
  duplicateAckRun: Uint8Array;
  repeatsSinceAck: Uint8Array;
  /** 1 while its latest segment was a keep-alive or window probe. */
  probed: Uint8Array;
  /** When something reached it that it must refuse with a challenge ACK; 0 when that is answered. */
  challengedNs: Float64Array;
  /** Segments of its being timed for the round trip: ends and times, `timedCount` of them. */
  timedEnd: Int32Array;
  timedNs: Float64Array;
  timedCount: Uint8Array;

  // What judgement has found.
  retransmissions: Uint32Array;
  retransmittedBytes: Float64Array;
  outOfOrder: Uint32Array;
  duplicateAcks: Uint32Array;
  dsacks: Uint32Array;
  keepAlives: Uint32Array;
  zeroWindows: Uint32Array;
  zeroWindowNs: Float64Array;
  zeroWindowSinceNs: Float64Array;
  maxBytesInFlight: Int32Array;
  /** Bytes of it that the other side acknowledged and the capture lacks. */
  gapBytes: Float64Array;
  /** Round trips from the capture point to this endpoint. */
  rttSamples: Uint32Array;
  rttMinNs: Float64Array;
  rttMaxNs: Float64Array;
  rttSumNs: Float64Array;
  rttSmoothedNs: Float64Array;

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
    this.tsRecent = new Int32Array(capacity);
    this.finSeq = new Int32Array(capacity);
    this.refusedAck = new Int32Array(capacity);
    this.latestAck = new Int32Array(capacity);
    this.window = new Uint16Array(capacity);
    this.scale = new Uint8Array(capacity);
    this.lastSpokeNs = new Float64Array(capacity);
    this.lastSentNs = new Float64Array(capacity);
    this.unanswered = new Uint16Array(capacity);
    this.lastDataNs = new Float64Array(capacity);
    this.lastRepeatGapNs = new Float64Array(capacity);
    this.latestTsVal = new Int32Array(capacity);
    this.latestIpId = new Int32Array(capacity);
    this.duplicateAckRun = new Uint8Array(capacity);
    this.repeatsSinceAck = new Uint8Array(capacity);
    this.probed = new Uint8Array(capacity);
    this.challengedNs = new Float64Array(capacity);
    this.timedEnd = new Int32Array(capacity * TIMED);
    this.timedNs = new Float64Array(capacity * TIMED);
    this.timedCount = new Uint8Array(capacity);
    this.retransmissions = new Uint32Array(capacity);
    this.retransmittedBytes = new Float64Array(capacity);
    this.outOfOrder = new Uint32Array(capacity);
    this.duplicateAcks = new Uint32Array(capacity);
    this.dsacks = new Uint32Array(capacity);
    this.keepAlives = new Uint32Array(capacity);
    this.zeroWindows = new Uint32Array(capacity);
    this.zeroWindowNs = new Float64Array(capacity);
    this.zeroWindowSinceNs = new Float64Array(capacity);
    this.maxBytesInFlight = new Int32Array(capacity);
    this.gapBytes = new Float64Array(capacity);
    this.rttSamples = new Uint32Array(capacity);
    this.rttMinNs = new Float64Array(capacity);
    this.rttMaxNs = new Float64Array(capacity);
    this.rttSumNs = new Float64Array(capacity);
    this.rttSmoothedNs = new Float64Array(capacity);
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
