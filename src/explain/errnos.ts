import { errnoMessages } from '../format/messages/en/explain/errno-messages.js';
import { errnoText, socketErrnoTexts } from '../format/messages/en/explain/errnos.js';
import { ERRNO_ALIASES, LINUX_ERRNOS, otherNumbers, windowsError } from './errno-numbers.js';
import { makePage, type Page, type PageFacts } from './page.js';
import { BACKLOG_FULL, REFUSED, UNREAD_DATA, VANISHED, WRITE_AFTER_CLOSE } from './wires.js';

const ICMP = ['RFC 1122 §4.2.3.9', 'RFC 9293 §3.9.2.2', 'RFC 5461'];

const facts: Readonly<Record<string, PageFacts>> = {
  EPIPE: {
    wire: WRITE_AFTER_CLOSE,
    sources: ['send(2)', 'RFC 9293 §3.5.3'],
    see: ['CLOSE_WAIT', 'ECONNRESET', 'RST'],
  },
  ECONNRESET: {
    wire: UNREAD_DATA,
    sources: ['recv(2)', 'tcp(7)', 'RFC 9293 §3.5.3'],
    see: ['RST', 'EPIPE', 'abort', 'no-socket', 'middlebox', 'half-open'],
  },
  ECONNREFUSED: {
    wire: REFUSED,
    sources: ['connect(2)', 'RFC 9293 §3.5.3'],
    see: ['handshake-refused', 'closed-port', 'LISTEN'],
  },
  ETIMEDOUT: {
    wire: VANISHED,
    sources: ['tcp(7)', 'net.ipv4.tcp_retries2', 'net.ipv4.tcp_syn_retries', 'RFC 9293 §3.8.3'],
    see: ['peer-vanished', 'handshake-unanswered', 'keep-alive-unanswered', 'mss-black-hole', 'EHOSTUNREACH'],
  },
  EHOSTUNREACH: {
    wire: [
      ['SYN_SENT', '> SYN', ''],
      ['CLOSED', '< ICMP host unreachable', ''],
    ],
    sources: [...ICMP, 'RFC 6069'],
    see: ['handshake-unreachable', 'ENETUNREACH', 'ETIMEDOUT', 'ICMP'],
  },
  ENETUNREACH: { sources: ICMP, see: ['handshake-unreachable', 'EHOSTUNREACH', 'ICMP'] },
  EACCES: {
    sources: ['RFC 4443 §3.1', 'connect(2)', 'bind(2)'],
    see: ['handshake-unreachable', 'EHOSTUNREACH', 'ICMP'],
  },
  ECONNABORTED: { sources: ['ss(8)', 'accept(2)'], see: ['ECONNRESET', 'abort'] },
  EADDRINUSE: { sources: ['bind(2)', 'socket(7)'], see: ['TIME_WAIT', 'LISTEN'] },
  EADDRNOTAVAIL: {
    sources: ['connect(2)', 'bind(2)', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_tw_reuse'],
    see: ['TIME_WAIT', 'time-wait-pile-up', 'ephemeral port'],
  },
  EINPROGRESS: { sources: ['connect(2)'], see: ['SYN_SENT', 'EALREADY', 'EISCONN'] },
  EALREADY: { sources: ['connect(2)'], see: ['SYN_SENT', 'EINPROGRESS'] },
  EISCONN: { sources: ['connect(2)'], see: ['EINPROGRESS'] },
  ENOTCONN: { sources: ['getpeername(2)', 'shutdown(2)'], see: ['ECONNRESET'] },
  EAGAIN: { sources: ['recv(2)', 'send(2)', 'socket(7)'], see: ['zero-window', 'EINTR'] },
  EINTR: { sources: ['signal(7)'], see: ['EAGAIN'] },
  EMSGSIZE: { sources: ['send(2)'], see: ['path MTU', 'mss-black-hole'] },
  ENOBUFS: { sources: ['accept(2)', 'net.ipv4.tcp_mem'], see: ['backlog', 'EMFILE'] },
  ENOMEM: { sources: ['accept(2)', 'net.ipv4.tcp_mem'], see: ['backlog', 'ENOBUFS'] },
  EMFILE: {
    wire: BACKLOG_FULL,
    sources: ['accept(2)', 'getrlimit(2)'],
    see: ['backlog', 'close-wait-leak', 'ENFILE'],
  },
  ENFILE: { sources: ['accept(2)', 'fs.file-max'], see: ['EMFILE'] },
  ENETDOWN: { see: ['ENETUNREACH'] },
  ENETRESET: { see: ['keep-alive', 'ETIMEDOUT'] },
  EHOSTDOWN: { sources: ICMP, see: ['EHOSTUNREACH', 'ICMP'] },
  ENONET: { sources: ICMP, see: ['EHOSTUNREACH', 'ICMP'] },
  ENOPROTOOPT: { sources: ICMP, see: ['handshake-unreachable', 'ICMP'] },
  EPROTO: { sources: ICMP, see: ['handshake-unreachable', 'ICMP'] },
  EOPNOTSUPP: { sources: ICMP, see: ['handshake-unreachable', 'ICMP'] },
  EINVAL: { sources: ['ip-route(8)', 'accept(2)'], see: ['EHOSTUNREACH'] },
  EBADF: { see: ['EPIPE'] },
  ESHUTDOWN: { sources: ['shutdown(2)'], see: ['EPIPE', 'half-close'] },
  EPERM: { sources: ['nft(8)'], see: ['EACCES'] },
};

/** Every errno of Linux: those of socket calls with what brings them about, the others by their message. */
export function errnoPages(): Page[] {
  return [...LINUX_ERRNOS].map(([name, number]) => errnoPage(name, number));
}

function errnoPage(name: string, number: number): Page {
  const message = errnoMessages[name]!;
  const windows = windowsError(name);
  const aliases = ERRNO_ALIASES[name] ?? [];
  const named = aliases.filter((alias) => !isNumber(alias));
  const kept = aliases.filter(isNumber);
  const numbers = [
    errnoText.numbers(number, otherNumbers(name)),
    windows === null ? '' : errnoText.windows(windows.name, windows.number),
    named.length === 0 ? '' : errnoText.aliases(named),
    kept.length === 0 ? '' : errnoText.kept(kept),
  ];
  const text = socketErrnoTexts[name] ?? {
    meaning: errnoText.notAboutConnections,
    about: [errnoText.notOnTheWire],
  };
  return makePage(
    'errno',
    name,
    {
      ...text,
      title: errnoText.title(name, number, message),
      about: [...(text.about ?? []), numbers.filter(Boolean).join(' ')],
    },
    {
      ...facts[name],
      aliases: [
        String(number),
        ...aliases,
        ...named.map((alias) => `WSA${alias}`),
        ...(windows === null ? [] : [windows.name, `WSA${name}`, String(windows.number)]),
        message,
      ],
      sources: [...(facts[name]?.sources ?? []), 'errno(3)'],
    },
  );
}

/** What else a number is, on machines that count in another way: "Elsewhere 54 is ECONNRESET (BSD, macOS …)"; null where nothing. */
export function errnoElsewhere(number: number): string | null {
  const readings = [...LINUX_ERRNOS.keys()].flatMap((name) =>
    otherNumbers(name)
      .filter((other) => other.number === number)
      .map(({ machines }) => ({ name, machines })),
  );
  return readings.length === 0 ? null : errnoText.elsewhere(number, readings);
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
