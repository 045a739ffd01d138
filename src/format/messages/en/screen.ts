/** What the terminal screen says, in English. */
import type { Outcome } from '../../../rows.js';
import { formatCount } from '../../count.js';
import { counted } from '../en.js';

export const screenText = {
  names: {
    triage: 'Triage',
    connections: 'Connections',
    connection: 'Connection',
    packet: 'Packet',
    hosts: 'Hosts',
    netstat: 'Netstat',
    graphs: 'Graphs',
    follow: 'Follow',
    help: 'Help',
  },
  place: {
    connection: (number: number) => `Connection ${number}`,
    packet: (number: number) => `Packet ${number}`,
    netstat: (host: string | null) => (host === null ? 'Netstat' : `Netstat ${host}`),
    graphs: (number: number) => `Graphs of ${number}`,
    follow: (number: number) => `Follow ${number}`,
  },
  tooSmall: (columns: number, rows: number, neededColumns: number, neededRows: number) =>
    `The terminal has ${columns}x${rows} cells; ${neededColumns}x${neededRows} are needed. Make it larger, or press q.`,
  noKeyboard: 'there is no terminal to read keys from: synopsis report prints the same as text',
  loading: 'being worked out',
  at: (time: string) => `at ${time}`,
  position: (row: number, count: number) =>
    count === 0 ? '0/0' : `${formatCount(row)}/${formatCount(count)} ${Math.floor((100 * row) / count)}%`,
  totals: (packets: number, connections: number) =>
    `${counted(packets, 'packet')}, ${counted(connections, 'connection')}`,
  reading: (percent: number | null, packets: number) =>
    percent === null
      ? `reading, ${counted(packets, 'packet')} so far`
      : `reading ${percent}%, ${counted(packets, 'packet')}`,
  live: (packets: number) => `live, ${counted(packets, 'packet')} so far`,
  choosing: (percent: number) => `choosing ${percent}%`,
  stopped: 'Reading stopped here: what was read is shown.',
  atFirstScreen: 'This is the first screen; q ends.',
  nothingHere: 'There is nothing to open here.',
  noConnection: 'Choose a connection first (2, then Enter).',
  noMore: 'There is none further on.',
  noTimes: 'The capture has no times.',
  noHost: 'Every host is shown already.',
  notFound: (text: string) => `"${text}" is not found.`,
  mouse: (isOn: boolean) =>
    isOn
      ? 'The mouse works here; the terminal selects text with Shift held.'
      : 'The mouse is left to the terminal.',
  timeFormats: {
    clock: 'Times of day.',
    delta: 'Times since the packet before.',
    'since-start': 'Times since the first packet.',
    utc: 'Times of day in UTC.',
  },
  noteKept: 'The note is kept beside the capture.',
  noteGone: 'The note is gone.',
  written: (path: string) => `${path} is written.`,
  failed: (reason: string) => reason,
  unknownCommand: (text: string) =>
    `"${text}" is no command: packet N, connection N, at TIME, host ADDRESS, filter EXPR, quit`,
  noSuchConnection: (text: string) => `There is no connection ${text}.`,
  noSuchPacket: (text: string) => `Packet ${text} belongs to no connection.`,
} as const;

export const triageText = {
  title: 'What happened',
  connections: 'conns',
  first: 'first',
  severity: 'sev',
  severities: { error: 'ERR', warning: 'WRN', note: 'NTE', info: 'INF' },
  nothing: 'Nothing stands out: no resets, refusals, silences or pile-ups worth a line.',
  nothingYet: 'Nothing stands out so far.',
  why: 'Why',
  advice: 'What to do',
  wouldChange: 'What would change this',
  evidence: 'Packets',
  certainty: { certain: 'certain', likely: 'likely', possible: 'possible' },
  series: {
    packets: 'packets',
    syns: 'SYN',
    resets: 'RST',
    retransmissions: 'again',
    'zero-windows': 'win 0',
  },
} as const;

export const listText = {
  number: '#',
  initiator: 'initiator',
  responder: 'responder',
  start: 'start',
  duration: 'lasted',
  packets: 'packets',
  bytes: 'bytes',
  initiatorBytes: 'bytes>',
  responderBytes: 'bytes<',
  states: 'states',
  outcome: 'outcome',
  all: (count: number) => counted(count, 'connection'),
  some: (count: number, total: number) => `${formatCount(count)} of ${counted(total, 'connection')}`,
  filter: (text: string) => `filter ${text}`,
  incident: (title: string) => `incident: ${title}`,
  sortedBy: (key: string) => `by ${key}`,
  picked: (count: number) => `${formatCount(count)} picked`,
  none: 'No connection matches.',
  noneYet: 'No connection yet.',
  displayFilter: 'Wireshark',
} as const;

