/** Every upper bound, each with its reason. Reaching one is said in the report. */

/** Longest packet believed where the capture states no longer snapshot length. libpcap's largest snapshot length, and Wireshark's. */
export const MAX_PACKET_BYTES = 256 * 1024;

/** Longest packet believed whatever the capture states: a damaged length field must not fetch gigabytes into memory. */
export const MAX_STATED_PACKET_BYTES = 64 * 1024 * 1024;

/** Longest pcapng block that is looked into: the longest packet, its header and room for options. */
export const MAX_BLOCK_BYTES = MAX_STATED_PACKET_BYTES + 1024 * 1024;

/** Interfaces of one pcapng file, over all sections: 20 bytes of file each must not fill the memory. Merged captures of whole clusters hold a few thousand. */
export const MAX_INTERFACES = 65_536;

/** Interfaces of a capture that are told by name, comments of its sections that are shown, and the length of one such text. */
export const MAX_TOLD_INTERFACES = 1024;
export const MAX_CAPTURE_COMMENTS = 64;
export const MAX_CAPTURE_TEXT = 4096;

/** Addresses with a name: name resolution blocks of a large site hold some ten thousand; 100 bytes each. */
export const MAX_HOST_NAMES = 1 << 18;

/** Longest comment of one packet; a single option holds at most 65,535 bytes, but there may be many. */
export const MAX_COMMENT_BYTES = 65_536;

/** Window of a zstd frame: what zstd itself unpacks without being told to use more memory (--long). */
export const MAX_ZSTD_WINDOW_BYTES = 128 * 1024 * 1024;

/** Captures read as one timeline: all are open at once, and many systems allow 1,024 open files. */
export const MAX_CAPTURES = 1000;

/** What is kept of an input that cannot be read twice, in a temporary file: packets beyond it can be analysed but not shown byte by byte. */
export const MAX_SPOOL_BYTES = 8 * 1024 ** 3;

/** Payload that waits for what comes before it while a connection is followed: more than any receive window in use. */
export const MAX_WAITING_PAYLOAD_BYTES = 64 * 1024 * 1024;

/** Packets of one moment that are looked up to see whether another capture has them too; beyond it they are taken for different ones. */
export const MAX_SIMULTANEOUS_PACKETS = 1024;

/** What all captures of one timeline may hold in their windows together. */
export const MAX_WINDOW_BYTES = 64 * 1024 * 1024;

/** Packets that one ladder shows line by line; the rest is counted in its last line. Nobody reads on, and each costs memory until the end is known. */
export const MAX_LADDER_STEPS = 100_000;

/** The same for a sequence diagram: mermaid draws no text longer than 50,000 characters. */
export const MAX_DIAGRAM_STEPS = 200;

/** Packets of one packetdrill script, with the calls between them. */
export const MAX_SCRIPT_PACKETS = 10_000;

/** Endpoints counted apart under one outcome in the report; those that first appear later are counted together. */
export const MAX_COUNTED_ENDPOINTS = 10_000;

/** Connections held at once: about 2 KB each with their states, evidence and labels. Beyond it half-open ones leave first, the longest silent before others. */
export const MAX_CONNECTIONS = 1 << 18;

/** The same where nearly all of them are half open: a flood, whose attempts are alike. Half the room for connections is enough for them. */
export const MAX_HALF_OPEN = 1 << 17;

/** Segments that wait for an ACK, per direction: Wireshark's own bound (TCP_MAX_UNACKED_SEGMENTS), and so part of its labels. */
export const MAX_UNACKED_PER_DIRECTION = 10_000;

/** The same over all connections, 25 bytes each: captures of one direction only never see an ACK. */
export const MAX_UNACKED_SEGMENTS = 1 << 22;

/** Flows remembered, about 85 bytes each: what is left of a connection that has gone, so that late packets and reused ports are known. */
export const MAX_FLOWS = 1 << 22;

/** A SYN without answer, or an answer without the last ACK, is given up after this silence: longer than any stack's handshake timer but Linux's oldest (127 s). */
export const HALF_OPEN_IDLE_SECONDS = 180;

