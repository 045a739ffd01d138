import { InterleavedRows } from '../memory/rows.js';

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
  /** Its own RST shows that `socketError` was put on its socket. */
  ErrorShown: 65536,
  /** Its retransmission timer was what last made it repeat: what it repeats from here on follows from that. */
  TimedOut: 131072,
  /** It has sent a RST: `lastRstNs` is valid. */
  SentRst: 262144,
} as const;

/** Out-of-order ranges that are remembered per endpoint; more than these are learned from its ACKs. */
export const RANGES = 4;
/** Segments timed for the round trip at once, per endpoint: all of a small flight, some from all over a large one. A power of two. */
export const TIMED = 4;
/** Samples of the round trip that are held one by one; of more, the rest is counted in a histogram. A power of two. */
export const RTTS = 16;
/** Holes that data jumped over, remembered per endpoint until others take their place; a power of two. */
export const HOLES = 4;
/** Distinct TTL values that are remembered per endpoint. */
export const TTLS = 4;
/** Flag counters per endpoint, in the order of TCP_FLAG_NAMES. */
export const FLAG_COUNTERS = 9;
/** Place of RST among them. */
export const RST_BIT = 2;

/**
 * What is known of one endpoint, one row each: sequence variables of RFC 9293 §3.3.1 as inferred from outside, and counts.
 * Handles come from `endpointOf`. Fields stand in the order in which they share cache lines: first what every packet touches.
 */
export class EndpointColumns extends InterleavedRows {
  // Small numbers stand as 32-bit ones here, so that they share a line with the rest.
  /** A `TcpState`. */
  state = this.int32();
  /** `Known` bits. */
  known = this.int32();
  /** End of the highest range it has sent. */
  sndNxt = this.int32();
  /** The highest acknowledgment number it has sent. */
  ackSent = this.int32();
  /** What it must have received without a gap: seen to pass by, or acknowledged. */
  rcvNxt = this.int32();
  /** The timestamp that newer segments must not fall below (RFC 7323 §4.3). */
  tsRecent = this.int32();
  /** Timestamp and IP id (plus 1) of its newest data. */
  latestTsVal = this.int32();
  latestIpId = this.int32();
  packets = this.int32();
  /** Number of its latest packet that is no RST. */
  lastPacket = this.int32();
  /** Packets with PSH. */
  pushes = this.int32();
  /** The acknowledgment number of its latest segment, whether the highest or not. */
  latestAck = this.int32();
  /** The window of its latest segment, unscaled. */
  window = this.int32();
  /** Repeats or probes it has sent since the other side last spoke. */
  unanswered = this.int32();
  /** TTL of its latest segment that is no RST, plus 1. */
  usualTtl = this.int32();
  /** Segments of its being timed for the round trip: ends and times, `timedCount` of them. */
  timedCount = this.int32();

  timedEnd = this.int32(TIMED);
  maxBytesInFlight = this.int32();
  /** Duplicate ACKs it has sent in a row; repeats it has sent since the other side last acknowledged something new. */
  duplicateAckRun = this.int32();
  repeatsSinceAck = this.int32();
  /** 1 while its latest segment was a keep-alive or window probe. */
  probed = this.int32();
  rangeCount = this.int32();
  /** 1 when `challengedNs` means something. */
  challenged = this.int32();
  mss = this.int32();
  rttSamples = this.int32();
  /** Segments whose TCP checksum was right. */
  goodChecksums = this.int32();
  /** Packets that take up sequence space. */
  dataPackets = this.int32();
  /** The largest and the smallest window it offered after its SYN, unscaled: 0xffff minus the smallest in the upper half. */
  windowRange = this.int32();
  /** The timestamp of its that is timed until somebody echoes it, while `echoNs` is not 0. */
  echoVal = this.int32();

