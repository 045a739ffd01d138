import { type LadderStep, LadderSteps } from '../format/ladder-steps.js';
import type { ConnectionRow, FindingRow } from '../rows.js';
import type { ConnectionView, PacketView, Sink } from '../sink.js';

/** A connection with what is needed to draw it. */
export interface DrawnConnection {
  row: ConnectionRow;
  steps: readonly LadderStep[];
}

/** Gathers the packets of a few connections in a second pass over the capture. */
export class LadderCollector implements Sink {
  readonly #steps: ReadonlyMap<number, LadderSteps>;
  readonly #rows = new Map<number, ConnectionRow>();

  /** @param maxSteps what one ladder shows; the rest of it is folded */
  constructor(connections: Iterable<number>, maxSteps: number) {
    this.#steps = new Map(
      [...connections].map((number) => [number, new LadderSteps({ unfold: false, maxSteps })]),
    );
  }

  packet(view: PacketView): void {
    this.#steps.get(view.connection)?.add(view.toRow());
  }

  connection(view: ConnectionView): void {
    if (this.#steps.has(view.connection)) this.#rows.set(view.connection, view.toRow());
  }

  /** To be called once, when everything is read. */
  drawn(): Map<number, DrawnConnection> {
    const drawn = new Map<number, DrawnConnection>();
    for (const [number, ladder] of this.#steps) {
      const row = this.#rows.get(number);
      ladder.end();
      if (row !== undefined) drawn.set(number, { row, steps: ladder.steps });
    }
    return drawn;
  }
}

/** The findings that each packet proves, by the packet's number. */
export function marksOf(
  findings: readonly (Pick<FindingRow, 'code' | 'severity'> & { readonly packets: readonly number[] })[],
): Map<number, string[]> {
  const marks = new Map<number, string[]>();
  for (const { code, packets, severity } of findings) {
    if (severity === 'info') continue;
    for (const packet of packets) marks.set(packet, [...(marks.get(packet) ?? []), code]);
  }
  return marks;
}
