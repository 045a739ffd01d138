import type { PageText } from '../../page-text.js';

/** Words of TCP, of its kernels and of captures. */
export const wordTexts = {
  '2MSL': {
    title: '2MSL: twice the maximum segment lifetime',
    meaning: 'how long TIME_WAIT lasts: until old segments of the connection must have died',
    about: [
      'MSL is the longest time that a segment may live in the network. RFC 9293 says 2 minutes, practice 30 s to 2 min. Linux holds TIME_WAIT for 60 s, fixed when the kernel is built; synopsis assumes that too (--time-wait).',
      'Twice, for one way and back: the last ACK may be lost; the peer repeats its FIN, and that must still find somebody who acknowledges it. And no old segment of this life may wander into the next life of the same addresses and ports.',
    ],
    beliefs: [
      'TTL is not this time: it counts hops, not seconds.',
      'No sysctl of Linux changes it; tcp_fin_timeout is about FIN_WAIT_2.',
    ],
  },
  MSL: {
    title: 'MSL: maximum segment lifetime',
    meaning: 'the longest a segment may live: 2 minutes in RFC 9293, 30 s on Linux',
  },
  'three-way handshake': {
    meaning: 'SYN; SYN,ACK; ACK: how a connection opens, and why three suffice',
    about: [
      'Each side has a first sequence number of its own. Each must be sent and acknowledged: that makes four messages, and the SYN and the ACK of the responder share one.',
      'socket() makes a CLOSED socket; connect() picks a port, sends the SYN and waits in SYN_SENT. At the server the kernel answers; the connection waits in a queue until accept() takes it, which sends nothing. So a client is connected before the server program knows of it.',
      'The paths: client CLOSED, SYN_SENT, ESTABLISHED; server LISTEN, SYN_RCVD, ESTABLISHED. "Client" and "server" only say who opened; who closes first is another matter.',
      'When SYNs cross, four segments make one connection: see simultaneous-open. A listening socket that connects goes from LISTEN to SYN_SENT.',
    ],
  },
  'four-way close': {
    meaning: 'FIN, ACK, FIN, ACK: how a connection closes, and when three suffice',
    about: [
      'Each direction closes by itself: a FIN says "I send no more", not "I hear no more". The kernel of the other side acknowledges at once; its program reads to the end, perhaps still sends, and closes when it wants. So four. Where it closes at once, ACK and FIN are one segment: three.',
      'Who closes first goes FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSED; the other CLOSE_WAIT, LAST_ACK, CLOSED. FINs that cross lead through CLOSING.',
      'A killed program closes as well: its kernel does it. close() sends RST in place of FIN when received data is unread, or with linger 0.',
    ],
  },
  'keep-alive': {
    meaning: 'the kernel asks in an idle connection whether the peer still lives',
    about: [
      'Off, unless the program turns it on with SO_KEEPALIVE. After tcp_keepalive_time (7200 s) without data, an empty segment goes out whose number is one below the next. The peer answers with an ACK, and the clock begins anew.',
      'No answer: a probe every tcp_keepalive_intvl (75 s on Linux, 1 s on Windows), tcp_keepalive_probes times (9 on Linux; 10 on Windows since Vista, 5 before). Then Linux sends a last RST into the void and the program gets ETIMEDOUT. An answer by RST (the peer restarted): ECONNRESET.',
      'For each socket: TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT. TCP_USER_TIMEOUT also ends probing.',
      'Answers are limited to one in 500 ms for each connection: with probes that come faster a missing answer is no loss.',
    ],
    advice: [
      ['What is set:', 'sysctl -a -r tcp_keepalive'],
      ['Which sockets use it (timer:(keepalive,…)):', 'ss -tno'],
      'Against idle timers of firewalls, choose a time shorter than theirs: 60 s is common.',
    ],
    beliefs: [
      'Keep-alive does not show that the program lives: the kernel answers, also for one that hangs. A heartbeat does.',
    ],
  },
  heartbeat: {
    meaning: 'a small message of the application, at intervals, to show that it lives',
    about: [
      'The client sends, the server watches the clock. Three cases. The beat is late but the client lives: a false alarm cuts a living client, which must see the close and come back. The client is gone, and is timed out: as intended. The client restarted and reconnects before the old connection was timed out: two connections of one client, the old one false.',
      'Devices that restart often fill a server this way: end the old connection when the same client logs in again.',
    ],
    advice: ['A limit of three periods or more; end old connections of the same client at login.'],
  },
  'half-open': {
    meaning: 'one side thinks that the connection lives, the other is gone',
    about: [
      'Orderly ends send a FIN, and a killed program has its kernel close for it. But a host that loses power, a pulled cable, a phone out of reach send nothing. The other side waits for ever, unless it sends or probes.',
      "Its first data after a restart of the peer draws RST; the peer's new SYN on the same ports draws a challenge ACK, and that a RST which clears the way.",
      'A half-open attempt is something else: a SYN that was answered and whose last ACK is missing (SYN_RCVD). Half closed is a third thing: one FIN.',
    ],
    causes: ['the peer lost power or network, or was restarted', 'a NAT or firewall forgot the flow'],
    advice: [
      ['Sockets silent for long:', 'ss -tano state established'],
      'Keep-alive, or heartbeats with a limit.',
    ],
  },
  TTL: {
    title: 'TTL and hops (hop limit in IPv6)',
    meaning: 'how many routers a packet may still pass; each takes one off',
    about: [
      'It counts hops, not seconds. At 0 the router drops the packet and says so with ICMP time exceeded; traceroute lives on that.',
      'Systems start at 64 (Linux, macOS), 128 (Windows) or 255 (routers), a few at 32. So the start value is the next of these above what is seen, and the difference is the number of hops: 57 is 64 less 7. More than 35 hops are suspect. ping prints it for each answer.',
      'All packets of one side of a connection come with about the same TTL. A RST with another one was sent by somebody else: a firewall before the host, or a forger.',
    ],
    advice: [['The hops to a host:', 'mtr -n TARGET; ping -c 3 TARGET']],
  },
  capture: {
    title: 'capture: how to take a good one',
    meaning: 'both ends, whole headers, from before the trouble, with clocks in step',
    about: [
      'Both ends: one capture shows what was sent there, not what arrived here. Only two prove where a packet was lost, or that a RST was forged.',
      'From before the trouble: handshakes tell the options and who opened. A ring of files may run for days.',
      'Whole: count what the kernel dropped. It is better to cut packets (-s 128) than to lose them. Synopsis says what a capture cannot prove.',
      'On a host large segments and wrong checksums are ordinary: the network card does the rest.',
    ],
    advice: [
      ['One port, whole packets, into a file:', "tcpdump -i any -s 0 -w file.pcap 'tcp port PORT'"],
      [
        'A ring of 20 files of 100 MB, headers only, with a large buffer:',
        "tcpdump -i eth0 -s 128 -B 65536 -w r.pcap -C 100 -W 20 'port PORT or icmp'",
      ],
      'Take ICMP too (icmp or icmp6): it tells why something is unreachable, and what the path MTU is.',
      ['Are the clocks in step?', 'chronyc tracking'],
      ['Read it while it is taken:', 'ssh HOST tcpdump -i any -U -w - tcp | synopsis -'],
    ],
  },
  'retransmission timeout': {
    title: 'retransmission timeout (RTO)',
    meaning: 'how long a sender waits for an ACK before it sends again; doubles each time',
    about: [
      'Round trip plus four times its variation, on Linux at least 200 ms, at first 1 s. After each repeat it doubles, up to 120 s. After tcp_retries2 (15) repeats, about 15 minutes, the connection ends with ETIMEDOUT.',
      'A tail loss probe usually comes first, after two round trips: it does not count as a timeout. An ICMP error takes the doubling back (RFC 6069).',
    ],
    advice: [['RTO, round trip and repeats of each socket:', 'ss -tni']],
  },
  RTT: {
    title: 'RTT: round trip time',
    meaning: 'from sending a segment to its acknowledgment',
    about: [
      'Seen from a capture point it has two parts, one on each side. Samples of repeated segments do not count (Karn): nobody knows which one was acknowledged. Delayed ACKs make it up to 40 ms longer.',
    ],
  },
  'delayed ACK': {
    meaning: 'the receiver waits a little before it acknowledges, hoping for data to go along',
    about: [
      'Up to 40 ms on Linux (200 ms elsewhere), or until two full segments have come. A FIN may be acknowledged late for that reason, too. TCP_QUICKACK turns it off for a while.',
    ],
  },
  Nagle: {
    title: "Nagle's algorithm",
    meaning: 'a small segment waits while another is not acknowledged',
    about: [
      'It saves small packets. With a delayed ACK on the other side it costs: the writer waits for the ACK, the reader for more data, 40 ms or 200 ms each time. Typical: a message written in two small pieces, then waiting for the answer.',
    ],
    advice: ['Write a message with one call, or set TCP_NODELAY.'],
  },
  SACK: {
    title: 'SACK: selective acknowledgment',
    meaning: 'ACKs that also name what arrived behind a hole',
    about: [
      'Offered in the SYN by both sides, or not used. With it several losses are repaired in one round trip. Linux takes a RST at the right edge of the newest block, too.',
    ],
    advice: [['Is it on?', 'sysctl net.ipv4.tcp_sack']],
  },
  'D-SACK': {
    title: 'D-SACK: duplicate SACK',
    meaning: 'the first SACK block names bytes that came twice: a repeat was not needed',
    advice: [['Count them at the sender.', "nstat -az 'TcpExtTCPDSACK*'"]],
  },
  'window scaling': {
    meaning: 'the window field counts in units of 2^n bytes, as offered in the SYN',
    about: [
      'The field has 16 bits: 64 KB without scaling. Both SYNs must carry the option, and the window in a SYN itself is never scaled. A capture that begins later does not know the scale: then a window of 501 may be 501 bytes or 64 KB.',
    ],
    advice: [['Is it on, and what is agreed (wscale)?', 'sysctl net.ipv4.tcp_window_scaling; ss -tni']],
  },
  window: {
    title: 'window (receive window)',
    meaning: 'how much the receiver is ready to take beyond what it acknowledged',
    about: ['It closes when the program does not read. At zero the sender waits and probes.'],
  },
  timestamps: {
    title: 'timestamps (TSval, TSecr)',
    meaning: 'an option that measures round trips and tells old segments from new ones',
    about: [
      'A segment with an older timestamp than the last is dropped and answered with an ACK (PAWS). They allow a new connection in TIME_WAIT, and tcp_tw_reuse needs them. A RST that a kernel sends without a socket has none.',
    ],
  },
  MSS: {
    title: 'MSS: maximum segment size',
    meaning: 'the largest payload of one segment that a side wants to receive; in its SYN',
    about: [
      '1460 on Ethernet with IPv4, 1440 with IPv6, 12 less with timestamps. Tunnels make it smaller; routers may rewrite it ("clamping").',
    ],
  },
  'path MTU': {
    meaning: 'the largest packet that passes the whole path',
    about: [
      'A router that cannot pass a packet drops it and says with ICMP what would fit ("fragmentation needed", "packet too big"); the sender sends smaller segments at once. If that ICMP is dropped, full-size segments vanish again and again while small ones pass: a black hole.',
      'With tcp_mtu_probing=1 Linux tries smaller segments after some timeouts, without ICMP.',
    ],
    advice: [
      ['Find it:', 'tracepath TARGET'],
      ['Let Linux probe:', 'sysctl net.ipv4.tcp_mtu_probing=1'],
    ],
  },
  ISN: {
    title: 'ISN: initial sequence number',
    meaning: 'the number of the SYN; chosen so that nobody can guess it',
    about: [
      'A clock plus a hash of the 4-tuple and a secret. Tools print numbers relative to it, from 0. A new connection in TIME_WAIT is recognised by a larger one; Linux answers with one 65,537 above the old connection.',
    ],
  },
  'sequence number': {
    meaning: 'counts the bytes of one direction; SYN and FIN count one each',
    about: [
      '32 bits: after 4 GB it begins anew. The acknowledgment names the next one expected. tcpdump prints ranges as first:last+1.',
    ],
  },
  backlog: {
    title: 'backlog: the two queues of a listening socket',
    meaning: 'attempts that wait for the last ACK, and connections that wait for accept()',
    about: [
      'The first (SYN queue) is bounded by tcp_max_syn_backlog, and defended by SYN cookies. The second (accept queue) holds the smaller of listen(n) and net.core.somaxconn, plus one.',
      'A full accept queue: Linux drops SYNs without an answer, and ignores the last ACK of those half open; the client is connected, the server is not. With tcp_abort_on_overflow=1 it sends RST instead.',
    ],
    advice: [
      ['The queue now (Recv-Q) and its bound (Send-Q):', 'ss -tln'],
      ['Overflows so far:', 'nstat -az TcpExtListenOverflows TcpExtListenDrops'],
      ['Raise the bound; the program must ask for more in listen(), too.', 'sysctl net.core.somaxconn=4096'],
    ],
  },
  syncookies: {
    title: 'SYN cookies',
    meaning: 'the server remembers nothing of a SYN: its answer carries what the ACK must return',
    about: [
      'Linux does so when its SYN queue is full (tcp_syncookies=1, the default). The SYN,ACK is not repeated, SYN_RCVD does not show, and of the options only what fits into the timestamp survives. If the last ACK is lost, the server knows nothing of the connection and answers data with RST, unless the data itself brings the cookie back.',
    ],
    advice: [['Were some sent?', "nstat -az 'TcpExtSyncookies*'"]],
  },
  'ephemeral port': {
    meaning: 'the local port that connect() picks: 32768 to 60999 on Linux',
    about: ['Some 28,000 for each target. Each that is in TIME_WAIT is out of use for 60 s.'],
    advice: [['The range:', 'sysctl net.ipv4.ip_local_port_range']],
  },
  linger: {
    title: 'linger (SO_LINGER)',
    meaning: 'what close() does with data not sent; with 0 seconds it aborts with RST',
    about: [
      'Linger 0 throws away what is not sent and tells the peer that it was an abort: ECONNRESET there. It avoids TIME_WAIT, which is why load generators use it.',
    ],
    causes: ['set by a program that wants no TIME_WAIT', 'a test tool or health check'],
    advice: ['Use close() without linger; let the other side close first if TIME_WAIT hurts.'],
  },
  ICMP: {
    title: 'ICMP errors',
    meaning: 'a router or host says why a packet was not delivered, and quotes its beginning',
    about: [
      'In SYN_SENT Linux ends connect() by the code. IPv4: 0, 6, 9, 11 ENETUNREACH; 1, 10, 12 to 15 EHOSTUNREACH; 2 ENOPROTOOPT; 3 ECONNREFUSED; 5 EOPNOTSUPP; 7 EHOSTDOWN; 8 ENONET; time exceeded EHOSTUNREACH; parameter problem EPROTO. 4 is no error: it tells the path MTU. Source quench is ignored.',
      'IPv6: 0 ENETUNREACH; 1, 5, 6 EACCES; 2, 3 EHOSTUNREACH; 4 ECONNREFUSED; hop limit EHOSTUNREACH.',
      'In an open connection an unreachable is only kept: repeats go on, every 200 ms instead of doubling, and at the end its errno takes the place of ETIMEDOUT. An error whose quoted number is not under way is ignored: somebody may have made it up.',
    ],
    beliefs: ['"Administratively prohibited" is EHOSTUNREACH for IPv4; EACCES only for IPv6.'],
  },
  ECN: {
    title: 'ECN: explicit congestion notification',
    meaning: 'routers mark packets instead of dropping them; ECE and CWR carry the news',
    about: [
      'Offered with SYN,ECE,CWR and accepted with SYN,ACK,ECE. Linux accepts it by default and offers it only with tcp_ecn=1.',
    ],
  },
  MPTCP: {
    title: 'MPTCP: multipath TCP',
    meaning: 'one connection over several TCP flows; an option in the SYN offers it',
  },
  certainty: {
    meaning: 'how sure synopsis is: a capture shows what was sent, not what arrived',
    about: [
      'Of a state: seen (its own packet shows it), inferred (from what was sent to it, or from a timer), retracted (later evidence took it back). Of a finding: certain (the packets prove it), likely (the usual explanation), possible (it fits, others do too). Each finding says what would change its mind.',
      'What was not captured is never called wrong.',
    ],
  },
  flow: {
    meaning: 'all packets of one 4-tuple, both ways; it may hold several connections, one after the other',
  },
  connection: { meaning: "one life of a flow, from SYN to close; its number is Wireshark's tcp.stream" },
  initiator: {
    title: 'initiator and responder',
    meaning: 'who opened, and who was opened; not who closes, nor who serves',
    about: [
      'Told by the SYN, else by the SYN,ACK; else guessed by the ports (one is well known, or outside the range of local ports), else by who spoke first. rolesFrom says which.',
    ],
  },
  'state machine': {
    title: 'state machine: the paths through the states',
    meaning: 'what leads from one state to the next, for each end by itself',
    about: [
      'Who opens: CLOSED, SYN_SENT, ESTABLISHED. Who is opened: CLOSED, LISTEN, SYN_RCVD, ESTABLISHED. Who closes first: FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSED. Who closes second: CLOSE_WAIT, LAST_ACK, CLOSED. Opening and closing are independent: a server often closes first.',
      'Rarer: LISTEN to SYN_SENT (a listener that sends), SYN_SENT to SYN_RCVD (SYNs crossed), SYN_SENT to CLOSED (gave up), SYN_RCVD to LISTEN (a RST; synopsis says CLOSED, for the listener is another socket), SYN_RCVD to FIN_WAIT_1 (closed before it was established), FIN_WAIT_1 to CLOSING (FINs crossed), FIN_WAIT_1 to TIME_WAIT (FIN and ACK in one segment).',
      'A RST that is accepted leads from everywhere to CLOSED.',
    ],
  },
  conntrack: {
    title: 'conntrack: how long firewalls remember',
    meaning: 'a firewall or NAT keeps each flow in a table, and forgets idle ones',
    about: [
      'netfilter forgets after: SYN_SENT 120 s, SYN_RECV 60 s, ESTABLISHED 5 days, FIN_WAIT 120 s, CLOSE_WAIT 60 s, LAST_ACK 30 s, TIME_WAIT 120 s; 300 s where data is not acknowledged. Its states are those of the flow, not of one end. A half-closed flow that is silent for 60 s is forgotten. Cloud balancers and others forget open flows after minutes.',
      'What comes later is dropped, or answered with RST, or gets another NAT mapping.',
    ],
    causes: ['a connection that is silent for longer than the timer'],
    advice: [
      ['The timers and the table:', 'sysctl -a -r nf_conntrack_tcp_timeout; conntrack -L -p tcp'],
      'Keep-alive or heartbeats more often than the timer.',
    ],
  },
  commands: {
    title: 'commands beside synopsis',
    meaning: 'what confirms on a live host what a capture shows',
    advice: [
      ['Sockets with their states, programs and timers:', 'ss -tanpo'],
      ['The same with the older tool:', 'netstat -nat'],
      ['Who owns a port:', 'lsof -i :PORT'],
      ['Counters of the kernel since boot, and how many sockets there are:', 'nstat -az; sar -n SOCK 1'],
      ['A capture that answers:', "tcpdump -i any -s 0 -w file.pcap 'tcp port PORT'"],
      ['The path, and the TTL of the answer:', 'ping HOST; mtr -n HOST; traceroute HOST'],
      ['The name:', 'nslookup HOST'],
    ],
  },
  EOF: {
    title: 'EOF (read() returns 0)',
    meaning: 'the peer has closed its side: nothing more will come, but it may still read',
    about: [
      'After a RST in CLOSE_WAIT too: a read then gives EOF, not ECONNRESET. After ECONNRESET or ETIMEDOUT was reported, further reads give EOF.',
    ],
  },
  '4-tuple': { meaning: 'two addresses and two ports: what tells one connection from another at one moment' },
  completeness: {
    title: 'completeness (tcp.completeness)',
    meaning: "Wireshark's number for what it saw of a connection; explain completeness 37 spells one",
    about: [
      'The sum of 1 SYN, 2 SYN,ACK, 4 ACK, 8 data, 16 FIN, 32 RST. It knows no direction and no order, one FIN counts like two, and a RST,ACK counts as ACK too: a refused port is 37, not 33.',
    ],
  },
  history: {
    title: 'history (Zeek)',
    meaning: "Zeek's letters for what happened, in order; explain history ShADadFf spells one",
    about: [
      "Capital letters are the originator's, small ones the responder's. Most are written once for each side; c, g, t and w again at 10, 100, 1000 times.",
    ],
  },
  conn_state: {
    title: 'conn_state (Zeek)',
    meaning: "Zeek's word for how a connection stands when it ends: SF, S0, REJ, RSTO …",
  },
} satisfies Record<string, PageText>;
