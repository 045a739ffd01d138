import type { StateName } from '../../../../rows.js';
import type { PageText } from '../../page-text.js';

/** The states of a TCP endpoint; causes tell what many sockets in that state mean. */
export const stateTexts: Readonly<Record<StateName, PageText>> = {
  UNKNOWN: {
    meaning: 'the capture has not shown yet which state this endpoint is in',
    about: [
      'A word of synopsis, not of TCP. A connection that was running before the capture began starts here, and becomes ESTABLISHED once data or ACKs show it. So does the silent side of an attempt that nobody answered: it may have seen nothing at all.',
    ],
    causes: ['the capture began late, holds one direction only, or stands where the packets do not pass'],
    advice: ['Capture before the trouble begins, and at both ends: see explain capture.'],
  },
  LISTEN: {
    meaning: 'a service waits on this port for connections',
    about: [
      'A socket that listens belongs to no connection and sends nothing. Each connection that it accepts is a socket of its own; the listener stays as it is. A capture shows it only through its answers: a SYN,ACK proves a listener, a RST its absence.',
      'Two queues hang on it: half-open attempts (SYN seen) and complete ones that no accept() has taken yet. accept() takes from the second and sends nothing, so a client is connected before the program knows of it.',
    ],
    causes: [
      'a port that should not be there may be an unwanted service, or a trojan',
      'a port that should be there and is missing: the service is down, or bound to another address',
    ],
    advice: [
      ['See which program owns each listening port. Stop it if nobody needs it.', 'ss -tlnp'],
      ['Who owns one port:', 'lsof -i :PORT'],
      ['Whether its accept queue is full (Recv-Q near Send-Q):', 'ss -tln'],
    ],
  },
  SYN_SENT: {
    meaning: 'this side sent a SYN to open a connection and waits for the answer',
    about: [
      'connect() is under way. It normally lasts one round trip, so a socket seen here at all has been waiting.',
      'Linux repeats the SYN five times at intervals of a second, then doubles the interval: with the default tcp_syn_retries of 6, ten SYNs go out, at 0, 1, 2, 3, 4, 5, 7, 11, 19 and 35 s, and connect() fails with ETIMEDOUT after 67 s. Kernels before 6.5 sent at 0, 1, 3, 7, 15, 31 and 63 s and gave up after 127 s.',
      'A RST with a wrong acknowledgment is ignored here, and the attempt goes on.',
    ],
    causes: [
      'one target: that host is down, the address is wrong, or a filter on the way drops the SYN or its answer',
      'many targets, one port: this host scans, or is infected and spreads',
      "the target's accept queue is full: Linux then drops SYNs without an answer",
    ],
    advice: [
      [
        'Look at the targets. One target is a matter of that host or path, many are a scan.',
        'ss -tanp state syn-sent',
      ],
      ['See whether the path ends somewhere.', 'tcptraceroute TARGET PORT'],
    ],
    beliefs: [
      'A fixed number of SYNs tells nothing: kernels differ in the schedule, and programs give up earlier by limits of their own.',
    ],
  },
  SYN_RCVD: {
    title: 'SYN_RCVD (SYN_RECV in ss and netstat)',
    meaning: 'a SYN was answered, the last ACK of the handshake is missing',
    about: [
      'It normally lasts one round trip. The kernel holds a small entry, repeats the SYN,ACK (tcp_synack_retries, 5 times by default), and forgets the attempt after about a minute.',
      'With SYN cookies there is no entry at all: the ACK itself carries what is needed, and netstat shows nothing.',
      'Data may complete the handshake in place of the ACK; with TCP_DEFER_ACCEPT only data does.',
    ],
    causes: [
      'a SYN flood: forged sources never answer, and each entry stays for 30 s to 2 min',
      'the ACKs of real clients are lost on the way',
      'the accept queue is full: the kernel ignores the ACK, and the data after it, and repeats its SYN,ACK',
    ],
    advice: [
      ['Look at the sources: many that never finish are a flood.', 'ss -tan state syn-recv'],
      [
        'See whether queues overflowed or cookies were sent.',
        "nstat -az 'TcpExtListen*' 'TcpExtSyncookies*'",
      ],
      'Against floods: tcp_syncookies (on by default), filtering upstream. Against a full queue: a larger backlog in listen(), a larger net.core.somaxconn, a program that accepts faster.',
    ],
  },
  ESTABLISHED: {
    meaning: 'the connection is open: both sides may send',
    about: [
      'Being ESTABLISHED is what one side believes. Nothing is sent while nobody has something to say, so a peer that lost power, its network or its cable leaves this side ESTABLISHED for ever, unless it sends or probes.',
      'The client is ESTABLISHED one round trip before the server, and before any program has called accept().',
    ],
    causes: [
      'many busy clients, or a pool that keeps connections open: the ordinary case',
      'false ones: the peer vanished without a FIN, the server still counts it; each reconnect puts a new one beside the old until no client gets in any more',
    ],
    advice: [
      ['See how long each has been silent, and which timer runs.', 'ss -tanpo state established'],
      'Let the application send heartbeats with a time limit, or turn on keep-alive (SO_KEEPALIVE with TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT); limit the connections of one client.',
    ],
  },
  FIN_WAIT_1: {
    meaning: 'this side closed first; its FIN is not acknowledged yet',
    about: [
      'It lasts from the close() until the ACK. That may be long before the FIN itself is on the wire: data still queued goes first, and a closed window of the peer holds both back. A delayed ACK alone keeps it here for about 40 ms.',
      'When nobody answers, the FIN is repeated with doubling intervals, and the socket is then dropped without a packet. For a socket without a program tcp_orphan_retries counts (0 stands for 8), otherwise tcp_retries2.',
    ],
    causes: [
      'the server closed or restarted while its clients were unreachable: nobody acknowledges',
      "the peer's window is closed: its program reads nothing, and the data before the FIN cannot leave",
    ],
    advice: [
      ['See what is still unsent (Send-Q), and the timers.', 'ss -tano state fin-wait-1'],
      'Look for the peer or the path. Many orphans: a lower tcp_orphan_retries ends them sooner.',
    ],
  },
  FIN_WAIT_2: {
    meaning: 'our FIN is acknowledged; the peer has not closed its side',
    about: [
      'The connection is half closed: this side sends no more, it may still receive. The peer sits in CLOSE_WAIT and decides how long that lasts.',
      'If the program called close(), the kernel ends it after tcp_fin_timeout (60 s) without a packet. If it only called shutdown(), it waits for good. The wire does not show which of the two it was.',
      'Data that arrives after close() is answered with RST.',
      "In the kernel's own log a closed socket goes from FIN_WAIT2 to CLOSE at once: what waits on is a small entry, which ss and netstat show.",
    ],
    causes: ["the peer's program does not close: it forgot to, is blocked, or still has something to send"],
    advice: [
      ['Find the peers. The fault is in their program, in CLOSE_WAIT.', 'ss -tan state fin-wait-2'],
      ['At the peer:', 'ss -tanp state close-wait'],
    ],
  },
  CLOSE_WAIT: {
    meaning: 'the peer has closed, our program has not',
    about: [
      'The FIN of the peer has come and was acknowledged by the kernel; read() returns 0. Now it is the turn of the program that owns this socket: to send what it has left, and to close. Until it does, the socket stays, with its memory and its descriptor.',
      'Writing is still allowed. If the peer has closed both ways, the first write succeeds and draws a RST; the next one fails with EPIPE. A read in between gives EOF, not ECONNRESET.',
    ],
    causes: [
      'the program forgets close() on some path, usually after an error',
      'it is blocked: in a lock, a slow back end, a full thread pool, and does not get to read the end',
      'a connection pool does not look at idle connections and keeps dead ones',
    ],
    advice: [
      ['See which program holds them, and for how many peers.', 'ss -tanp state close-wait'],
      ['How many descriptors it has left:', 'ls /proc/PID/fd | wc -l'],
      'Repair the program. A restart frees them at once.',
    ],
    beliefs: [
      'No kernel setting ends CLOSE_WAIT: neither tcp_fin_timeout nor anything about TIME_WAIT. Only keep-alive does, and only where the peer is gone.',
    ],
  },
  CLOSING: {
    meaning: 'both sides closed at the same time; the ACK of our FIN is missing',
    about: [
      'The FINs crossed on the way, or the ACK of our FIN was lost and the FIN of the peer came first. The ACK leads to TIME_WAIT.',
    ],
    causes: ['both sides close on the same timer, or at the same message'],
    advice: [['Rare and usually harmless. Those that stay have lost their peer.', 'ss -tano state closing']],
  },
  LAST_ACK: {
    meaning: 'closed second; waits for the last ACK',
    about: [
      'The peer closed first, our program then closed too, and the ACK of our FIN is missing. It normally lasts one round trip. Without an answer the FIN is repeated, first as a tail loss probe after some milliseconds, then with doubling intervals, until tcp_orphan_retries are used up; then the socket is gone without a packet. The kernel notes ETIMEDOUT, but nobody is left to read it.',
    ],
    causes: ['clients were cut off, or killed under load, and can no longer acknowledge'],
    advice: [
      ['See the timers; they end by themselves.', 'ss -tano state last-ack'],
      'Look for the peers or the path to them.',
    ],
  },
  TIME_WAIT: {
    meaning: 'closed first and done; waits twice the maximum segment lifetime',
    about: [
      'Whoever closes first ends here. There are two reasons for it. The last ACK may be lost, and the peer repeats its FIN: somebody must be there to acknowledge it. And old segments of this connection must have died before the same addresses and ports may begin a new one.',
      'Linux keeps it 60 s, fixed when the kernel is built. It costs a few hundred bytes and no descriptor: by themselves thousands of them are no trouble.',
      'A new SYN on the same 4-tuple is accepted at once if its number, or its timestamp, is newer. An old SYN or old data gets an ACK. A RST ends it at once, which RFC 1337 warns of.',
    ],
    causes: [
      'a client or proxy opens many short connections and closes them first',
      'to one target, each takes an ephemeral port for 60 s: about 28,000 ports give 470 connections a second, then connect() fails with EADDRNOTAVAIL',
      'a server that closes first: after a restart bind() fails with EADDRINUSE',
    ],
    advice: [
      [
        'Count them by peer; only many with one peer are a problem.',
        "ss -Htan state time-wait | awk '{print $4}' | sort | uniq -c | sort -n",
      ],
      'Keep connections and use them again (HTTP keep-alive, a pool). Or let the other side close first.',
      'Servers: set SO_REUSEADDR before bind().',
      [
        'Clients: ports in TIME_WAIT may be taken again after 1 s; both sides need timestamps.',
        'sysctl net.ipv4.tcp_tw_reuse=1',
      ],
      ['More ports:', 'sysctl net.ipv4.ip_local_port_range="1024 65000"'],
    ],
    beliefs: [
      'tcp_fin_timeout does not shorten TIME_WAIT, though many pages say so: it is about FIN_WAIT_2.',
      'tcp_tw_recycle broke clients behind NAT and is gone since Linux 4.12.',
      'tcp_max_tw_buckets is a bound against attacks: beyond it sockets are dropped without waiting.',
    ],
  },
  CLOSED: {
    title: 'CLOSED (CLOSE in the kernel)',
    meaning: 'no socket: the connection is over, or never began',
    about: [
      'What arrives for a port without a socket is answered with RST, unless it is a RST itself. That is why a delayed or doubled packet may draw a RST after a clean close: no program sees an error, though it ends the TIME_WAIT of the other side.',
      'A socket that was made and neither bound nor connected is CLOSED as well.',
    ],
  },
};
