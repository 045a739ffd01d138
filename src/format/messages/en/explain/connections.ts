import type {
  Certainty,
  HandshakeKind,
  Outcome,
  ResetCause,
  ResetEffect,
  TeardownKind,
} from '../../../../rows.js';
import type { PageText } from '../../page-text.js';

/** How a connection went. */
export const outcomeTexts: Readonly<Record<Outcome, PageText>> = {
  stray: {
    meaning: 'no connection: a lone RST, a SYN,ACK nobody asked for, a scan packet',
    about: [
      'Usually backscatter: somebody sent SYNs with a forged address, and the answers come to its owner. It is no attempt to connect.',
    ],
    causes: [
      'answers to packets with a forged source',
      'a scan with other flags than SYN',
      'the end of a connection whose beginning the capture missed',
    ],
    advice: [
      'Leave them out of counts of attempts. Many at once from one place: somebody is being flooded in your name.',
    ],
  },
  refused: {
    meaning: 'the SYN was answered by a RST: nobody listens there, or a filter rejects',
    about: ['connect() fails with ECONNREFUSED after one round trip. Nothing was exchanged.'],
    causes: ['the service is down, or bound to another address or port', 'a firewall rejects with RST'],
    advice: [['At the target:', 'ss -tlnp']],
  },
  unreachable: {
    meaning: 'an ICMP error answered the SYN',
    about: ['The code decides the errno: EHOSTUNREACH, ENETUNREACH, ECONNREFUSED, EACCES and others.'],
    causes: ['a router has no route, or no neighbour answers', 'a firewall rejects with ICMP'],
    advice: ['See who sent the ICMP: synopsis connection shows its sender.'],
  },
  unanswered: {
    meaning: 'SYNs, and no answer at all',
    about: ['connect() fails with ETIMEDOUT when the retries end, or earlier by a limit of the program.'],
    causes: [
      'a filter drops in silence',
      'the host is down, or the address wrong',
      'a full accept queue',
      'the capture holds one direction only',
    ],
    advice: ['Capture at the target: does the SYN arrive, and does a SYN,ACK leave?'],
  },
  'aborted-handshake': {
    meaning: 'a SYN,ACK came, but the handshake was never finished',
    causes: [
      'a half-open scan: RST in place of the last ACK',
      'a flood with forged addresses',
      'the client gave up, or its ACK is lost',
    ],
    advice: ['Look at the initiator: one that does it on many ports is a scanner.'],
  },
  reset: {
    meaning: 'established, then ended by a RST before both sides had closed',
    about: [
      'A RST after both FINs does not make a connection "reset": that is an ordinary close with an afterword.',
    ],
    causes: ['see the cause of the RST: abort, no-socket, keep-alive-failure, middlebox …'],
    advice: [['List them with who did it and why.', 'synopsis connections CAPTURE --filter reset']],
  },
  closed: { meaning: 'both sides closed, and both FINs were acknowledged; whatever RST follows' },
  vanished: {
    meaning: 'a side stopped answering: repeats or probes to the end, and nothing came',
    causes: [
      'power, cable or radio lost',
      'the path broke, or a firewall forgot the connection and drops',
      'packets above the path MTU vanish',
    ],
    advice: [
      'See since when it was silent, and whether other connections of that host died in the same moment.',
    ],
  },
  'half-closed': {
    meaning: 'one side closed, the other has not when the capture ends',
    causes: ['the other program forgot close(), or still sends', 'the capture ended just then'],
    advice: [['At the side that has not closed:', 'ss -tanp state close-wait']],
  },
  open: { meaning: 'alive when the capture ends' },
  partial: {
    meaning: 'neither beginning nor end was captured',
    advice: ['Start the capture earlier to see the handshake: without it windows and roles are guesses.'],
  },
};

