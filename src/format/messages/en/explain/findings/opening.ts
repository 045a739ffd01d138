import type { PageText } from '../../../page-text.js';

/** Findings about how a connection begins. */
export const openingTexts = {
  'handshake-refused': {
    meaning: 'a SYN was answered by RST: connect() gets ECONNREFUSED',
    about: [
      'A host without a listener on that port answers with RST,ACK, number 0, window 0. A device in front of it may answer in its name; then the TTL is not the one of its other packets.',
    ],
    causes: [
      'the service is down, or still starting',
      'it listens on another address (127.0.0.1) or port',
      'a firewall rejects with RST',
    ],
    advice: [
      ['At the target: does anybody listen, and where?', 'ss -tlnp sport = :PORT'],
      'If the TTL differs from its other packets, look at the firewall.',
    ],
  },
  'handshake-unanswered': {
    meaning: 'SYNs without any answer: connect() ends in ETIMEDOUT',
    about: [
      'The spacing of the SYNs tells the system: 1, 1, 1, 1, 1, 2, 4, 8, 16 s and the end after 67 s is Linux since 6.5; 1, 2, 4, 8, 16, 32 s and 127 s is an older one. Programs often give up earlier.',
    ],
    causes: [
      'a filter drops the SYN or its answer',
      'the host is off, or the address is wrong',
      "the server's accept queue is full: Linux drops the SYN",
      'the capture holds one direction only: then nothing is wrong',
    ],
    advice: [
      'Capture at the target. No SYN there: look at the path. SYN and SYN,ACK there: look at the way back. SYN only: firewall or queue of the host.',
      ['At the target: did the queue overflow?', 'nstat -az TcpExtListenOverflows TcpExtListenDrops'],
    ],
  },
  'handshake-unreachable': {
    meaning: 'an ICMP error quotes the SYN: somebody said that it cannot be delivered',
    about: [
      'The finding names who sent it, its code and the errno. On Linux the first such error may only be kept: when it comes while connect() still holds the socket, the SYN is repeated and the second error ends it. Routers limit how many they send; with a single one, connect() fails only when its retries end.',
    ],
    causes: [
      'no route, or no neighbour answers (host off)',
      'a firewall rejects: "administratively prohibited"',
      'a host without TCP on that port: port unreachable',
    ],
    advice: [
      ['From the initiator:', 'ip route get TARGET; tracepath TARGET'],
      'Ask the owner of the address that sent the ICMP.',
    ],
  },
  'handshake-reset': {
    meaning: 'a RST came after the SYN,ACK, before the handshake was over',
    causes: [
      'a half-open scan (nmap -sS): SYN, SYN,ACK, RST',
      'the client had given up, and its kernel knows nothing any more of the SYN,ACK',
      'a SYN,ACK with a wrong acknowledgment, for an older attempt',
      'a filter that ends what it sees beginning',
    ],
    advice: ['Who sent the RST? An initiator that does it on many ports is a scanner. Compare the TTL.'],
  },
  'handshake-slow': {
    meaning: 'setting up took much longer than others to the same place',
    about: [
      'The finding tells which of the three segments was late: the SYN,ACK (path or server), or the last ACK (client or its path).',
    ],
    causes: [
      'a SYN or SYN,ACK was lost and repeated after a second',
      'a busy server or a long queue on the way',
      'a proxy that opens its own connection first',
    ],
    advice: ['See whether a repeat explains it (about 1 s, 3 s …); else compare with a ping at that time.'],
  },
  'syn-retransmitted': {
    meaning: 'the SYN had to be sent again',
    causes: [
      'the SYN, or the SYN,ACK, was lost',
      "the server's accept queue was full: SYNs are dropped without a word",
    ],
    advice: [
      ['At the server: dropped SYNs.', 'nstat -az TcpExtListenOverflows TcpExtListenDrops'],
      'A capture at the server tells whether the first SYN arrived.',
    ],
  },
  'syn-ack-retransmitted': {
    meaning: 'the SYN,ACK had to be sent again',
    about: ['A side that is ESTABLISHED already answers it with a plain ACK, nothing else happens.'],
    causes: [
      'the SYN,ACK or the last ACK was lost',
      'the accept queue is full: the server ignores the ACK',
      'a forged source that never answers',
    ],
    advice: ['If the ACK is in the capture and at the server, it is the queue: see backlog-overflow.'],
  },
  'handshake-ack-lost': {
    meaning: 'the last ACK of the handshake never reached the other side',
    about: [
      'The initiator is ESTABLISHED, the responder is not, and repeats its SYN,ACK. If the client speaks first, its data completes the handshake; if it waits for a greeting, both wait for the repeat.',
    ],
    causes: ['loss on the path', 'a filter that knows only one direction', 'a full accept queue looks alike'],
    advice: ['Compare both ends: did the ACK arrive?'],
  },
  'backlog-overflow': {
    meaning: 'the accept queue is full: the kernel answers, the program does not accept',
    about: [
      'Seen as SYN,ACKs repeated although ACK and data arrived, or as SYNs that are dropped while the same service accepts others. The client believes that it is connected. listen(n) holds n+1 connections. With SYN cookies there is not even a repeated SYN,ACK.',
    ],
    causes: [
      'the program accepts too slowly: one thread, a long pause, no descriptors left',
      'a small backlog in listen(), or net.core.somaxconn',
      'a burst of reconnects after an outage',
    ],
    advice: [
      [
        'The queue now (Recv-Q against Send-Q), and overflows so far:',
        'ss -tln; nstat -az TcpExtListenOverflows',
      ],
      'A larger backlog helps against bursts only. Against slowness, accept in a thread of its own.',
    ],
  },
  'simultaneous-open': {
    meaning: 'both sides sent a SYN at once, and it became one connection',
    about: [
      'Both go through SYN_SENT, SYN_RCVD, ESTABLISHED; four segments. Seen with peer-to-peer programs that pierce NAT, and with a socket connected to itself: a client that connects to a free port of its own range.',
    ],
  },
  'fast-open': {
    meaning: 'data went with the SYN',
    about: [
      'The finding tells whether it was accepted, ignored, or a cookie was asked for. The server may answer, and even close, before the handshake is over: SYN_RCVD then leads to FIN_WAIT_1. Data that the SYN,ACK does not acknowledge is sent again at once: a "retransmission" without loss.',
    ],
  },
  'options-missing': {
    meaning: 'window scale, SACK or timestamps were offered by one side only',
    about: [
      'What one side does not offer neither may use. Without scaling the window ends at 64 KB: at 100 ms that is 5 Mbit/s. Without SACK several losses cost one round trip each. Without timestamps tcp_tw_reuse does not work.',
    ],
    causes: [
      'a middlebox takes options out',
      'an old or small stack',
      'a sysctl turned off; SYN cookies without timestamps',
    ],
    advice: [
      ['At both ends:', "sysctl -a -r 'tcp_(window_scaling|sack|timestamps)'"],
      'Compare the SYN at both ends: a difference is a middlebox.',
    ],
  },
} satisfies Record<string, PageText>;
