import { chosenConnections as chosen } from '../query/choice.js';
import type { Sink } from '../sink.js';
import type { FailGate } from './fail-gate.js';
import type { Options } from './options.js';

/** Hands on the connections that `--filter`, `--from` and `--to` choose; `--fail-on` watches the same. */
export function chosenConnections(sink: Sink, options: Options): Sink {
  return chosen(options.failOn === null ? sink : watched(sink, options.failOn), options);
}

function watched(sink: Sink, gate: FailGate): Sink {
  return {
    withoutRows: sink.withoutRows ?? false,
    judges: true,
    begin: (clock) => {
      gate.begin(clock);
      sink.begin?.(clock);
    },
    connection: (view) => {
      gate.add(view);
      sink.connection?.(view);
    },
    idle: () => sink.idle?.(),
  };
}
