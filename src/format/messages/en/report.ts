import type { FindingCertainty, Outcome, Severity } from '../../../rows.js';
import { formatCount } from '../../count.js';
import { counted } from '../en.js';

/** Behind "nothing failed", where most of what was said is not in the capture. */
const ONE_WAY = ' as far as one direction shows';

/** Sentences of the report on incidents, in every format. */
export const incidentText = {
  title: (count: number, worst: Severity, isOneWay: boolean) =>
    worst === 'note'
      ? `Nothing failed${isOneWay ? ONE_WAY : ''}; ${counted(count, 'thing')} worth knowing`
      : `What happened: ${counted(count, 'incident')}${count === 1 ? '' : ', the worst first'}`,
  /** Of captures in which nothing is wrong. */
  calm: (count: number, outcomes: readonly (readonly [Outcome, number])[], isOneWay: boolean) => {
    if (count === 0) return 'Nothing happened: the capture holds no TCP connection.';
    const wrong = `Nothing went wrong${isOneWay ? ONE_WAY : ''}`;
    const [only] = outcomes;
    if (only !== undefined && outcomes.length === 1) {
      const all = count === 1 ? 'its one connection' : `all ${counted(count, 'connection')}`;
      return `${wrong}: ${all} ${CALM[only[0]](count === 1)}.`;
    }
    const counts = outcomes.map(([word, some]) => `${formatCount(some)} ${CALM[word](some === 1)}`);
    return `${wrong}: of ${counted(count, 'connection')} ${listed(counts)}.`;
  },
  noneChosen: 'No connection matches.',
  /** "15:15:03.600, for 4.00s". */
  when: (start: string, lasted: string | null) =>
    lasted === null ? `at ${start}` : `${start}, for ${lasted}`,
  connections: (count: number, first: readonly number[]) => {
    if (count === 0) return 'no connection of its own';
    if (count === 1) return `connection ${first[0]}`;
    if (count === first.length) return `connections ${listed(first.map(String))}`;
    return `${counted(count, 'connection')}, first ${first.join(', ')}`;
  },
  certainty: {
    certain: null,
    likely: 'likely',
    possible: 'possibly',
  } satisfies Record<FindingCertainty, string | null>,
  more: (count: number, command: string) => `and ${counted(count, 'incident')} more: ${command}`,
  /** What the hints in small print are. */
  hints: (connection: string | null, explain: string) =>
    connection === null
      ? `To see more: ${explain}; the rest is a filter for Wireshark`
      : `To see more: ${connection}; ${explain}; the rest is a filter for Wireshark`,
  labels: {
    incident: (number: number) => `Incident ${number}`,
    severity: 'severity',
    when: 'when',
    where: 'connections',
    evidence: 'evidence',
    explanation: 'What it means',
    advice: 'What to do',
    wouldChange: 'What would speak against it',
    also: 'Also found in it',
    filter: 'In Wireshark',
    ladder: (number: number) => `Connection ${number}, step by step`,
    judgedBy: 'judged by',
    sources: 'see',
  },
  packets: (packets: readonly number[]) =>
    `${packets.length === 1 ? 'packet' : 'packets'} ${packets.join(', ')}`,
  noLadders:
    'The connections are not drawn step by step: that takes a second look at the packets, and this input could be read only once.',
  ladderLimit: (shown: number) => `Of later incidents no connection is drawn; only the first ${shown} are.`,
  generated:
    'Made by synopsis from the packets alone; numbers are those of Wireshark (tcp.stream, frame.number).',
  documentTitle: (names: readonly string[]) =>
    `What happened in ${names.length > 3 ? `${names[0]} and ${formatCount(names.length - 1)} more captures` : listed(names)}`,
} as const;

const CALM: Record<Outcome, (isOne: boolean) => string> = {
  stray: (isOne) => (isOne ? 'is a stray packet' : 'are stray packets'),
  refused: (isOne) => (isOne ? 'was refused, as it should be' : 'were refused, as they should be'),
  unreachable: (isOne) => (isOne ? 'met an ICMP error' : 'met ICMP errors'),
  unanswered: (isOne) => (isOne ? 'has no answer yet' : 'have no answer yet'),
  'aborted-handshake': (isOne) => (isOne ? 'was given up early' : 'were given up early'),
  reset: (isOne) => (isOne ? 'ended with a harmless RST' : 'ended with a harmless RST'),
  closed: () => 'closed in order',
  vanished: (isOne) => (isOne ? 'fell silent' : 'fell silent'),
  'half-closed': (isOne) => (isOne ? 'is closed by one side so far' : 'are closed by one side so far'),
  open: (isOne) => (isOne ? 'is open' : 'are open'),
  partial: (isOne) => (isOne ? 'runs beyond the capture' : 'run beyond the capture'),
};

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Titles and words of the sections behind the incidents. */
export const sectionText = {
  resets: 'Why connections were reset',
  resetCause: {
    unknown: 'the RST does not tell',
    'closed-port': 'nobody listens on that port',
    'no-socket': 'its sender had no such connection (any more)',
    abort: 'the program closed with data unread, or with linger 0',
    'keep-alive-failure': 'probes or repeats had gone unanswered',
    'backlog-overflow': 'the accept queue was full',
    'handshake-rejected': 'the answer was meant for an older connection',
    middlebox: 'likely a device on the way: the TTL is another',
    injected: "likely forged: TTL or shape is not its sender's",
  },
  columns: { count: 'count', what: 'what', meaning: 'meaning' },
} as const;
