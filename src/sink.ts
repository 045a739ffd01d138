import type { PacketRecord, RecordOrigin } from './capture/packet-record.js';
import type { Segment } from './decode/segment.js';
import type { Judgement } from './findings/finding.js';
import type {
  CaptureRow,
  Certainty,
  ConnectionRow,
  FlagsRow,
  HandshakeKind,
  Outcome,
  PacketRow,
  ResetCause,
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
  /** The names of their addresses, where the capture or `--hosts` gives them. */
  readonly initiatorName: string | null;
  readonly responderName: string | null;
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
  /** The errnos that the kernels at both ends put on their sockets, each once. */
  readonly errnos: readonly string[];
  /** Why the connection's RSTs were sent, each cause once. */
  readonly causes: readonly ResetCause[];
  /** SYN to the ACK that completes the handshake, in nanoseconds; NaN where one of them is missing. */
  readonly handshakeNs: number;
  /** SYN,ACKs that were sent again. */
  readonly synAckRepeats: number;
  /** Who sent the RST that ended it, and why one that ended or refused it was sent; null where none did. */
  readonly resetBy: Side | null;
  readonly resetCause: ResetCause | null;
  /** One socket is both ends: the responder mirrors the initiator. */
  readonly isSelfConnected: boolean;
  /** A small number for the side's host, from 1; 0 beyond the hosts that are told apart. */
  hostOf(side: Side): number;
  /** The side's port; above 65535 it stands for a name. */
  portNumberOf(side: Side): number;
  readonly handshake: HandshakeKind;
  /** Whether both programs could have used it: the handshake was completed, or what passed shows it. */
  readonly wasOpen: boolean;
  /** From the last SYN to its SYN,ACK; NaN where one of them is missing. */
  readonly answerNs: number;
  /** When the SYN,ACK passed by; NaN where none did. */
  readonly synAckNs: number;
  /** SYNs that the initiator sent again. */
  readonly synRepeats: number;
  /** When its end began, by the first FIN or the RST that ended it, and who sent that; NaN and null where nothing did. */
  readonly endingNs: number;
  readonly endedBy: Side | null;
  /** How long nobody had spoken before it was cut off by a RST or a side that vanished; NaN where it was not cut after a silence, or was being closed. */
  readonly silenceBeforeCutNs: number;
  /** Acknowledgments of it passed by, but nothing of what they acknowledge: one direction was not captured. */
  readonly isOneWay: boolean;
  /** Bytes that were acknowledged but never captured, of both sides. */
  readonly gapBytes: number;
  /** How many of its packets bear this note, one of the sixteen lowest `Note` bits; 0 for a sink that does not judge. */
  notedPackets(note: number): number;
  /** The first packet that bears one of these notes; 0 for none. */
  firstNoted(notes: number): number;
  /** Bytes on the wire that this side sent, and its RSTs. */
  bytesFrom(side: Side): number;
  resetsFrom(side: Side): number;
  /** The flag bits that any packet of this side had. */
  flagsFrom(side: Side): number;
  /** Calls `visit` for each state that the side's socket was in for at least so long, as of now; `state` is a place in STATE_NAMES. */
  lastingStates(side: Side, leastNs: number, visit: StateVisitor): void;
  /** Packets and payload bytes that this side sent. */
  packetsFrom(side: Side): number;
  payloadBytesFrom(side: Side): number;
  /** The states this side was in, oldest first; states that later evidence took back are left out. */
  spansOf(side: Side): StateSpan[];
  /** What this side waits for, as of now. */
  queueOf(side: Side): SendQueue;
  /** 0 or 1, by the addresses alone: unlike the sides it never changes. */
  endOf(side: Side): 0 | 1;
  /** What the rules find in it, the worst first; worked out when it is asked for. */
  readonly judgements: readonly Judgement[];
  /** What happened, in one sentence. */
  readonly verdict: string;
  toRow(): ConnectionRow;
}

/** Takes a state, and from when to when a socket was in it; Infinity while nothing ends it. */
export interface StateVisitor {
  state(state: number, sinceNs: number, untilNs: number): void;
}

/** One state of one endpoint, and how long it lasted. */
export interface StateSpan {
  state: StateName;
  sinceNs: number;
  /** Infinity while nothing ends it. A timer may end it after the last packet. */
  untilNs: number;
  /** The packets that brought and that ended it; null for time alone, and while it lasts. */
  sincePacket: number | null;
  untilPacket: number | null;
  /** How long its timer lets it last, and when that ends it, or would have; Infinity for a state that no timer ends. */
  timerNs: number;
  runsOutNs: number;
  certainty: Exclude<Certainty, 'retracted'>;
}

/** What an endpoint has under way. */
export interface SendQueue {
  /** Sequence space sent and not acknowledged; null where the capture does not tell. */
  sentNotAcked: number | null;
  /** Repeats and probes since the other side last spoke. */
  repeats: number;
  /** The other side's window is closed. */
  isWindowClosed: boolean;
}

