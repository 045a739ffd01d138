import { ColumnCutter } from './shared-chunks.js';

/** Bits of `PacketChunk.marks`; the lowest twelve are the segment's flags. */
export const PacketMark = {
  Flags: 0xfff,
  FromResponder: 1 << 12,
  Icmp: 1 << 13,
  Late: 1 << 14,
  /** It came in IP fragments: its bytes alone do not tell it again. */
  Fragmented: 1 << 15,
} as const;

/** Where within `marks` both sides' states after the packet stand, four bits each. */
export const INITIATOR_STATE_SHIFT = 16;
export const RESPONDER_STATE_SHIFT = 20;

/** One row for each TCP packet and each ICMP error that quotes one, in the order of the timeline. */
export class PacketChunk {
  static readonly rowBytes = 54;

  readonly timeNs: Float64Array;
  readonly packet: Uint32Array;
  readonly connection: Uint32Array;
  /**
   * 1 + the row of the connection's packet before it; 0 for its first. (The other way round the packet before would have to be found
   * again in memory that nobody has touched for long, for each packet.)
   */
  readonly former: Uint32Array;
  readonly seq: Int32Array;
  /** Of an ICMP error: its sender, a number of the host table. */
  readonly ack: Int32Array;
  /** Payload bytes. */
  readonly length: Uint32Array;
  readonly wireLength: Uint32Array;
  /** `Note` bits. Of an ICMP error: the MTU that it tells. */
  readonly notes: Uint32Array;
  readonly marks: Uint32Array;
  /** Where the record begins in its capture: 48 bits. */
  readonly offsetLow: Uint32Array;
  readonly offsetHigh: Uint16Array;
  /** As on the wire. Of an ICMP error: 256 times its type, plus its code. */
  readonly window: Uint16Array;
  /** Where it was captured, a place in the list of links. */
  readonly link: Uint16Array;

  constructor(buffer: SharedArrayBuffer) {
    const cut = new ColumnCutter(buffer);
    this.timeNs = cut.float64();
    this.packet = cut.uint32();
    this.connection = cut.uint32();
    this.former = cut.uint32();
    this.seq = cut.int32();
    this.ack = cut.int32();
    this.length = cut.uint32();
    this.wireLength = cut.uint32();
    this.notes = cut.uint32();
    this.marks = cut.uint32();
    this.offsetLow = cut.uint32();
    this.offsetHigh = cut.uint16();
    this.window = cut.uint16();
    this.link = cut.uint16();
  }
}
