/**
 * Every sentence that people read, in English, as text or as functions of values.
 * A second language is one more file with the same exports.
 */
import type { ResetCause } from '../../rows.js';
import { formatCount } from '../count.js';

/** 1 → "1 packet", 2000 → "2,000 packets". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export const flagsText = {
  syn: 'opens a connection',
  synAck: 'accepts, and acknowledges the SYN',
  ack: 'acknowledges',
  pshAck: 'data handed over to the program',
  fin: 'ends this direction; no more data will follow',
  rst: 'ends all at once; answers a segment that no socket expected',
  rstAck: 'ends all at once and acknowledges; refuses, or aborts',
  withPsh: 'data handed over',
  withUrg: 'urgent data',
  withEce: 'reports congestion (ECN)',
  withCwr: 'slowed down after congestion (ECN)',
  withAe: 'accurate ECN',
  offersEcn: 'offers ECN',
  acceptsEcn: 'accepts ECN',
  oddEcn: 'half an ECN offer',
  offersAccurateEcn: 'offers accurate ECN',
  acceptsAccurateEcn: 'answers accurate ECN',
  none: 'no flag at all: a NULL scan, or a broken stack',
  synFin: 'opens and ends at once: a probe',
  synRst: 'opens and resets at once: a probe, or a broken stack',
  finRst: 'ends in order and resets at once: a broken stack, or a probe',
  xmas: 'FIN, PSH and URG without ACK: a Xmas scan',
  finWithoutAck: 'FIN without ACK: a FIN scan',
  pshWithoutAck: 'data without ACK: a probe, or a broken stack',
  urgWithoutAck: 'urgent data without ACK: a probe, or a broken stack',
  ecnOnly: 'only ECN bits, no ACK: a probe, or a broken stack',
  reserved: 'reserved bits are set: a probe, or a damaged header',
} as const;

export const timeText = {
  noDate: 'no date',
} as const;

export const outputText = {
  isDirectory: (path: string) => `${path} is a directory: name a file with -o`,
  isInput: (path: string) => `${path} is being read: write the result to another file`,
  exists: (path: string) => `${path} exists already: choose another name, or add --force to replace it`,
  notAFolder: (path: string) => `${path} is no folder`,
  folderExists: (path: string) =>
    `${path} exists already: choose another name, or add --force to write into it`,
  cannotCreate: (path: string, reason: string) => `${path} cannot be created (${reason})`,
} as const;

const orList = (words: readonly string[]) => words.join(', ');

export const queryText = {
  empty: 'the filter is empty',
  expectedConnective: 'expected && or || here',
  expectedTerm: 'expected a field, an address, a state, an outcome, an errno or a finding here',
  expectedValue: (operator: string) => `expected a value after ${operator}`,
  expectedSet: 'expected { after in, as in: port in {80, 443}',
  expectedSetValue: 'expected a value or } here',
  emptySet: 'the set is empty',
  unclosedSet: 'this { is never closed',
  unclosed: 'a ( is never closed',
  unopened: 'this ) closes nothing',
  unclosedQuote: 'this quote is never closed',
  singleEquals: 'write == to compare',
  tooDeep: 'the filter is nested too deeply',
  unknownWord: (kind: string, word: string, nearest: string | null, known: readonly string[]) =>
    `unknown ${kind} "${word}"${nearest === null ? '.' : `; did you mean "${nearest}"?`} Known: ${orList(known)}`,
  widerFinding: (code: string) =>
    `"${code}" is said of hosts, services or the capture, not of single connections: see synopsis report`,
  noOrder: (field: string, operator: string) =>
    `${field} has no order: ${operator} says nothing here, use ==, !=, ~ or in`,
  noRegex: (field: string) => `${field} is a number: ~ matches text`,
  badRegex: (text: string) => `"${text}" is not a regular expression`,
  notANumber: (field: string, text: string) => `"${text}" is not a value for ${field}`,
  portTooLarge: (text: string) => `port ${text} does not exist: the last one is 65535`,
  rangeBackwards: (text: string) => `the range ${text} runs backwards`,
  packetIsNoTime: (text: string) => `"${text}" mixes packet numbers and times`,
  bareNumber: (text: string) =>
    `${text} alone says nothing: write :${text} for a port, or connection == ${text}, or packet == ${text}`,
  bareField: (text: string) => `${text} needs a comparison, as in: ${text} == ...`,
  notAMoment: (text: string) =>
    `"${text}" is not a time: write epoch seconds, 2026-11-20T14:05:41Z, 14:05:41, +12.5s, or #123 for packet 123`,
} as const;

/** Column titles; "bytes>" are payload bytes that the initiator sent, "bytes<" those of the responder. */
export const connectionTitles = {
  initiator: 'initiator',
  responder: 'responder',
  start: 'start',
  duration: 'time',
  packets: 'packets',
  initiatorBytes: 'bytes>',
  responderBytes: 'bytes<',
  states: 'states',
  outcome: 'outcome',
  finding: 'finding',
  verdict: 'verdict',
} as const;

