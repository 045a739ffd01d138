import type { PageText } from '../../page-text.js';

export const errnoText = {
  title: (name: string, number: number, message: string) => `${name} (${number}): ${message}`,
  notAboutConnections: 'not about connections',
  notOnTheWire: 'Nothing on the wire brings this about, and no packet shows it.',
  numbers: (linux: number, others: readonly { machines: readonly string[]; number: number }[]) =>
    others.length === 0
      ? `Number ${linux} on Linux.`
      : `Number ${linux} on most Linux machines; ${others
          .map(({ machines, number }) => `${number} on ${machines.join(', ')}`)
          .join('; ')}.`,
  windows: (name: string, number: number) => `On Windows: ${name}, ${number}.`,
  aliases: (names: readonly string[]) => `${names.join(', ')} is the same.`,
  kept: (numbers: readonly string[]) => `Number ${numbers.join(', ')} was kept free for the second name.`,
  elsewhere: (number: number, readings: readonly { name: string; machines: readonly string[] }[]) =>
    `Elsewhere ${number} is ${readings.map(({ name, machines }) => `${name} (${machines.join(', ')})`).join(', ')}.`,
} as const;

/** Those that a socket call returns: what on the wire brings them about. */
export const socketErrnoTexts: Readonly<Record<string, PageText>> = {
  EPIPE: {
    meaning: 'a write on a connection that is over for this side',
    about: [
      'write() and send() return it, and the process gets SIGPIPE, which ends a program that does not ignore it (MSG_NOSIGNAL, or SIG_IGN). read() never returns it.',
      'The write that provokes the RST succeeds: the kernel has taken the bytes. Only the next call fails. So a program may believe that its last message was sent.',
    ],
    causes: [
      'a RST in CLOSE_WAIT: the peer had closed, the program wrote all the same, and nobody was there any more',
      'a write after ECONNRESET or ETIMEDOUT was reported already: the error is told once, then it is EPIPE',
      'a write after the own shutdown(SHUT_WR)',
    ],
    advice: [
      'Look for the FIN of the peer before the write: the program did not notice the end, or did not stop at it. Read before writing, and close on 0.',
      ['Find the connections of a capture:', "synopsis connections CAPTURE --filter 'errno == EPIPE'"],
    ],
    beliefs: ['A read after a RST in CLOSE_WAIT gives EOF on Linux, not ECONNRESET.'],
  },
  ECONNRESET: {
    meaning: 'a RST was accepted in an open connection',
    about: [
      'The RST came in ESTABLISHED, FIN_WAIT_1 or FIN_WAIT_2. The first call gets it, be it read() or write(); after that read() gives EOF and write() EPIPE. SO_ERROR takes it away as well. Bytes that came before the RST are read first.',
      'select() and epoll say "readable" when it comes.',
      'A program may get it without any RST from outside: after shutdown(SHUT_RDWR) data that still comes is answered with RST, and the socket that sends it is ended too.',
    ],
    causes: [
      "the peer's program is gone or has closed, and data of ours still arrived",
      'the peer closed while our data was unread, or with linger 0',
      'the peer restarted; our next segment met a host that knows nothing',
      'a firewall or balancer forgot the connection after its idle time, or somebody forged the RST',
      'tcp_abort_on_overflow: the accept queue was full; or the listener died with us in its queue',
    ],
    advice: [
      ['See who sent the RST, and why.', "synopsis connections CAPTURE --filter 'errno == ECONNRESET'"],
      ['At the peer: count how it aborts.', "nstat -az 'TcpExtTCPAbort*' TcpOutRsts"],
    ],
  },
  ECONNREFUSED: {
    meaning: 'the SYN was answered by a RST, or by ICMP port unreachable',
    about: [
      'connect() returns it, usually after one round trip. A non-blocking connect shows POLLOUT, POLLERR and POLLHUP, SO_ERROR has it, and a second connect() then says ECONNABORTED.',
      'A RST without ACK, or with a wrong one, is ignored in SYN_SENT and does not lead here.',
    ],
    causes: [
      'nobody listens on that port: the service is down, or bound to another address or port',
      'a firewall rejects with RST or port unreachable',
    ],
    advice: [
      ['At the target: does anybody listen, and on which address?', 'ss -tlnp'],
      'Compare the TTL of the RST with that of other packets of the host: a firewall answers with its own.',
    ],
  },
  ETIMEDOUT: {
    meaning: 'the other side did not answer until the last retry',
    about: [
      'Of connect(): SYNs without answer, 67 s with the defaults of today (tcp_syn_retries 6), 127 s on kernels before 6.5. Of an open connection: data, FIN or keep-alive probes without acknowledgment; with tcp_retries2 15 after some 15 minutes, or when TCP_USER_TIMEOUT ends.',
      'Giving up sends nothing, except that a failed keep-alive sends a last RST into the void. After it read() gives EOF and write() EPIPE. If an ICMP error came meanwhile, its errno takes the place of ETIMEDOUT.',
    ],
    causes: [
      'the host is off, or the cable or the path is cut',
      'a filter drops packets in silence, in one direction perhaps',
      'the accept queue of the server is full: Linux drops SYNs without answer',
      'packets over the path MTU vanish and no ICMP tells of it',
      'a window that never opened, with TCP_USER_TIMEOUT',
      'a wrong or missing MD5 signature (BGP), or a wrong checksum: dropped in silence',
    ],
    advice: [
      [
        'Find since when the other side was silent.',
        "synopsis connections CAPTURE --filter 'errno == ETIMEDOUT'",
      ],
      ['See retries and timers of what is still open.', 'ss -tnoi'],
      'Capture at the other end too: it tells whether the packets arrived.',
    ],
  },
  EHOSTUNREACH: {
    meaning: 'ICMP said that the host cannot be reached, or no neighbour answered',
    about: [
      'ICMP codes 1, 10, 12, 13, 14 and 15, and time exceeded, end a connect() with it; ICMPv6 codes 2 and 3 and hop limit exceeded too. ARP or neighbour discovery without answer does so after about 3 s, without a TCP packet of anybody.',
      'An ICMP error that comes while connect() still holds the socket is only kept: the SYN is repeated, and the second ICMP ends it. In an open connection it is kept as well, and takes the place of ETIMEDOUT when retries end.',
    ],
    causes: [
      'the host is off or has another address',
      'a router or firewall rejects',
      'a local route of type unreachable',
    ],
    advice: [
      ['Which route, and which neighbour?', 'ip route get TARGET; ip neigh'],
      'See who sent the ICMP: synopsis connection shows its sender.',
    ],
    beliefs: [
      '"Administratively prohibited" (IPv4 code 13) is EHOSTUNREACH, not EACCES. For IPv6 it is EACCES.',
    ],
  },
  ENETUNREACH: {
    meaning: 'no route to that network, here or at a router on the way',
    about: [
      'Without a local route connect() fails at once and no packet leaves. On the wire it is ICMP code 0, 6, 9 or 11, or ICMPv6 code 0: a router of Linux says "no route" also for a route of type unreachable.',
    ],
    causes: ['no default route, an interface that is down', 'IPv6 addresses on a host without IPv6'],
    advice: [['Ask for the route.', 'ip route get TARGET']],
  },
  EACCES: {
    meaning: 'a rule forbids it: a route, a low port, or ICMPv6 "prohibited"',
    about: [
      'connect(): a route of type prohibit, or ICMPv6 codes 1, 5 and 6. bind(): a port below ip_unprivileged_port_start without the right to it.',
    ],
    causes: [
      'a firewall that rejects IPv6',
      'a prohibit route or a policy (SELinux, cgroup BPF)',
      'a port below 1024',
    ],
    advice: [['Ask for the route.', 'ip route get TARGET']],
  },
  ECONNABORTED: {
    meaning: 'the connection was destroyed here: by ss -K, or by a second connect()',
    about: [
      'On Linux: after ss -K the local program gets it, the peer a RST. A second connect() after an asynchronous refusal gets it too. On Windows it is frequent: the local host gave up after repeats without answer, or a program on it (a virus scanner, a firewall) closed.',
    ],
    causes: ['somebody killed the socket (ss -K)', 'on Windows: repeats without answer, or a local filter'],
    advice: ['See whether a RST left this host, and what came before it.'],
    beliefs: [
      'accept() never returns it on Linux: a connection that was reset in the queue is accepted, and its first read() says ECONNRESET. BSD and others do return it.',
    ],
  },
  EADDRINUSE: {
    meaning: 'another socket has this address and port already',
    about: ['bind() and listen() return it; nothing is on the wire.'],
    causes: [
      'another process, or an earlier one of the same service, listens there',
      'connections of the earlier process are in TIME_WAIT and SO_REUSEADDR is not set',
    ],
    advice: [['See who has it.', 'ss -tanp sport = :PORT'], 'Set SO_REUSEADDR before bind() in servers.'],
  },
  EADDRNOTAVAIL: {
    meaning: 'no free local port left for this target, or not an address of this host',
    about: [
      'connect() returns it when all ephemeral ports to one target are taken, mostly by TIME_WAIT; the kernel sends nothing, not even a SYN. bind() returns it for an address that no interface has.',
    ],
    causes: [
      'many short connections to one target, each for 60 s in TIME_WAIT',
      'a wrong address to bind to',
    ],
    advice: [
      ['Count sockets by target.', 'ss -tan state time-wait dst TARGET | wc -l'],
      'Keep connections open and use them again; tcp_tw_reuse=1; a wider ip_local_port_range; more addresses.',
    ],
  },
  EINPROGRESS: {
    meaning: 'a non-blocking connect() has begun: the SYN is out',
    about: ['No error: wait until the socket is writable, then ask SO_ERROR how it went.'],
    advice: ['Wait with poll() for POLLOUT, then read SO_ERROR.'],
  },
  EALREADY: {
    meaning: 'connect() was called again while the first is still under way',
    about: ['The socket is in SYN_SENT. Nothing is on the wire because of this call.'],
    advice: ['Wait with poll() for POLLOUT instead of calling connect() again.'],
  },
  EISCONN: {
    meaning: 'connect() on a socket that is connected already',
    about: [
      'After a non-blocking connect() it says that the attempt succeeded; on Linux the first such call returns 0.',
    ],
  },
  ENOTCONN: {
    meaning: 'the socket is not connected (any more)',
    about: [
      'getpeername(), shutdown() or recv() on a socket that never was connected, or whose connection is gone: a RST or a timeout came before the call. accept() may hand over such a socket, when its client was reset in the queue.',
    ],
    causes: ['the peer reset the connection before this call', 'the program calls in the wrong order'],
    advice: ['Look for a RST just before; else it is a matter of the program.'],
  },
  EAGAIN: {
    meaning: 'nothing to read, or no room to write, right now; not an error',
    about: [
      'Of read(): the receive buffer is empty. Of write(): the send buffer is full because the peer does not acknowledge, or has closed its window. With SO_RCVTIMEO or SO_SNDTIMEO it says that the time is over; a connect() that takes longer than SO_SNDTIMEO says EINPROGRESS. On Windows a non-blocking connect() says WSAEWOULDBLOCK.',
    ],
    causes: ['the peer has sent nothing yet', "the peer's window is closed: its program reads too slowly"],
    advice: [['See both queues and the window.', 'ss -tnmi'], 'Wait with poll() or epoll, do not spin.'],
  },
  EINTR: {
    meaning: 'a signal interrupted the call; nothing is on the wire',
    advice: [
      'Call again, or install the handler with SA_RESTART. After an interrupted connect() wait with poll().',
    ],
  },
  EMSGSIZE: {
    meaning: 'a datagram larger than the path or the socket takes',
    about: [
      'For TCP it does not come about: the kernel cuts the stream. What a path takes shows as lost full-size segments.',
    ],
    advice: ['Of TCP, see explain path MTU.'],
  },
  ENOBUFS: {
    meaning: 'the kernel has no memory for this socket',
    about: ['accept() then fails while connections wait; the accept queue fills, and SYNs are dropped.'],
    causes: ['too much memory in sockets (tcp_mem), or a full queue of the interface'],
    advice: [['See how much sockets hold.', 'cat /proc/net/sockstat; sar -n SOCK 1']],
  },
  ENOMEM: {
    meaning: 'no memory; of a socket call: for its buffers',
    about: ['As ENOBUFS: accept() fails, connections wait.'],
    advice: [['See how much sockets hold.', 'cat /proc/net/sockstat']],
  },
  EMFILE: {
    meaning: 'this process has no file descriptor left',
    about: [
      'accept() fails, and the connection stays in the queue: its client is connected and waits. When the queue is full, SYNs are dropped and clients get ETIMEDOUT.',
    ],
    causes: ['sockets in CLOSE_WAIT that were never closed', 'a limit that is too low'],
    advice: [
      ['Count them, and the limit.', 'ls /proc/PID/fd | wc -l; grep files /proc/PID/limits'],
      ['Are they leaked sockets?', 'ss -tanp state close-wait'],
    ],
  },
  ENFILE: {
    meaning: 'the whole system has no file descriptor left',
    about: ['As EMFILE, for all processes.'],
    advice: [['Used and allowed:', 'cat /proc/sys/fs/file-nr']],
  },
  ENETDOWN: {
    meaning: 'the interface or the network is down',
    about: ['From a local interface; on the wire there is nothing.'],
    advice: [['See the interfaces.', 'ip -br link']],
  },
  ENETRESET: {
    meaning: 'the connection was dropped because keep-alive failed (elsewhere)',
    about: [
      'Windows returns it when keep-alive finds the peer gone. Linux has no case of TCP that returns it: there it is ETIMEDOUT.',
    ],
    causes: ['keep-alive probes without answer, on Windows'],
    advice: ['Look for unanswered probes, and since when the peer is silent.'],
  },
  EHOSTDOWN: {
    meaning: 'ICMP code 7: the router says that the host is unknown',
    about: ['Rare: few routers send it. In SYN_SENT it ends the connect().'],
    causes: ['a router of an old kind knows that the host is off'],
    advice: ['See who sent the ICMP; look for the host behind it.'],
  },
  ENONET: {
    meaning: 'ICMP code 8: the source host is isolated',
    about: ['Rare and obsolete. In SYN_SENT it ends the connect().'],
    causes: ['a router that still sends it'],
    advice: ['See who sent the ICMP.'],
  },
  ENOPROTOOPT: {
    meaning: 'ICMP code 2: the target knows no TCP; or an unknown socket option',
    about: [
      'Of connect(): "protocol unreachable" came back. Of setsockopt(): that option does not exist; nothing on the wire then.',
    ],
    causes: ['a firewall that rejects in this way', 'a device without TCP'],
    advice: ['See who sent the ICMP.'],
  },
  EPROTO: {
    meaning: 'ICMP said that our packet has a bad header (parameter problem)',
    about: ['In SYN_SENT it ends the connect().'],
    causes: ['a device on the way that dislikes an option of IP, or damages the header'],
    advice: ['See what the ICMP quotes, and compare it with what was sent.'],
  },
  EOPNOTSUPP: {
    meaning: 'ICMP code 5: source route failed; or a call that this socket does not know',
    about: [
      'Python calls the number ENOTSUP. Of listen() or accept() on a wrong kind of socket nothing is on the wire.',
    ],
    causes: ['a router that cannot follow a source route', 'a mistake of the program'],
    advice: ['See whether there is an ICMP at all.'],
  },
  EINVAL: {
    meaning: 'a wrong argument; of connect(): a route of type blackhole',
    about: [
      'With a blackhole route connect() fails with it at once and no packet leaves. accept() returns it when nobody has called listen().',
    ],
    advice: [['Ask for the route.', 'ip route get TARGET']],
  },
  EBADF: {
    meaning: 'not an open descriptor: closed already, or by another thread',
    about: [
      'Nothing on the wire by itself. Where threads close descriptors that others still use, one may write into a connection of somebody else.',
    ],
    advice: [['Watch who closes it.', 'strace -f -e trace=close,socket,accept4 -p PID']],
  },
  ENOTSOCK: {
    meaning: 'the descriptor is not a socket',
    about: ['A mistake of the program, often after a close too many.'],
  },
  EDESTADDRREQ: {
    meaning: 'a datagram without an address to go to; not for TCP',
  },
  EPROTOTYPE: { meaning: 'the protocol does not fit the kind of socket; a mistake of the program' },
  EPROTONOSUPPORT: { meaning: 'the kernel does not have this protocol (MPTCP, SCTP)' },
  ESOCKTNOSUPPORT: { meaning: 'the kernel does not have this kind of socket' },
  EPFNOSUPPORT: { meaning: 'the kernel does not have this family of protocols' },
  EAFNOSUPPORT: {
    meaning: 'the kernel does not have this family of addresses, or it does not fit the socket',
    about: ['Typical of IPv6 addresses on a host where IPv6 is off.'],
  },
  ESHUTDOWN: {
    meaning: 'a write after shutdown, elsewhere; Linux says EPIPE',
    about: ['Windows returns WSAESHUTDOWN after shutdown(SD_SEND). For TCP on Linux see EPIPE.'],
  },
  ECANCELED: {
    meaning: 'an asynchronous call was cancelled (io_uring, AIO)',
    about: [
      'The program, or a time limit of its library, took the call back. A RST may follow when the socket is closed.',
    ],
  },
  EPERM: {
    meaning: 'not permitted; of connect() or send(): a local firewall rule dropped it',
    about: ['iptables or nftables in the output chain, or a BPF program: no packet leaves.'],
    causes: ['a local rule that drops what goes out'],
    advice: [['See the rules.', 'nft list ruleset']],
  },
};
