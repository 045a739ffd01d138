import type { Clock, Sink } from '../sink.js';
import type { Query } from './evaluate.js';
import type { TimeWindow } from './time-window.js';

/** What is shown of all that is tracked. */
export interface Choice {
  /** Null chooses all. */
  filter: Query | null;
  window: TimeWindow;
}

/** Hands on the connections that are chosen. */
export function chosenConnections(sink: Sink, { filter, window }: Choice): Sink {
  return {
    withoutRows: sink.withoutRows ?? false,
    judges: (sink.judges ?? false) || (filter?.needsJudgements ?? false),
    begin: (clock) => begin(clock, sink, { filter, window }),
    connection: (view) => {
      if (window.connection(view) && (filter === null || filter.connection(view))) sink.connection?.(view);
    },
    idle: () => sink.idle?.(),
  };
}

/** Hands on the packets that are chosen. */
export function chosenPackets(sink: Sink, { filter, window }: Choice): Sink {
  return {
    begin: (clock) => begin(clock, sink, { filter, window }),
    packet: (view) => {
      if (window.packet(view) && (filter === null || filter.packet(view))) sink.packet?.(view);
    },
    idle: () => sink.idle?.(),
  };
}

function begin(clock: Clock, sink: Sink, { filter, window }: Choice): void {
  filter?.begin(clock);
  window.begin(clock);
  sink.begin?.(clock);
}