export const packetTitles = {
  time: 'time',
  connection: 'conn',
  from: 'from',
  to: 'to',
  length: 'len',
  window: 'window',
  states: 'states',
  analysis: 'Wireshark',
  flags: 'flags',
} as const;

export const packetText = {
  noFlags: '(no flags)',
} as const;

export const ladderText = {
  delta: 'delta',
  packet: 'packet',
  initiator: 'initiator',
  responder: 'responder',
  noFlags: '(no flags)',
  repeats: 'again',
  skips: 'after a hole',
  fold: (said: {
    packets: number;
    isOrdinary: boolean;
    /** Payload from the initiator and from the responder. */
    there: string;
    back: string;
    time: string | null;
    repeats: number;
    skips: number;
    zeroWindows: number;
    pause: string | null;
  }) =>
    [
      counted(said.packets, said.isOrdinary ? 'ordinary packet' : 'packet'),
      `> ${said.there}`,
      `< ${said.back}`,
      said.time ?? '',
      said.repeats > 0 ? `${formatCount(said.repeats)} sent again` : '',
      said.skips > 0 ? `${formatCount(said.skips)} after a hole` : '',
      said.zeroWindows > 0 ? `${formatCount(said.zeroWindows)} with window 0` : '',
      said.pause === null ? '' : `longest silence ${said.pause}`,
    ]
      .filter(Boolean)
      .join(', '),
  gap: (pause: string, until: string | null) =>
    `${pause} of silence${until === null ? '' : `, until ${until}`}`,
  icmp: (name: string) => `ICMP ${name}`,
  icmpFrom: (sender: string) => `from ${sender}`,
  timer: (at: string | null) => (at === null ? 'timer' : `timer, ${at}`),
} as const;

