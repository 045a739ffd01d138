// Hot path: allocates nothing per packet.
import { PrintedAnalysis, PrintedNumber, type PrintedPacket } from '../../capture/printed-packet.js';
import type { Segment } from '../segment.js';
import { TcpFlag } from '../tcp/flags.js';
import { FlowFact, FlowWord, type PrintedFlows } from './printed-flows.js';

/** Numbers within this of what is expected are taken for what they seem. */
const NEAR = 1 << 24;
/** Nothing goes on this far from what was before: a forged segment, or a damaged line. */
const FARTHEST = 1 << 30;
const VERY_NEAR = 1 << 16;
/** Numbers below this look relative: of random ones, one in 65,536 does. */
const LOOKS_RELATIVE = 1 << 16;
const BOTH_LOOK_RELATIVE = 1 << 26;
/** Between the made-up initial sequence numbers of one life of a 4-tuple and the next. */
const LIFE_STEP = 0x1f3d_5b79;
/** What an endpoint sends first where no line tells: as if its initial number were 0. */
const FIRST = 1;

/**
 * Turns printed sequence numbers into those of the wire, or where that cannot be known into some that fit each other.
 *
 * tcpdump prints the numbers of a SYN, and of any segment without ACK, as they are. The first segment with ACK that it
 * sees of a 4-tuple, and any SYN-ACK, is printed as it is too; from then on `seq` counts from that segment's sequence
 * number and the other side's from one less than its acknowledgment number. A segment without payload, SYN, FIN and RST
 * shows no `seq`. With -S everything is as on the wire, and an excerpt may begin anywhere: which of both a number is
 * shows in what lies nearer to what must come next.
 */
export class PrintedNumbers {
  readonly #flows: PrintedFlows;
  /** What flows before have shown: options of tcpdump hold for all of its lines. */
  #habit = 0;

  constructor(flows: PrintedFlows) {
    this.#flows = flows;
  }

  /** Sets `seq`, `ack` and the SACK edges of the segment, whose flow was just found; `flags` and `payloadLength` are there. */
  resolve(packet: PrintedPacket, s: Segment): void {
    const { words, row, direction } = this.#flows;
    const peer = 1 - direction;
    if (packet.seqKind === PrintedNumber.Relative || packet.ackKind === PrintedNumber.Relative) {
      this.#enterLife(packet, s);
    }
    const hasAck = (s.flags & TcpFlag.Ack) !== 0;
    const isSyn = (s.flags & TcpFlag.Syn) !== 0;
    const isUnclear = packet.seqKind === PrintedNumber.Unclear || packet.ackKind === PrintedNumber.Unclear;

    let isPlain = isSyn || !hasAck;
    if (isUnclear && isSyn) this.#beginWithSyn(packet, hasAck);
    else if (isUnclear && hasAck && (words[row + FlowWord.Facts]! & (FlowFact.Base * 3)) === 0) {
      isPlain = !this.#beginsRelative(packet);
    }
    s.seq = this.#number(packet.seqKind, packet.seq, direction, isPlain);
    if (packet.seqKind === PrintedNumber.Unclear && !hasAck && !isSyn) this.#placeReset(s);
    s.ack = hasAck ? this.#number(packet.ackKind, packet.ack, peer, isPlain) : 0;
    this.#resolveSack(packet, s, peer);
  }

  /** Notes what the segment tells of the numbers to come. */
  note(s: Segment): void {
    const { words, row, direction } = this.#flows;
    const ends = s.flags & (TcpFlag.Fin | TcpFlag.Rst);
    words[row + FlowWord.LastSeq + direction] = s.seq;
    if (ends !== 0) words[row + FlowWord.Facts]! |= FlowFact.Ended;
    if ((s.flags & TcpFlag.Rst) !== 0) return;
    const isSyn = (s.flags & TcpFlag.Syn) !== 0;
    const length = s.payloadLength + (isSyn ? 1 : 0) + (s.flags & TcpFlag.Fin);
    this.#expect(direction, (s.seq + length) | 0, isSyn);
    if ((s.flags & TcpFlag.Ack) !== 0) this.#expect(1 - direction, s.ack, isSyn);
    if (!isSyn) return;
    words[row + FlowWord.Facts]! &= ~FlowFact.Ended;
    // A new attempt: what the other side sent before has nothing to do with it.
    if ((s.flags & TcpFlag.Ack) === 0) this.#forget(FlowFact.Next << (1 - direction));
  }