/** An open connection that says nothing for five days leaves, as it leaves netfilter's table (nf_conntrack_tcp_timeout_established). */
export const OPEN_IDLE_SECONDS = 432_000;

/** IP datagrams that wait for their fragments, and the memory they may take: the oldest leave first. Linux allows 4 MB (ipfrag_high_thresh) for one host; a capture may see many. */
export const MAX_WAITING_DATAGRAMS = 1024;
export const MAX_WAITING_FRAGMENT_BYTES = 16 * 1024 * 1024;

/** Fragments of one datagram: 64 KiB in the smallest that IPv4 allows, of 48 bytes (a 68-byte MTU), are 1,366. */
export const MAX_FRAGMENTS_PER_DATAGRAM = 1366;

/** How long fragments wait for the rest. Linux: 30 seconds for IPv4, 60 for IPv6 (RFC 8200 §4.5). */
export const FRAGMENT_WAIT_SECONDS = 60;

/** Link types that are not read and counted by name, per capture: a pcapng file may name 65,536, and nobody reads on. */
export const MAX_UNKNOWN_LINK_TYPES = 64;

/** Headers before TCP: more than any real packet stacks, few enough to end on a hostile one. */
export const MAX_HEADERS = 32;

/** Endpoints whose round trips are counted by size for percentiles, 384 bytes each: those with more than sixteen samples. */
export const MAX_RTT_HISTOGRAMS = 1 << 17;

/** Times at which windows were closed, 28 bytes each, over all connections and per endpoint: a receiver that reads slowly closes its window a thousand times. */
export const MAX_ZERO_WINDOW_PERIODS = 1 << 18;
export const MAX_ZERO_WINDOW_PERIODS_PER_ENDPOINT = 16;

/** Sockets, each in one state, held for the tables that were asked for: about 250 bytes each. More than anybody reads, and what is left out is said. */
export const MAX_HELD_SOCKETS = 1 << 20;

/** Ports that answered or refused a SYN: a scan of every port of a host must not fill the memory. */
export const MAX_LISTENERS = 1 << 17;

/** Changes of what endpoints have under way, from one moment asked for to the next: about 120 bytes each. */
export const MAX_QUEUE_CHANGES = 1 << 20;

/** Changes in the log of socket states, 8 bytes each (16 while sorted): about a million connections, from both ends. */
export const MAX_STATE_CHANGES = 1 << 24;

/** Pairs of host and state that are counted apart: the forged sources of a flood are hosts too. */
export const MAX_COUNTED_STATES = 1 << 18;

/** Moments of one `netstat --every`: twelve days by the second. Beyond it nobody reads, and a damaged time must not make a table for every second of a century. */
export const MAX_MOMENTS = 1 << 20;

/** Segments of one connection that are kept as evidence for findings; the first of each kind always is, and the latest. */
export const MAX_OBSERVATIONS_PER_CONNECTION = 24;

/** The same over all connections held, 30 bytes each. */
export const MAX_OBSERVATIONS = 1 << 21;

/** Connections of incidents whose numbers and times are remembered, 30 bytes each; more are counted only. */
export const MAX_INCIDENT_MEMBERS = 1 << 20;

/** Combinations of findings that came together in one connection; each is remembered once. */
export const MAX_CODE_SETS = 1 << 14;

/** Connections kept whole to speak for those like them, about a kilobyte each; once there are so many, only a service that holds much of a finding gets one more. */
export const MAX_EXAMPLES_PER_CODE = 1024;

/** Pairs of a service and what befell its connections; those that come up later are put together. */
export const MAX_FINDING_GROUPS = 1 << 16;

/** Hosts that are counted one by one, about 150 bytes each; a third of them is kept for those that somebody spoke to. */
export const MAX_COUNTED_HOSTS = 1 << 18;

/** Services that are counted one by one, about 150 bytes each: a scan asks every port. */
export const MAX_COUNTED_SERVICES = 1 << 17;

/** Connections of which it is remembered who opened them to whom and when, 37 bytes each: scans and storms are seen among the first of them. A power of two. */
export const MAX_LOGGED_CONNECTIONS = 1 << 20;

