/**
 * The library: what happened on the wire, connection by connection, as typed rows.
 *
 * `connectionsOf` gives the rows of all connections at once. `analyze` hands rows of connections and packets to a sink
 * while it reads. Rows have the same fields and words as the output of `synopsis … -f json`.
 */
export type { AnalyzeOptions, Timeline } from './analyze.js';
export type { ByteSourceOptions } from './capture/byte-source.js';
export { CaptureFormatError, CaptureUnreadableError } from './capture/errors.js';
export type { LinkType } from './capture/link-type.js';
export { openCaptures, type TimelineReader } from './capture/merge.js';
export { type OpenCaptureOptions, openCapture } from './capture/open-capture.js';
export {
  type CaptureDescription,
  type CaptureReader,
  type PacketRecord,
  ReadStatus,
} from './capture/packet-record.js';
export type { Segment } from './decode/segment.js';
export type { Tunnels } from './decode/tunnel/tunnels.js';
export { TraceError, UsageError } from './errors.js';
export type { AnalysisWord } from './labels/analysis-words.js';
export type { WiresharkProfile } from './labels/wireshark-profile.js';
export { connectionOf, connectionsOf } from './library/connections.js';
export { analyze, type Captures, type ChoiceOptions, type ReadOptions } from './library/passes.js';
export { QueryError } from './query/grammar.js';
export type * from './rows.js';
export type { Clock, ConnectionView, PacketView, Progress, Sink, Summary } from './sink.js';
