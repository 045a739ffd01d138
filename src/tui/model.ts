import type {
  ConnectionRow,
  FindingCertainty,
  Outcome,
  PacketRow,
  Severity,
  Side,
  SocketRow,
  StateName,
} from '../rows.js';
import type { Clock, Progress } from '../sink.js';

/**
 * What the screens ask for. Getters answer at once from what is there, however large the capture; what has to be worked out
 * or read again is `Fetched`: asking starts the work, and `version` counts up when it is done. Nothing here waits, so
 * that a key never does. Values handed out stay as they are: what changes is handed out anew.
 */
export interface TuiModel {
  /** Counts up whenever anything that a screen shows has changed. */
  readonly version: number;
  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void;

  readonly reading: Reading;
  /** One object from the start; it knows times once the first packet has come. */
  readonly clock: Clock;
  /** The latest time of a packet so far, in nanoseconds since the first; NaN where there are no times. */
  readonly lastNs: number;
  /** What these captures cannot show, in sentences. */
  readonly honesty: readonly string[];
  /** The gravest first. */
  readonly incidents: readonly Incident[];
  readonly connections: ConnectionList;
  /** Hosts and services, the troubled first. */
  readonly hosts: readonly HostSummary[];
  readonly notes: readonly OwnNote[];

  connection(connection: number): Fetched<ConnectionRow>;
  packets(connection: number): Fetched<PacketList>;
  packetDetail(packet: number): Fetched<PacketDetail>;
  /** The connection that a packet belongs to; null for none, and for one not read yet. */
  connectionOf(packet: number): number | null;
  /** All hosts' sockets at a moment, or those of one host. */
  sockets(timeNs: number, host: string | null): Fetched<SocketTable>;
  /** How many sockets were in each state, over the whole time in `buckets` parts of equal length; the largest of each part. */
  stateCounts(timeNs: number, host: string | null, buckets: number): Fetched<readonly StateCount[]>;
  /** How much there was of something in each of `buckets` equal parts of the whole time. */
  timeline(series: TimelineSeries, buckets: number): readonly number[];
  graph(connection: number): Fetched<ConnectionGraph>;
  payload(connection: number): Fetched<Payload>;

  /** Ends reading early: what was read stays. */
  stop(): void;
  exportAs(request: ExportRequest): Promise<ExportResult>;
  /** Keeps a person's note beside the capture; an empty text takes it away. */
  writeNote(note: OwnNote): Promise<void>;
}

export type Fetched<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly message: string };

/** How far reading is. */
export interface Reading {
  /** Names of the captures, as they were given. */
  readonly names: readonly string[];
  readonly progress: Progress;
  readonly isDone: boolean;
  /** A pipe that is still being written: more may always come. */
  readonly isLive: boolean;
  /** Why reading ended early, in a sentence; null when it did not. */
  readonly failure: string | null;
}

/** Many findings that are one event. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly certainty: FindingCertainty;
  readonly codes: readonly string[];
  /** How many connections it took. */
  readonly connections: number;
  /** NaN where there are no times. */
  readonly startNs: number;
  readonly endNs: number;
  readonly explanation: string;
  readonly advice: string;
  /** What would change this judgement. */
  readonly wouldChange: string;
  /** Packets that prove it. */
  readonly evidence: readonly number[];
  /** Shows its packets in Wireshark. */
  readonly displayFilter: string;
}

