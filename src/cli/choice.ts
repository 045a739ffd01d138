import type { Clock, ConnectionView, PacketView, Sink } from '../sink.js';
import type { Options } from './options.js';

/** Hands on the connections that `--filter`, `--from` and `--to` choose; `--fail-on` watches the same. */
export function chosenConnections(sink: Sink, { filter, window, failOn }: Options): Sink {
  return {
    withoutRows: sink.withoutRows ?? false,
    judges: (sink.judges ?? false) || (filter?.needsJudgements ?? false) || failOn !== null,
    begin: (clock) => {
      failOn?.begin(clock);
      begin(clock, sink, { filter, window });
    },
    connection: (view: ConnectionView) => {
      if (!window.connection(view) || (filter !== null && !filter.connection(view))) return;
      failOn?.add(view);
      sink.connection?.(view);
    },
    idle: () => sink.idle?.(),
  };
}

/** Hands on the packets that they choose. */
export function chosenPackets(sink: Sink, { filter, window }: Options): Sink {
  return {
    begin: (clock) => begin(clock, sink, { filter, window }),
    packet: (view: PacketView) => {
      if (window.packet(view) && (filter === null || filter.packet(view))) sink.packet?.(view);
    },
    idle: () => sink.idle?.(),
  };
}

function begin(clock: Clock, sink: Sink, { filter, window }: Pick<Options, 'filter' | 'window'>): void {
  filter?.begin(clock);
  window.begin(clock);
  sink.begin?.(clock);
}
