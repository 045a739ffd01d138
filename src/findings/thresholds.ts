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

/** A capture that ends this soon after a lone SYN says nothing of its answer: the slowest paths take about so long (satellites twice over). */
export const ANSWER_SECONDS = 1;

/** A handshake slower than this is felt by people, and this many times slower than the connection's own round trips it is not the path's doing. */
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
