import type { Clock, ConnectionView, PacketView } from '../sink.js';
import { type Moment, momentNs, type ZoneOffsets } from './moment.js';

/** What `--from` and `--to` choose: packets between them, and connections that lived at some moment between them; both ends belong to it. */
export class TimeWindow {
  readonly #from: Moment | null;
  readonly #to: Moment | null;
  readonly #zone: ZoneOffsets;
  #clock: Clock | null = null;
  #fromNs: number | null = null;
  #toNs: number | null = null;

  constructor(from: Moment | null, to: Moment | null, zone: ZoneOffsets) {
    this.#from = from;
    this.#to = to;
    this.#zone = zone;
  }

  begin(clock: Clock): void {
    this.#clock = clock;
  }

  packet(view: PacketView): boolean {
    const { timeNs, packetNumber } = view.segment;
    return this.#isAfterFrom(timeNs, packetNumber) && this.#isBeforeTo(timeNs, packetNumber);
  }

  connection(view: ConnectionView): boolean {
    if (this.#from === null && this.#to === null) return true;
    return this.#isAfterFrom(view.endNs, view.lastPacket) && this.#isBeforeTo(view.startNs, view.firstPacket);
  }

  #isAfterFrom(timeNs: number, packet: number): boolean {
    if (this.#from === null) return true;
    if (this.#from.kind === 'packet') return packet >= this.#from.packet;
    this.#fromNs ??= momentNs(this.#from, this.#clock!, this.#zone);
    return timeNs >= this.#fromNs;
  }

  #isBeforeTo(timeNs: number, packet: number): boolean {
    if (this.#to === null) return true;
    if (this.#to.kind === 'packet') return packet <= this.#to.packet;
    this.#toNs ??= momentNs(this.#to, this.#clock!, this.#zone);
    return timeNs <= this.#toNs;
  }
}
