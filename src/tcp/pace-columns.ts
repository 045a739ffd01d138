// Hot path: allocates nothing per packet.
import { endOf, slotOf } from '../flow/direction.js';
import { InterleavedRows, ROW_SPAN } from '../memory/rows.js';

/** How a connection stands after a packet, bits of `waits`: what the time until the next one is spent on. */
export const Wait = {
  /** A packet has come: there is a time to count from. */
  Begun: 1,
  Handshake: 2,
  Over: 4,
  WindowClosed: 8,
  /** Something was repeated and is not acknowledged yet, or the receiver says that something is missing. */
  Recovery: 16,
  HalfClosed: 32,
  /** Both sides have sent their FIN, one is not acknowledged. */
  Closing: 2048,
  /** The latest packet came from the upper end; its sender has data under way. */
  FromUpper: 64,
  UnderWay: 128,
  /** It carried all that its sender has under way, and is smaller than the segments it may send. */
  SmallAlone: 256,
  /** It was an ACK, as late as one that is delayed, of such a segment. */
  AckDelayed: 512,
  /** Keep-alives have passed since anybody last spoke. */
  KeptAlive: 1024,
  /** Data has passed, and the latest came from the upper end. */
  DataSeen: 4096,
  DataFromUpper: 8192,
  /** What of the handshake had been seen when `wayNs` was worked out. */
  SynAckSeen: 16384,
  HandshakeAckSeen: 32768,
} as const;

/** Above them in `waits`, and left alone by them: that the lower end has sent a full segment; the next bit tells it of the upper end. */
const SENT_FULL = 1 << 16;
/** How many intervals in a row were alike at the lower end, in two bits; the upper end's stand above. */
const ALIKE_SHIFT = 18;
const MOST_ALIKE = 3;
/** Some wait was long, or some ACK delayed: there is more to read. */
const HAS_WAITED = 1 << 22;
/** What stays in `waits` from one packet to the next. */
export const KEPT = (3 * SENT_FULL) | (15 << ALIKE_SHIFT) | HAS_WAITED;

/**
 * How each connection goes on in time, one row each; handles are slot numbers times `ROW_SPAN`. Every packet reads the first eight
 * fields: they are all doubles, to stand in one cache line. The next one holds what few of them ask for.
 */
export class PaceColumns extends InterleavedRows {
  /** Time of the latest packet. */
  lastNs = this.float64();
  /** `Wait` bits, and above them what is told of single ends: see `alike` and `hasSentFull`. */
  waits = this.float64();
  /** Waits that ended with a bare ACK: whose they were, the next data tells. */
  openNs = this.float64();
  /** The shortest way from the capture point to the lower and to the upper end and back; -1 where nothing has told it yet. */
  wayNs = this.float64(2);
  /** When the latest message of the lower and of the upper end began; 0 for none yet. */
  messageNs = this.float64(2);
  /** Its row among `BeatColumns`; 0 while neither end has a rhythm. */
  beats = this.float64();
  /** What may become one at each end: the latest interval, 0 where it is too short. */
  intervalNs = this.float64(2);
  /** The first of the largest segments of each end, see `noteLargest`. */
  largest = this.float64(2);
  /** What delayed ACKs cost that met Nagle's algorithm. */
  delayedAckNs = this.float64();
  /** The longest wait of at least `LONG_WAIT_NS` while there was work to do, when it ended, and 16 times the packet that ended it plus its cause; 0 for none. */
  longestNs = this.float64();
  longestEndNs = this.float64();
  longest = this.float64();

  constructor(capacity = 4096) {
    super(capacity);
    this.adopt();
  }

  /** How many intervals in a row were like `intervalNs` before, up to 3. */
  alike(row: number, end: number): number {
    return ((this.waits[row]! | 0) >> (ALIKE_SHIFT + 2 * end)) & MOST_ALIKE;
  }
  setAlike(row: number, end: number, count: number): void {
    const shift = ALIKE_SHIFT + 2 * end;
    this.waits[row] = ((this.waits[row]! | 0) & ~(MOST_ALIKE << shift)) | (count << shift);
  }

  /** Whether one of the end's segments was as large as any may be: none will be larger. */
  hasSentFull(row: number, end: number): boolean {
    return ((this.waits[row]! | 0) & (SENT_FULL << end)) !== 0;
  }
  noteSentFull(row: number, end: number): void {
    this.waits[row] = this.waits[row]! | 0 | (SENT_FULL << end);
  }

  /** Whether there is a long wait, or time that delayed ACKs cost. */
  hasWaited(row: number): boolean {
    return ((this.waits[row]! | 0) & HAS_WAITED) !== 0;
  }
  noteWaited(row: number): void {
    this.waits[row] = this.waits[row]! | 0 | HAS_WAITED;
  }

  /** A sample of the way to endpoint `e`, shorter than those before. */
  noteRtt(e: number, rttNs: number): void {
    const at = slotOf(e) * ROW_SPAN + endOf(e);
    if (this.wayNs[at]! < 0 || rttNs < this.wayNs[at]!) this.wayNs[at] = rttNs;
  }
}
