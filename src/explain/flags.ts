import { flagNames, TCP_FLAG_NAMES, TcpFlag } from '../decode/tcp/flags.js';
import { flagPageTexts, flagText } from '../format/messages/en/explain/flags.js';
import { flagsMeaning } from '../format/tcp-flags.js';
import { makePage, type Page, type PageFacts, pagesOf } from './page.js';
import { FOUR_WAY, REFUSED, THREE_WAY, WRITE_AFTER_CLOSE } from './wires.js';

const HEADER = 'RFC 9293 §3.1';
const PROBES = ['illegal-flags', 'port-scan'];

const facts: Partial<Record<keyof typeof flagPageTexts, PageFacts>> = {
  SYN: {
    wire: THREE_WAY,
    sources: [HEADER, 'RFC 9293 §3.5', 'RFC 5961 §4'],
    see: ['three-way handshake', 'SYN_SENT', 'ISN', 'fast-open', 'challenge-ack'],
  },
  'SYN,ACK': {
    wire: THREE_WAY,
    sources: [HEADER, 'RFC 9293 §3.5'],
    see: ['SYN_RCVD', 'backlog', 'stray-segment', 'syn-ack-retransmitted'],
  },
  ACK: { sources: [HEADER, 'RFC 9293 §3.10.7.4'], see: ['duplicate-ack', 'delayed ACK', 'port-scan'] },
  FIN: {
    wire: FOUR_WAY,
    sources: [HEADER, 'RFC 9293 §3.6'],
    see: ['four-way close', 'FIN_WAIT_1', 'CLOSE_WAIT', 'FIN without ACK', 'half-close'],
  },
  'FIN,ACK': { wire: FOUR_WAY, sources: ['RFC 9293 §3.6'], see: ['FIN', 'four-way close'] },
  'FIN,PSH,ACK': { sources: ['RFC 9293 §3.6'], see: ['FIN', 'PSH'] },
  RST: {
    wire: WRITE_AFTER_CLOSE,
    sources: [HEADER, 'RFC 9293 §3.5.2, §3.5.3', 'RFC 5961 §3'],
    see: ['ECONNRESET', 'EPIPE', 'abort', 'no-socket', 'closed-port', 'middlebox', 'injected'],
  },
  'RST,ACK': {
    wire: REFUSED,
    sources: ['RFC 9293 §3.5.2'],
    see: ['RST', 'closed-port', 'abort', 'ECONNREFUSED'],
  },
  PSH: { sources: [HEADER, 'RFC 9293 §3.9.1.2'], see: ['PSH without data', 'Nagle'] },
  'PSH,ACK': { see: ['PSH', 'ACK'] },
  URG: { sources: ['RFC 9293 §3.8.5', 'RFC 6093'], see: ['urgent-data', 'Xmas'] },
  ECE: { sources: ['RFC 3168 §6.1', 'net.ipv4.tcp_ecn'], see: ['CWR', 'AE', 'ECN'] },
  CWR: { sources: ['RFC 3168 §6.1'], see: ['ECE', 'ECN'] },
  AE: { aliases: ['NS'], sources: ['RFC 9768'], see: ['ECE', 'ECN'] },
  reserved: {
    aliases: ['reserved bits', 'tcp.flags.res'],
    sources: [HEADER],
    see: ['illegal-flags', 'bad-checksum'],
  },
  NULL: { aliases: ['no flags', 'none', 'null scan'], sources: ['nmap(1)'], see: PROBES },
  'FIN without ACK': { aliases: ['fin scan', 'lone FIN'], sources: ['nmap(1)'], see: [...PROBES, 'FIN'] },
  Xmas: {
    aliases: ['FIN,PSH,URG', 'christmas', 'xmas scan', 'christmas tree'],
    sources: ['nmap(1)'],
    see: PROBES,
  },
  'SYN,FIN': { sources: ['RFC 9293 §3.10.7.2', 'nmap(1)'], see: PROBES },
  'SYN,RST': { sources: ['RFC 9293 §3.10.7.2'], see: PROBES },
  'FIN,RST': { sources: ['RFC 9293 §3.10.7.4'], see: ['RST', 'illegal-flags'] },
  'PSH without data': { sources: [HEADER], see: ['illegal-flags', 'PSH'] },
  'PSH without ACK': { sources: ['RFC 9293 §3.10.7.4'], see: ['illegal-flags'] },
  'URG without ACK': { sources: ['RFC 9293 §3.10.7.4'], see: ['illegal-flags', 'URG'] },
};

export function flagPages(): Page[] {
  return pagesOf('flags', flagPageTexts, facts);
}

/**
 * The flags that a text names: "syn ack", "SYN+ACK", "[S.]" and "[P.]" as tcpdump prints them, "0x012" as Wireshark does; null where it
 * names something else.
 */
export function flagsFromText(text: string): number | null {
  const hexadecimal = /^0x([0-9a-f]{1,3})$/i.exec(text);
  if (hexadecimal) return Number.parseInt(hexadecimal[1]!, 16);
  const bracketed = /^\[([SFRPUEWe.]+)\]$/.exec(text);
  if (bracketed) return [...bracketed[1]!].reduce((flags, letter) => flags | TCPDUMP_LETTERS[letter]!, 0);
  const names = text.toUpperCase().split(/[\s,+/|_-]+/);
  let flags = 0;
  for (const name of names) {
    const bit = TCP_FLAG_NAMES.indexOf(name);
    if (bit < 0) return null;
    flags |= 1 << bit;
  }
  return flags;
}

const TCPDUMP_LETTERS: Readonly<Record<string, number>> = {
  F: TcpFlag.Fin,
  S: TcpFlag.Syn,
  R: TcpFlag.Rst,
  P: TcpFlag.Psh,
  '.': TcpFlag.Ack,
  U: TcpFlag.Urg,
  E: TcpFlag.Ece,
  W: TcpFlag.Cwr,
  e: TcpFlag.Ae,
};

const NAMED = 0x1ff;

/** The page of any combination of the twelve bits: one that was written for it, or one put together from its flags. */
export function combinationPage(flags: number, written: readonly Page[]): Page {
  const word = flags === 0 ? 'NULL' : flagNames(flags) || 'reserved';
  const { meaning, legal } = flagsMeaning(flags);
  // A flag that must not stand alone is another thing than the flag among others.
  const isLone = !legal && TCP_FLAG_NAMES.includes(word);
  const own = written.find(
    (page) => page.word === (isLone ? `${word} without ACK` : word) || page.aliases.includes(word),
  );
  if (own !== undefined && (flags & ~NAMED) === 0) return own;
  const parts = TCP_FLAG_NAMES.filter((_, bit) => flags & (1 << bit)).map(
    (name) => [name, written.find((page) => page.word === name)!.meaning] as const,
  );
  const hexadecimal = `0x${flags.toString(16).padStart(3, '0')}`;
  return makePage(
    'flags',
    flags & ~NAMED ? [flagNames(flags), 'reserved'].filter(Boolean).join(',') : word,
    {
      meaning,
      parts: flagText.parts(parts),
      about: [`${legal ? flagText.legal : flagText.illegal} ${flagText.hexadecimal(hexadecimal)}`],
      ...(legal ? {} : { causes: flagText.probeCauses, advice: flagText.probeAdvice }),
    },
    {
      sources: [HEADER],
      see: [
        ...parts.map(([name]) => name),
        ...(flags & ~NAMED ? ['reserved'] : []),
        ...(legal ? [] : ['illegal-flags']),
      ],
    },
  );
}
