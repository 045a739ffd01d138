import type { AnalysisWord } from './labels/analysis-words.js';

/**
 * The shapes of everything that leaves the analysis: rows of connections, packets, captures. Field names and
 * words are stable; fields may be added. Times are strings of epoch seconds with nine decimals (null where the input has
 * none), durations are numbers of seconds. The lists of words are the only place where those words stand; the tables inside count in
 * their order, so a new word goes to the end.
 */

/** The two ends of a connection: the one that opened it, and the other; `rolesFrom` says how that is known. */
export const SIDES = ['initiator', 'responder'] as const;
export type Side = (typeof SIDES)[number];

/** The eleven states of RFC 9293 §3.3.2, and UNKNOWN where the capture has not shown one yet. */
export const STATE_NAMES = [
  'UNKNOWN',
  'LISTEN',
  'SYN_SENT',
  'SYN_RCVD',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSED',
] as const;
export type StateName = (typeof STATE_NAMES)[number];

/** How a connection went, first word that fits. */
export const OUTCOMES = [
  'stray',
  'refused',
  'unreachable',
  'unanswered',
  'aborted-handshake',
  'reset',
  'closed',
  'vanished',
  'half-closed',
  'open',
  'partial',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What told who opened: its SYN, the answer to it, one port being well known, or nothing but the order of packets. */
export const ROLES_FROM = ['syn', 'syn-ack', 'ports', 'first-packet'] as const;
export type RolesFrom = (typeof ROLES_FROM)[number];

/** How a connection began. */
export const HANDSHAKE_KINDS = [
  'three-way',
  'simultaneous',
  'fast-open',
  'refused',
  'unanswered',
  'unreachable',
  'reset',
  'half-open',
  'not-captured',
] as const;
export type HandshakeKind = (typeof HANDSHAKE_KINDS)[number];

/** How a connection ended. */
export const TEARDOWN_KINDS = [
  'four-way',
  'three-segment',
  'simultaneous',
  'half-close',
  'fin-then-reset',
  'reset',
  'timeout',
  'none',
  'not-captured',
] as const;
export type TeardownKind = (typeof TEARDOWN_KINDS)[number];

/** What a RST did to the endpoint it was sent to. */
export const RESET_EFFECTS = ['ended', 'refused', 'ignored', 'after-close', 'stray'] as const;
export type ResetEffect = (typeof RESET_EFFECTS)[number];

/** Why a RST was sent, as far as its shape and what came before tell. */
export const RESET_CAUSES = [
  'unknown',
  'closed-port',
  'no-socket',
  'abort',
  'keep-alive-failure',
  'backlog-overflow',
  'handshake-rejected',
  'middlebox',
  'injected',
] as const;
export type ResetCause = (typeof RESET_CAUSES)[number];

/** "seen": this endpoint's own segment shows it; "inferred": from what was sent to it, or from a timer; "retracted": later evidence took it back. */
export const CERTAINTIES = ['seen', 'inferred', 'retracted'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** The event that brought a state: a segment this endpoint sent, one it received, or time alone. */
export const STATE_CAUSES = ['sent', 'received', 'timer'] as const;
export type StateCause = (typeof STATE_CAUSES)[number];

/** A state that an endpoint was in, and what brought it. */
export interface StateEntry {
  state: StateName;
  time: string | null;
  /** The packet that brought it, null for a timer. */
  packet: number | null;
  by: StateCause;
  certainty: Certainty;
}

/** An address and a port. */
export interface Socket {
  address: string;
  /** The number, or the printed name where text gives nothing else. */
  port: number | string;
  name?: string;
}

/** The errnos that packets can bring about, by their Linux names. */
export const ERRNOS = [
  'ECONNRESET',
  'EPIPE',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOPROTOOPT',
  'EOPNOTSUPP',
  'EHOSTDOWN',
  'ENONET',
  'EPROTO',
  'EACCES',
] as const;

/** How bad a finding is: something failed for a program; it will, or service suffered; worth knowing; benign. */
export const SEVERITIES = ['error', 'warning', 'note', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure a finding is. */
export const FINDING_CERTAINTIES = ['certain', 'likely', 'possible'] as const;
export type FindingCertainty = (typeof FINDING_CERTAINTIES)[number];

/** What a finding is about. */
export const FINDING_SCOPES = ['connection', 'host', 'service', 'capture'] as const;
export type FindingScope = (typeof FINDING_SCOPES)[number];

/** Every judgement there is, in the order of the catalogue: of one connection, of hosts and services, of the capture. */
export const FINDING_CODES = [
  'handshake-refused',
  'handshake-unanswered',
  'handshake-unreachable',
  'handshake-reset',
  'handshake-slow',
  'syn-retransmitted',
  'syn-ack-retransmitted',
  'handshake-ack-lost',
  'backlog-overflow',
  'simultaneous-open',
  'fast-open',
  'options-missing',
  'orderly-close',
  'half-close',
  'simultaneous-close',
  'close-wait-leak',
  'fin-wait-2-stuck',
  'fin-wait-1-stuck',
  'last-ack-stuck',
  'fin-retransmitted',
  'time-wait-reuse',
  'time-wait-assassination',
  'reset-no-socket',
  'reset-abort',
  'reset-after-close',
  'reset-keep-alive-failure',
  'reset-backlog-overflow',
  'reset-ignored',
  'reset-injected',
  'reset-by-middlebox',
  'peer-vanished',
  'half-open',
  'keep-alive',
  'keep-alive-unanswered',
  'keep-alive-reset',
  'heartbeat',
  'closed-after-missed-heartbeat',
  'zero-window',
  'window-full',
  'window-limited',
  'retransmission-timeout',
  'fast-retransmission',
  'spurious-retransmission',
  'tail-loss',
  'reordering',
  'duplicate-packets',
  'mss-black-hole',
  'stall',
  'illegal-flags',
  'urgent-data',
  'stray-segment',
  'syn-flood',
  'port-scan',
  'host-sweep',
  'syn-sent-pile-up',
  'syn-rcvd-pile-up',
  'established-pile-up',
  'fin-wait-1-pile-up',
  'fin-wait-2-pile-up',
  'close-wait-pile-up',
  'closing-pile-up',
  'last-ack-pile-up',
  'time-wait-pile-up',
  'stale-connections',
  'service-down',
  'service-restarted',
  'refused-storm',
  'reset-storm',
  'timeout-storm',
  'idle-timer',
  'capture-started-late',
  'capture-ended-early',
  'capture-gaps',
  'capture-one-way',
  'capture-duplicates',
  'capture-offload',
  'capture-cut',
  'clock-stepped',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];
/** Those that single connections have. */
export const CONNECTION_FINDING_CODES: readonly FindingCode[] = FINDING_CODES.slice(
  0,
  FINDING_CODES.indexOf('syn-flood'),
);

/** Numbers and words that a judgement rests on; names end with their unit. */
export type Measures = Readonly<Record<string, number | string | null>>;

/** Whom a finding or an incident is about; fields that say nothing are left out. */
export interface FindingSubject {
  address?: string;
  port?: number | string;
  connection?: number;
  side?: Side;
}

/** A judgement, with what proves it. One of many connections alike is one row. */
export interface FindingRow {
  code: FindingCode;
  severity: Severity;
  certainty: FindingCertainty;
  scope: FindingScope;
  subject: FindingSubject;
  /** The incident it is part of; null for what is benign or about the capture itself. */
  incident: string | null;
  title: string;
  explanation: string;
  advice: string;
  /** What would speak against it. */
  wouldChange: string;
  /** How many connections show it, and the first of them, at most 1,000. */
  connectionCount: number;
  connections: number[];
  /** The packets to look at, at most ten. */
  packets: number[];
  time: string | null;
  endTime: string | null;
  measures: Measures;
  /** The limits it was judged by. */
  thresholds: Measures;
  /** Shows its packets in Wireshark. */
  displayFilter: string;
  sources: string[];
}

/** One event, however many connections it hit. */
export interface IncidentRow {
  /** Made of what it is about, so that two reports can be compared: "reset-no-socket/10.0.0.2:3306/1". */
  id: string;
  title: string;
  severity: Severity;
  certainty: FindingCertainty;
  subject: FindingSubject;
  codes: FindingCode[];
  connectionCount: number;
  /** The first of them, at most 1,000. */
  connections: number[];
  /** Places in the report's `findings`. */
  findings: number[];
  startTime: string | null;
  endTime: string | null;
}

/** What each call returns: "ok", "EOF", an errno; null where the trace cannot tell or the call would block. */
export interface ApplicationRow {
  connect: string | null;
  accept: string | null;
  read: string | null;
  write: string | null;
  /** The calls after the first one that told of the end. */
  afterwards: { read: string | null; write: string | null };
}

/** One end of a connection; what it counts is what this end sent. */
export interface EndpointRow {
  /** Its state when the trace ends. */
  state: StateName;
  /** Every state it was in, in order; LISTEN and the first CLOSED are left out. */
  states: StateEntry[];
  /**
   * The errno that the kernel put on the socket (Linux names), or null. "seen": this endpoint's own segments afterwards show it (a RST
   * for want of a socket that it had, a RST after keep-alives without answer); "inferred": from what was sent to it, or from its silence.
   */
  socketError: string | null;
  socketErrorCertainty: 'seen' | 'inferred' | null;
  application: ApplicationRow;
  packets: number;
  /** Bytes on the wire, and those of TCP payload (repeats included). */
  bytes: number;
  payloadBytes: number;
  /** How often each flag was set: {"SYN": 1, "ACK": 12}. */
  flags: Record<string, number>;
  /** Segments sent again, by our own judgement (Wireshark's labels may differ), and their bytes. */
  retransmissions: number;
  retransmittedBytes: number;
  /** Those, as a share of what could be sent again: of packets with data, SYN or FIN, and of payload bytes; null where none was sent. */
  retransmissionRate: { packets: number | null; bytes: number | null };
  /** Of the retransmissions, those whose data had not passed before: the original was lost before the capture point. */
  lostBeforeCapture: number;
  /** Those whose data had passed, and was not seen to be acknowledged: it, or its acknowledgment, was lost after the capture point. */
  lostAfterCapture: number;
  /** Those that nothing was lost for: acknowledged already, or reported as duplicates by the other side's D-SACKs. The three add up to `retransmissions`. */
  spuriousRetransmissions: number;
  /** Those that brought other bytes for the same sequence numbers, as far as the originals were among the latest 65,536 segments and captured whole. */
  differingRetransmissions: number;
  /** Segments that were overtaken on their way to the capture point. */
  outOfOrder: number;
  /** How far they were overtaken at most (RFC 4737 §4): in packets and bytes of the same sender, and in time; null where none was. */
  reordering: { maxPackets: number | null; maxBytes: number; maxSeconds: number | null } | null;
  duplicateAcks: number;
  /** Duplicates that it reported having received (RFC 2883). */
  dsacks: number;
  keepAlives: number;
  /** How often it closed its receive window, and for how long in all. */
  zeroWindows: number;
  zeroWindowSeconds: number;
  /** When: the first sixteen times. The packets are its own: the one that closed the window, and the one that opened it again. */
  zeroWindowPeriods: ZeroWindowPeriod[];
  /** The receive windows it offered after its SYN, scaled; null where it offered none, or its SYN with the scale was not captured. */
  window: { minBytes: number | null; maxBytes: number | null; lastBytes: number | null };
  maxBytesInFlight: number;
  /** Bytes of its data that were acknowledged but never captured. */
  gapBytes: number;
  /**
   * Round trips from the capture point to this endpoint, by its ACKs of segments sent once (Karn's algorithm). Percentiles of more than
   * sixteen samples are exact to a sixteenth; null where more endpoints than can be counted had that many.
   */
  rtt: RoundTrips & {
    p50Seconds: number | null;
    p95Seconds: number | null;
    smoothedSeconds: number | null;
  };
  /**
   * The same by the timestamps that it echoes (RFC 7323 §4.1): about one sample each round trip, and also of segments sent again,
   * of which ACKs alone tell nothing. No samples where timestamps are off.
   */
  timestampRtt: RoundTrips;
  /** Initial sequence number; null when no SYN of this endpoint was captured and no ACK revealed it. */
  isn: number | null;
  /** What its SYN offered; null when its SYN was not captured. */
  options: OptionsOffered | null;
  ttl: {
    /** The distinct values seen, in order of appearance, at most four. */
    values: number[];
    /** The likely value at the sender (32, 64, 128, 255), and the hops to the capture point; null where unknown. */
    initial: number | null;
    hops: number | null;
  };
}

/** Round trips in sum; null without samples. */
export interface RoundTrips {
  samples: number;
  minSeconds: number | null;
  meanSeconds: number | null;
  maxSeconds: number | null;
}

/** One time at which an endpoint's receive window was closed; the end is null where it stayed so. */
export interface ZeroWindowPeriod {
  startPacket: number;
  startTime: string | null;
  endPacket: number | null;
  endTime: string | null;
  seconds: number | null;
}

/** The TCP options in an endpoint's SYN. */
export interface OptionsOffered {
  mss: number | null;
  windowScale: number | null;
  sackPermitted: boolean;
  timestamps: boolean;
  fastOpen: boolean;
  mptcp: boolean;
}

/** One RST of a connection. */
export interface ResetRow {
  packet: number;
  time: string | null;
  /** The side that its header names as sender. */
  by: Side;
  cause: ResetCause;
  effect: ResetEffect;
  /** What is seen in it, as evidence: "bare", "answers-segment", "ttl-differs" … */
  tests: string[];
}

/**
 * What a connection's time goes into, by what ended each wait. Thinking is a program's: the wait was over when it spoke, the way aside.
 * Idle is silence in which keep-alives passed; recovery takes in repeats that turned out needless; what still came when all was over is
 * unexplained. As seen from where the capture was taken: losses before that point look like their sender's thinking.
 */
export const TIME_CAUSES = [
  'handshake',
  'initiatorThink',
  'responderThink',
  'transfer',
  'windowClosed',
  'lossRecovery',
  'delayedAck',
  'halfClosed',
  'idle',
  'unexplained',
] as const;
export type TimeCause = (typeof TIME_CAUSES)[number];

/** What Zeek's conn.log says of a connection. */
export interface ZeekRow {
  connState: ConnState;
  /** "ShADadFf"; "" where no segment gave a letter. */
  history: string;
  /** The side that Zeek calls the originator. */
  originator: Side;
}

/** Zeek's words for how a connection stands when it ends. */
export const CONN_STATES = [
  'S0',
  'S1',
  'SF',
  'REJ',
  'S2',
  'S3',
  'RSTO',
  'RSTR',
  'RSTOS0',
  'RSTRH',
  'SH',
  'SHR',
  'OTH',
] as const;
export type ConnState = (typeof CONN_STATES)[number];

/** One connection: one life of a 4-tuple, from SYN to close. */
export interface ConnectionRow {
  /** Wireshark's tcp.stream. */
  connection: number;
  flow: number;
  /** Counts the lives of one 4-tuple from 0. */
  incarnation: number;
  initiator: Socket;
  responder: Socket;
  rolesFrom: RolesFrom;
  firstPacket: number;
  lastPacket: number;
  packets: number;
  /** Payload bytes are per endpoint; these are bytes on the wire, both ways. */
  bytes: number;
  startTime: string | null;
  endTime: string | null;
  durationSeconds: number | null;
  outcome: Outcome;
  /** What happened, in one sentence that can be pasted. */
  verdict: string;
  /** What was found in it, the worst first. */
  findings: FindingCode[];
  /** What Wireshark 4.0 says of it. */
  wireshark: {
    /** `tcp.completeness`: 1 SYN, 2 SYN,ACK, 4 ACK, 8 data, 16 FIN, 32 RST. */
    completeness: number;
  };
  zeek: ZeekRow;
  handshake: {
    kind: HandshakeKind;
    /** SYN to the ACK that completes it; the parts on the responder's and the initiator's side of the capture point. */
    rttSeconds: number | null;
    initiatorRttSeconds: number | null;
    responderRttSeconds: number | null;
    synRetransmissions: number;
    synAckRetransmissions: number;
  };
  teardown: {
    kind: TeardownKind;
    closedFirst: Side | null;
    halfClosedSeconds: number | null;
    resetBy: Side | null;
    resetCause: ResetCause | null;
  };
  resets: ResetRow[];
  /** Seconds by cause; they add up to `durationSeconds`. Null where the input has no times. */
  timeSpent: Readonly<Record<TimeCause, number>> | null;
  endpoints: { initiator: EndpointRow; responder: EndpointRow };
}

/** What a packet row is about: a TCP segment, or an ICMP error that quotes one. */
export const PACKET_KINDS = ['tcp', 'icmp'] as const;

/** The ICMP error behind a packet row that quotes a TCP segment. */
export interface IcmpRow {
  type: number;
  code: number;
  /** "host-unreachable", "time-exceeded" …, or "type-3-code-42". */
  name: string;
  sender: string;
  mtu: number | null;
}

/** One TCP packet, or one ICMP error that quotes one. */
export interface PacketRow {
  /** Wireshark's frame.number. */
  packet: number;
  time: string | null;
  kind: (typeof PACKET_KINDS)[number];
  connection: number;
  sender: Side;
  /** "SYN,ACK", in the order FIN,SYN,RST,PSH,ACK,URG,ECE,CWR,AE; "" when none. */
  flags: string;
  seq: number;
  ack: number;
  relativeSeq: number | null;
  relativeAck: number | null;
  length: number;
  window: number;
  /** Null while the scale is unknown (its SYN was not captured). */
  scaledWindow: number | null;
  /** As tcpdump prints them: "mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7". */
  options: string;
  ttl: number | null;
  ipId: number | null;
  capturedLength: number;
  capture: number;
  packetInCapture: number;
  interface: number;
  /** Wireshark's words (`tcp.analysis.…`); our own are in `notes` and may differ. */
  analysis: AnalysisWord[];
  /** What Wireshark shows beside them; null where it shows nothing. */
  bytesInFlight: number | null;
  ackRttSeconds: number | null;
  /** The packet whose end this one acknowledges exactly. */
  acks: number | null;
  initialRttSeconds: number | null;
  /** Of a retransmission: the time since the packet `rtoOf`. */
  rtoSeconds: number | null;
  rtoOf: number | null;
  duplicateAckNumber: number | null;
  duplicateAckOf: number | null;
  icmp: IcmpRow | null;
  /** Both endpoints' states after this packet. */
  states: { initiator: StateName; responder: StateName };
  /** Our judgement on this packet, in words. */
  notes: string[];
  comment: string | null;
}

/** What the times of a capture tell: dates, times of day only, seconds since some packet, nothing. */
export const CLOCKS = ['absolute', 'time-of-day', 'relative', 'none'] as const;

/** One capture, after it was read. */
export interface CaptureRow {
  path: string;
  format: string;
  packets: number;
  tcpPackets: number;
  bytes: number;
  linkTypes: string[];
  firstTime: string | null;
  lastTime: string | null;
  clock: (typeof CLOCKS)[number];
  snaplen: number | null;
  dropped: number | null;
  /** By their numbers (`PacketRow.interface`). */
  interfaces: InterfaceRow[];
  /** What people wrote about the capture as a whole. */
  comments: string[];
  /** Packets that gave no TCP row, by reason. */
  notDecoded: Record<string, number>;
  warnings: string[];
}

/** An interface of a capture, as far as the capture tells of it. */
export interface InterfaceRow {
  name: string | null;
  description: string | null;
  linkType: string;
  comment: string | null;
}

/** Over all captures: every packet on the wire, TCP or not. */
export interface Totals {
  packets: number;
  tcpPackets: number;
  /** TCP packets that came after their connection's row had left: no row counts them. */
  latePackets: number;
  connections: number;
  flows: number;
  bytes: number;
  durationSeconds: number | null;
}

/** One combination of flags that was seen. */
export interface FlagsRow {
  /** As in PacketRow; "" for none, reserved bits appended as "reserved". */
  flags: string;
  packets: number;
  meaning: string;
  legal: boolean;
}

/** The timers that a socket may wait for. */
export const SOCKET_TIMERS = [
  'syn',
  'syn-ack',
  'retransmission',
  'window-probe',
  'time-wait',
  'fin-wait-2',
] as const;

/** What a socket waits for: its timer, how often that has fired, and how long it still runs; null where packets do not tell. */
export interface SocketTimer {
  kind: (typeof SOCKET_TIMERS)[number];
  count: number;
  remainingSeconds: number | null;
}

/** One socket of one host at one moment. */
export interface SocketRow {
  time: string | null;
  /** The address of the host whose table it stands in. */
  host: string;
  local: Socket;
  /** Both fields are null for LISTEN. */
  peer: Socket | { address: null; port: null };
  state: StateName;
  since: string | null;
  certainty: Exclude<Certainty, 'retracted'>;
  /** Null for LISTEN: connections prove it, it belongs to none. */
  connection: number | null;
  /** Sequence space sent and not acknowledged (SYN and FIN count one each); null where the capture does not tell. */
  sentNotAcked: number | null;
  timer: SocketTimer | null;
}

/** The most sockets that a host had in one state at once. */
export interface StatePeakRow {
  host: string;
  state: StateName;
  peak: number;
  /** The first moment at which there were so many. */
  time: string | null;
  /** How many there were at the last packet. */
  atEnd: number;
}

/** What of a connection fits a log line. */
export const FITS = ['endpoint', 'host', 'port', 'errno', 'time'] as const;
export type Fit = (typeof FITS)[number];

/** A connection that a log line may speak of. */
export interface MatchRow {
  /** 0 to 1: how well it fits; by it matches are ordered. */
  score: number;
  connection: number;
  fits: Fit[];
  /** Whose program wrote the line, as far as the errno tells. */
  side: Side | null;
  /** When what the line tells of happened, and how far ahead of the capture's clock the log's is; null where unknown. */
  eventTime: string | null;
  clockOffsetSeconds: number | null;
  initiator: Socket;
  responder: Socket;
  startTime: string | null;
  endTime: string | null;
  outcome: Outcome;
  verdict: string;
  findings: FindingCode[];
}

/** How many connections, and what they came to; words that never came are left out. */
export interface ConnectionCounts {
  connections: number;
  outcomes: Partial<Record<Outcome, number>>;
}

/** What went out, and what came in. */
export interface BothWays {
  sent: number;
  received: number;
}

/** The most sockets in one state at once. */
export type StatePeak = Omit<StatePeakRow, 'host'>;

/** Connections that began, over time; those that were running before are left out. */
export interface NewConnections {
  /** How long each step is; the first one begins with the first packet. Null where the input has no times. */
  stepSeconds: number | null;
  /** How many it opened, and how many were opened to it, step by step. */
  begun: number[];
  received: number[];
  /** The most that began within one second, and when that second began. */
  mostPerSecond: number | null;
  mostTime: string | null;
}

/** What a host, or a service of it, did in all. */
export interface TrafficRow {
  address: string;
  name: string | null;
  received: ConnectionCounts;
  /** SYNs that it refused, and that others refused it: connections, not packets. */
  refusals: BothWays;
  /** RSTs. */
  resets: BothWays;
  /** Bytes on the wire, and those of TCP payload. */
  bytes: BothWays;
  payloadBytes: BothWays;
  /** Round trips between the capture point and it, one a handshake. */
  rtt: RoundTrips;
  /** The most sockets that it had in each state at once, in the order of a socket's life; LISTEN is left out. */
  states: StatePeak[];
  newConnections: NewConnections;
  /** The first packet of its first connection, and the last of its last. */
  firstTime: string | null;
  lastTime: string | null;
}

/** One host. */
export interface HostRow extends TrafficRow {
  kind: 'host';
  /** Connections that it opened; those opened to it are in `received`. */
  begun: ConnectionCounts;
  /** Its ports that answered a SYN with SYN,ACK: how many, and the first of them, at most 1,000. */
  listeningCount: number;
  listening: (number | string)[];
}

/** One port of a host to which connections were opened. */
export interface ServiceRow extends TrafficRow {
  kind: 'service';
  port: number | string;
  /** It answered a SYN with SYN,ACK. */
  isListening: boolean;
}

/** Everything, as `synopsis report -f json` prints it: connections come first, as they leave, what is known at the end last. */
export interface Report {
  schema: 'synopsis/report/1';
  connections: ConnectionRow[];
  captures: CaptureRow[];
  totals: Totals;
  flags: FlagsRow[];
  incidents: IncidentRow[];
  findings: FindingRow[];
  /** The most troubled first. */
  hosts: HostRow[];
  services: ServiceRow[];
  /** What was left out of the input, and bounds that were reached, in sentences. */
  limitsReached: string[];
}
