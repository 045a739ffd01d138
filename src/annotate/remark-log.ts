import { MAX_REMARK_TEXTS, MAX_REMARKS } from '../limits.js';
import { grown } from '../memory/column.js';
import { FINDING_CODES, type FindingCode, type Side, STATE_NAMES, type StateName } from '../rows.js';
import { NO_STATE, RemarkKind, Remarks } from './remarks.js';

const STATE_NUMBERS = new Map<StateName, number>(STATE_NAMES.map((name, number) => [name, number]));
const CODE_NUMBERS = new Map<FindingCode, number>(FINDING_CODES.map((code, number) => [code, number]));

/**
 * What there is to say of packets, as columns: one entry for each state change, each packet's notes, each finding on each of its
 * packets, each note of a person. Packets of which nothing is said cost nothing.
 */
export class RemarkLog {
  #packet = new Uint32Array(1024);
  #connection = new Int32Array(1024);
  #value = new Uint32Array(1024);
  #used = 0;
  readonly #texts: string[] = [];
  /** Entries for which there was no room, and sentences. */
  refused = 0;
  refusedTexts = 0;

  /** `from` is null for the first state that is known. */
  change(packet: number, connection: number, side: Side, from: StateName | null, to: StateName): void {
    const before = from === null ? NO_STATE : STATE_NUMBERS.get(from)!;
    const sideBit = side === 'initiator' ? 0 : 1;
    const value = (STATE_NUMBERS.get(to)! << 4) | before;
    this.#add(packet, connection, RemarkKind.Change, (value << 1) | sideBit);
  }

  /** `notes` are `Note` bits. */
  notes(packet: number, connection: number, notes: number): void {
    this.#add(packet, connection, RemarkKind.Notes, notes);
  }

  /** The sentence, if one is given, is told at this packet. */
  finding(packet: number, connection: number, code: FindingCode, sentence: string | null): void {
    const text = sentence === null ? 0 : this.#keep(sentence);
    this.#add(packet, connection, RemarkKind.Finding, (text << 8) | CODE_NUMBERS.get(code)!);
  }

  ownNote(packet: number, connection: number, text: string): void {
    this.#add(packet, connection, RemarkKind.OwnNote, this.#keep(text));
  }

  /** Everything noted so far, by packet. */
  sorted(): Remarks {
    const used = this.#used;
    return new Remarks({
      packet: this.#packet.subarray(0, used),
      connection: this.#connection.subarray(0, used),
      value: this.#value.subarray(0, used),
      texts: this.#texts,
    });
  }

  /** The place of a text, from 1; 0 where no more are kept. */
  #keep(text: string): number {
    if (this.#texts.length < MAX_REMARK_TEXTS) return this.#texts.push(text);
    this.refusedTexts++;
    return 0;
  }

  #add(packet: number, connection: number, kind: number, value: number): void {
    const at = this.#used;
    if (at === MAX_REMARKS) {
      this.refused++;
      return;
    }
    if (at === this.#packet.length) this.#grow(at * 2);
    this.#packet[at] = packet;
    this.#connection[at] = connection;
    this.#value[at] = (value << 2) | kind;
    this.#used++;
  }

  #grow(capacity: number): void {
    this.#packet = grown(this.#packet, capacity);
    this.#connection = grown(this.#connection, capacity);
    this.#value = grown(this.#value, capacity);
  }
}
