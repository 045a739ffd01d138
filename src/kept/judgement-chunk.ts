import { ColumnCutter } from './shared-chunks.js';

/** One row for each connection, at its number: what the rules found in it. */
export class JudgementChunk {
  static readonly rowBytes = 13;

  /** One bit for each finding, by its place in FINDING_CODES. */
  readonly findings0: Uint32Array;
  readonly findings1: Uint32Array;
  readonly findings2: Uint32Array;
  /** 1 + the place in SEVERITIES of its gravest finding; 0 for none. */
  readonly severity: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    const cut = new ColumnCutter(buffer);
    this.findings0 = cut.uint32();
    this.findings1 = cut.uint32();
    this.findings2 = cut.uint32();
    this.severity = cut.uint8();
  }
}
