import type { Tunnels } from '../decode/tunnel/tunnels.js';
import type { Findings } from '../findings/incidents.js';
import type { NetstatEntry } from '../hosts/netstat.js';
import type { KeptPayload } from '../kept/details.js';
import type { KeptGraph } from '../kept/graph.js';
import type { NewHosts } from '../kept/host-table.js';
import type { HostTotals } from '../kept/host-totals.js';
import type { TableName } from '../kept/kept-tables.js';
import type { Epoch } from '../kept/replay-reader.js';
import type { StateTotal } from '../kept/state-totals.js';
import type { WiresharkProfile } from '../labels/wireshark-profile.js';
import type { ConnectionRow, PacketRow } from '../rows.js';
import type { Progress, Summary } from '../sink.js';

/** What to read and how, as it is handed to the other thread. */
export interface Job {
  readonly paths: readonly string[];
  /** Paths that may turn out to be no captures. */
  readonly fromFolders: readonly string[];
  /** Names of addresses: family, four words, name. */
  readonly names: readonly (readonly [number, number, number, number, number, string])[];
  readonly follow: boolean;
  /** The captures can be opened once more. */
  readonly canReadAgain: boolean;
  /** Whoever keeps the rows judges connections too; else somebody else does. */
  readonly judges: boolean;
  readonly profile: WiresharkProfile;
  readonly tunnels: Tunnels;
  readonly timeWaitSeconds: number | null;
  readonly finTimeoutSeconds: number | null;
}

/** What a thread is for: to keep everything, or only to judge. */
export interface Task {
  readonly work: 'keep' | 'judge';
  readonly job: Job;
}

/** What the analysis tells by itself. */
export type News =
  /** More room for rows; it comes before any of them. */
  | { readonly kind: 'chunk'; readonly table: TableName; readonly buffer: SharedArrayBuffer }
  | { readonly kind: 'timeline'; readonly buffer: SharedArrayBuffer }
  | { readonly kind: 'hosts'; readonly hosts: NewHosts }
  /** How far it is: rows up to these numbers may be read. */
  | { readonly kind: 'reached'; readonly reached: Reached }
  /** What has been found so far. */
  | { readonly kind: 'findings'; readonly found: Found }
  /** Nothing more will be found; why it ended early, in a sentence, or null. */
  | { readonly kind: 'judged'; readonly failure: string | null }
  /** All is read. */
  | { readonly kind: 'done'; readonly done: Done }
  /** Nothing could be read, or what reads has failed. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer };

export interface Reached {
  readonly progress: Progress;
  readonly packetRows: number;
  readonly connectionRows: number;
  readonly lastNs: number;
  /** Null before the first packet. */
  readonly epoch: Epoch | null;
}

export interface Found {
  /** The gravest incidents, each with the finding that makes it, and findings on the captures. */
  readonly findings: Findings;
  /** The connections that each incident lists. */
  readonly members: readonly Uint32Array[];
  /** How many incidents there are. */
  readonly incidents: number;
  readonly hosts: readonly HostTotals[];
}

export interface Done {
  readonly summary: Summary;
  /** Connections whose roles are guessed; lone packets have none. */
  readonly rolesGuessed: number;
  /** Sentences on what there was no room for, and on bytes that cannot be had again. */
  readonly remarks: readonly string[];
}

/** What can be asked about what was kept, by the kind of question. */
export interface Questions {
  connection: { readonly connection: number };
  /** A packet by its row. */
  packet: { readonly row: number };
  graph: { readonly connection: number };
  payload: { readonly connection: number };
  sockets: { readonly timeNs: number; readonly host: string | null };
  states: { readonly timeNs: number; readonly host: string | null; readonly buckets: number };
}

export interface Answers {
  connection: ConnectionRow | null;
  packet: { row: PacketRow | null; bytes: Uint8Array | null; bytesMissing: string | null; linkType: number };
  graph: KeptGraph;
  payload: KeptPayload;
  sockets: { entries: NetstatEntry[]; all: number };
  states: StateTotal[];
}

export type QuestionKind = keyof Questions;
export type Question = { [Kind in QuestionKind]: { readonly kind: Kind } & Questions[Kind] }[QuestionKind];

export type Answer =
  | { readonly status: 'ready'; readonly value: Answers[QuestionKind] }
  | { readonly status: 'failed'; readonly message: string };

/** What the analysis is told. */
export type Order =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  /** Read no further: what was read stays. */
  | { readonly kind: 'stop' };

/** One end of the way between the threads. */
export interface Port<Out, In> {
  post(message: Out): void;
  onMessage(listener: (message: In) => void): void;
}