/** How a connection began. */
export const handshakeTexts: Readonly<Record<HandshakeKind, PageText>> = {
  'three-way': {
    meaning: 'SYN; SYN,ACK; ACK: the ordinary opening, also where only its SYN was not captured',
  },
  simultaneous: {
    meaning: 'the SYNs crossed: both opened, and it became one connection',
    about: [
      'Both go through SYN_SENT and SYN_RCVD to ESTABLISHED. Rare; a socket connected to itself does it too.',
    ],
  },
  'fast-open': {
    meaning: 'data went with the SYN (TCP Fast Open)',
    about: ['The server may answer before the handshake is over.'],
  },
  refused: { meaning: 'a RST answered the SYN', advice: ['See the outcome of that name.'] },
  unanswered: { meaning: 'nothing answered the SYN', advice: ['See the outcome of that name.'] },
  unreachable: { meaning: 'an ICMP error answered the SYN', advice: ['See the outcome of that name.'] },
  reset: {
    meaning: 'a RST came before the handshake was over',
    about: [
      'From the initiator after a SYN,ACK: a half-open scan, or it gave up. From the responder: a full queue that aborts, or a stale entry.',
    ],
    advice: ['See who sent it, and how soon after the SYN,ACK.'],
  },
  'half-open': {
    meaning: 'SYN and SYN,ACK, but the last ACK is missing',
    causes: ['a flood with forged sources', 'the ACK was lost', 'the capture ended just then'],
    advice: ['See whether the SYN,ACK was repeated: then the ACK never arrived.'],
  },
  'not-captured': { meaning: 'it was running before the capture began' },
};

/** How a connection ended. */
export const teardownTexts: Readonly<Record<TeardownKind, PageText>> = {
  'four-way': { meaning: 'both sides closed, each FIN acknowledged by itself' },
  'three-segment': {
    meaning: 'FIN, FIN,ACK, ACK: the second side closed at once',
    about: [
      'The ACK of the first FIN and the second FIN are one segment, when the program closes fast enough.',
    ],
  },
  simultaneous: { meaning: 'the FINs crossed: both closed at once' },
  'half-close': {
    meaning: 'one side closed, and the other went on, or never closed',
    causes: ['a protocol that ends its request with a FIN (shutdown)', 'the other program forgot close()'],
    advice: ['Data after the FIN means that it is on purpose; silence in CLOSE_WAIT means a leak.'],
  },
  'fin-then-reset': {
    meaning: 'a FIN, then a RST before both sides had closed',
    causes: [
      'the program closed while data was still coming',
      'a client that closes by linger 0 after its FIN',
    ],
    advice: [
      'See who sent the RST and why. After both FINs it would be harmless; here something was cut off.',
    ],
  },
  reset: { meaning: 'a RST without any FIN', advice: ['See the cause of the RST.'] },
  timeout: {
    meaning: 'one side gave up waiting for the other',
    causes: ['the other side vanished', 'the path broke'],
    advice: ['See since when the other side was silent.'],
  },
  none: { meaning: 'it had not ended when the capture ended' },
  'not-captured': { meaning: 'the end was not captured' },
};

