import { secondsBetween } from '../../format/ladder-steps.js';
import type { ConnectionRow, Side, StateEntry } from '../../rows.js';
import type { PacketList } from '../model.js';

/** One row of the ladder. Packets are counted from 0 within their connection. */
export type LadderRow =
  | {
      readonly kind: 'packet';
      readonly index: number;
      /** The first packet of the opened fold that it is part of; null outside of any. */
      readonly foldedFrom: number | null;
    }
  | { readonly kind: 'fold'; readonly from: number; readonly to: number }
  | { readonly kind: 'pause'; readonly index: number; readonly seconds: number }
  /** A state that time alone brought, or one more that a packet brought. */
  | { readonly kind: 'state'; readonly side: Side; readonly entry: StateEntry };

/** The row that a search came upon; of a fold, which of its packets, and the first of them. */
export type LadderMatch =
  | { readonly position: number; readonly foldedFrom?: undefined }
  | { readonly position: number; readonly foldedFrom: number; readonly index: number };

/** A run of ordinary packets is folded when it is longer than this; its edges stay, as what led to what follows. */
const LONGEST_OPEN_RUN = 8;
const EDGE = 2;
/** A pause that deserves a row; only the first ones of a connection interrupt a fold. */
const PAUSE_NS = 1e9;
const SHOWN_PAUSES = 16;
/** Rows that one search looks at: a key must not wait for a million. */
const MOST_LOOKED_AT = 100_000;

type Piece =
  | {
      readonly kind: 'packets';
      readonly start: number;
      readonly from: number;
      readonly to: number;
      readonly foldedFrom: number | null;
    }
  | { readonly kind: 'other'; readonly start: number; readonly row: LadderRow };

export interface LadderFolding {
  /** Numbers of the packets that opened folds begin with. */
  readonly opened: ReadonlySet<number>;
  readonly unfoldAll: boolean;
}

/**
 * The rows of one connection's ladder: stretches of packets are kept as ranges, so that a million ordinary ones cost
 * as little as ten, and a row is made only when it is asked for.
 */
export class LadderRows {
  readonly count: number;
  readonly #packets: PacketList;
  readonly #pieces: Piece[] = [];
  readonly #states: StatePlaces;
  #next = 0;