export const SORT_KEYS = [
  'connection',
  'severity',
  'start',
  'duration',
  'packets',
  'bytes',
  'initiator',
  'responder',
  'outcome',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Which connections are listed, and in which order. */
export interface ConnectionChoice {
  /** In the language of `--filter`; "" for all. It is sound: the screen has checked it. */
  readonly filter: string;
  /** Only those of one incident, by its id. */
  readonly incident: string | null;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

/** Connections under a choice, by position from 0. */
export interface ConnectionList {
  /** Asks for other rows; those of the last choice stay until they are there. A newer choice replaces one in work. */
  choose(choice: ConnectionChoice): void;
  /** The choice that the rows below follow. */
  readonly choice: ConnectionChoice;
  /** The part of the work on a newer choice that is done, from 0 to 1; null when there is none. */
  readonly choosing: number | null;
  readonly count: number;
  /** Of all choices. */
  readonly total: number;
  numberAt(position: number): number;
  /** -1 when it is not among the rows. */
  positionOf(connection: number): number;
  /** The next row after `position` (before it, when `step` is -1) that something is wrong with; -1 for none. */
  nextTroubled(position: number, step: 1 | -1): number;
  summary(connection: number): ConnectionSummary;
}

/** What a list shows of a connection. */
export interface ConnectionSummary {
  readonly connection: number;
  readonly initiatorAddress: string;
  readonly initiatorPort: number | string;
  readonly responderAddress: string;
  readonly responderPort: number | string;
  readonly startNs: number;
  readonly endNs: number;
  readonly packets: number;
  readonly bytes: number;
  readonly initiatorBytes: number;
  readonly responderBytes: number;
  readonly initiatorState: StateName;
  readonly responderState: StateName;
  readonly outcome: Outcome;
  /** Of the gravest finding; null for none. */
  readonly severity: Severity | null;
  /** One sentence; "" while none has been found. */
  readonly verdict: string;
}

/** A host, or a service of a host. */
export interface HostSummary {
  readonly address: string;
  /** Of a service; null for a host as a whole. */
  readonly port: number | string | null;
  readonly opened: number;
  readonly accepted: number;
  readonly failed: number;
  readonly bytes: number;
  readonly severity: Severity | null;
  /** What stands out about it, "" for nothing. */
  readonly remark: string;
}

/** The packets of one connection in order, ICMP errors that quote it among them. All but `row` cost next to nothing. */
export interface PacketList {
  readonly count: number;
  /** ICMP errors are among them. */
  readonly hasIcmp: boolean;
  /** Nanoseconds since the first packet of the timeline. */
  timeNs(index: number): number;
  /** Nothing but data and acknowledgments as expected, which a ladder may fold. */
  isOrdinary(index: number): boolean;
  packetNumber(index: number): number;
  row(index: number): PacketRow;
  /** Over `from` up to, not including, `to`. */
  summarize(from: number, to: number): PacketsSummary;
}

export interface PacketsSummary {
  /** Payload bytes each way. */
  readonly bytes: Readonly<Record<Side, number>>;
}

/** One packet in full. */
export interface PacketDetail {
  readonly packet: number;
  /** From the outermost header to the payload. */
  readonly layers: readonly PacketLayer[];
  /** Null where the bytes cannot be had again; `bytesMissing` says why. */
  readonly bytes: Uint8Array | null;
  readonly bytesMissing: string | null;
  /** Every note and label on this packet, with what it means. */
  readonly meanings: readonly { readonly word: string; readonly meaning: string }[];
}

export interface PacketLayer {
  readonly title: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

export interface SocketTable {
  readonly count: number;
  at(position: number): SocketRow;
}

export interface StateCount {
  readonly state: StateName;
  readonly now: number;
  readonly peak: number;
  readonly peakNs: number;
  readonly buckets: readonly number[];
}

export type TimelineSeries = 'packets' | 'syns' | 'resets' | 'retransmissions' | 'zero-windows';

/** What plots are made of: one entry a packet. Sequence numbers are relative and do not wrap; NaN where one is not known. */
export interface ConnectionGraph {
  readonly count: number;
  readonly timeNs: Float64Array;
  /** 0 from the initiator, 1 from the responder. */
  readonly sender: Uint8Array;
  readonly seq: Float64Array;
  readonly length: Float64Array;
  readonly ack: Float64Array;
  readonly windowBytes: Float64Array;
  readonly bytesInFlight: Float64Array;
  readonly rttSeconds: Float64Array;
  /** Bits of GraphMark. */
  readonly marks: Uint8Array;
}

export const GraphMark = { Retransmission: 1, Syn: 2, Fin: 4, Rst: 8, ZeroWindow: 16 } as const;

/** What both sides said, in order, as far as it was captured and is held. */
export interface Payload {
  readonly chunks: readonly PayloadChunk[];
  /** Why this is not all, in a sentence; null when it is. */
  readonly incomplete: string | null;
}

export interface PayloadChunk {
  readonly side: Side;
  readonly packet: number;
  readonly timeNs: number;
  readonly bytes: Uint8Array;
  /** Bytes before these that were never captured. */
  readonly missingBefore: number;
}

/** A person's own words on a packet or a connection. */
export interface OwnNote {
  readonly on: 'packet' | 'connection';
  readonly number: number;
  readonly text: string;
}

export const EXPORT_FORMATS = ['text', 'markdown', 'json', 'pcapng', 'annotated'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is to leave the screen. */
export interface ExportRequest {
  readonly format: ExportFormat;
  readonly path: string;
  readonly replace: boolean;
  readonly screen: string;
  /** The connection that is looked at, or those picked; all of the choice where both are empty. */
  readonly connections: readonly number[];
  readonly choice: ConnectionChoice;
  readonly timeNs: number;
  readonly host: string | null;
}

export type ExportResult =
  | { readonly status: 'written' }
  | { readonly status: 'exists' }
  | { readonly status: 'failed'; readonly message: string };

/** What has come of a request, or null while it is under way or failed. */
export function ready<T>(fetched: Fetched<T>): T | null {
  return fetched.status === 'ready' ? fetched.value : null;
}
