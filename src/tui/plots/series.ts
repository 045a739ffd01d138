import { type ConnectionGraph, GraphMark } from '../model.js';
import type { GraphKind } from '../state/screen-state.js';
import type { Tone } from '../widgets/line.js';

/**
 * What is drawn in one tone, as columns: a million entries are gone through for every plot. An entry is a dot at its value, or a stroke upwards
 * where there are lengths; one without a value (NaN), or with a length of 0, is left out.
 */
export interface Series {
  readonly tone: Tone;
  readonly count: number;
  readonly timeNs: Float64Array;
  readonly value: Float64Array;
  /** Added to the value; null for nothing. */
  readonly plus: Float64Array | null;
  readonly length: Float64Array | null;
  /** Only entries of this side; null for all. */
  readonly sender: Uint8Array | null;
  readonly side: 0 | 1;
  /** Only entries that carry the mark of a retransmission, or only those that do not; null for all. */
  readonly marks: Uint8Array | null;
  readonly isRepeated: boolean;
  /** Each value holds until the next one: dots are joined by steps. */
  readonly isStepped: boolean;
}

/** The entries of a series within a time range, one by one; `take` gets the moment, the lowest and the highest value. */
export function eachEntry(
  series: Series,
  fromNs: number,
  toNs: number,
  take: (timeNs: number, low: number, high: number) => void,
): void {
  const { count, timeNs, value, plus, length, sender, side, marks, isRepeated } = series;
  for (let i = 0; i < count; i++) {
    if (sender !== null && sender[i] !== side) continue;
    if (marks !== null && ((marks[i]! & GraphMark.Retransmission) !== 0) !== isRepeated) continue;
    if (length !== null && length[i] === 0) continue;
    const time = timeNs[i]!;
    const low = plus === null ? value[i]! : value[i]! + plus[i]!;
    if (time >= fromNs && time <= toNs && !Number.isNaN(low))
      take(time, low, length === null ? low : low + length[i]!);
  }
}

/** A letter in a plot: a SYN, FIN or RST. */
export interface PlotLetter {
  readonly timeNs: number;
  readonly value: number;
  readonly letter: string;
  readonly tone: Tone;
}

const LETTERS = [
  [GraphMark.Syn, 'S', 'key'],
  [GraphMark.Fin, 'F', 'key'],
  [GraphMark.Rst, 'R', 'bad'],
] as const;

/** As tcptrace draws them in its time–sequence graphs: what opened and what ended one side's data. */
export function lettersOf(kind: GraphKind, graph: ConnectionGraph): PlotLetter[] {
  if (kind !== 'sequence' && kind !== 'sequence-responder') return [];
  const side = kind === 'sequence' ? 0 : 1;
  const letters: PlotLetter[] = [];
  for (let i = 0; i < graph.count; i++) {
    if (graph.marks[i] === 0 || graph.sender[i] !== side) continue;
    const found = LETTERS.find(([mark]) => (graph.marks[i]! & mark) !== 0);
    if (found === undefined || Number.isNaN(graph.seq[i]!)) continue;
    letters.push({ timeNs: graph.timeNs[i]!, value: graph.seq[i]!, letter: found[1], tone: found[2] });
  }
  return letters;
}

/** The series of a plot. */
export function seriesOf(kind: GraphKind, graph: ConnectionGraph, buckets: Buckets): Series[] {
  const { rttSeconds, windowBytes, bytesInFlight } = graph;
  switch (kind) {
    case 'sequence':
      return sequenceSeries(graph, 0, 1);
    case 'sequence-responder':
      return sequenceSeries(graph, 1, 0);
    case 'rtt':
      return [ofSide(graph, 'responder', 1, rttSeconds), ofSide(graph, 'initiator', 0, rttSeconds)];
    case 'window':
      return [
        { ...ofSide(graph, 'note', 1, windowBytes), isStepped: true },
        { ...ofSide(graph, 'warning', 0, windowBytes), isStepped: true },
        ofSide(graph, 'initiator', 0, bytesInFlight),
        ofSide(graph, 'responder', 1, bytesInFlight),
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
function sequenceSeries(graph: ConnectionGraph, side: 0 | 1, peer: 0 | 1): Series[] {
  const { seq, length, ack, windowBytes, marks } = graph;
  const data = ofSide(graph, 'plain', side, seq);
  return [
    { ...ofSide(graph, 'note', peer, ack), plus: windowBytes, isStepped: true },
    { ...ofSide(graph, 'good', peer, ack), isStepped: true },
    { ...data, length, marks, isRepeated: false },
    { ...data, tone: 'bad', length, marks, isRepeated: true },
  ];
}

function ofSide(
  { count, timeNs, sender }: ConnectionGraph,
  tone: Tone,
  side: 0 | 1,
  value: Float64Array,
): Series {
  return {
    tone,
    count,
    timeNs,
    value,
    plus: null,
    length: null,
    sender,
    side,
    marks: null,
    isRepeated: false,
    isStepped: false,
  };
}

/** Payload bytes per second in each part of the time, drawn from the ground up. */
function throughput(graph: ConnectionGraph, side: 0 | 1, tone: Tone, buckets: Buckets): Series {
  const { fromNs, toNs, count } = buckets;
  const width = (toNs - fromNs) / count;
  const perSecond = new Float64Array(count);
  for (let i = 0; i < graph.count; i++) {
    const at = Math.floor((graph.timeNs[i]! - fromNs) / width);
    if (graph.sender[i] === side && at >= 0 && at < count) perSecond[at]! += (graph.length[i]! / width) * 1e9;
  }
  const middles = perSecond.map((_, i) => fromNs + (i + 0.5) * width);
  const ground = new Float64Array(count);
  return { ...ofSide(graph, tone, side, ground), count, timeNs: middles, sender: null, length: perSecond };
}