/** Why a RST was sent. */
export const resetCauseTexts: Readonly<Record<ResetCause, PageText>> = {
  unknown: {
    meaning: 'its shape and what came before do not tell why it was sent',
    causes: ['the capture misses what it answers'],
    advice: ['Capture at both ends, with the beginning of the connection.'],
  },
  'closed-port': {
    meaning: 'answers a SYN: nobody listens on that port',
    about: ['RST,ACK with number 0, the acknowledgment of the SYN, window 0, no timestamps.'],
    causes: [
      'the service is down or elsewhere',
      'a scan',
      'a firewall that rejects with RST (its TTL may tell)',
    ],
    advice: [['At the target:', 'ss -tlnp']],
  },
  'no-socket': {
    meaning: 'answers a segment for which its sender has no connection (any more)',
    about: [
      'A bare RST: no ACK, its number is the acknowledgment that it answers, window 0, no timestamps, IP id 0. The kernel makes it without any socket; a listener on the port may be there.',
    ],
    causes: [
      'data for a program that has closed its socket or is gone',
      'the host restarted and knows nothing of the connection',
      'late data after FIN_WAIT_2 of an orphan is over',
      'a delayed or doubled packet after a clean close: harmless',
    ],
    advice: ['Look what happened at its sender before: a FIN, a restart, a long silence.'],
  },
  abort: {
    meaning: 'a program aborted a live connection: unread data at close, or linger 0',
    about: [
      'RST,ACK with the next number of its sender, a window, and timestamps where the connection has them. Unread data and linger 0 look alike on the wire: acknowledged data that was never answered makes the first likelier, own data not yet acknowledged the second.',
      'kill -9 alone is no abort: the kernel closes with FIN, unless data is unread. When a listener dies, those in its accept queue get RST,ACK.',
    ],
    causes: [
      'close() before everything was read: a server that answers early, a client that has seen enough',
      'SO_LINGER with 0 seconds: load generators, health checks, some proxies',
      'the process was killed with data unread; no memory for the socket',
    ],
    advice: [
      ['At its sender:', "nstat -az 'TcpExtTCPAbortOn*'"],
      'Let the program read to the end before it closes, or shut down its own side first.',
    ],
  },
  'keep-alive-failure': {
    meaning: 'its repeats or probes had gone unanswered: the last word of a keep-alive',
    about: [
      'When keep-alive gives up, Linux sends a RST,ACK into the void; the program gets ETIMEDOUT. Other timeouts send nothing.',
    ],
    causes: ['the other side vanished'],
    advice: ['See since when the other side was silent.'],
  },
  'backlog-overflow': {
    meaning: 'the accept queue was full',
    about: [
      'The client was connected, the server never took its ACK, repeated its SYN,ACK, forgot the attempt, and answers the next segment with RST. With tcp_abort_on_overflow=1 the RST comes at once.',
    ],
    causes: [
      'the program accepts too slowly, or not at all (EMFILE)',
      'a backlog that is too small for the burst',
    ],
    advice: [
      [
        'See the queue (Recv-Q against Send-Q), and how often it overflowed.',
        'ss -tln; nstat -az TcpExtListenOverflows TcpExtListenDrops',
      ],
      'A larger backlog in listen() and net.core.somaxconn; a program that accepts faster.',
    ],
  },
  'handshake-rejected': {
    meaning: 'a live SYN_SENT refuses an answer that was meant for an older connection',
    about: [
      'The other side still had the old connection and sent a challenge ACK. The RST clears it away, and the connect goes on: the next SYN follows after some 10 ms.',
    ],
    causes: ['the client restarted, or used its port again, while the server kept the old connection'],
    advice: ['Harmless: it is how a stale connection is cleared away.'],
  },
  middlebox: {
    meaning: 'likely sent by a device on the way: its TTL is not the one of the endpoint',
    about: ['It answers what has just passed. Both sides may get one.'],
    causes: [
      'a firewall, NAT or balancer after its idle time, or after it lost its table',
      'a filter that ends what it does not like',
    ],
    advice: [
      'Compare the idle time before it with other connections: equal times are a timer. Keep-alive below that time avoids it.',
      'A capture at the other end proves it: the RST never left there.',
    ],
  },
  injected: {
    meaning: 'likely forged: what one honest stack cannot send',
    about: [
      'Tests: its TTL jumps; its sender speaks on after it; its number lies behind data already sent; several with climbing numbers; it refuses a handshake that was accepted. How many fired is shown; a single one is a hint, no proof.',
    ],
    causes: ['a filter beside the path that races the real host', 'an attack'],
    advice: ['A capture at the other end proves it: the RST never left there.'],
  },
};

/** What a RST did. */
export const resetEffectTexts: Readonly<Record<ResetEffect, PageText>> = {
  ended: { meaning: 'it was accepted and ended the connection' },
  refused: { meaning: 'it refused the connection: connect() got ECONNREFUSED' },
  ignored: {
    meaning: 'it did nothing: outside the window, not exact, or a wrong checksum',
    about: ['In the window but not exact it drew a challenge ACK; the connection lives on.'],
  },
  'after-close': { meaning: 'it came after the close: no program noticed' },
  stray: { meaning: 'it belongs to no connection' },
};

/** How sure a state is, and a finding. */
export const certaintyTexts: Readonly<Record<Certainty | 'certain' | 'likely' | 'possible', PageText>> = {
  seen: { meaning: "this endpoint's own packet shows it" },
  inferred: { meaning: 'it follows from what was sent to it, or from a timer' },
  retracted: {
    meaning: 'it was inferred, and later evidence took it back',
    about: [
      'A SYN,ACK that is sent again shows that the ACK never arrived: the ESTABLISHED that was inferred is taken back.',
    ],
  },
  certain: { meaning: 'of a finding: the packets prove it' },
  likely: { meaning: 'of a finding: the usual explanation of what is seen; another one is possible' },
  possible: { meaning: 'of a finding: it fits, and so do others; it says what would decide' },
};
