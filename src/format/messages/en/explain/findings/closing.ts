import type { PageText } from '../../../page-text.js';

/** Findings about how a connection ends in order, and about its resets. */
export const closingTexts = {
  'orderly-close': {
    meaning: 'both sides closed: four-way, or in three segments',
    about: ['The one who closed first keeps TIME_WAIT.'],
  },
  'half-close': {
    meaning: 'one side closed, the other went on sending for a while',
    about: [
      'Legal, and wanted by protocols that end a request with a FIN. Firewalls are less patient: netfilter forgets such a flow after 60 s in CLOSE_WAIT.',
    ],
  },
  'simultaneous-close': {
    meaning: 'both closed at the same time',
    about: [
      'Four segments, as ever. The FINs crossed: CLOSING on both sides. Or only the ACK of the first FIN was lost or late: CLOSING on one.',
    ],
  },
  'close-wait-leak': {
    meaning: 'the FIN was acknowledged, and the program never closes',
    about: [
      'The socket stays in CLOSE_WAIT, the peer in FIN_WAIT_2. Each costs a descriptor; when they are used up, accept() fails with EMFILE.',
    ],
    causes: [
      'close() is missing on a path of the program, usually after an error',
      'the program is blocked and does not read the end',
      'a pool that does not notice dead connections',
    ],
    advice: [
      ['Which program, and how many?', 'ss -tanp state close-wait'],
      'Repair the program; a restart frees them. No kernel setting ends CLOSE_WAIT.',
    ],
  },
  'fin-wait-2-stuck': {
    meaning: 'closed and acknowledged, and the other side does not close',
    causes: [
      "the peer's program does not close: it is in CLOSE_WAIT",
      'the FIN of the peer was lost again and again',
    ],
    advice: [
      ['At the peer:', 'ss -tanp state close-wait'],
      'Orphans end after tcp_fin_timeout; a socket that was only shut down waits for good.',
    ],
  },
  'fin-wait-1-stuck': {
    meaning: 'the FIN is never acknowledged',
    causes: ['the peer is gone, or the path', "the peer's window is closed, and data waits before the FIN"],
    advice: [
      ['What is still queued?', 'ss -tano state fin-wait-1'],
      'It ends by itself after tcp_orphan_retries.',
    ],
  },
  'last-ack-stuck': {
    meaning: 'closed second, and the last ACK never comes',
    causes: ['the peer was cut off or killed after its FIN', 'the path broke in one direction'],
    advice: [['Its timers:', 'ss -tano state last-ack'], 'It ends by itself when the retries are used up.'],
  },
  'fin-retransmitted': {
    meaning: 'the FIN was sent again',
    about: [
      'On Linux the first repeat is often a tail loss probe after some milliseconds: the ACK was only delayed, nothing was lost. A D-SACK in the answer shows it.',
    ],
    causes: ['the FIN or its ACK was lost', 'a delayed ACK, and a tail loss probe', 'the peer is gone'],
    advice: ['A single repeat means nothing. Many, with doubling intervals: see who stopped answering.'],
  },
  'time-wait-reuse': {
    meaning: 'a new SYN on the same addresses and ports within 2MSL',
    about: [
      'Linux accepts it at once if its number or timestamp is newer than the last of the old connection, and answers with a number 65,537 above the old one. Otherwise it answers with an ACK, and the client clears the way with a RST.',
      'At the client, a port that the program binds itself may be used again at once if timestamps are on; one that the kernel picks only after 1 s, and with tcp_tw_reuse=1.',
    ],
    causes: [
      'a client that binds its port',
      'few ephemeral ports, or tcp_tw_reuse',
      'a NAT that uses a port again',
    ],
    advice: ['Accepted: no harm. Refused: let the client choose its port, or turn timestamps on.'],
  },
  'time-wait-assassination': {
    meaning: 'a RST ended TIME_WAIT before its time',
    about: [
      'An old segment was answered with an ACK, and that drew a RST from the other side, which is long CLOSED. Old segments may then get into a new connection of the same ports. tcp_rfc1337=1 makes Linux ignore the RST.',
    ],
    causes: ['a delayed or doubled segment after the close'],
    advice: [['Rarely worth it:', 'sysctl net.ipv4.tcp_rfc1337=1']],
  },
  'reset-no-socket': {
    meaning: 'RST from a host that has no such connection (any more)',
    about: [
      'The usual tale: the server program ends, its FIN is acknowledged, the client sits in CLOSE_WAIT and writes. The first write succeeds and draws the RST, the next fails with EPIPE. In ESTABLISHED, after a restart of the peer, it is ECONNRESET.',
    ],
    causes: [
      'the program had closed, or died, and data still came',
      'a race: a connection kept for the next request was closed at the moment when that came',
      'the client had waited long enough and closed; the answer came after that',
      'its sender had repeated its data in vain and given up',
      'the host restarted',
      'a balancer sent the packet to another host',
    ],
    advice: [
      'Look before the RST at its sender: a FIN means that it had closed; silence, that it restarted or forgot; repeats, that it gave up.',
      'Against the race: who sends requests drops idle connections sooner than who answers them.',
      ['How long does it run?', 'uptime; systemctl status SERVICE'],
    ],
  },
  'reset-abort': {
    meaning: 'a program aborted a live connection: unread data at close, or linger 0',
    about: [
      'The two look alike on the wire; the finding says which is likelier, and why. What the aborting side had not sent is lost.',
    ],
    causes: [
      'close() before everything was read',
      'SO_LINGER with 0: some clients, balancers, health checks',
      'killed with data unread',
    ],
    advice: [
      ['At its sender:', "nstat -az 'TcpExtTCPAbortOn*'"],
      'Read to the end before closing. For a client that stops early on purpose it is harmless.',
    ],
  },
  'reset-after-close': {
    meaning: 'a RST after both sides had closed: an afterword',
    about: [
      'No program sees an error. Browsers do it to get rid of TIME_WAIT; a delayed or doubled segment after the close draws one too.',
    ],
  },
  'reset-keep-alive-failure': {
    meaning: 'keep-alive gave up and sent a last RST into the void',
    about: ['RST,ACK with the last number. The program gets ETIMEDOUT, not ECONNRESET.'],
    causes: ['the peer vanished: power, cable, network', 'a firewall forgot the idle connection and drops'],
    advice: ['See since when the peer was silent, and whether others died at the same moment.'],
  },
  'reset-backlog-overflow': {
    meaning: 'reset because the accept queue was full',
    about: [
      'The client was connected and sent its request; the server never took it up. It sees ECONNRESET.',
    ],
    causes: ['the program accepts too slowly', 'tcp_abort_on_overflow=1: the RST comes at once'],
    advice: [['The queue now, and overflows so far:', 'ss -tln; nstat -az TcpExtListenOverflows']],
  },
  'reset-ignored': {
    meaning: 'a RST that did nothing: the connection lives on',
    about: [
      'Its number was not exactly the next one expected. In the window it drew a challenge ACK, outside silence. A wrong checksum or a wrong MD5 signature has the same effect.',
    ],
    causes: [
      'a late RST of an older connection',
      'somebody guesses numbers',
      'a middlebox that does not know the numbers',
    ],
    advice: [
      'One means nothing. Many from one source with climbing numbers are an attempt to cut connections.',
    ],
  },
  'reset-injected': {
    meaning: 'the RST is likely not from the host whose address it bears',
    about: [
      'So many of so many tests fired: TTL jump, its sender speaks on, a number behind its own data, trains of RSTs, a refused handshake that was accepted. It is a probability, never a proof.',
    ],
    causes: ['a filter beside the path (censorship, intrusion prevention)', 'an attack'],
    advice: ['Capture at both ends: a RST that never left the host is proven to be forged.'],
  },
  'reset-by-middlebox': {
    meaning: 'a device on the way cut the connection',
    about: [
      "After idle time, with a TTL unlike the peer's, often to both sides. Equal idle times over many connections show its timer.",
    ],
    causes: [
      'an idle timer of a firewall, NAT or balancer (60, 240, 350, 900, 3600 s are common)',
      'it restarted, or its table was full',
    ],
    advice: [
      'Send keep-alives more often than the timer, or make the timer longer.',
      ['Keep-alive after 60 s, for sockets that ask for it:', 'sysctl net.ipv4.tcp_keepalive_time=60'],
    ],
  },
} satisfies Record<string, PageText>;