/** Stretches of time in which a socket was in one state, 24 bytes each, for what piles up. */
export const MAX_LOGGED_STATES = 1 << 22;

/** Connections that were cut off after a silence, about 60 bytes each, to see whether the silences are equal. */
export const MAX_LOGGED_CUTS = 1 << 16;

/** Hosts whose sockets pile up in one state that are told of, the fullest: nobody reads on, and each costs a walk through the log. */
export const MAX_PILE_UPS = 20;

/** What is said of packets in an annotated file, 12 bytes each (20 while sorted): state changes, notes, findings. */
export const MAX_REMARKS = 1 << 23;

/** Sentences among it; beyond it the codes of findings stand alone. */
export const MAX_REMARK_TEXTS = 65_536;

/** One comment: an option of a pcapng block holds 65,535 bytes, and a character may take four; nobody reads on. */
export const MAX_COMMENT_CHARACTERS = 16_000;

/** Packets of an annotated table of which connection and states are kept, 9 bytes each. */
export const MAX_ANNOTATED_ROWS = 1 << 25;

/** A file of a person's own notes: more than he writes in a year. */
export const MAX_OWN_NOTES_BYTES = 16 * 1024 * 1024;

/** Connections listed with one finding or incident. */
export const MAX_LISTED_CONNECTIONS = 1000;

/** Text that is pasted into a line of the screen: longer than any filter or note, short enough to draw. */
export const MAX_PASTE_CHARACTERS = 65_536;

/** Host and service names that text prints instead of numbers: about 100 bytes each. Names beyond it share one. */
export const MAX_NAMES = 1 << 18;

/** Longest host name believed (RFC 1035 §2.3.4), with the service name behind it. */
export const MAX_NAME_LENGTH = 320;

/** 4-tuples whose printed numbers are followed, 140 bytes each: tcpdump prints most of them relative to earlier lines. The longest silent are forgotten. */
export const MAX_PRINTED_FLOWS = 1 << 18;

/** Addresses of which it is remembered what they were mapped to, about 150 bytes each; working one out again costs some microseconds. */
export const MAX_MAPPED_ADDRESSES = 1 << 17;

/** Longest line of text: those of tcpdump have a few hundred characters, a payload printed in one line a few thousand. What stands in longer ones is no packet. */
export const MAX_TEXT_LINE_BYTES = 1024 * 1024;

/** The lines of one packet, with its payload and its bytes as `tcpdump -XX` prints them: 256 KiB in lines of 16 bytes are 1.2 MB. */
export const MAX_PRINTED_PACKET_BYTES = 2 * 1024 * 1024;

/** Longest text of one packet in an export: PDML and JSON with bytes say a packet of 256 KiB in some tens of megabytes. */
export const MAX_EXPORTED_PACKET_BYTES = 64 * 1024 * 1024;

/** Packets that the screen keeps a row of, 54 bytes each in shared memory: 3.6 GB. Those beyond are counted, but cannot be looked at. */
export const MAX_KEPT_PACKETS = 1 << 26;

/** Stretches of time in one state that are kept for socket counts over time, 21 bytes each: about two million connections. */
export const MAX_KEPT_SPANS = 1 << 24;

/** Comments on packets that are kept beside the rows, in characters: captures with one on each packet must not fill the memory. */
export const MAX_KEPT_COMMENT_CHARACTERS = 1 << 24;

/** Payload of one connection that is shown at once; the rest is a matter for `follow`. */
export const MAX_SHOWN_PAYLOAD_BYTES = 16 * 1024 * 1024;

/** Sockets of one table on the screen. Nobody pages further, and each takes 300 bytes on its way between threads. */
export const MAX_SHOWN_SOCKETS = 20_000;

/** Incidents listed on the screen, the gravest. How many more there are is said. */
export const MAX_SHOWN_INCIDENTS = 1000;

/** Hosts and services listed on the screen, the troubled first. */
export const MAX_SHOWN_HOSTS = 10_000;

/** Listening ports that are listed of one host: a trap for scanners answers on all of them. */
export const MAX_LISTED_PORTS = 1000;

/** Steps in which the beginnings of connections are told over time: as many as one looks at. */
export const MAX_TIME_STEPS = 60;
