import { UsageError } from '../errors.js';
import { findText } from '../format/messages/en/find.js';
import { type Moment, parseMoment } from './moment.js';

/** An address, a port, or both, as a log names them. */
export interface LoggedEndpoint {
  /** An address or a host name; null for a port alone. */
  host: string | null;
  port: number | null;
}

/** What an application's log line tells of a connection. */
export interface LogLine {
  text: string;
  /** When it was written; null where the line does not say. */
  moment: Exclude<Moment, { kind: 'packet' }> | null;
  /** Errnos by their Linux names, and "EOF". */
  errnos: readonly string[];
  endpoints: readonly LoggedEndpoint[];
}

/** How programs print errnos, in the words of the C library, Go, Java, Python, nginx, Windows. */
const PHRASES: readonly (readonly [phrase: RegExp, errno: string])[] = [
  [/connection reset|reset by peer|forcibly closed/i, 'ECONNRESET'],
  [/connection refused|actively refused/i, 'ECONNREFUSED'],
  [/broken pipe/i, 'EPIPE'],
  [/timed out|time-?out|deadline exceeded|not properly respond/i, 'ETIMEDOUT'],
  [/no route to host|host (is )?unreachable/i, 'EHOSTUNREACH'],
  [/network (is )?unreachable/i, 'ENETUNREACH'],
  [/host is down/i, 'EHOSTDOWN'],
  [/permission denied/i, 'EACCES'],
  [/caused connection abort/i, 'ECONNABORTED'],
  [
    /unexpected eof|end of file|\beof\b|premature(ly)? clos|closed (the )?connection|socket hang up|lost connection/i,
    'EOF',
  ],
];

const NUMBERS: Readonly<Record<number, string>> = {
  13: 'EACCES',
  32: 'EPIPE',
  64: 'ENONET',
  71: 'EPROTO',
  92: 'ENOPROTOOPT',
  95: 'EOPNOTSUPP',
  101: 'ENETUNREACH',
  103: 'ECONNABORTED',
  104: 'ECONNRESET',
  110: 'ETIMEDOUT',
  111: 'ECONNREFUSED',
  112: 'EHOSTDOWN',
  113: 'EHOSTUNREACH',
  10053: 'ECONNABORTED',
  10054: 'ECONNRESET',
  10060: 'ETIMEDOUT',
  10061: 'ECONNREFUSED',
  10065: 'EHOSTUNREACH',
};

/**
 * Takes a log line apart. Whatever is not understood is passed over.
 * @throws UsageError when nothing in it can tell one connection from another.
 */
export function parseLogLine(text: string): LogLine {
  const time = findTime(text);
  const rest = time === null ? text : text.replace(time.found, ' ');
  const line: LogLine = {
    text,
    moment: time?.moment ?? null,
    errnos: findErrnos(rest),
    endpoints: findEndpoints(rest),
  };
  if (line.moment === null && line.errnos.length === 0 && line.endpoints.length === 0) {
    throw new UsageError(findText.nothingToGoBy(text));
  }
  return line;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The first time of the line, in any of the forms that loggers use. */
function findTime(text: string): { found: string; moment: Exclude<Moment, { kind: 'packet' }> } | null {
  const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
    [
      /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:\s?(?:Z\b|[+-]\d\d:?\d\d\b))?/,
      ([all]) => all!.replace(',', '.'),
    ],
    // Go, nginx: 2026/11/20 14:05:47
    [
      /\b(\d{4})\/(\d\d)\/(\d\d)[ T](\d\d:\d\d:\d\d(?:[.,]\d+)?)/,
      ([, y, m, d, clock]) => `${y}-${m}-${d}T${clock}`,
    ],
    // Apache, nginx: 20/Nov/2026:14:05:47 +0100
    [
      /\b(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d)(?:\s*([+-]\d{4}))?/,
      ([, d, month, y, clock, zone]) => `${y}-${monthNumber(month!)}-${d}T${clock}${zone ?? ''}`,
    ],
    [/(?<![\w.])1\d{9}(?:\.\d+)?(?![\w.])/, ([all]) => all!],
    // Of "Nov 20 14:05:47" the date is left to the capture: syslog leaves out the year.
    [/(?<![\d:])\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?![\d:])/, ([all]) => all!.replace(',', '.')],
    [/(?<![\d:.])\d{1,2}:\d\d(?![\d:])/, ([all]) => all!],
  ];
  for (const [form, asMoment] of forms) {
    const match = form.exec(text);
    if (match === null) continue;
    const moment = tryMoment(asMoment(match));
    if (moment !== null) return { found: match[0], moment };
  }
  return null;
}

function monthNumber(name: string): string {
  return String(MONTHS.indexOf(name) + 1).padStart(2, '0');
}

function tryMoment(text: string): Exclude<Moment, { kind: 'packet' }> | null {
  try {
    const moment = parseMoment(text);
    return moment.kind === 'packet' ? null : moment;
  } catch {
    return null;
  }
}

function findErrnos(text: string): string[] {
  const found = new Set<string>();
  for (const [, name] of text.matchAll(/\b(?:WSA)?(E[A-Z]{3,})\b/g)) {
    if (name !== 'ERROR') found.add(name!);
  }
  for (const [, number] of text.matchAll(
    /\b(?:errno|os error|error|winerror|code)[ =:#[(]*(\d{2,5})\b|\((\d{2,5}):/gi,
  )) {
    const name = NUMBERS[Number(number)];
    if (name !== undefined) found.add(name);
  }
  for (const [phrase, errno] of PHRASES) if (phrase.test(text)) found.add(errno);
  return [...found];
}

function findEndpoints(text: string): LoggedEndpoint[] {
  const found: LoggedEndpoint[] = [];
  const take = (pattern: RegExp, rest: string, read: (match: RegExpMatchArray) => LoggedEndpoint | null) =>
    rest.replace(pattern, (...args) => {
      const endpoint = read(args.slice(0, -2) as unknown as RegExpMatchArray);
      if (endpoint !== null) found.push(endpoint);
      return endpoint === null ? args[0] : ' ';
    });
  let rest = take(/\[([0-9a-f:.]*:[0-9a-f:.]*)\](?::(\d{1,5}))?/gi, text, ([, host, port]) =>
    endpoint(host!, port),
  );
  rest = take(
    /(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?:[:#](\d{1,5}))?(?![\w.]*\d\.)/g,
    rest,
    ([, host, port]) => endpoint(host!, port),
  );
  rest = take(/(?<![\w:])((?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w:])/gi, rest, ([, host]) =>
    endpoint(host!),
  );
  rest = take(/\b([a-z][\w-]*(?:\.[\w-]+)*):(\d{1,5})\b/gi, rest, ([, host, port]) => endpoint(host!, port));
  take(/\bport[ =:]+(\d{1,5})\b|(?<![\w.]):(\d{2,5})\b/gi, rest, ([, one, other]) =>
    endpoint(null, one ?? other),
  );
  return found;
}

function endpoint(host: string | null, port?: string): LoggedEndpoint | null {
  const number = port === undefined ? null : Number(port);
  if (number !== null && number > 65_535) return null;
  // A bare address must look like one; words with colons in them do not.
  if (host !== null && /^:+$/.test(host)) return null;
  return { host: host === null ? null : host.toLowerCase(), port: number };
}
