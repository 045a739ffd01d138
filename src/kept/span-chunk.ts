import { ColumnCutter } from './shared-chunks.js';

/** `SpanChunk.what` holds the place in STATE_NAMES; this bit says that the socket is the responder's. */
export const SPAN_OF_RESPONDER = 16;

/** One row for each stretch of time that one socket of a connection spent in one state. */
export class SpanChunk {
  static readonly rowBytes = 21;

  readonly sinceNs: Float64Array;
  /** Infinity while nothing ends it. */
  readonly untilNs: Float64Array;
  readonly connection: Uint32Array;
  readonly what: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    const cut = new ColumnCutter(buffer);
    this.sinceNs = cut.float64();
    this.untilNs = cut.float64();
    this.connection = cut.uint32();
    this.what = cut.uint8();
  }
}
