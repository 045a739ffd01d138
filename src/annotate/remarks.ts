import { FINDING_CODES, type FindingCode, type Side, STATE_NAMES, type StateName } from '../rows.js';

/** What an entry of the log says; the number stands in the lowest two bits of its value. */
export const RemarkKind = { Change: 0, Notes: 1, Finding: 2, OwnNote: 3 } as const;

/** In the notes of a packet, beside the bits of `Note`: it came after its connection had left. */
export const LATE = 1 << 29;

/** Stands for no state before, as no place in STATE_NAMES does. */
export const NO_STATE = 15;

/** One state of one end giving way to the next; `from` is null for the first that is known. */
export interface StateChange {
  side: Side;
  from: StateName | null;
  to: StateName;
}

/** All that there is to say of one packet. */
export interface Remark {
  packet: number;
  /** -1 where it belongs to none, or a finding about more than one names it. */
  connection: number;
  changes: StateChange[];
  /** `Note` bits. */
  notes: number;
  codes: FindingCode[];
  /** What the findings say in a sentence, where this is the packet to say it at. */
  sentences: string[];
  /** What a person noted. */
  ownNotes: string[];
}

/** The columns of the log. */
export interface RemarkColumns {
  readonly packet: Uint32Array;
  readonly connection: Int32Array;
  /** The kind in the lowest two bits, and what it says of itself. */
  readonly value: Uint32Array;
  readonly texts: readonly string[];
}

/** The remarks on all packets, in the order of their numbers. */
export class Remarks {
  readonly #columns: RemarkColumns;
  /** Places in the columns. */
  readonly #order: Uint32Array;

  constructor(columns: RemarkColumns) {
    this.#columns = columns;
    this.#order = orderOf(columns.packet);
  }

  /** Goes through them from the first on. */
  cursor(): RemarkCursor {
    return new RemarkCursor(this.#columns, this.#order);
  }
}

/** Finds the remarks on packets that are asked for in rising order. */
export class RemarkCursor {
  readonly #columns: RemarkColumns;
  readonly #order: Uint32Array;
  /** The entries on the packet sought last stand before `#at`, from here on. */
  #first = 0;
  #at = 0;

  constructor(columns: RemarkColumns, order: Uint32Array) {
    this.#columns = columns;
    this.#order = order;
  }

  /** The next packet with a remark that was not taken yet; Infinity behind the last. */
  get nextPacket(): number {
    const at = this.#at;
    return at === this.#order.length ? Number.POSITIVE_INFINITY : this.#columns.packet[this.#order[at]!]!;
  }

  /** The remark on this packet, or null. Those on packets before it are passed over. */
  take(packet: number): Remark | null {
    return this.seek(packet) === 0 ? null : this.remark();
  }

  /** Goes to this packet, as `take` does; gives back how many entries it has. */
  seek(packet: number): number {
    const numbers = this.#columns.packet;
    const order = this.#order;
    let at = this.#at;
    while (at < order.length && numbers[order[at]!]! < packet) at++;
    this.#first = at;
    while (at < order.length && numbers[order[at]!]! === packet) at++;
    this.#at = at;
    return at - this.#first;
  }

  /** How many entries the packet sought last has. */
  get count(): number {
    return this.#at - this.#first;
  }

  /** One of them as a whole number, with its sign: equal ones say the same. */
  entry(i: number): number {
    return this.#columns.value[this.#order[this.#first + i]!]! | 0;
  }

  /** What they say. */
  remark(): Remark {
    const { packet, connection, value, texts } = this.#columns;
    const remark: Remark = {
      packet: packet[this.#order[this.#first]!]!,
      connection: -1,
      changes: [],
      notes: 0,
      codes: [],
      sentences: [],
      ownNotes: [],
    };
    for (let at = this.#first; at < this.#at; at++) {
      const entry = this.#order[at]!;
      if (remark.connection < 0) remark.connection = connection[entry]!;
      addEntry(remark, value[entry]!, texts);
    }
    return remark;
  }
}

/** Whether the entry says something in a sentence, or in the words of a person. */
export function saysOwnWords(entry: number): boolean {
  const kind = entry & 3;
  return kind === RemarkKind.OwnNote || (kind === RemarkKind.Finding && entry >>> 10 !== 0);
}

function addEntry(remark: Remark, entry: number, texts: readonly string[]): void {
  const value = entry >>> 2;
  switch (entry & 3) {
    case RemarkKind.Change:
      remark.changes.push({
        side: value & 1 ? 'responder' : 'initiator',
        from: STATE_NAMES[(value >> 1) & 15] ?? null,
        to: STATE_NAMES[value >> 5]!,
      });
      break;
    case RemarkKind.Notes:
      remark.notes |= value;
      break;
    case RemarkKind.Finding: {
      const code = FINDING_CODES[value & 0xff]!;
      const text = texts[(value >>> 8) - 1];
      if (!remark.codes.includes(code)) remark.codes.push(code);
      if (text !== undefined && !remark.sentences.includes(text)) remark.sentences.push(text);
      break;
    }
    default: {
      const text = texts[value - 1];
      if (text !== undefined) remark.ownNotes.push(text);
    }
  }
}

const DIGIT_BITS = 11;

/** The places of the numbers in rising order, equal ones as they stand: by digits, from the last to the first. */
function orderOf(numbers: Uint32Array): Uint32Array {
  let from = new Uint32Array(numbers.length);
  let to = new Uint32Array(numbers.length);
  for (let i = 0; i < from.length; i++) from[i] = i;
  const starts = new Uint32Array(1 << DIGIT_BITS);
  const mask = starts.length - 1;
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let i = 0; i < numbers.length; i++) starts[(numbers[i]! >>> shift) & mask]!++;
    let start = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const count = starts[digit]!;
      starts[digit] = start;
      start += count;
    }
    for (let i = 0; i < from.length; i++) {
      const entry = from[i]!;
      to[starts[(numbers[entry]! >>> shift) & mask]!++] = entry;
    }
    const sorted = to;
    to = from;
    from = sorted;
  }
  return from;
}
