// Hot path: allocates nothing per packet.
import { grown } from '../memory/column.js';
import type { ConnectionView, PacketView } from '../sink.js';

const FIRST_ROWS = 1 << 12;

/** Which packet belongs to which connection, eight bytes each, and which connections were lives of one 4-tuple. */
export class PacketLog {
  #packets = new Uint32Array(FIRST_ROWS);
  #connections = new Uint32Array(FIRST_ROWS);
  #rows = 0;
  /** Some times have a finer part than microseconds. */
  hasNanoseconds = false;
  /** IP fragments of packets that another one completed: the packet, then the connection. */
  readonly #fragments: [packet: number, connection: number][] = [];
  /** By connection: its flow, and whether anybody answered. */
  #flows = new Uint32Array(FIRST_ROWS);
  #unanswered = new Uint8Array(FIRST_ROWS);
  #known = 0;
  #highestFlow = 0;

  add(view: PacketView): void {
    const { packetNumber } = view.segment;
    const row = this.#rows++;
    if (row === this.#packets.length) this.#grow();
    this.#packets[row] = packetNumber;
    this.#connections[row] = view.connection;
    if (view.record.nanoseconds % 1000 !== 0) this.hasNanoseconds = true;
    const pieces = view.fragmentPackets;
    for (let i = 0; i < pieces.length; i++) {
      if (pieces[i] !== packetNumber) this.#fragments.push([pieces[i]!, view.connection]);
    }
  }

  addConnection(view: ConnectionView): void {
    const { connection, flow } = view;
    while (connection >= this.#flows.length) {
      this.#flows = grown(this.#flows, 2 * this.#flows.length);
      this.#unanswered = grown(this.#unanswered, this.#flows.length);
    }
    this.#flows[connection] = flow;
    this.#unanswered[connection] = view.handshake === 'unanswered' ? 1 : 0;
    if (connection >= this.#known) this.#known = connection + 1;
    if (flow > this.#highestFlow) this.#highestFlow = flow;
  }

  /**
   * Adds the lives of the same 4-tuples right before and after: what a SYN on used ports meets is the former life, and what it
   * does may be its end. Attempts that nobody answered change nothing of what was there, so that the life behind them counts too.
   * @returns how many were added
   */
  addNeighbours(chosen: Uint8Array): number {
    const own = Uint8Array.from(chosen);
    this.#spread(own, chosen, this.#inOrder());
    this.#spread(own, chosen, this.#inOrder().reverse());
    return chosen.reduce((sum, is) => sum + is, 0) - own.reduce((sum, is) => sum + is, 0);
  }

  #inOrder(): Uint32Array {
    return Uint32Array.from({ length: this.#known }, (_, connection) => connection);
  }

  #spread(own: Uint8Array, chosen: Uint8Array, order: Uint32Array): void {
    /** By flow: whether a life of it that was chosen reaches the next one. */
    const reaches = new Uint8Array(this.#highestFlow + 1);
    for (const connection of order) {
      const flow = this.#flows[connection]!;
      const isReached = reaches[flow] === 1;
      if (isReached) chosen[connection] = 1;
      const passesOn = isReached && this.#unanswered[connection] === 1;
      reaches[flow] = own[connection] === 1 || passesOn ? 1 : 0;
    }
  }

  /** The packets of the connections, by number. */
  packetsOf(chosen: Uint8Array): ChosenPackets {
    const packets = new Uint32Array(this.#rows + this.#fragments.length);
    let count = 0;
    for (let row = 0; row < this.#rows; row++) {
      if (chosen[this.#connections[row]!] === 1) packets[count++] = this.#packets[row]!;
    }
    const fragments = this.#fragments.filter(([, connection]) => chosen[connection] === 1);
    for (const [packet] of fragments) packets[count++] = packet;
    const sorted = packets.subarray(0, count);
    if (fragments.length > 0) sorted.sort();
    return new ChosenPackets(sorted);
  }

  #grow(): void {
    const rows = 2 * this.#packets.length;
    this.#packets = grown(this.#packets, rows);
    this.#connections = grown(this.#connections, rows);
  }
}

/** Packets by rising number, to be asked for in that order. */
export class ChosenPackets {
  readonly #packets: Uint32Array;
  #next = 0;

  constructor(packets: Uint32Array) {
    this.#packets = packets;
  }

  get count(): number {
    return this.#packets.length;
  }

  /** The number of the last one. */
  get last(): number {
    return this.#packets.at(-1) ?? 0;
  }

  /** None is left. */
  get isDone(): boolean {
    return this.#next === this.#packets.length;
  }

  /** Whether the packet is among them; numbers must rise from call to call. */
  has(packet: number): boolean {
    while (!this.isDone && this.#packets[this.#next]! < packet) this.#next++;
    return this.#packets[this.#next] === packet;
  }
}
