import { LATE_FACTOR } from '../tcp/beats.js';
import { LONG_WAIT_NS } from '../tcp/time-spent.js';

/**
 * Every limit that findings judge by, each with its reason; they are printed with the finding. Low enough that a scan of
 * five ports or a flood of two hundred SYNs is seen, high enough that an ordinary hour is quiet.
 */

/** Connections that began further apart than this are another incident, though all else is the same. */
export const INCIDENT_GAP_SECONDS = 60;

/** A side that has not closed for this long after the other did may have forgotten to; programs that read end of file close within milliseconds. */
export const CLOSE_WAIT_SECONDS = 1;
/** By then it likely has: an answer still being worked on rarely takes longer. */
export const LONG_CLOSE_WAIT_SECONDS = 10;

/** A capture that ends this soon after a lone SYN or its answer says nothing of what came then: nobody need have sent it again by then (RFC 1122 §4.2.3.1 begins with 3 s). */
export const ANSWER_SECONDS = 3;

/** No stack waits less before it repeats a SYN or SYN,ACK (RFC 6298 §2.1: a second; some use half of it). */
export const SHORTEST_RETRY_SECONDS = 0.2;

/** A handshake slower than this makes people wait. */
export const FELT_HANDSHAKE_SECONDS = 1;
/** One slower than this is worth a word where the way is quick: this many times slower than the connection's own round trips it is not the path's doing. */
export const SLOW_HANDSHAKE_SECONDS = 0.2;
export const SLOW_HANDSHAKE_ROUND_TRIPS = 4;

/** A FIN unacknowledged, or a last ACK missing, for this long is more than a slow path. */
export const CLOSING_SECONDS = 1;

/** A half-closed side that waits this long for the other to close. */
export const FIN_WAIT_2_SECONDS = 1;

/** A window closed for this long in all is felt; shorter stops are flow control at work. */
export const ZERO_WINDOW_SECONDS = 1;

/** This many packets in a row of flights that fill the window, and this share of all, make the window the limit. */
export const WINDOW_LIMITED_PACKETS = 8;
export const WINDOW_LIMITED_SHARE = 0.05;

/** Retransmissions cost a service when they are more than this share of its packets, and at least so many. */
export const LOSS_RATE = 0.02;
export const LOSS_PACKETS = 5;

/** Full-size segments sent again this often, with nothing of them acknowledged, while small ones pass. */
export const BLACK_HOLE_REPEATS = 3;
/** Segments of at least so many bytes count as full: the least that every IPv4 path carries, less headers. */
export const BLACK_HOLE_BYTES = 536;

/** Sockets that are in a state for less than this pass through it and pile up nowhere. */
export const LASTING_SECONDS = 1;

/** Attempts at one service within a minute that were left half open, or were a single SYN that nobody repeated. */
export const FLOOD_ATTEMPTS = 100;
export const FLOOD_SECONDS = 60;
/** SYN,ACKs are repeated after a second, three, seven: an attempt that has waited for so long without would have been, but for SYN cookies. */
export const SYN_ACK_REPEAT_SECONDS = 1.5;

/** Ports of one host, or hosts on one port, that one source asks without using any. */
export const SCAN_TARGETS = 5;
/** A scan asks each port once or twice; who waits for a service asks again and again. */
export const PROBES_PER_TARGET = 3;

/** Connections of a service that ended at one moment, what share of those that were open, and how long a moment is: a kernel that loses its process ends all within milliseconds. */
export const RESTART_CONNECTIONS = 3;
export const RESTART_SHARE = 0.8;
export const RESTART_SECONDS = 0.5;
/** Refusals after the last connection that was accepted. */
export const DOWN_REFUSALS = 3;

/** Connections that fail alike within so long. */
export const STORM_CONNECTIONS = 20;
export const STORM_SECONDS = 10;

/** Connections cut off after silences that differ by no more than this share, or this time where that is more. */
export const IDLE_CUTS = 3;
export const IDLE_SPREAD = 0.02;
export const IDLE_SPREAD_SECONDS = 0.25;
/** How near a silence is to a known limit that it is said to match. */
export const IDLE_MATCH = 0.03;

/** Connections of one client that it left open one after the other; silent for so long, they are no pool being filled. */
export const STALE_CONNECTIONS = 3;
export const STALE_SECONDS = 10;

/** SYNs that went unanswered while the service accepted others, and how near in time those were. */
export const BACKLOG_SYNS = 2;
export const BACKLOG_SECONDS = 10;

/** Sockets of one host in one state at once. States that should pass within a round trip pile up early; a server has many open connections and a client leaves many in TIME_WAIT. */
export const PILE_UPS = {
  SYN_SENT: 20,
  SYN_RCVD: 20,
  ESTABLISHED: 100,
  FIN_WAIT_1: 10,
  FIN_WAIT_2: 10,
  CLOSE_WAIT: 10,
  CLOSING: 5,
  LAST_ACK: 10,
  TIME_WAIT: 100,
} as const;
/** So many open connections are worth a line even where they are in use. */
export const MANY_ESTABLISHED = 1000;
/** An open connection that has said nothing for so long may be a false one. */
export const SILENT_SECONDS = 60;
/** Ports that Linux has for connections to one target: net.ipv4.ip_local_port_range is 32768 to 60999. */
export const EPHEMERAL_PORTS = 28_232;
/** Share of them taken at which they soon run out. */
export const PORTS_RUN_OUT = 0.5;

/** Connections that show one direction only, as a share of all that hold more than lone packets. */
export const ONE_WAY_SHARE = 0.5;

/** A wait with work to do that is longer than this is felt by people, and longer than any round trip; it is also the least that is remembered. */
export const STALL_SECONDS = LONG_WAIT_NS / 1e9;
/** A connection that was this share of its life a wait for an answer had no other purpose. */
export const IN_VAIN_SHARE = 0.5;
/** Delayed ACKs that met Nagle's algorithm and took so much of the connection in all, and this share of it. */
export const NAGLE_SECONDS = 0.4;
export const NAGLE_SHARE = 0.25;

/** So many intervals alike are no accident, when they are this share of all. */
export const BEATS = 5;
export const BEATS_SHARE = 0.8;
/** Heartbeats say little more than that their sender lives: this much per message on average, headers of a small request included. */
export const BEAT_BYTES = 512;
/** A beat is missed when it took this many times the period; more than so many periods of silence are no beat missed but an end. */
export const MISSED_PERIODS = LATE_FACTOR;
export const GIVEN_UP_PERIODS = 10;

/** An initiator that closes and refuses what comes within this did not wait for it; round trips and short answers fit in. */
export const UNWANTED_SECONDS = 1;
/** An abort this soon after the last words waits for no answer: shorter than most round trips of a distance. */
export const FAREWELL_SECONDS = 0.02;

/** Connections cut off after equal silences are the work of a timer when they are this share of all that were cut off after about as long (half to double). */
export const IDLE_SHARE = 0.5;

/** So many events of one kind at different hosts are told as one, but for those that are this share of all by themselves. */
export const SCATTERED_EVENTS = 8;
export const STANDS_OUT_SHARE = 0.1;