export const connectionText = {
  head: (number: number, outcome: string) => `Connection ${number}: ${outcome}`,
  none: (number: number, count: number) =>
    count === 0
      ? `there is no connection ${number}: the capture holds none`
      : `there is no connection ${number}: the capture holds ${counted(count, 'connection')}, 0 to ${count - 1}`,
  sent: (packets: number, bytes: string) => `sent ${counted(packets, 'packet')}, ${bytes}`,
  lived: (date: string | null, time: string, zone: string, duration: string) =>
    `${date === null ? '' : `${date} `}${time} (${zone}), ${duration}`,
  untimed: 'the capture has no times',
  labels: {
    initiator: 'initiator',
    responder: 'responder',
    time: 'time',
    began: 'began',
    ended: 'ended',
    resets: 'resets',
    programs: 'programs',
    path: 'path',
    spent: 'spent on',
    found: 'found',
  },
  inWireshark: 'In Wireshark',
  timeCauses: {
    handshake: 'the handshake',
    initiatorThink: 'the initiator thinking',
    responderThink: 'the responder thinking',
    transfer: 'data on its way',
    windowClosed: 'a closed window',
    lossRecovery: 'recovering from loss',
    delayedAck: "a delayed ACK that held the other side's data back",
    halfClosed: 'waiting for the second close',
    idle: 'idling with keep-alives',
    unexplained: 'what nothing explains',
  },
  timeShare: (cause: string, time: string, percent: string) => `${cause} ${time} (${percent})`,
  handshake: {
    'three-way': 'three-way handshake',
    simultaneous: 'simultaneous open: the SYNs crossed',
    'fast-open': 'Fast Open: data went with the SYN',
    refused: 'refused: the SYN was answered by a RST',
    unanswered: 'unanswered: nothing came back',
    unreachable: 'unreachable: an ICMP error came back',
    reset: 'reset during the handshake',
    'half-open': 'half open: the last ACK of the handshake is missing',
    'not-captured': 'not captured: it was running already',
  },
  teardown: {
    'four-way': 'both sides closed, each FIN acknowledged by itself',
    'three-segment': 'both sides closed, in three segments',
    simultaneous: 'both sides closed at once',
    'half-close': 'one side closed, the other did not',
    'fin-then-reset': 'a FIN, then a RST',
    reset: 'reset',
    timeout: 'one side gave up waiting',
    none: 'not ended while the capture ran',
    'not-captured': 'the end was not captured',
  },
  rtt: (rtt: string) => `RTT ${rtt}`,
  rttParts: (initiator: string, responder: string) =>
    `${initiator} on the initiator's side, ${responder} on the responder's`,
  synAgain: (count: number) => `SYN sent again ${counted(count, 'time')}`,
  synAckAgain: (count: number) => `SYN,ACK sent again ${counted(count, 'time')}`,
  closedFirst: (side: string) => `${side} first`,
  halfClosed: (time: string) => `half closed for ${time}`,
  resetBy: (side: string) => `RST from the ${side}`,
  rolesFrom: {
    syn: null,
    'syn-ack': 'roles from the SYN,ACK: the SYN was not captured',
    ports: 'roles guessed from the ports',
    'first-packet': "roles guessed: the first packet seen is taken for the initiator's",
  },
  effects: {
    ended: 'ended the connection',
    refused: 'refused the connection',
    ignored: 'had no effect',
    'after-close': 'came after the close',
    stray: 'belongs to no connection',
  },
  reset: (packet: number, by: string, effect: string, cause: string) =>
    `packet ${packet} from the ${by} ${effect}: ${cause}`,
  causes: {
    'closed-port': 'nobody listens on that port',
    'no-socket': 'its sender had no such connection (any more)',
    abort: 'its program aborted: unread data at close, or linger 0',
    'keep-alive-failure': 'its probes or repeats had gone unanswered',
    'backlog-overflow': 'the accept queue was full',
    'handshake-rejected': 'it refuses an answer that was meant for an older connection',
    middlebox: "likely sent by a device on the way (its TTL is not the endpoint's)",
    injected: "likely forged (its TTL or shape is not the endpoint's)",
    unknown: 'why, its shape does not tell',
  },
  program: (side: string, calls: readonly string[]) => `${side}: ${calls.join(', ')}`,
  call: (name: string, result: string, then: string | null) =>
    then === null || then === result ? `${name} ${result}` : `${name} ${result}, then ${then}`,
  repeated: (side: string, count: number, bytes: string) =>
    `${side} sent ${counted(count, 'segment')} again (${bytes})`,
  roundTrip: (side: string, time: string) => `${time} to the ${side} and back`,
  windowClosed: (side: string, time: string) => `${side}'s window closed for ${time}`,
  lostWhere: (before: number, after: number) =>
    [
      ...(before > 0 ? [`${formatCount(before)} lost before the capture point`] : []),
      ...(after > 0 ? [`${formatCount(after)} lost after ${before > 0 ? 'it' : 'the capture point'}`] : []),
    ].join(', '),
  differing: (side: string, count: number) =>
    `${side} sent ${counted(count, 'segment')} again with other bytes`,
  overtaken: (side: string, count: number, time: string | null) =>
    `${counted(count, 'segment')} of the ${side} overtaken${time === null ? '' : `, by ${time} at most`}`,
  spread: (median: string, high: string) => `median ${median}, 95 % within ${high}`,
  lacking: (side: string, bytes: string) => `${bytes} of the ${side}'s data acknowledged but not captured`,
  moreResets: (count: number) => `and ${formatCount(count)} more`,
} as const;

