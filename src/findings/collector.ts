import type { Clock, ConnectionView, Summary } from '../sink.js';
import { Census } from './census.js';
import { clustersOf } from './clusters.js';
import { FindingGroups } from './groups.js';
import { type Findings, findingsOf } from './incidents.js';

/**
 * Takes connections as they leave, whatever their number, and makes a few incidents of them. What it holds is bounded by
 * `limits.ts`.
 */
export class FindingCollector {
  readonly #groups: FindingGroups;
  readonly census: Census;

  /** @param wantsEveryState whether the census counts states that sockets only pass through */
  constructor(wantsEveryState = false) {
    this.census = new Census(wantsEveryState);
    this.#groups = new FindingGroups(this.census);
  }

  add(view: ConnectionView): void {
    const judgements = view.judgements;
    this.census.add(view);
    if (judgements.length > 0) this.#groups.add(view, judgements);
  }

  /** To be called when everything is read; before that it tells what is found so far. */
  finish(summary: Summary, clock: Clock): Findings {
    const clusters = this.#groups.all().flatMap(clustersOf);
    return findingsOf(clusters, this.census, summary, clock);
  }
}