export const hostText = {
  address: 'host or service',
  opened: 'opened',
  accepted: 'accepted',
  failed: 'failed',
  bytes: 'bytes',
  remark: '',
  none: 'No host.',
  noneYet: 'No host yet.',
  facts: (opened: number, accepted: number, failed: number, bytes: string) =>
    `opened ${formatCount(opened)}, accepted ${formatCount(accepted)}, failed ${formatCount(failed)}, ${bytes}`,
} as const;

export const socketText = {
  title: (time: string) => `Sockets at ${time}`,
  of: (host: string | null) => (host === null ? 'all hosts' : host),
  local: 'local',
  peer: 'peer',
  state: 'state',
  since: 'since',
  queue: 'unacked',
  timer: 'timer',
  listens: '*',
  inferred: '?',
  none: 'No socket at this moment.',
  now: 'now',
  peak: 'peak',
  peakAt: 'at',
  over: 'over the whole time',
  countTitle: 'state',
} as const;

export const ladderScreenText = {
  facts: (packets: number, duration: string, outcome: Outcome) =>
    `${counted(packets, 'packet')}, ${duration}, ${outcome}`,
  fold: (packets: number, there: string, back: string, time: string) =>
    `${counted(packets, 'ordinary packet')}, > ${there}, < ${back}, ${time}`,
  time: 'time',
  packet: 'packet',
  icmp: 'ICMP',
  states: 'States',
} as const;

export const packetScreenText = {
  bytes: 'Bytes',
  meanings: 'What is said of it',
  note: 'Note',
  columns: { name: 'field', value: 'value' },
} as const;

export const graphText = {
  kinds: {
    sequence: 'time–sequence: data of the initiator, ACKs of the responder',
    'sequence-responder': 'time–sequence: data of the responder, ACKs of the initiator',
    rtt: 'round trips',
    window: 'window and bytes in flight',
    throughput: 'throughput',
  },
  legends: {
    sequence: [
      ['data', 'plain'],
      ['sent again', 'bad'],
      ['acknowledged', 'good'],
      ['window', 'note'],
    ],
    'sequence-responder': [
      ['data', 'plain'],
      ['sent again', 'bad'],
      ['acknowledged', 'good'],
      ['window', 'note'],
    ],
    rtt: [
      ['answers of the responder', 'responder'],
      ['answers of the initiator', 'initiator'],
    ],
    window: [
      ['in flight from the initiator', 'initiator'],
      ['window of the responder', 'note'],
      ['in flight from the responder', 'responder'],
      ['window of the initiator', 'warning'],
    ],
    throughput: [
      ['from the initiator', 'initiator'],
      ['from the responder', 'responder'],
    ],
  },
  none: 'There are no such values in this connection.',
  zoom: (times: number) => `${formatCount(times)} times`,
  perSecond: (bytes: string) => `${bytes}/s`,
} as const;

export const followText = {
  none: 'No payload was captured.',
  missing: (bytes: string) => `${bytes} were never captured`,
  sides: { both: 'both sides', initiator: 'the initiator only', responder: 'the responder only' },
  head: (side: string, packet: number) => `${side}, packet ${packet}`,
} as const;

export const promptText = {
  labels: { filter: 'filter', search: 'search', command: ':', note: 'note', path: 'write to' },
  matches: (count: number, total: number) => `${formatCount(count)} of ${formatCount(total)} match`,
  counting: 'counting',
} as const;

