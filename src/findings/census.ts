import type { ConnectionView } from '../sink.js';
import type { Judgement } from './finding.js';

/** Who opened connections to whom and how they went, counted while they leave: what rules about hosts and services look at. */
export class Census {
  connections = 0;

  add(_view: ConnectionView, _judgements: readonly Judgement[]): void {
    this.connections++;
  }
}
