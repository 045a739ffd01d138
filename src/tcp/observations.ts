// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { TcpFlag } from '../decode/tcp/flags.js';
import { endOf, peerOf } from '../flow/direction.js';
import { MAX_OBSERVATIONS, MAX_OBSERVATIONS_PER_CONNECTION } from '../limits.js';
import { grown } from '../memory/column.js';
import { Columns } from '../memory/columns.js';
import { followBeat } from './beats.js';
import { Known } from './endpoint-columns.js';
import { IcmpSenders } from './icmp-senders.js';
import { noteLargest } from './largest-segment.js';
import { Note } from './notes.js';
import { Observed } from './observed.js';
import type { TcpTables } from './tables.js';
import { windowScale } from './window.js';

/** What may be true of every packet: counted, not listed. */
export const UNLISTED = Note.OffloadSize | Note.KeepAliveAck;

/** Notes counted per endpoint: the sixteen lowest bits. */
export const COUNTED_NOTES = 16;

/** Place of a note among them. */
export function bitOf(note: number): number {
  return 31 - Math.clz32(note);
}

/** The list of each connection held, and how often each note was made; goes along with the slots. */
class ObservationLists extends Columns {
  first: Int32Array;
  last: Int32Array;
  length: Uint16Array;
  /** All bits that its entries have, and what was counted only. */
  kinds: Uint32Array;
  /** How often each of the lowest notes was made on packets of the lower end, then on those of the upper. */
  counts: Uint16Array;
  /** How many packets of the lower and of the upper end filled the other side's window. */
  windowFulls: Uint32Array;
  /** The latest time that nobody spoke for `SILENCE_NS`: how long, and when something came that was no repeat. */
  silenceNs: Float64Array;
  silenceEndNs: Float64Array;

  constructor(capacity: number) {
    super(capacity);
    this.first = new Int32Array(capacity);
    this.last = new Int32Array(capacity);
    this.length = new Uint16Array(capacity);
    this.kinds = new Uint32Array(capacity);
    this.counts = new Uint16Array(capacity * 2 * COUNTED_NOTES);
    this.windowFulls = new Uint32Array(capacity * 2);
    this.silenceNs = new Float64Array(capacity);
    this.silenceEndNs = new Float64Array(capacity);
    this.adopt();
  }
}

/**
 * The segments of each connection that deserve to be shown as evidence, as lists in one pool: the first ones, and always the
 * latest. Entries count from 1, 0 is none. Ordinary segments leave nothing here.
 */
export class Observations {
  readonly lists = new ObservationLists(1);
  /** `Note` and `Observed` bits. */
  what = new Uint32Array(256);
  packet = new Uint32Array(256);
  timeNs = new Float64Array(256);
  /** The end of the 4-tuple that sent it, 0 or 1. */
  end = new Uint8Array(256);
  /** The segment's payload bytes; for an ICMP error 256 times its type, plus its code. */
  value = new Uint32Array(256);
  seq = new Int32Array(256);
  /** The twelve flag bits. */
  flags = new Uint16Array(256);
  /** Of an ICMP error: who sent it, a place in `senders`. */
  sender = new Uint16Array(256);
  next = new Int32Array(256);
  readonly senders = new IcmpSenders();
  #used = 1;
  #free = 0;
  #held = 0;

  /** Notes that segment `s` of endpoint `e`, of the connection in `slot`, is `what`. */
  add(slot: number, e: number, what: number, s: Segment): void {
    this.#count(slot, endOf(e), what);
    const lists = this.lists;
    const shown = what & ~UNLISTED;
    // Where there is no room, the latest replaces the one before it; the first of a kind always has room.
    const isNew = (shown & ~lists.kinds[slot]!) !== 0;
    lists.kinds[slot]! |= what;
    if (shown === 0) return;
    const last = lists.last[slot]!;
    const hasRoom = lists.length[slot]! < MAX_OBSERVATIONS_PER_CONNECTION && this.#held < MAX_OBSERVATIONS;
    let entry = last;
    if (isNew || hasRoom) {
      entry = this.#allocate();
      if (last === 0) lists.first[slot] = entry;
      else this.next[last] = entry;
      lists.last[slot] = entry;
      lists.length[slot]!++;
    }
    this.what[entry] = shown;
    this.packet[entry] = s.packetNumber;
    this.timeNs[entry] = s.timeNs;
    this.end[entry] = endOf(e);
    this.value[entry] = s.icmpType >= 0 ? s.icmpType * 256 + s.icmpCode : s.payloadLength;
    this.seq[entry] = s.seq;
    this.flags[entry] = s.flags;
    this.sender[entry] = s.icmpType >= 0 ? this.senders.placeOf(s) : 0;
  }