/**
 * Moments at which a sink looks at the connections that have changed since it last did. A moment comes before the first
 * packet later than it, or after a packet by number; where the packets end, all that are left come at once. Whenever all that is
 * there has been tracked, `nextPacket` is asked anew: a sink that goes by another clock may say there that it wants to look.
 */
export interface MomentWatch {
  /** The next moment wanted, in nanoseconds or as a packet number; Infinity for none. Packet 0 asks for a look once the clock is set. */
  readonly nextNs: number;
  readonly nextPacket: number;
  /** True for a sink that looks only where all that is there has been tracked: others are asked before each packet. */
  readonly betweenReads?: boolean;
  /** Handed the way to what is held, for a sink that looks while nothing comes. */
  readonly begin?: (held: HeldConnections) => void;
  /**
   * @param changed one view that moves on, valid only during the call; what was gone through does not come again unchanged
   * @param packets how many packets have passed
   * @param lastNs the latest of their times, NaN where there are none
   * @param untilNs when the next packet comes: nothing changes before, and no moment before it may be asked for again
   */
  look(changed: Iterable<ConnectionView>, packets: number, lastNs: number, untilNs: number): void;
}

/** What is held between two reads: to be asked until the captures end, never from within a call of the analysis. */
export interface HeldConnections {
  /** Lets the sink look now, if it wants to. */
  look(): void;
  /** One view that moves on over all that is held, changed or not. */
  all(): Iterable<ConnectionView>;
}

/** A packet that belongs to a connection, right after both endpoints took notice of it; valid only during the call. */
export interface PacketView {
  readonly segment: Readonly<Segment>;
  readonly record: Readonly<PacketRecord>;
  /** Where its record stands; unlike `record` it is never ahead of the packet. */
  readonly origin: Readonly<RecordOrigin>;
  readonly connection: number;
  readonly sender: Side;
  readonly initiatorAddress: string;
  readonly initiatorPort: number | string;
  readonly responderAddress: string;
  readonly responderPort: number | string;
  readonly initiatorName: string | null;
  readonly responderName: string | null;
  readonly initiatorState: StateName;
  readonly responderState: StateName;
  /** Our judgement on it, as `Note` bits; `toRow` has their words. */
  readonly notes: number;
  /** It came after its connection had left. */
  readonly isLate: boolean;
  /** The packets whose IP fragments it was put together from, itself the last to come; empty where it came in one piece. */
  readonly fragmentPackets: readonly number[];
  /** The flow's number, as in `ConnectionView`. */
  readonly flow: number;
  /** The side's state after it, as a place in STATE_NAMES. */
  statePlaceOf(side: Side): number;
  /** By how much its window is shifted to be bytes; -1 while that is unknown. */
  readonly windowShift: number;
  /** What the side's relative sequence numbers count from, as int32; null while that is unknown. */
  baseOf(side: Side): number | null;
  toRow(): PacketRow;
}

/** What `analyze` gives back once all is read. */
export interface Summary {
  captures: CaptureRow[];
  totals: Totals;
  flags: FlagsRow[];
  /** What was left out of the input, and bounds that were reached, in sentences ("more than 65,536 fragments were waiting: …"); empty as a rule. */
  limitsReached: string[];
  quality: CaptureQuality;
}

/** What was counted of the records themselves, over all captures. */
export interface CaptureQuality {
  /** Packets of which not all bytes were captured, and the first of them; 0 for none. */
  cutPackets: number;
  firstCutPacket: number;
  /** Packets whose time is well before that of the one before them in the same capture: how many, the first of them, and the farthest. */
  stepsBack: number;
  firstStepPacket: number;
  longestStepNs: number;
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
  /** True for a sink that never calls `ConnectionView.toRow`: what only whole rows hold (Zeek's words) is then not worked out. */
  readonly withoutRows?: boolean;
  /** True for a sink that asks views for judgements though it takes no rows. */
  readonly judges?: boolean;
  /** True for one that takes packets, but neither rows nor records: `PacketView.record` may be ahead of the packet. */
  readonly withoutRecords?: boolean;
  /** True for a sink that takes packets with their records, but not their rows: Wireshark's words are then not worked out. */
  readonly withoutLabels?: boolean;
  /** Called once, before anything else. */
  begin?(clock: Clock): void;
  /** Called for every TCP packet (and every ICMP error tied to a connection) in order. */
  packet?(view: PacketView): void;
  /** Called once for every connection, when it leaves: during the run when it is long over, the rest at the end in order of their numbers. */
  connection?(view: ConnectionView): void;
  progress?(progress: Progress): void;
  /** Nothing has come for a moment: what is held back, such as rows of a table whose widths are not settled, should go out. */
  idle?(): void;
  /** Asked for looks at what is held between two packets. */
  readonly moments?: MomentWatch;
}

/** Turns `timeNs` values into printed times: epoch seconds with nine decimals. */
export interface Clock {
  /** Null before the first packet and where the input has no times. */
  format(timeNs: number): string | null;
  /** Seconds since 1970 as a double (microsecond precision): for local time of day. NaN where unknown. */
  epochSeconds(timeNs: number): number;
}