export const reportText = {
  incidents: 'What happened',
  capture: (format: string, packets: number, bytes: string, links: string, snaplen: number | null) =>
    [
      format,
      counted(packets, 'packet'),
      bytes,
      links,
      snaplen === null ? '' : `cut to ${formatCount(snaplen)} bytes each`,
    ]
      .filter(Boolean)
      .join(', '),
  span: (first: string, last: string, zone: string, duration: string) =>
    `${first} to ${last} (${zone}), ${duration}`,
  noTimes: 'The packets have no times.',
  totals: (
    connections: number,
    flows: number,
    tcpPackets: number,
    others: { icmpErrors: number; notTcp: number; notIp: number },
  ) =>
    [
      `${counted(connections, 'connection')}${flows === connections ? '' : ` in ${counted(flows, 'flow')}`}`,
      counted(tcpPackets, 'TCP packet'),
      others.icmpErrors > 0 ? counted(others.icmpErrors, 'ICMP error') : '',
      others.notTcp > 0 ? `${formatCount(others.notTcp)} of other protocols` : '',
      others.notIp > 0 ? `${formatCount(others.notIp)} not IP` : '',
    ]
      .filter(Boolean)
      .join(', '),
  empty: 'The capture holds no packets.',
  filtered: (filter: string, count: number, all: number) =>
    `Shown: ${formatCount(count)} of ${formatCount(all)} connections, by ${filter}`,
  cannotShow: 'What this capture cannot show',
  rolesGuessed: (count: number) =>
    `who opened ${counted(count, 'connection')} is a guess: no SYN was captured`,
  notDecoded: (reason: string, count: number, linkTypes: readonly string[]) => {
    const packets = counted(count, 'packet');
    const be = count === 1 ? 'is' : 'are';
    const [kind, linkType] = reason.split(':');
    switch (kind) {
      case 'fragment':
        return `${packets} ${be} IP fragments of packets that are completed elsewhere, or never`;
      case 'unknown-link-type':
        return `${packets} could not be read: the link type (${linkType ?? linkTypes.join(', ')}) is not understood`;
      case 'not-a-packet':
        return `${counted(count, 'record')} ${count === 1 ? 'holds an event' : 'hold events'} of the capturing system, no packet`;
      case 'encrypted':
        return `${packets} ${be} encrypted: what is inside cannot be seen`;
      case 'tunnel':
        return `${packets} ${count === 1 ? 'holds another one' : 'hold others'}, which --tunnels outer leaves closed`;
      case 'cut-short':
        return `${packets} ${be} cut before the end of the TCP header`;
      case 'bad-ip-header':
        return `${packets} ${count === 1 ? 'has' : 'have'} an IP header that contradicts itself`;
      case 'bad-tcp-header':
        return `${packets} ${count === 1 ? 'has' : 'have'} a TCP header that contradicts itself`;
      default:
        return `${packets} gave no TCP segment (${reason})`;
    }
  },
  howTheyBegan: 'How connections began',
  handshakes: {
    'three-way': 'SYN; SYN,ACK; ACK',
    simultaneous: 'the SYNs crossed',
    'fast-open': 'data went with the SYN',
    refused: 'a RST answered the SYN',
    unanswered: 'nothing answered the SYN',
    unreachable: 'an ICMP error answered the SYN',
    reset: 'a RST came before the handshake was over',
    'half-open': 'the last ACK of the handshake is missing',
    'not-captured': 'running before the capture began, or lone packets',
  },
  rttRange: (fastest: string, slowest: string) =>
    fastest === slowest ? `round trip ${fastest}` : `round trips from ${fastest} to ${slowest}`,
  synAgain: 'SYN repeated',
  synAgainMeaning: 'the first SYN or its answer was lost, or nobody answered',
  synAckAgain: 'SYN,ACK repeated',
  synAckAgainMeaning: 'the SYN,ACK or the ACK after it was lost, or the accept queue was full',
  howTheyEnded: 'How they ended',
  outcomes: {
    reset: 'a RST cut them off',
    vanished: 'one side stopped answering',
    unanswered: 'no answer to the SYN',
    refused: 'a RST answered the SYN',
    unreachable: 'an ICMP error answered the SYN',
    'aborted-handshake': 'given up before it was established',
    'half-closed': 'one side closed, the other has not',
    stray: 'no connection: lone RST, scan or backscatter',
    partial: 'neither beginning nor end was captured',
    open: 'alive when the capture ends',
    closed: 'both sides closed, both FINs acknowledged',
  },
  resetsBy: (initiator: number, responder: number) => {
    const by = [
      ...(responder > 0 ? [`${formatCount(responder)} by the responder`] : []),
      ...(initiator > 0 ? [`${formatCount(initiator)} by the initiator`] : []),
    ];
    return by.length === 0 ? '' : ` (${by.join(', ')})`;
  },
  /** Most frequent first. */
  resetCauses: (causes: ReadonlyMap<ResetCause, number>) =>
    [...causes]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([cause, count]) => `${formatCount(count)} ${cause}`)
      .join(', '),
  places: (shown: readonly (readonly [string, number])[], others: number, uncounted: boolean) => {
    const named = shown.map(([service, count]) => `${service} (${formatCount(count)})`).join(', ');
    if (others === 0) return `at ${named}`;
    return `at ${named} and ${uncounted ? 'more than ' : ''}${counted(others, 'other endpoint')}`;
  },
  scattered: (endpoints: number, uncounted: boolean) =>
    `at ${uncounted ? 'more than ' : ''}${counted(endpoints, 'endpoint')}`,
  whatRemains: 'What did not end (states of initiator/responder)',
  moreStates: (count: number) => `and ${counted(count, 'other pair')} of states`,
  flags: 'Flags seen',
  noFlags: '(none)',
  illegal: (meaning: string) => `ILLEGAL: ${meaning}`,
  moreFlags: (count: number) => `and ${counted(count, 'other combination')}`,
  connections: 'Connections, the most troubled first',
  moreConnections: (count: number, files: string) =>
    `and ${formatCount(count)} more: synopsis connections ${files}`,
  next: (files: string, connection: string, isOnly: boolean) =>
    `${isOnly ? 'Step by step' : 'The first of them step by step'}: synopsis connection ${files} ${connection}`,
} as const;