export const dialogText = {
  sort: 'Sort by',
  columns: 'Columns',
  export: 'Write what is shown as',
  replace: 'Replace it?',
  replaceQuestion: (path: string) => `${path} exists already.`,
  replaceKeys: 'y replaces it, any other key does not',
  copy: 'Copy',
  copied: 'Copied',
  copiedHint: 'Where the terminal does not let programs reach the clipboard, copy it from here.',
  listKeys: 'Enter chooses, Esc leaves',
  toggleKeys: 'Space changes, Esc leaves',
  closeKeys: 'Esc closes',
  formats: {
    text: 'text, as it is shown',
    markdown: 'Markdown',
    json: 'JSON',
    pcapng: 'pcapng of these connections',
    annotated: 'the capture with all notes in it (pcapng)',
  },
  copies: {
    displayFilter: 'as a Wireshark display filter',
    packet: 'this packet as a display filter',
    row: 'this row as text',
    verdict: 'the verdict',
  },
  names: {
    connection: 'number',
    severity: 'severity',
    start: 'start',
    duration: 'how long it lasted',
    packets: 'packets',
    bytes: 'bytes',
    initiator: 'initiator',
    responder: 'responder',
    outcome: 'outcome',
    initiatorBytes: 'bytes of the initiator',
    responderBytes: 'bytes of the responder',
    states: 'states',
  },
} as const;

export const keyText = {
  control: 'Ctrl-',
  names: {
    up: 'Up',
    down: 'Down',
    left: 'Left',
    right: 'Right',
    enter: 'Enter',
    escape: 'Esc',
    space: 'Space',
    tab: 'Tab',
    home: 'Home',
    end: 'End',
    pageup: 'PgUp',
    pagedown: 'PgDn',
    backspace: 'Backspace',
    'shift+tab': 'Shift-Tab',
  } as Readonly<Record<string, string>>,
  everywhere: 'Everywhere',
  here: (screen: string) => `On ${screen}`,
  /** Short, for the foot of the screen. */
  short: {
    enter: 'open',
    back: 'back',
    filter: 'filter',
    search: 'search',
    next: 'next',
    sort: 'sort',
    columns: 'columns',
    fold: 'fold',
    'fold-all': 'all',
    hex: 'hex',
    'next-view': 'next',
    'zoom-in': 'zoom',
    'all-hosts': 'all hosts',
    why: 'why',
    copy: 'copy',
    export: 'export',
    note: 'note',
    'time-format': 'time',
    earlier: 'earlier',
    command: 'command',
    help: 'help',
    quit: 'quit',
  } as Readonly<Record<string, string>>,
  /** Whole, for the help. */
  long: {
    down: 'down by one row',
    up: 'up by one row',
    'page-down': 'down by one page',
    'page-up': 'up by one page',
    'half-page-down': 'down by half a page',
    'half-page-up': 'up by half a page',
    top: 'to the first row; g120g goes to row 120',
    bottom: 'to the last row',
    enter: 'open what is selected',
    back: 'back to where you came from; while reading, on the first screen: stop reading',
    'show-triage': 'Triage: what happened',
    'show-connections': 'Connections',
    'show-hosts': 'Hosts and services',
    'show-netstat': 'Netstat: all sockets at the chosen moment',
    'show-connection': 'the connection at hand, as a ladder',
    'show-graphs': 'graphs of the connection at hand',
    'show-follow': 'payload of the connection at hand',
    filter: 'choose connections, in the language of --filter',
    search: 'look for text',
    next: 'next match, or next thing that is wrong',
    previous: 'previous match, or previous thing that is wrong',
    sort: 'choose the order',
    reverse: 'turn the order round',
    columns: 'choose the columns',
    pick: 'pick this connection for the export',
    fold: 'open or close a fold',
    'fold-all': 'open or close all folds',
    why: 'why this is said, and what would change it',
    copy: 'copy a display filter or the row',
    export: 'write what is shown to a file',
    note: 'write a note of your own',
    'time-format': 'time of day, since the packet before, since the first packet, UTC',
    earlier: 'move the chosen moment back',
    later: 'move the chosen moment on',
    'earlier-incident': 'the incident before the chosen moment',
    'later-incident': 'the incident after the chosen moment',
    'next-connection': 'the next connection of the list',
    'previous-connection': 'the previous connection of the list',
    'next-view': 'the next view of the same thing',
    'previous-view': 'the previous view of the same thing',
    'zoom-in': 'half the time range, around the chosen moment',
    'zoom-out': 'double the time range',
    hex: 'text or hex',
    'all-hosts': 'the sockets of all hosts',
    command: 'packet N, connection N, at TIME, host ADDRESS, filter EXPR, quit',
    mouse: 'wheel and click on or off',
    redraw: 'draw the screen anew',
    help: 'these keys',
    quit: 'end',
    'quit-now': 'end at once',
    suspend: 'stop for a while; fg comes back',
  } as Readonly<Record<string, string>>,
} as const;