  #count(slot: number, end: number, what: number): void {
    const counts = this.lists.counts;
    const from = (slot * 2 + end) * COUNTED_NOTES;
    for (let bit = 0; bit < COUNTED_NOTES; bit++) {
      if (what & (1 << bit) && counts[from + bit]! < 0xffff) counts[from + bit]!++;
    }
  }

  release(slot: number): void {
    const first = this.lists.first[slot]!;
    if (first === 0) return;
    this.next[this.lists.last[slot]!] = this.#free;
    this.#free = first;
    this.#held -= this.lists.length[slot]!;
  }

  #allocate(): number {
    this.#held++;
    let entry = this.#free;
    if (entry !== 0) this.#free = this.next[entry]!;
    else {
      if (this.#used === this.packet.length) this.#grow(this.#used * 2);
      entry = this.#used++;
    }
    this.next[entry] = 0;
    return entry;
  }

  #grow(capacity: number): void {
    this.what = grown(this.what, capacity);
    this.packet = grown(this.packet, capacity);
    this.timeNs = grown(this.timeNs, capacity);
    this.end = grown(this.end, capacity);
    this.value = grown(this.value, capacity);
    this.seq = grown(this.seq, capacity);
    this.flags = grown(this.flags, capacity);
    this.sender = grown(this.sender, capacity);
    this.next = grown(this.next, capacity);
  }
}

/** To be called after a segment of endpoint `e` was tracked: `t.notes` says what it was, and `t.turned` whether its window closed or opened. */
export function observeSegment(t: TcpTables, slot: number, e: number, s: Segment): void {
  let what = t.notes | t.turned;
  if (hasOddFlags(s.flags)) {
    what |= s.flags & TcpFlag.Urg ? Observed.Urgent : 0;
    what |= Observed.OddFlags;
  }
  if (s.payloadLength > 0 && fillsWindow(t, e)) {
    what |= Observed.WindowFull;
    t.observations!.lists.windowFulls[slot * 2 + endOf(e)]!++;
  }
  if (what !== 0) t.observations!.add(slot, e, what, s);
  if (s.payloadLength === 0) return;
  noteLargest(t, e, peerOf(e), s);
  followBeat(t, slot, e, s);
}

/** Shorter ones are pauses of a conversation. */
export const SILENCE_NS = 1e9;

const REPEATS =
  Note.RetransmissionTimeout |
  Note.RetransmissionTailLossProbe |
  Note.RetransmissionHandshake |
  Note.RetransmissionUnknown |
  // It comes by a clock of its own: the silence before it says nothing of others.
  Note.KeepAlive;

/** To be called likewise, where `TcpTables.noteSilence` was called before the segment was counted. */
export function observeSilence(t: TcpTables, slot: number, s: Segment): void {
  if (!(s.timeNs - t.silentSinceNs >= SILENCE_NS) || t.notes & REPEATS) return;
  const lists = t.observations!.lists;
  lists.silenceNs[slot] = s.timeNs - t.silentSinceNs;
  lists.silenceEndNs[slot] = s.timeNs;
}

/** The end of what was sent touches the right edge of the receiver's latest window. */
function fillsWindow(t: TcpTables, e: number): boolean {
  const ends = t.endpoints;
  const p = peerOf(e);
  const window = ends.window[p]!;
  if (window === 0 || !(ends.known[p]! & Known.AckSent)) return false;
  const underWay = (ends.sndNxt[e]! - ends.ackSent[p]!) | 0;
  // Most segments are far from it: the scale is looked up for the others only.
  if (underWay < window) return false;
  const scale = windowScale(t, p);
  return scale !== null && underWay >= window * 2 ** scale;
}

/** True for combinations that are worth a look on their way: all but ACK, PSH, SYN, FIN, RST in their usual company. */
export function hasOddFlags(flags: number): boolean {
  const low = flags & 0x3f;
  if (flags & 0xe00 || low & TcpFlag.Urg) return true;
  return !(USUAL & (1 << (low & 0x1f)));
}

/** One bit for each usual combination of the five low flags. */
const USUAL = [
  TcpFlag.Syn,
  TcpFlag.Syn | TcpFlag.Ack,
  TcpFlag.Ack,
  TcpFlag.Ack | TcpFlag.Psh,
  TcpFlag.Ack | TcpFlag.Fin,
  TcpFlag.Ack | TcpFlag.Fin | TcpFlag.Psh,
  TcpFlag.Rst,
  TcpFlag.Rst | TcpFlag.Ack,
  // BSD and Windows send it with an abort.
  TcpFlag.Rst | TcpFlag.Ack | TcpFlag.Psh,
].reduce((bits, flags) => bits | (1 << flags), 0);