export const netstatText = {
  state: 'State',
  sendQueue: 'Send-Q',
  local: 'Local',
  peer: 'Peer',
  since: 'Since',
  timer: 'Timer',
  peak: 'Peak',
  peakAt: 'First at',
  atEnd: 'At the end',
  head: (host: string, when: string, count: number) => `${host} at ${when}: ${counted(count, 'socket')}`,
  none: (when: string) => `No sockets at ${when}.`,
  noSockets: 'No packet shows a socket in any state.',
  peaksHead: 'The most sockets in each state at once',
  moreHosts: (count: number) =>
    `and ${counted(count, 'other host')}: --limit shows more, --host one, -f ndjson all`,
  legend: '? inferred: no packet of that host shows it. Send-Q: not yet acknowledged.',
  timers: {
    syn: (count: number) => (count === 0 ? 'SYN' : `SYN ${count}`),
    'syn-ack': (count: number) => (count === 0 ? 'SYN,ACK' : `SYN,ACK ${count}`),
    retransmission: (count: number) => (count === 0 ? 'on' : `on, ${count}`),
    'window-probe': (count: number) => (count === 0 ? 'probe' : `probe ${count}`),
    'time-wait': (_count: number, left: string | null) => (left === null ? '2MSL' : `2MSL ${left}`),
    'fin-wait-2': (_count: number, left: string | null) => (left === null ? 'FIN' : `FIN ${left}`),
  },
  tooManySockets: (bound: number) =>
    `more than ${counted(bound, 'socket')} at the moments asked for: those of connections that ended later are missing; ask for fewer moments, or use --filter`,
  tooManyListeners: (bound: number) =>
    `more than ${counted(bound, 'port')} answered or refused a SYN: later ones are not known as LISTEN`,
  tooManyQueues: (bound: number) =>
    `more than ${counted(bound, 'endpoint')} with data under way at the moments asked for: Send-Q and timers of later moments are missing`,
  tooManyStates: 'too many hosts or connections to count all states: later ones are not counted',
} as const;

export const progressText = {
  knownSize: (percent: number, read: string, all: string, packets: number, rate: string, left: string) =>
    `${percent}% of ${all}, ${counted(packets, 'packet')}, ${read} read at ${rate}/s, ${left} left`,
  unknownSize: (read: string, packets: number, rate: string) =>
    `${read}, ${counted(packets, 'packet')}, ${rate}/s`,
} as const;

