import { type ConnectionGraph, GraphMark } from '../model.js';
import type { GraphKind } from '../state/screen-state.js';
import type { Tone } from '../widgets/line.js';

/** What is drawn in one tone: for each entry a vertical stroke from `low` to `high` at a moment; a dot where they are equal. */
export interface Series {
  readonly tone: Tone;
  readonly count: number;
  timeNs(index: number): number;
  low(index: number): number;
  high(index: number): number;
}

/** The series of a plot. What stands in no relation to it is NaN and left out when it is drawn. */
export function seriesOf(kind: GraphKind, graph: ConnectionGraph, buckets: Buckets): Series[] {
  switch (kind) {
    case 'sequence':
      return sequenceSeries(graph, 0);
    case 'sequence-responder':
      return sequenceSeries(graph, 1);
    case 'rtt':
      return [
        values(graph, 'responder', (i) => (graph.sender[i] === 1 ? graph.rttSeconds[i]! : Number.NaN)),
        values(graph, 'initiator', (i) => (graph.sender[i] === 0 ? graph.rttSeconds[i]! : Number.NaN)),
      ];
    case 'window':
      return [
        values(graph, 'note', (i) => (graph.sender[i] === 1 ? graph.windowBytes[i]! : Number.NaN)),
        values(graph, 'warning', (i) => (graph.sender[i] === 0 ? graph.windowBytes[i]! : Number.NaN)),
        values(graph, 'initiator', (i) => (graph.sender[i] === 0 ? graph.bytesInFlight[i]! : Number.NaN)),
        values(graph, 'responder', (i) => (graph.sender[i] === 1 ? graph.bytesInFlight[i]! : Number.NaN)),
      ];
    case 'throughput':
      return [throughput(graph, 0, 'initiator', buckets), throughput(graph, 1, 'responder', buckets)];
  }
}

/** Equal parts of the time that is looked at. */
export interface Buckets {
  readonly fromNs: number;
  readonly toNs: number;
  readonly count: number;
}

/** In the manner of tcptrace: what one side sent, what the other acknowledged, and how far it may go. */
function sequenceSeries(graph: ConnectionGraph, side: 0 | 1): Series[] {
  const { seq, length, ack, windowBytes, sender, marks } = graph;
  const isData = (i: number) => sender[i] === side && length[i]! > 0;
  const isAgain = (i: number) => (marks[i]! & GraphMark.Retransmission) !== 0;
  const acked = (i: number) => (sender[i] === side ? Number.NaN : ack[i]!);
  return [
    values(graph, 'note', (i) => acked(i) + windowBytes[i]!),
    values(graph, 'good', acked),
    {
      ...values(graph, 'plain', (i) => (isData(i) && !isAgain(i) ? seq[i]! : Number.NaN)),
      high: (i) => seq[i]! + length[i]!,
    },
    {
      ...values(graph, 'bad', (i) => (isData(i) && isAgain(i) ? seq[i]! : Number.NaN)),
      high: (i) => seq[i]! + length[i]!,
    },
  ];
}

function values({ count, timeNs }: ConnectionGraph, tone: Tone, value: (index: number) => number): Series {
  return { tone, count, timeNs: (i) => timeNs[i]!, low: value, high: value };
}

/** Payload bytes per second in each part of the time, drawn from the ground up. */
function throughput(graph: ConnectionGraph, side: 0 | 1, tone: Tone, buckets: Buckets): Series {
  const { fromNs, toNs, count } = buckets;
  const width = (toNs - fromNs) / count;
  const sums = new Float64Array(count);
  for (let i = 0; i < graph.count; i++) {
    const at = Math.floor((graph.timeNs[i]! - fromNs) / width);
    if (graph.sender[i] === side && at >= 0 && at < count) sums[at]! += graph.length[i]!;
  }
  return {
    tone,
    count,
    timeNs: (i) => fromNs + (i + 0.5) * width,
    low: (i) => (sums[i]! > 0 ? 0 : Number.NaN),
    high: (i) => (sums[i]! / width) * 1e9,
  };
}
