import { type AnalyzeOptions, analyze, type Timeline } from '../../src/analyze.js';
import { openCapture } from '../../src/capture/open-capture.js';
import type { ConnectionRow, EndpointRow, PacketRow } from '../../src/rows.js';
import type { Summary } from '../../src/sink.js';
import { streamOf } from './captures.js';
import { pcapOf, type TimedFrame } from './frames.js';
import { framesOf, type ScriptOptions } from './script.js';

/** All that an analysis gives, kept. */
export interface WholeAnalysis {
  summary: Summary;
  /** In order of their numbers. */
  connections: ConnectionRow[];
  packets: PacketRow[];
}

export async function analysisOf(reader: Timeline, options: AnalyzeOptions = {}): Promise<WholeAnalysis> {
  const connections: ConnectionRow[] = [];
  const packets: PacketRow[] = [];
  const summary = await analyze(
    reader,
    {
      connection: (view) => void connections.push(view.toRow()),
      packet: (view) => void packets.push(view.toRow()),
    },
    options,
  );
  connections.sort((a, b) => a.connection - b.connection);
  return { summary, connections, packets };
}

export async function analysisOfFile(path: string): Promise<WholeAnalysis> {
  return analysisOf(await openCapture(path));
}

/** Reads a capture as it comes through a pipe, in pieces of any size. */
export async function analysisOfBytes(bytes: Uint8Array, pieceBytes = bytes.length): Promise<WholeAnalysis> {
  return analysisOf(await openCapture('-', { stdin: streamOf(bytes, pieceBytes) }));
}

export async function analysisOfFrames(frames: readonly TimedFrame[]): Promise<WholeAnalysis> {
  return analysisOfBytes(pcapOf(frames));
}

/** What is said of a script: its first connection, and all the rest. */
export async function told(
  script: string,
  options: ScriptOptions = {},
): Promise<WholeAnalysis & { connection: ConnectionRow }> {
  const whole = await analysisOfFrames(framesOf(script, options));
  return { ...whole, connection: whole.connections[0]! };
}

/** "SYN_SENT ESTABLISHED": the states that were not taken back. */
export function statesOf(end: EndpointRow): string {
  return end.states
    .filter(({ certainty }) => certainty !== 'retracted')
    .map(({ state }) => state)
    .join(' ');
}
