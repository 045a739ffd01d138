// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { endpointOf, peerOf } from '../flow/direction.js';
import { counted } from '../format/messages/en.js';
import { MAX_UNACKED_SEGMENTS } from '../limits.js';
import { Analysis } from './analysis-words.js';
import { clearLabels, emptyLabels, type PacketLabels } from './packet-labels.js';
import { UnackedSegments } from './unacked-segments.js';
import { windowWords } from './window-words.js';
import { ackOfUnseen40, lateSegment40 } from './wireshark-4.0.js';
import { ackOfUnseen46, lateSegment46 } from './wireshark-4.6.js';
import { Mark, SACK_BLOCKS, type WiresharkColumns } from './wireshark-columns.js';
import { isHeaderCut, noteHandshake } from './wireshark-handshake.js';
import { isGreater, isLess, isLessOrEqual } from './wireshark-order.js';
import type { WiresharkProfile } from './wireshark-profile.js';

const SYN_OR_FIN = TcpFlag.Syn | TcpFlag.Fin;
const KINDS_OF_REPEAT =
  Analysis.Retransmission | Analysis.FastRetransmission | Analysis.SpuriousRetransmission;
/** 4.0 has room for four SACK blocks and uses three. */
const SACK_BLOCKS_40 = SACK_BLOCKS - 1;
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
    this.#unacked.release(endpointOf(slot, 0));
    this.#unacked.release(endpointOf(slot, 1));
  }

  /** Labels one segment. `reusesPorts`: it opens the connection, on a 4-tuple that had one before. */
  label(slot: number, direction: 0 | 1, s: Segment, reusesPorts: boolean): void {
    const w = this.#w;
    const labels = this.found;
    const e = endpointOf(slot, direction);
    const p = peerOf(e);
    const length = s.payloadInRecord;
    clearLabels(labels);

    let words = reusesPorts ? Analysis.ReusedPorts : 0;
    words |= this.#identify(e, p, s);
    if (s.flags & TcpFlag.Ack) w.marks[p]! &= ~Mark.InFlightUnsure;
    words |= windowWords(w, e, p, s, length, this.#is46);
    if (words & Analysis.LostSegment) w.marks[e]! |= Mark.InFlightUnsure;
    if (words & Analysis.DuplicateAck) {
      labels.duplicateAckNumber = w.duplicateAcks[e]!;
      labels.duplicateAckOf = w.duplicateBase[e]! >>> 0;
    }
    if (s.ack !== w.lastAck[e]) {
      w.duplicateBase[e] = s.packetNumber;
      w.duplicateAcks[e] = 0;
    }
    if (s.flags & TcpFlag.Ack && w.ackable[p] !== 0 && isGreater(s.ack, w.ackable[p]!)) {
      labels.isShown = true;
      words |= this.#is46 ? ackOfUnseen46(w, this.#unacked, e, p, s) : ackOfUnseen40(w, p);
    }
    if ((length > 0 || s.flags & SYN_OR_FIN) && !(words & Analysis.KeepAlive)) {
      words |= this.#repeatWords(e, p, s, length);
    }
    labels.words = words;

    this.#noteSent(e, s, length, words);
    this.#noteAcked(p, s);
    if (length > 0) this.#measureInFlight(e, p, s);
    noteHandshake(w, e, s, this.#is46 ? SACK_BLOCKS : SACK_BLOCKS_40);
    if (words !== 0) labels.isShown = true;
    if (labels.isShown) labels.initialRttNs = w.initialRttNs[endpointOf(slot, 0)]!;
    if (isHeaderCut(s)) clearLabels(labels);
  }

  limitsReached(): string[] {
    if (this.#unacked.refused === 0) return [];
    return [
      `more than ${counted(MAX_UNACKED_SEGMENTS, 'segment')} waited for an ACK at once: Wireshark's labels may differ for connections that sent them`,
    ];
  }

  /** Which numbers the connection counts from, and whether this segment says that they are others. */
  #identify(e: number, p: number, s: Segment): number {
    const w = this.#w;
    let words = 0;
    const handshake = s.flags & (TcpFlag.Syn | TcpFlag.Ack);
    if (!(w.marks[e]! & Mark.Base)) {
      w.base[e] = handshake & TcpFlag.Syn ? s.seq : (s.seq - 1) | 0;
      w.marks[e]! |= Mark.Base;
    } else if (handshake === TcpFlag.Syn) {
      // A SYN sent again; a RST may have moved what comes next.
      w.next[e] = w.ackable[e]!;
    } else if (handshake === (TcpFlag.Syn | TcpFlag.Ack) && w.base[e] !== s.seq) {
      w.base[e] = s.seq;
      this.#unacked.measure(e, false);
      words = Analysis.ReusedPorts;
    }
    if (handshake & TcpFlag.Ack && !(w.marks[p]! & Mark.Base)) {
      w.base[p] = (s.ack - 1) | 0;
      w.marks[p]! |= Mark.Base;
    }
    return words;
  }

  /** Whether the segment repeats something, or comes late. */
  #repeatWords(e: number, p: number, s: Segment, length: number): number {
    const w = this.#w;
    const next = w.next[e]!;
    const lastAck = w.lastAck[p]!;
    if (length > 0 && lastAck !== 0 && isLessOrEqual((s.seq + length) | 0, lastAck)) {
      return Analysis.SpuriousRetransmission;
    }
    if (next === 0 || !isLess(s.seq, next)) return 0;
    // New data that begins with the byte of a probe before it.
    if (length > 1 && s.seq === ((next - 1) | 0)) return 0;
    return this.#is46
      ? lateSegment46(w, this.#unacked, e, p, s, length, this.found)
      : lateSegment40(w, this.#unacked, e, p, s, length, this.found);
  }

  /** The sender's own variables. A probe of a closed window does not count as sent. */
  #noteSent(e: number, s: Segment, length: number, words: number): void {
    const w = this.#w;
    let end = (s.seq + length) | 0;
    if ((length > 0 || s.flags & SYN_OR_FIN) && this.#unacked.hasRoom(e)) {
      if (s.flags & SYN_OR_FIN) end = (end + 1) | 0;
      this.#unacked.push(e, s.seq, end, s.packetNumber, s.timeNs, (words & KINDS_OF_REPEAT) !== 0);
    }
    const next = w.next[e]!;
    const flagged = s.flags & SYN_OR_FIN ? 1 : 0;
    if (next === 0 || isGreater(end, (next + flagged) | 0)) w.nextLength[e] = length;
    if (!(words & Analysis.ZeroWindowProbe)) {
      if (next === 0 || isGreater(end, next)) {
        w.next[e] = end;
        w.nextPacket[e] = s.packetNumber;
        w.nextNs[e] = s.timeNs;
      }
      if (w.ackable[e] === 0 || s.seq === w.ackable[e]) w.ackable[e] = w.next[e]!;
    }
    w.window[e] = s.window + 1;
    w.lastAck[e] = s.ack;
    w.lastNs[e] = s.timeNs;
    w.words[e] = words;
    w.marks[e]! |= Mark.Sent;
  }

  /** Takes away what the segment acknowledges; Wireshark does so whether its ACK flag is set or not. */
  #noteAcked(p: number, s: Segment): void {
    const unacked = this.#unacked;
    unacked.acknowledge(p, s.ack);
    if (unacked.metPacket === 0) return;
    this.found.isShown = true;
    this.found.acks = unacked.metPacket;
    if (!(this.#is46 && unacked.metRepeated)) this.found.ackRttNs = s.timeNs - unacked.metNs;
  }

  /** The span of what is not acknowledged, less what the other side's latest SACK blocks hold. */
  #measureInFlight(e: number, p: number, s: Segment): void {
    const w = this.#w;
    if (w.oldest[e] === 0 || w.marks[e]! & Mark.InFlightUnsure) return;
    this.found.isShown = true;
    let inFlight = (w.highest[e]! - w.lowest[e]!) | 0;
    for (let edge = p; edge < p + w.sackCount[p]! * 2; edge += 2) {
      inFlight = (inFlight - w.sackEdges[edge + 1]! + w.sackEdges[edge]!) | 0;
    }
    if (inFlight <= 0 || inFlight >= MOST_IN_FLIGHT) return;
    this.found.bytesInFlight = s.flags & SYN_OR_FIN ? inFlight - 1 : inFlight;
  }
}