  /** When it last sent anything but a RST. */
  lastSpokeNs = this.float64();
  bytes = this.float64();
  payloadBytes = this.float64();
  /** When its latest data (or FIN) passed by. */
  lastDataNs = this.float64();
  /** When it closed its receive window; 0 while it is open. */
  zeroWindowSinceNs = this.float64();
  /** Round trips from the capture point to this endpoint. */
  rttSumNs = this.float64();
  rttSmoothedNs = this.float64();
  rttMinNs = this.float64();
  timedNs = this.float64(TIMED);
  /** Of how many segments one is timed, 0 before the first; and how many more to let pass. */
  timedStep = this.float64();
  timedPass = this.float64();
  echoNs = this.float64();
  rttMaxNs = this.float64();

  duplicateAcks = this.uint32();
  keepAlives = this.uint32();
  retransmissions = this.uint32();

  // From here on: what few packets touch.
  /** Its entries in the state history: first, last, and the one in force. */
  firstEntry = this.int32();
  lastEntry = this.int32();
  currentEntry = this.int32();
  /** States that it ever came into, taken back or not: bit 1 << TcpState. */
  entered = this.int32();
  /** Its row of `RttHistograms`, 0 for none. */
  rttHistogram = this.int32();
  /** Its entries in `ZeroWindows`: first and last, 0 for none. */
  firstZeroWindow = this.int32();
  lastZeroWindow = this.int32();
  isn = this.int32();
  finSeq = this.int32();
  refusedAck = this.int32();
  /** Right edge of the newest SACK block it sent. */
  sackRight = this.int32();
  /** Holes [left, right) that its data jumped over; `holes` were opened in all. The rest of them stands where a block has room. */
  holes = this.int32();
  holeLeft = this.int32(HOLES);
  /** Ranges beyond `rcvNxt` that passed by, [left, right) pairs, in order; `rangeCount` of them. */
  ranges = this.countedInt32(RANGES * 2);
  holeRight = this.countedInt32(HOLES);
  /** How many packets it had sent by then, and when. */
  holePackets = this.countedInt32(HOLES);
  holeNs = this.float64(HOLES);
  /** How long after the data before it its latest repeat came. */
  lastRepeatGapNs = this.float64();
  retransmittedBytes = this.float64();
  /** When something reached it that it must refuse with a challenge ACK, while `challenged`. */
  challengedNs = this.float64();
  /** The latest time at which it sent a RST. */
  lastRstNs = this.float64();
  lastRstPacket = this.uint32();
  /** How often each flag was set, by bit; at the place of ACK how often it was not, at that of PSH nothing (see `pushes`). */
  rareFlags = this.uint32(FLAG_COUNTERS);
  outOfOrder = this.uint32();
  dsacks = this.uint32();
  zeroWindows = this.uint32();
  zeroWindowNs = this.float64();
  /** Bytes of it that the other side acknowledged and the capture lacks. */
  gapBytes = this.float64();
  /** The latest of them, in units of 8 ns: those since the histogram was last added to. */
  rttLatest = this.countedInt32(RTTS);
  /** The same by the timestamps that it echoes. */
  echoMinNs = this.float64();
  echoMaxNs = this.float64();
  echoSumNs = this.float64();
  echoSamples = this.uint32();
  /** How far its segments were overtaken at most. */
  overtakenBytes = this.uint32();
  overtakenPackets = this.uint32();
  overtakenNs = this.float64();
  /** Of its repeats: those of data that had never passed by, of data acknowledged already, and with other bytes than before. */
  repeatsUnseen = this.uint32();
  repeatsSpurious = this.uint32();
  repeatsDiffering = this.uint32();
  synRepeats = this.uint16();
  /** Time between its last two SYNs. */
  lastSynGapNs = this.float64();
  synAckRepeats = this.uint16();
  finRepeats = this.uint16();
  /** Bytes of data in its SYN. */
  synPayload = this.uint16();
  /** What its SYN offered: OptionBit bits and scale. */
  offered = this.uint16();
  offeredScale = this.uint8();
  /** Distinct TTLs plus 1, in order of appearance; 0 is none. */
  ttls = this.uint16(TTLS);
  /** An `Errno` that the kernel has put on its socket, and one that is only remembered (a soft error). */
  socketError = this.uint8();
  softError = this.uint8();
  /** Segments whose TCP checksum was wrong. */
  badChecksums = this.uint32();

  constructor(capacity = 8192) {
    super(capacity);
    this.adopt();
  }
}
