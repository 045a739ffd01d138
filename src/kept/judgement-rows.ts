import { FINDING_CODES, SEVERITIES } from '../rows.js';
import type { ConnectionView } from '../sink.js';
import { JudgementChunk } from './judgement-chunk.js';
import { placeOf, SharedChunks } from './shared-chunks.js';

const FINDING_PLACES = new Map(FINDING_CODES.map((code, place) => [code, place]));
const SEVERITY_PLACES = new Map(SEVERITIES.map((severity, place) => [severity, place]));

/** Writes what the rules found in connections. */
export class JudgementRows {
  readonly #chunks = new SharedChunks(JudgementChunk.rowBytes, (buffer) => new JudgementChunk(buffer));
  readonly #announce: (buffer: SharedArrayBuffer) => void;

  /** @param announce told of each new chunk before anything is written to it */
  constructor(announce: (buffer: SharedArrayBuffer) => void) {
    this.#announce = announce;
  }

  write(view: ConnectionView): void {
    const number = view.connection;
    const { judgements } = view;
    if (judgements.length === 0 && number >= this.#chunks.capacity) return;
    while (number >= this.#chunks.capacity) this.#announce(this.#chunks.extend());
    const row = this.#chunks.of(number);
    const at = placeOf(number);
    let gravest = 0;
    row.findings0[at] = 0;
    row.findings1[at] = 0;
    row.findings2[at] = 0;
    for (const { code, severity } of judgements) {
      const place = SEVERITY_PLACES.get(severity)! + 1;
      if (gravest === 0 || place < gravest) gravest = place;
      const bit = FINDING_PLACES.get(code)!;
      const words = bit < 32 ? row.findings0 : bit < 64 ? row.findings1 : row.findings2;
      words[at]! |= 1 << (bit & 31);
    }
    row.severity[at] = gravest;
  }
}
