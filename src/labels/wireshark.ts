// Hot path: allocates nothing per packet.
import { OptionBit, type Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { counted } from '../format/messages/en.js';
import { MAX_UNACKED_SEGMENTS } from '../limits.js';
import { Analysis } from './analysis-words.js';
import { clearLabels, emptyLabels, type PacketLabels } from './packet-labels.js';
import { UnackedSegments } from './unacked-segments.js';
import { windowWords } from './window-words.js';
import { ackOfUnseen40, lateSegment40 } from './wireshark-4.0.js';
import { ackOfUnseen46, lateSegment46 } from './wireshark-4.6.js';
import { Mark, SACK_BLOCKS, Scale, type WiresharkColumns } from './wireshark-columns.js';
import { isGreater, isLess, isLessOrEqual } from './wireshark-order.js';

/** Whose rules give the labels: Wireshark 4.0's, or those of 4.6. */
export type WiresharkProfile = 'wireshark-4.0' | 'wireshark-4.6';

const SYN_OR_FIN = TcpFlag.Syn | TcpFlag.Fin;
const KINDS_OF_REPEAT =
  Analysis.Retransmission | Analysis.FastRetransmission | Analysis.SpuriousRetransmission;
const LARGEST_SCALE = 14;
/** Above this Wireshark takes the count of bytes in flight for a mistake. */
const MOST_IN_FLIGHT = 2_000_000_000;

/**
 * Wireshark's sequence analysis: the words it would show at each segment, by its rules and from its own variables. Wrong
 * words are repeated faithfully; what we think of a segment is told elsewhere. The order of the steps is Wireshark's and matters.
 */
export class WiresharkLabels {
  /** What the last `label` found; overwritten by the next. */
  readonly found: PacketLabels = emptyLabels();
  readonly #w: WiresharkColumns;
  readonly #unacked: UnackedSegments;
  readonly #is46: boolean;

  /** The rows of `columns` are to be all zeros when a connection begins. */
  constructor(profile: WiresharkProfile, columns: WiresharkColumns) {
    this.#w = columns;
    this.#unacked = new UnackedSegments(columns);
    this.#is46 = profile === 'wireshark-4.6';
  }

  /** The connection leaves. */
  leave(slot: number): void {
    this.#unacked.release(slot * 2);
    this.#unacked.release(slot * 2 + 1);
  }

  /** Labels one segment. `reusesPorts`: it opens the connection, on a 4-tuple that had one before. */
  label(slot: number, direction: 0 | 1, s: Segment, reusesPorts: boolean): void {
    const w = this.#w;
    const labels = this.found;
    const f = slot * 2 + direction;
    const r = f ^ 1;
    const length = s.payloadInRecord;
    clearLabels(labels);

    let words = reusesPorts ? Analysis.ReusedPorts : 0;
    words |= this.#identify(f, r, s);
    if (s.flags & TcpFlag.Ack) w.marks[r]! &= ~Mark.InFlightUnsure;
    words |= windowWords(w, f, r, s, length, this.#is46);
    if (words & Analysis.LostSegment) w.marks[f]! |= Mark.InFlightUnsure;
    if (words & Analysis.DuplicateAck) {
      labels.duplicateAckNumber = w.duplicateAcks[f]!;
      labels.duplicateAckOf = w.duplicateBase[f]!;
    }
    if (s.ack !== w.lastAck[f]) {
      w.duplicateBase[f] = s.packetNumber;
      w.duplicateAcks[f] = 0;
    }
    if (s.flags & TcpFlag.Ack && w.ackable[r] !== 0 && isGreater(s.ack, w.ackable[r]!)) {
      labels.isShown = true;
      words |= this.#is46 ? ackOfUnseen46(w, this.#unacked, f, r, s) : ackOfUnseen40(w, r);
    }
    if ((length > 0 || s.flags & SYN_OR_FIN) && !(words & Analysis.KeepAlive)) {
      words |= this.#repeatWords(f, r, s, length);
    }
    labels.words = words;

    this.#noteSent(f, s, length, words);
    this.#noteAcked(r, s);
    if (length > 0) this.#measureInFlight(f, r, s);
    this.#noteHandshake(f, r, s);
    if (words !== 0) labels.isShown = true;
    if (labels.isShown) labels.initialRttNs = w.initialRttNs[slot * 2]!;
    if (isHeaderCut(s)) clearLabels(labels);
  }

  limitsReached(): string[] {
    if (this.#unacked.refused === 0) return [];
    return [
      `more than ${counted(MAX_UNACKED_SEGMENTS, 'segment')} waited for an ACK at once: Wireshark's labels may differ for connections that sent them`,
    ];
  }

  /** Which numbers the connection counts from, and whether this segment says that they are others. */
  #identify(f: number, r: number, s: Segment): number {
    const w = this.#w;
    let words = 0;
    const handshake = s.flags & (TcpFlag.Syn | TcpFlag.Ack);
    if (!(w.marks[f]! & Mark.Base)) {
      w.base[f] = handshake & TcpFlag.Syn ? s.seq : (s.seq - 1) | 0;
      w.marks[f]! |= Mark.Base;
    } else if (handshake === TcpFlag.Syn) {
      // A SYN sent again; a RST may have moved what comes next.
      w.next[f] = w.ackable[f]!;
    } else if (handshake === (TcpFlag.Syn | TcpFlag.Ack) && w.base[f] !== s.seq) {
      w.base[f] = s.seq;
      this.#unacked.measure(f, false);
      words = Analysis.ReusedPorts;
    }
    if (handshake & TcpFlag.Ack && !(w.marks[r]! & Mark.Base)) {
      w.base[r] = (s.ack - 1) | 0;
      w.marks[r]! |= Mark.Base;
    }
    return words;
  }

  /** Whether the segment repeats something, or comes late. */
  #repeatWords(f: number, r: number, s: Segment, length: number): number {
    const w = this.#w;
    const next = w.next[f]!;
    if (length > 0 && w.lastAck[r] !== 0 && isLessOrEqual((s.seq + length) | 0, w.lastAck[r]!)) {
      return Analysis.SpuriousRetransmission;
    }
    if (next === 0 || !isLess(s.seq, next)) return 0;
    // New data that begins with the byte of a probe before it.
    if (length > 1 && s.seq === ((next - 1) | 0)) return 0;
    return this.#is46
      ? lateSegment46(w, this.#unacked, f, r, s, length, this.found)
      : lateSegment40(w, this.#unacked, f, r, s, length, this.found);
  }

  /** The sender's own variables. A probe of a closed window does not count as sent. */
  #noteSent(f: number, s: Segment, length: number, words: number): void {
    const w = this.#w;
    let end = (s.seq + length) | 0;
    if ((length > 0 || s.flags & SYN_OR_FIN) && this.#unacked.hasRoom(f)) {
      if (s.flags & SYN_OR_FIN) end = (end + 1) | 0;
      this.#unacked.push(f, s.seq, end, s.packetNumber, s.timeNs, (words & KINDS_OF_REPEAT) !== 0);
    }
    const next = w.next[f]!;
    const flagged = s.flags & SYN_OR_FIN ? 1 : 0;
    if (next === 0 || isGreater(end, (next + flagged) | 0)) w.nextLength[f] = length;
    if (!(words & Analysis.ZeroWindowProbe)) {
      if (next === 0 || isGreater(end, next)) {
        w.next[f] = end;
        w.nextPacket[f] = s.packetNumber;
        w.nextNs[f] = s.timeNs;
      }
      if (w.ackable[f] === 0 || s.seq === w.ackable[f]) w.ackable[f] = w.next[f]!;
    }
    w.window[f] = s.window + 1;
    w.lastAck[f] = s.ack;
    w.lastNs[f] = s.timeNs;
    w.words[f] = words;
    w.marks[f]! |= Mark.Sent;
  }

  /** Takes away what the segment acknowledges; Wireshark does so whether its ACK flag is set or not. */
  #noteAcked(r: number, s: Segment): void {
    const unacked = this.#unacked;
    unacked.acknowledge(r, s.ack);
    if (unacked.metPacket === 0) return;
    this.found.isShown = true;
    this.found.acks = unacked.metPacket;
    if (!(this.#is46 && unacked.metRepeated)) this.found.ackRttNs = s.timeNs - unacked.metNs;
  }

  /** The span of what is not acknowledged, less what the other side's latest SACK blocks hold. */
  #measureInFlight(f: number, r: number, s: Segment): void {
    const w = this.#w;
    if (w.oldest[f] === 0 || w.marks[f]! & Mark.InFlightUnsure) return;
    this.found.isShown = true;
    let inFlight = (w.highest[f]! - w.lowest[f]!) | 0;
    const first = r * SACK_BLOCKS * 2;
    for (let edge = first; edge < first + w.sackCount[r]! * 2; edge += 2) {
      inFlight = (inFlight - w.sackEdges[edge + 1]! + w.sackEdges[edge]!) | 0;
    }
    if (inFlight <= 0 || inFlight >= MOST_IN_FLIGHT) return;
    this.found.bytesInFlight = s.flags & SYN_OR_FIN ? inFlight - 1 : inFlight;
  }

  /** What Wireshark learns from a segment after it has judged it: options, and the times of the handshake. */
  #noteHandshake(f: number, r: number, s: Segment): void {
    const w = this.#w;
    const c = f & ~1;
    w.sackCount[f] = 0;
    if (s.optionBits !== 0 && s.optionBits !== OptionBit.Timestamps) this.#noteOptions(f, s);
    const handshake = s.flags & (TcpFlag.Syn | TcpFlag.Ack);
    if (handshake & TcpFlag.Syn) {
      if (handshake === TcpFlag.Syn) {
        w.synNs[c] = s.timeNs;
        w.marks[c]! |= Mark.Syn;
      }
      w.marks[f]! |= Mark.FirstAck;
      if (!isHeaderCut(s)) this.#settleScale(f, r, handshake !== TcpFlag.Syn);
    } else if (handshake === TcpFlag.Ack) {
      w.marks[f]! &= ~Mark.FirstAck;
      if (w.initialRttNs[c] === 0 && w.marks[c]! & Mark.Syn) w.initialRttNs[c] = s.timeNs - w.synNs[c]!;
    }
  }

  #noteOptions(f: number, s: Segment): void {
    const w = this.#w;
    if (s.optionBits & OptionBit.WindowScale)
      w.scale[f] = Scale.Known + Math.min(s.windowScale, LARGEST_SCALE);
    if (s.optionBits & OptionBit.Mss) w.mss[f] = s.mss;
    if (s.optionBits & OptionBit.Sack) {
      const edge = f * SACK_BLOCKS * 2;
      const edges = w.sackEdges;
      // 4.0 keeps three blocks.
      w.sackCount[f] = this.#is46 ? s.sackCount : Math.min(s.sackCount, SACK_BLOCKS - 1);
      edges[edge] = s.sackLeft0;
      edges[edge + 1] = s.sackRight0;
      edges[edge + 2] = s.sackLeft1;
      edges[edge + 3] = s.sackRight1;
      edges[edge + 4] = s.sackLeft2;
      edges[edge + 5] = s.sackRight2;
      edges[edge + 6] = s.sackLeft3;
      edges[edge + 7] = s.sackRight3;
    }
  }

  /** Windows are scaled only where both SYNs offer it; one without the offer settles it for both. */
  #settleScale(f: number, r: number, isSynAck: boolean): void {
    const scale = this.#w.scale;
    if (scale[f] === Scale.Unknown) scale[f] = scale[r] = Scale.NotInUse;
    else if (isSynAck && scale[r] === Scale.NotInUse) scale[f] = Scale.NotInUse;
  }
}

/** The snapshot length cut the header: Wireshark takes note of the segment, but gives up before it shows an analysis. */
function isHeaderCut(s: Segment): boolean {
  return s.tcpOffset >= 0 && s.payloadOffset < s.tcpOffset + s.headerLength;
}