  constructor(
    packets: PacketList,
    connection: ConnectionRow | null,
    startTime: string | null,
    folding: LadderFolding,
  ) {
    this.#packets = packets;
    this.#states = placeStates(packets, connection, startTime);
    let pauses = 0;
    const breaksRun = (index: number) =>
      !packets.isOrdinary(index) ||
      this.#states.has(index) ||
      (this.#isAfterPause(index) && pauses++ < SHOWN_PAUSES);
    for (let at = 0; at < packets.count; ) {
      let end = at;
      while (end < packets.count && !breaksRun(end)) end++;
      this.#run(at, end, folding);
      if (end < packets.count) this.#single(end);
      at = end + 1;
    }
    for (const row of this.#states.atEnd) this.#other(row);
    this.count = this.#next;
  }

  /** Undefined where there are no rows at all. */
  at(position: number): LadderRow | undefined {
    const piece = this.#pieces[this.#pieceAt(position)];
    if (piece === undefined) return undefined;
    if (piece.kind === 'other') return piece.row;
    return { kind: 'packet', index: piece.from + position - piece.start, foldedFrom: piece.foldedFrom };
  }

  /** The states that this packet brought and that stand beside it, one for each side at most. */
  statesBeside(index: number): Partial<Record<Side, StateEntry>> {
    return this.#states.beside(index);
  }

  /** The states that both sides had come to before this packet. */
  statesBefore(index: number): Partial<Record<Side, StateEntry>> {
    return this.#states.until(index);
  }

  /** Where a packet stands, be it within a fold. */
  positionOf(index: number): number {
    let found = 0;
    for (const piece of this.#pieces) {
      if (piece.kind === 'packets') {
        if (piece.from > index) break;
        found = piece.start + Math.min(index, piece.to - 1) - piece.from;
      } else if (piece.row.kind === 'fold') {
        if (piece.row.from > index) break;
        found = piece.start;
      }
    }
    return found;
  }

  /** The packet of a row, or the first one after it; that of the last row where none follows. */
  indexAt(position: number): number {
    for (let at = position; at < this.count; at++) {
      const row = this.at(at)!;
      if (row.kind === 'packet' || row.kind === 'pause') return row.index;
      if (row.kind === 'fold') return row.from;
    }
    return Math.max(0, this.#packets.count - 1);
  }

  /** The next row that shows something out of the ordinary; -1 for none. */
  nextOdd(position: number, step: 1 | -1): number {
    for (let at = position + step; at >= 0 && at < this.count; at += step) {
      const row = this.at(at)!;
      if (row.kind === 'packet' && !this.#packets.isOrdinary(row.index)) return at;
    }
    return -1;
  }

  /**
   * The next row that holds the text, case aside: a number, flags, notes, a state; null for none. Of a fold its packets are
   * looked at; on from a fold, also that one's.
   */
  find(text: string, position: number, step: 1 | -1): LadderMatch | null {
    const wanted = text.toLowerCase();
    const isOnFold = step === 1 && this.at(position)?.kind === 'fold';
    let left = MOST_LOOKED_AT;
    for (let at = isOnFold ? position : position + step; at >= 0 && at < this.count && left > 0; at += step) {
      const row = this.at(at)!;
      if (row.kind === 'fold') {
        const [first, last] = step === 1 ? [row.from, row.to - 1] : [row.to - 1, row.from];
        for (let index = first; index * step <= last * step && left > 0; index += step, left--)
          if (this.#wordsOf(index).includes(wanted)) return { position: at, foldedFrom: row.from, index };
      } else {
        const words = row.kind === 'packet' ? this.#wordsOf(row.index) : '';
        const state = row.kind === 'state' ? row.entry.state.toLowerCase() : '';
        if (words.includes(wanted) || state.includes(wanted)) return { position: at };
        left--;
      }
    }
    return null;
  }

  #wordsOf(index: number): string {
    const { packet, flags, notes, icmp } = this.#packets.row(index);
    const { initiator, responder } = this.statesBeside(index);
    const states = `${initiator?.state ?? ''} ${responder?.state ?? ''}`;
    return `#${packet} ${flags} ${notes.join(' ')} ${icmp?.name ?? ''} ${states}`.toLowerCase();
  }

  /** A stretch of ordinary packets, its middle folded where it is long. */
  #run(from: number, to: number, { opened, unfoldAll }: LadderFolding): void {
    if (to - from <= LONGEST_OPEN_RUN) {
      this.#stretch(from, to, null);
      return;
    }
    const [first, last] = [from + EDGE, to - EDGE];
    this.#stretch(from, first, null);
    if (unfoldAll || opened.has(this.#packets.packetNumber(first))) this.#stretch(first, last, first);
    else this.#other({ kind: 'fold', from: first, to: last });
    this.#stretch(last, to, null);
  }

  #stretch(from: number, to: number, foldedFrom: number | null): void {
    if (to <= from) return;
    this.#pieces.push({ kind: 'packets', start: this.#next, from, to, foldedFrom });
    this.#next += to - from;
  }

  #single(index: number): void {
    for (const row of this.#states.before(index)) this.#other(row);
    if (this.#isAfterPause(index)) {
      const seconds = (this.#packets.timeNs(index) - this.#packets.timeNs(index - 1)) / 1e9;
      this.#other({ kind: 'pause', index, seconds });
    }
    this.#stretch(index, index + 1, null);
    for (const row of this.#states.after(index)) this.#other(row);
  }

  #other(row: LadderRow): void {
    this.#pieces.push({ kind: 'other', start: this.#next++, row });
  }

  #isAfterPause(index: number): boolean {
    return index > 0 && this.#packets.timeNs(index) - this.#packets.timeNs(index - 1) >= PAUSE_NS;
  }

  /** The last piece that begins at or before a row. */
  #pieceAt(position: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pieces[middle]!.start <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

type StateRow = Extract<LadderRow, { kind: 'state' }>;

/** Which states stand beside, before and after which packets. */
class StatePlaces {
  readonly #beside = new Map<number, Partial<Record<Side, StateEntry>>>();
  readonly #before = new Map<number, StateRow[]>();
  readonly #after = new Map<number, StateRow[]>();
  readonly atEnd: StateRow[] = [];
  /** All of them, each side's in order. */
  readonly #all: { readonly index: number; readonly side: Side; readonly entry: StateEntry }[] = [];

  /** The last state of each side that a packet before this one brought, or the time before it. */
  until(index: number): Partial<Record<Side, StateEntry>> {
    const states: Partial<Record<Side, StateEntry>> = {};
    for (const { index: at, side, entry } of this.#all) {
      if (at < index && entry.certainty !== 'retracted') states[side] = entry;
    }
    return states;
  }

  has(index: number): boolean {
    return this.#beside.has(index) || this.#before.has(index);
  }

  beside(index: number): Partial<Record<Side, StateEntry>> {
    return this.#beside.get(index) ?? {};
  }

  before(index: number): readonly StateRow[] {
    return this.#before.get(index) ?? [];
  }

  after(index: number): readonly StateRow[] {
    return this.#after.get(index) ?? [];
  }

  put(index: number, side: Side, entry: StateEntry): void {
    this.#all.push({ index, side, entry });
    const beside = this.#beside.get(index) ?? {};
    if (beside[side] === undefined) this.#beside.set(index, { ...beside, [side]: entry });
    else this.#after.set(index, [...this.after(index), { kind: 'state', side, entry }]);
  }

  putBefore(index: number, side: Side, entry: StateEntry): void {
    this.#all.push({ index: index - 1, side, entry });
    this.#before.set(index, [...this.before(index), { kind: 'state', side, entry }]);
  }
}

function placeStates(
  packets: PacketList,
  connection: ConnectionRow | null,
  startTime: string | null,
): StatePlaces {
  const places = new StatePlaces();
  if (connection === null) return places;
  for (const side of ['initiator', 'responder'] as const) {
    for (const entry of connection.endpoints[side].states) {
      const index =
        entry.packet === null
          ? firstIndex(packets, (at) => packets.timeNs(at) > secondsBetween(startTime, entry.time) * 1e9)
          : firstIndex(packets, (at) => packets.packetNumber(at) >= entry.packet!);
      if (index >= packets.count) places.atEnd.push({ kind: 'state', side, entry });
      else if (entry.packet === null) places.putBefore(index, side, entry);
      else places.put(index, side, entry);
    }
  }
  return places;
}

/** The first packet of which something is true, where it stays true for all that follow; their count for none. */
export function firstIndex(packets: PacketList, isTrue: (index: number) => boolean): number {
  let low = 0;
  let high = packets.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
