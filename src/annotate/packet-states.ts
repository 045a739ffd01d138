import { MAX_ANNOTATED_ROWS } from '../limits.js';
import { grown } from '../memory/column.js';
import { STATE_NAMES, type StateName } from '../rows.js';

const STATE_NUMBERS = new Map<StateName, number>(STATE_NAMES.map((name, number) => [name, number]));

/** The connection of every TCP packet, and in which states both ends were after it; nine bytes each. */
export class PacketStates {
  #packet = new Uint32Array(1024);
  #connection = new Int32Array(1024);
  /** The initiator's state in the upper four bits. */
  #states = new Uint8Array(1024);
  #used = 0;
  #at = 0;
  /** Packets for which there was no room. */
  refused = 0;

  /** Packets come in rising order. */
  add(packet: number, connection: number, initiator: StateName, responder: StateName): void {
    const at = this.#used;
    if (at === MAX_ANNOTATED_ROWS) {
      this.refused++;
      return;
    }
    if (at === this.#packet.length) {
      this.#packet = grown(this.#packet, at * 2);
      this.#connection = grown(this.#connection, at * 2);
      this.#states = grown(this.#states, at * 2);
    }
    this.#packet[at] = packet;
    this.#connection[at] = connection;
    this.#states[at] = (STATE_NUMBERS.get(initiator)! << 4) | STATE_NUMBERS.get(responder)!;
    this.#used++;
  }

  /** What is known of the packet; null where it was no TCP. To be asked for in rising order. */
  take(packet: number): { connection: number; initiator: StateName; responder: StateName } | null {
    while (this.#at < this.#used && this.#packet[this.#at]! < packet) this.#at++;
    const at = this.#at;
    if (at === this.#used || this.#packet[at] !== packet) return null;
    const states = this.#states[at]!;
    return {
      connection: this.#connection[at]!,
      initiator: STATE_NAMES[states >> 4]!,
      responder: STATE_NAMES[states & 15]!,
    };
  }
}
