import type { PacketRecord } from './capture/packet-record.js';
import type { Segment } from './decode/segment.js';
import type {
  CaptureRow,
  ConnectionRow,
  FlagsRow,
  Outcome,
  PacketRow,
  RolesFrom,
  Side,
  StateName,
  Totals,
} from './rows.js';

/**
 * A connection as the analysis holds it: a window on columns, valid only during the call that hands it over.
 * Getters cost little; `toRow` builds the whole row.
 */
export interface ConnectionView {
  readonly connection: number;
  readonly flow: number;
  readonly incarnation: number;
  readonly initiatorAddress: string;
  readonly initiatorPort: number | string;
  readonly responderAddress: string;
  readonly responderPort: number | string;
  readonly rolesFrom: RolesFrom;
  readonly firstPacket: number;
  readonly lastPacket: number;
  readonly packets: number;
  readonly bytes: number;
  /** Nanoseconds since the first packet of the timeline, NaN where there are no times. */
  readonly startNs: number;
  readonly endNs: number;
  readonly outcome: Outcome;
  readonly initiatorState: StateName;
  readonly responderState: StateName;
  /** Packets and payload bytes that this side sent. */
  packetsFrom(side: Side): number;
  payloadBytesFrom(side: Side): number;
  toRow(): ConnectionRow;
}

/** A packet that belongs to a connection, right after both endpoints took notice of it; valid only during the call. */
export interface PacketView {
  readonly segment: Readonly<Segment>;
  readonly record: Readonly<PacketRecord>;
  readonly connection: number;
  readonly sender: Side;
  readonly initiatorAddress: string;
  readonly initiatorPort: number | string;
  readonly responderAddress: string;
  readonly responderPort: number | string;
  readonly initiatorState: StateName;
  readonly responderState: StateName;
  toRow(): PacketRow;
}

/** What `analyze` gives back once all is read. */
export interface Summary {
  captures: CaptureRow[];
  totals: Totals;
  flags: FlagsRow[];
  /** Bounds that were reached, in sentences ("more than 65,536 fragments were waiting: …"); empty as a rule. */
  limitsReached: string[];
}

/** How far a long read is; passed along at most every few megabytes. */
export interface Progress {
  packets: number;
  bytesRead: number;
  /** Null where the size is unknown (a pipe). */
  bytes: number | null;
}

/** Where rows go. Each method is optional; the analysis does no work for rows that nobody takes. */
export interface Sink {
  /** Called once, before anything else. */
  begin?(clock: Clock): void;
  /** Called for every TCP packet (and every ICMP error tied to a connection) in order. */
  packet?(view: PacketView): void;
  /** Called once for every connection, when it leaves: during the run when it is long over, the rest at the end in order of their numbers. */
  connection?(view: ConnectionView): void;
  progress?(progress: Progress): void;
}

/** Turns `timeNs` values into printed times: epoch seconds with nine decimals. */
export interface Clock {
  /** Null before the first packet and where the input has no times. */
  format(timeNs: number): string | null;
  /** Seconds since 1970 as a double (microsecond precision): for local time of day. NaN where unknown. */
  epochSeconds(timeNs: number): number;
}