export const cliText = {
  failure: (message: string) => `synopsis: ${message}`,
  warning: (message: string) => `synopsis: warning: ${message}`,
  internal: (message: string) =>
    `synopsis: internal error: ${message}\nThis is a mistake of synopsis. Please report it, with what SYNOPSIS_DEBUG=1 adds to this message.`,
  noMemory:
    'the system has no more memory for this. A flood of millions of connections takes about 1 GB: raise the limit (ulimit -v, that of the container), or take a part of the capture with --from and --to',
  filter: (message: string) => `--filter: ${message}`,
  usageHint: (command: string | null) => `Try: synopsis ${command === null ? '' : `${command} `}--help`,
  noCapture: 'no capture is given: name a file, or pipe one in',
  stdinTwice: 'standard input (-) can be read only once',
  unknownChoice: (option: string, word: string, known: readonly string[]) =>
    `${option}: "${word}" is unknown. Known: ${orList(known)}`,
  unknownZone: (name: string) =>
    `--time-zone: "${name}" is unknown: write a name such as Europe/Berlin, UTC, or local`,
  notWhole: (option: string) => `${option} wants a whole number, 0 or more`,
  notSeconds: (option: string) => `${option} wants a number of seconds, 0 or more`,
  onlyForTables: (option: string) => `${option} goes with -f text and -f csv only`,
  atOrEvery: '--at asks for one moment, --every for many: give one of them',
  rangeWithoutEvery: '--from and --to go with --every, or without --at',
  notAnInterval: (text: string) => `--every: "${text}" is no interval: write 500ms, 1s, 5m or 1h`,
  wantsTime: (option: string) => `${option}: a packet number is no time here; only --at takes one`,
  noTimes: (option: string) =>
    `${option}: the packets have no times; ask for the moment after a packet, as in --at '#123'`,
  noSuchPacket: (packet: number, packets: number) =>
    `--at: there is no packet ${packet}, the last one is ${packets}`,
  tooManyMoments: (count: number, bound: number) =>
    `--every makes ${counted(count, 'table')}, more than ${formatCount(bound)}: choose a longer interval, or --from and --to`,
  needsTwoPasses:
    'this filter asks how connections end, so the capture must be read twice: write it to a file first, standard input can be read only once',
} as const;

export const helpText = {
  report: 'what happened: how connections began and ended (the default)',
  connections: 'one line per connection',
  connection: 'one connection step by step, with the states of both ends',
  packets: 'one line per TCP packet',
  netstat: "every host's socket table at a moment, as netstat would have shown it",
  completion: 'print the completion script for the shell',
  captures: `[captures..] [options]

Captures are pcap or pcapng files, also gzipped; - or a pipe is standard input;
several are one timeline.`,
  oneConnection: `<capture> <number> [options]

The number is Wireshark's tcp.stream.`,
  wantsOne: 'one capture and one number are wanted: synopsis connection <capture> <number>',
  chooseGroup: 'What is shown:',
  printGroup: 'How it is printed:',
  readGroup: 'How it is read:',
  filter: 'only what matches, as in: host == 10.0.0.0/8 && reset',
  from: 'from this time: 14:05:41, +12.5s, #123 (packet), ISO 8601, epoch',
  to: 'up to this time',
  limit: 'at most this many rows',
  sort: 'by connection, start, end, duration, packets, bytes, initiator, responder, outcome or severity',
  reverse: 'the other way round: what --sort puts last comes first',
  format: 'output format',
  output: 'write to this file, whole or not at all',
  force: 'replace an existing file',
  columns: 'these columns, separated by commas, or all',
  timeZone: 'zone of printed and given times: local, UTC, Europe/Berlin ...',
  color: 'colour, also with --no-color; the terminal decides otherwise',
  ascii: 'plain ASCII only',
  quiet: 'no warnings and no progress',
  timeWait: 'seconds a socket stays in TIME_WAIT; 60 unless said',
  finTimeout: 'seconds a socket without owner stays in FIN_WAIT_2; 60 unless said',
  tunnels: 'of packets inside packets, which ones count',
  profile: "whose rules give a packet's Wireshark labels",
  all: 'show every packet, fold nothing',
  at: 'at this moment: 14:05:41, +12.5s, #123 (after that packet), also later',
  every: 'one table every so often: 500ms, 1s, 5m ...',
  host: 'only this host, or those of this network',
  notANumber: (value: string) =>
    `"${value}" is not a connection number: synopsis connection <capture> <number>`,
  reportExamples: [
    ['synopsis incident.pcapng', 'what happened'],
    ['tcpdump -w - | synopsis -', 'the same, live'],
  ] as [string, string][],
  connectionsExamples: [
    ['synopsis connections x -f csv -o x.csv', 'for a spreadsheet'],
    ['synopsis connections x --sort bytes', 'the largest first'],
    ['synopsis connections x --filter reset', 'those cut off'],
  ] as [string, string][],
  connectionExamples: [['synopsis connection x 17', 'a ladder to paste into a ticket']] as [string, string][],
  packetsExamples: [['synopsis packets x --filter :443', 'what one port saw']] as [string, string][],
  netstatExamples: [
    ['synopsis netstat x', 'the peak of each state, and when'],
    ['synopsis netstat x --at 14:05:41 --host 10.0.0.7', 'one table'],
    ['synopsis netstat x --every 1s -f csv -o x.csv', 'one a second'],
  ] as [string, string][],
  moreHelp: 'Filters, times and exit codes: synopsis --help',
} as const;

