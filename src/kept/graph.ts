import { TcpFlag } from '../decode/tcp/flags.js';
import type { PacketRow } from '../rows.js';
import { busyPlaceOf } from './connection-chunk.js';
import type { Replay } from './replay.js';

/** Bits of `KeptGraph.marks`. */
export const GraphBit = { Retransmission: 1, Syn: 2, Fin: 4, Rst: 8, ZeroWindow: 16 } as const;

/** What plots of a connection are made of: one entry for each TCP packet. NaN where something is not known. */
export interface KeptGraph {
  count: number;
  timeNs: Float64Array;
  /** 0 from the initiator, 1 from the responder. */
  sender: Uint8Array;
  /** Relative, and counting on beyond 2^32. */
  seq: Float64Array;
  length: Float64Array;
  ack: Float64Array;
  windowBytes: Float64Array;
  bytesInFlight: Float64Array;
  rttSeconds: Float64Array;
  marks: Uint8Array;
}

export async function graphOf(replay: Replay, number: number): Promise<KeptGraph> {
  const { connections } = replay.tables;
  const plot = new GraphColumns(Math.max(1, connections.of(number).rows[busyPlaceOf(number)]!));
  await replay.run([number], Number.NaN, ({ numberOf }) => ({
    packet: (view) => {
      const { icmpType, timeNs, flags } = view.segment;
      if (icmpType < 0 && numberOf(view) === number) plot.add(view.toRow(), timeNs, flags);
    },
  }));
  return plot.finish();
}

class GraphColumns {
  readonly #graph: KeptGraph;
  /** By sender: where its sequence numbers, and those it acknowledges, have come to. */
  readonly #seq = [new Unwrapped(), new Unwrapped()] as const;
  readonly #acked = [new Unwrapped(), new Unwrapped()] as const;

  constructor(room: number) {
    const column = () => new Float64Array(room);
    this.#graph = {
      count: 0,
      timeNs: column(),
      sender: new Uint8Array(room),
      seq: column(),
      length: column(),
      ack: column(),
      windowBytes: column(),
      bytesInFlight: column(),
      rttSeconds: column(),
      marks: new Uint8Array(room),
    };
  }

  add(row: PacketRow, timeNs: number, flags: number): void {
    const graph = this.#graph;
    if (graph.count === graph.sender.length) this.#grow();
    const at = graph.count++;
    const sender = row.sender === 'initiator' ? 0 : 1;
    graph.timeNs[at] = timeNs;
    graph.sender[at] = sender;
    graph.seq[at] = this.#seq[sender].next(row.relativeSeq);
    graph.length[at] = row.length;
    graph.ack[at] = flags & TcpFlag.Ack ? this.#acked[sender].next(row.relativeAck) : Number.NaN;
    graph.windowBytes[at] = row.scaledWindow ?? Number.NaN;
    graph.bytesInFlight[at] = row.bytesInFlight ?? Number.NaN;
    graph.rttSeconds[at] = row.ackRttSeconds ?? Number.NaN;
    graph.marks[at] = marksOf(row, flags);
  }

  finish(): KeptGraph {
    return this.#graph;
  }

  #grow(): void {
    const graph = this.#graph;
    // No more than that: all of it goes to another thread.
    const room = graph.sender.length * 2;
    for (const name of [
      'timeNs',
      'seq',
      'length',
      'ack',
      'windowBytes',
      'bytesInFlight',
      'rttSeconds',
    ] as const)
      graph[name] = doubled(graph[name], new Float64Array(room));
    graph.sender = doubled(graph.sender, new Uint8Array(room));
    graph.marks = doubled(graph.marks, new Uint8Array(room));
  }
}

function doubled<C extends Float64Array | Uint8Array>(from: C, into: C): C {
  into.set(from);
  return into;
}

/** Numbers of 32 bits that go on beyond their range: the next one is the nearest to the one before. */
class Unwrapped {
  #latest = Number.NaN;

  next(value: number | null): number {
    if (value === null) return Number.NaN;
    this.#latest = Number.isNaN(this.#latest) ? value | 0 : this.#latest + ((value - this.#latest) | 0);
    return this.#latest;
  }
}

function marksOf({ notes, window }: PacketRow, flags: number): number {
  let marks = 0;
  if (notes.some((note) => note.startsWith('retransmission'))) marks |= GraphBit.Retransmission;
  if (flags & TcpFlag.Syn) marks |= GraphBit.Syn;
  if (flags & TcpFlag.Fin) marks |= GraphBit.Fin;
  if (flags & TcpFlag.Rst) marks |= GraphBit.Rst;
  if (window === 0 && !(flags & (TcpFlag.Syn | TcpFlag.Fin | TcpFlag.Rst))) marks |= GraphBit.ZeroWindow;
  return marks;
}
