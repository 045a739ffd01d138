import { ColumnCutter, placeOf } from './shared-chunks.js';

/** Bits of `ConnectionChunk.facts`. */
export const KeptFact = {
  /** The row has been filled in. */
  Known: 1,
  /** It has left the analysis: the row does not change any more, but for packets that come late. */
  Final: 2,
  InitiatorBase: 4,
  ResponderBase: 8,
  HasIcmp: 16,
  /** Some of it came in IP fragments. */
  Fragmented: 32,
  /** Not all of its packets are among the rows. */
  PacketsMissing: 64,
} as const;

const BUSY_FIELDS = 4;

/** The place of a connection in the columns that every packet touches: those stand side by side, in one cache line. */
export function busyPlaceOf(number: number): number {
  return placeOf(number) * BUSY_FIELDS;
}

type FourColumns = [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** One row for each connection, at its number. */
export class ConnectionChunk {
  static readonly rowBytes = 114;

  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
  /** The latest time of a packet when it was looked at last: how long its states lasted was judged by it. */
  readonly judgedNs: Float64Array;
  readonly initiatorBytes: Float64Array;
  readonly responderBytes: Float64Array;
  /** Numbers of the host table. */
  readonly initiatorHost: Uint32Array;
  readonly responderHost: Uint32Array;
  /** Above 65535 the number of a name. */
  readonly initiatorPort: Uint32Array;
  readonly responderPort: Uint32Array;
  readonly firstPacket: Uint32Array;
  readonly lastPacket: Uint32Array;
  /** TCP packets. */
  readonly packets: Uint32Array;
  /** Rows among the packets, ICMP errors included: 1 + the last of them, and how many; at `busyPlaceOf`, as the next two. */
  readonly lastRow: Uint32Array;
  readonly rows: Uint32Array;
  /** `KeptFact` bits. */
  readonly facts: Uint32Array;
  /** By how much the sides' windows are shifted, plus 1, 0 while unknown: the initiator's, and 16 times the responder's. */
  readonly windowShifts: Uint32Array;
  readonly flow: Uint32Array;
  readonly incarnation: Uint32Array;
  /** 1 + the number of the flow's connection before it, and after it; 0 for none. */
  readonly former: Uint32Array;
  readonly later: Uint32Array;
  /** What relative sequence numbers count from. */
  readonly initiatorBase: Int32Array;
  readonly responderBase: Int32Array;
  /** Bits by the places in ERRNOS and RESET_CAUSES. */
  readonly errnos: Uint16Array;
  readonly causes: Uint16Array;
  /** A place in OUTCOMES. */
  readonly outcome: Uint8Array;
  /** Places in STATE_NAMES: the initiator's, and 16 times the responder's. */
  readonly states: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    const cut = new ColumnCutter(buffer);
    [this.lastRow, this.rows, this.facts, this.windowShifts] = cut.sideBySide(BUSY_FIELDS) as FourColumns;
    this.startNs = cut.float64();
    this.endNs = cut.float64();
    this.judgedNs = cut.float64();
    this.initiatorBytes = cut.float64();
    this.responderBytes = cut.float64();
    this.initiatorHost = cut.uint32();
    this.responderHost = cut.uint32();
    this.initiatorPort = cut.uint32();
    this.responderPort = cut.uint32();
    this.firstPacket = cut.uint32();
    this.lastPacket = cut.uint32();
    this.packets = cut.uint32();
    this.flow = cut.uint32();
    this.incarnation = cut.uint32();
    this.former = cut.uint32();
    this.later = cut.uint32();
    this.initiatorBase = cut.int32();
    this.responderBase = cut.int32();
    this.errnos = cut.uint16();
    this.causes = cut.uint16();
    this.outcome = cut.uint8();
    this.states = cut.uint8();
  }
}