/** `synopsis --help`: printed as it stands, so it must fit 80 columns. */
export const overview = `synopsis: what happened on the wire, connection by connection

Usage: synopsis [command] [captures..] [options]

  synopsis [report] [captures..]          what happened: how connections began
                                          and ended
  synopsis connections [captures..]       one line per connection
  synopsis connection <capture> <number>  one connection step by step, with the
                                          states of both ends
  synopsis packets [captures..]           one line per TCP packet
  synopsis hosts [captures..]             one line per host and per service
  synopsis netstat [captures..]           every host's socket table at a moment
  synopsis follow <capture> <number>      the payload of one connection
  synopsis find [captures..] "log line"   the connections behind an
                                          application's log line
  synopsis annotate <file> -o <file>      a capture or export with our notes in
                                          it, for Wireshark
  synopsis wireshark-profile [captures..] colours, buttons, columns for them
  synopsis extract [captures..] -o <file> chosen connections as a capture of
                                          their own, anonymized if asked for
  synopsis explain [word]                 what a state, flag, errno, finding or
                                          label means, and what to do
  synopsis schema [name]                  the JSON Schema of a machine format
  synopsis completion                     completion script for the shell
  synopsis <command> --help               all about one command

Captures are pcap or pcapng files, also packed by gzip or zstd, folders of them,
or 'patterns*'. Several are one timeline; - or a pipe is standard input.

How they are read
  --follow             wait for more at the end of the file; Ctrl-C ends it
  --hosts FILE         names of addresses, as in /etc/hosts
  --capture FILE       annotate: the capture that an export was made of

What is shown
  --filter EXPR        only what matches, see below
  --from, --to TIME    14:05:41, +12.5s, #123 (packet), 2026-11-20T14:05:41Z,
                       or epoch seconds
  --limit N            at most N rows
  --sort KEY           connections: start, duration, packets, bytes ...;
                       hosts: trouble, failed, resets, bytes, rate ...
  --reverse            connections: the other way round
  --all                connection: every packet, nothing folded
  --fail-on WHAT       report, connections, connection: exit with 1 when such a
                       finding holds: error, warning, note (or worse), codes
  --at TIME            netstat: the table at this moment, also after the end
  --every 1s           netstat: one table every so often
  --host HOST          hosts, netstat: only this host or network
  --side SIDE          follow: initiator, responder or both
  --connection 3,7-9   extract: these; also --finding CODE, --incident ID
  --detail WHAT        annotate: findings, states, or all that is judged

How it is printed
  -f, --format FORMAT  text, json, ndjson, csv, markdown, as the command has it
                       connection: also mermaid, and packetdrill for --side
  --anonymize          extract: other addresses, by --anonymize-key WORDS the
                       same in every run
  --payload            extract: --no-payload keeps headers only
  -o, --output FILE    into a file, whole or not at all; --force replaces one
  --columns A,B        connections: these columns, or all
  --time-zone ZONE     local, UTC, Europe/Berlin ...
  --color, --no-color  the terminal and NO_COLOR decide otherwise
  --ascii              plain ASCII only
  -q, --quiet          no warnings and no progress

How hosts are assumed to behave
  --time-wait S        seconds in TIME_WAIT (60)
  --fin-timeout S      seconds in FIN_WAIT_2 without an owner (60)

Whose words label the packets
  --profile NAME       wireshark-4.0 (as it stands) or wireshark-4.6

Packets inside packets (GRE, VXLAN, GTP ...)
  --tunnels WHICH      inner (as it stands): opened; outer: left closed

Filters
  fields     host port state (either side; initiator.host, responder.state ...)
             outcome errno cause finding severity connection packet time packets
             bytes duration
  compare    == != < > <= >=   ~ regex   in {80, 443, 8000..8010}
  combine    && || ! ( )
  alone      10.0.0.1   10.0.0.0/8   :443   10.0.0.1:443   CLOSE_WAIT   reset

Examples
  synopsis incident.pcapng
  synopsis connections incident.pcapng --filter 'reset && 10.0.0.0/8'
  synopsis connection incident.pcapng 17
  tcpdump -i any -w - | synopsis -

Exit codes: 0 fine, 1 --fail-on found something, 2 bad usage, 3 a capture
cannot be read.
`;
