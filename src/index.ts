/**
 * The library: what happened on the wire, connection by connection, as typed rows.
 *
 * Each command has its function; rows have the same fields and words as the output of `synopsis … -f json`. `connectionsOf`,
 * `reportOf` and their like keep what they give back; `analyze` hands rows of connections and packets to a sink while it reads and keeps
 * nothing. All of them throw `CaptureUnreadableError` and `CaptureFormatError` where nothing can be read, and `UsageError` for what was
 * asked and makes no sense.
 */
export type { PayloadPiece } from './analysis/payload-stream.js';
export type { AnalyzeOptions, Timeline } from './analyze.js';
export type { Detail } from './annotate/detail.js';
export type { ProfileFiles } from './annotate/wireshark-profile.js';
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
export type { Group, Page } from './explain/page.js';
export { type Explanation, explain, pages } from './explain/pages.js';
export type { ExtractFormat } from './extract/formats.js';
export type { AnalysisWord } from './labels/analysis-words.js';
export type { WiresharkProfile } from './labels/wireshark-profile.js';
export { type AnnotateOptions, annotate } from './library/annotate.js';
export { connectionOf, connectionsOf } from './library/connections.js';
export { type ExtractOptions, extract } from './library/extract.js';
export { type FindOptions, find } from './library/find.js';
export { follow, type PayloadTaker } from './library/follow.js';
export { type HostOptions, hostsOf } from './library/hosts.js';
export { packetsOf } from './library/packets.js';
export { analyze, type Captures, type ChoiceOptions, type ReadOptions } from './library/passes.js';
export { reportOf } from './library/report.js';
export { type SocketMoments, type SocketOptions, socketsOf, statePeaksOf } from './library/sockets.js';
export { wiresharkProfile } from './library/wireshark-profile.js';
export { QueryError } from './query/grammar.js';
export * from './rows.js';
export type { Clock, ConnectionView, PacketView, Progress, Sink, Summary } from './sink.js';