  #expect(direction: number, next: number, isNew: boolean): void {
    const { words, row } = this.#flows;
    const fact = FlowFact.Next << direction;
    const isKnown = (words[row + FlowWord.Facts]! & fact) !== 0;
    const step = (next - words[row + FlowWord.Next + direction]!) | 0;
    if (isKnown && !isNew && (step <= 0 || step > FARTHEST)) return;
    words[row + FlowWord.Next + direction] = next;
    words[row + FlowWord.Facts]! |= fact;
  }

  #forget(facts: number): void {
    const { words, row } = this.#flows;
    words[row + FlowWord.Facts]! &= ~facts;
  }

  #setBase(direction: number, base: number, isMadeUp = false): void {
    const { words, row } = this.#flows;
    words[row + FlowWord.Base + direction] = base | 0;
    words[row + FlowWord.Facts]! |= FlowFact.Base << direction;
    if (isMadeUp) words[row + FlowWord.Facts]! |= FlowFact.MadeUp << direction;
    else this.#forget(FlowFact.MadeUp << direction);
  }

  /** A SYN-ACK sets what its connection counts from; a SYN shows its number, but tcpdump goes on as before. */
  #beginWithSyn(packet: PrintedPacket, hasAck: boolean): void {
    if (!hasAck) return;
    const { direction } = this.#flows;
    this.#setBase(direction, packet.seq);
    if (packet.ackKind !== PrintedNumber.Missing) this.#setBase(1 - direction, packet.ack - 1);
  }

  /** The first segment with ACK: as on the wire for tcpdump, unless the text is an excerpt and its beginning is not here: true. */
  #beginsRelative(packet: PrintedPacket): boolean {
    const { words, row, direction } = this.#flows;
    const peer = 1 - direction;
    const facts = words[row + FlowWord.Facts]!;
    const hasSeq = packet.seqKind !== PrintedNumber.Missing;
    const knowsOwn = (facts & (FlowFact.Next << direction)) !== 0;
    const knowsPeer = (facts & (FlowFact.Next << peer)) !== 0;
    const ownNext = words[row + FlowWord.Next + direction]!;
    const peerNext = words[row + FlowWord.Next + peer]!;

    let isRelative: boolean;
    if (knowsPeer) isRelative = distance(packet.ack | 0, peerNext) > NEAR && packet.ack < BOTH_LOOK_RELATIVE;
    else if (hasSeq && packet.flags & TcpFlag.Rst) isRelative = packet.ack < LOOKS_RELATIVE;
    else if (hasSeq) {
      const smaller = Math.min(packet.seq, packet.ack);
      isRelative = smaller < LOOKS_RELATIVE || Math.max(packet.seq, packet.ack) < BOTH_LOOK_RELATIVE;
    } else isRelative = packet.ack < NEAR;

    if (isRelative) {
      if (hasSeq || knowsOwn) this.#setBase(direction, knowsOwn ? ownNext - 1 : 0, !knowsOwn);
      this.#setBase(peer, knowsPeer ? peerNext - 1 : 0, !knowsPeer);
      return true;
    }
    if (hasSeq || knowsOwn) this.#setBase(direction, hasSeq ? packet.seq : ownNext);
    this.#setBase(peer, packet.ack - 1);
    return false;
  }

  /** One number of this direction; `isPlain` where it stands as on the wire in any case. */
  #number(kind: PrintedNumber, printed: number, direction: number, isPlain: boolean): number {
    const { words, row } = this.#flows;
    const facts = words[row + FlowWord.Facts]!;
    const knowsNext = (facts & (FlowFact.Next << direction)) !== 0;
    const next = knowsNext ? words[row + FlowWord.Next + direction]! : FIRST;
    if (kind === PrintedNumber.Missing) {
      if (!knowsNext) words[row + FlowWord.Facts]! |= FlowFact.MadeUp << direction;
      return next;
    }
    if (kind === PrintedNumber.Absolute || (kind === PrintedNumber.Unclear && isPlain)) return printed | 0;
    const base = words[row + FlowWord.Base + direction]!;
    if (kind === PrintedNumber.Relative) return (base + printed) | 0;
    if ((facts & (FlowFact.Base << direction)) === 0) {
      // The first number that shows of this direction is where it stands.
      this.#setBase(direction, next - printed, true);
      return next;
    }
    const relative = (base + printed) | 0;
    const absolute = printed | 0;
    return this.#isAbsolute(facts, relative, absolute, knowsNext, next) ? absolute : relative;
  }

  /** Goes by what the flow has shown, unless the numbers themselves speak clearly against it. */
  #isAbsolute(facts: number, relative: number, absolute: number, knowsNext: boolean, next: number): boolean {
    const habit = facts & (FlowFact.Relative | FlowFact.Absolute) || this.#habit;
    if (!knowsNext) return habit === FlowFact.Absolute;
    const fromRelative = distance(relative, next);
    const fromAbsolute = distance(absolute, next);
    if (habit === FlowFact.Relative) {
      if (fromRelative <= NEAR || fromAbsolute > VERY_NEAR) return false;
    } else if (habit === FlowFact.Absolute) {
      if (fromAbsolute <= NEAR || fromRelative > VERY_NEAR) return true;
    }
    const isAbsolute = fromAbsolute < fromRelative;
    if (Math.min(fromAbsolute, fromRelative) < NEAR && Math.max(fromAbsolute, fromRelative) > NEAR) {
      this.#habit = isAbsolute ? FlowFact.Absolute : FlowFact.Relative;
      const { words, row } = this.#flows;
      words[row + FlowWord.Facts] = (facts & ~(FlowFact.Relative | FlowFact.Absolute)) | this.#habit;
    }
    return isAbsolute;
  }

  /** A bare RST is printed as on the wire even where all other numbers of an excerpt are made up: it is put where the next segment would be. */
  #placeReset(s: Segment): void {
    const { words, row, direction } = this.#flows;
    const facts = words[row + FlowWord.Facts]!;
    const isMadeUp = (facts & (FlowFact.MadeUp << direction)) !== 0;
    if (isMadeUp && facts & (FlowFact.Next << direction)) s.seq = words[row + FlowWord.Next + direction]!;
  }

  #resolveSack(packet: PrintedPacket, s: Segment, peer: number): void {
    s.sackCount = packet.sackCount;
    if (packet.sackCount === 0) return;
    const kind = packet.isSackRelative ? packet.ackKind : PrintedNumber.Absolute;
    const edges = packet.sackEdges;
    s.sackLeft0 = this.#number(kind, edges[0]!, peer, false);
    s.sackRight0 = this.#number(kind, edges[1]!, peer, false);
    s.sackLeft1 = this.#number(kind, edges[2]!, peer, false);
    s.sackRight1 = this.#number(kind, edges[3]!, peer, false);
    s.sackLeft2 = this.#number(kind, edges[4]!, peer, false);
    s.sackRight2 = this.#number(kind, edges[5]!, peer, false);
    s.sackLeft3 = this.#number(kind, edges[6]!, peer, false);
    s.sackRight3 = this.#number(kind, edges[7]!, peer, false);
  }

  /**
   * Wireshark's relative numbers begin at 0 with each connection: those of a 4-tuple that is used again get initial
   * numbers of their own, so that one connection can be told from the next.
   */
  #enterLife(packet: PrintedPacket, s: Segment): void {
    const { words, row } = this.#flows;
    const facts = words[row + FlowWord.Facts]!;
    const isFirst = (facts & (FlowFact.Base * 3)) === 0;
    const isNew =
      packet.stream >= 0 ? packet.stream > words[row + FlowWord.Stream]! : startsAnew(packet, s, facts);
    if (packet.stream > words[row + FlowWord.Stream]!) words[row + FlowWord.Stream] = packet.stream;
    if (!isFirst && !isNew) return;
    if (!isFirst) words[row + FlowWord.Life]!++;
    const base = Math.imul(words[row + FlowWord.Life]!, LIFE_STEP);
    this.#forget(FlowFact.Next * 3);
    this.#setBase(0, base);
    this.#setBase(1, base);
  }
}

/** Without stream numbers: a SYN that Wireshark calls a reuse, or one after the end that it does not call a repeat. */
function startsAnew(packet: PrintedPacket, s: Segment, facts: number): boolean {
  if ((s.flags & (TcpFlag.Syn | TcpFlag.Ack)) !== TcpFlag.Syn) return false;
  if (packet.analysis > 0 && packet.analysis & PrintedAnalysis.ReusedPorts) return true;
  if (packet.analysis > 0 && packet.analysis & PrintedAnalysis.Retransmission) return false;
  return (facts & FlowFact.Ended) !== 0;
}

function distance(one: number, other: number): number {
  return Math.abs((one - other) | 0);
}
