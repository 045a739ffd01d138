import { PrintedAnalysis, PrintedOption, type PrintedPacket } from '../printed-packet.js';

/** "→" as UTF-8 read byte by byte; older exports, and those in ASCII, print ">". */
const ARROWS: readonly string[] = ['\xe2\x86\x92', '>', '->', '→'];

/** Wireshark's words for the control bits as they stand in the header, older ones beside those of today. */
const FLAG_BITS: Readonly<Record<string, number>> = {
  FIN: 0x001,
  SYN: 0x002,
  RST: 0x004,
  PSH: 0x008,
  ACK: 0x010,
  URG: 0x020,
  ECE: 0x040,
  ECN: 0x040,
  CWR: 0x080,
  AE: 0x100,
  NS: 0x100,
  Reserved: 0xe00,
  '<None>': 0,
};

/** Combinations of flags that were read before: there are few. */
const flagsByText = new Map<string, number>();
const MAX_FLAG_TEXTS = 4096;

/** A cookie is of 4 to 16 bytes, and all stacks use 8; the column tells only that there is one. @see RFC 7413 §4.1.1 */
const USUAL_COOKIE_LENGTH = 8;

/**
 * Reads the Info column of a TCP packet into the packet:
 *
 *     [TCP Retransmission] 51514 → 3306 [PSH, ACK] Seq=1 Ack=1 Win=64256 Len=78 TSval=1 TSecr=2
 *
 * Returns false, and changes nothing, where it is another protocol's: then the row tells no ports and no numbers.
 * The text is Latin-1 of the file's bytes. What the numbers count from is for the caller to find out.
 */
export function readInfo(text: string, p: PrintedPacket): boolean {
  let at = 0;
  let analysis = 0;
  while (text.charCodeAt(at) === BRACKET) {
    const end = text.indexOf(']', at);
    if (end < 0) return false;
    analysis |= analysisOf(text, at + 1);
    at = end + 1;
    while (text.charCodeAt(at) === SPACE) at++;
  }
  const afterSource = text.indexOf(' ', at);
  const arrowEnd = text.indexOf(' ', afterSource + 1);
  const afterDestination = text.indexOf(' ', arrowEnd + 1);
  if (afterSource <= at || arrowEnd < 0 || afterDestination < 0) return false;
  if (text.charCodeAt(afterDestination + 1) !== BRACKET) return false;
  if (!ARROWS.includes(text.slice(afterSource + 1, arrowEnd))) return false;
  const flagsEnd = text.indexOf(']', afterDestination);
  if (flagsEnd < 0) return false;
  const flags = flagsOf(text.slice(afterDestination + 2, flagsEnd));
  if (flags === undefined || !text.startsWith(' Seq=', flagsEnd + 1)) return false;

  p.srcPort = portOf(text.slice(at, afterSource));
  p.dstPort = portOf(text.slice(arrowEnd + 1, afterDestination));
  p.flags = flags;
  p.analysis = analysis;
  readNumbers(text, flagsEnd + 1, p);
  return true;
}

const SPACE = 0x20;
const BRACKET = 0x5b;
const EQUALS = 0x3d;

/** "60018", "mysql", "mysql(3306)": the number where there is one. */
export function portOf(text: string): number | string {
  const plain = digitsOf(text, 0, text.length);
  if (plain >= 0) return plain <= 0xffff ? plain : text;
  if (text.endsWith(')')) {
    const open = text.lastIndexOf('(');
    const number = digitsOf(text, open + 1, text.length - 1);
    if (open > 0 && number >= 0 && number <= 0xffff) return number;
  }
  return text;
}

/** The bits of "SYN, ACK"; undefined for words that are no flags of TCP. */
export function flagsOf(text: string): number | undefined {
  const known = flagsByText.get(text);
  if (known !== undefined) return known;
  let flags = 0;
  for (const word of text.split(/,\s*/)) {
    if (!Object.hasOwn(FLAG_BITS, word)) return undefined;
    flags |= FLAG_BITS[word]!;
  }
  if (flagsByText.size < MAX_FLAG_TEXTS) flagsByText.set(text, flags);
  return flags;
}

function analysisOf(text: string, at: number): number {
  if (text.startsWith('TCP Port numbers reused', at)) return PrintedAnalysis.ReusedPorts;
  const isRepeated =
    text.startsWith('TCP Retransmission', at) ||
    text.startsWith('TCP Spurious Retransmission', at) ||
    text.startsWith('TCP Fast Retransmission', at);
  return isRepeated ? PrintedAnalysis.Retransmission : 0;
}

/** "Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM …", up to the first word in brackets. */
function readNumbers(text: string, start: number, p: PrintedPacket): void {
  p.hasOptions = true;
  let at = start;
  while (text.charCodeAt(at) === SPACE) {
    const begin = at + 1;
    if (text.charCodeAt(begin) === BRACKET) break;
    at = begin;
    let equals = -1;
    while (at < text.length && text.charCodeAt(at) !== SPACE) {
      if (equals < 0 && text.charCodeAt(at) === EQUALS) equals = at;
      at++;
    }
    if (equals > 0) readNumber(text, begin, equals, at, p);
    else if (text.startsWith('SACK_PERM', begin)) p.optionBits |= PrintedOption.SackPermitted;
  }
}

function readNumber(text: string, begin: number, equals: number, end: number, p: PrintedPacket): void {
  const value = digitsOf(text, equals + 1, end);
  const name = text.slice(begin, equals);
  if (name === 'TFO') {
    p.optionBits |= PrintedOption.FastOpen;
    p.fastOpenCookieLength = text.charCodeAt(equals + 1) === 0x43 ? USUAL_COOKIE_LENGTH : 0;
    return;
  }
  if (value < 0) return;
  switch (name) {
    case 'Seq':
      p.seq = value;
      break;
    case 'Ack':
      p.ack = value;
      break;
    case 'Win':
      p.window = value;
      break;
    case 'Len':
      p.payloadLength = value;
      break;
    case 'Urg':
      p.urgentPointer = value;
      break;
    case 'MSS':
      p.mss = value;
      p.optionBits |= PrintedOption.Mss;
      break;
    case 'WS':
      p.windowScale = Math.max(0, Math.round(Math.log2(value || 1)));
      p.optionBits |= PrintedOption.WindowScale;
      break;
    case 'SACK_PERM':
      p.optionBits |= PrintedOption.SackPermitted;
      break;
    case 'TSval':
      p.tsVal = value;
      p.optionBits |= PrintedOption.Timestamps;
      break;
    case 'TSecr':
    case 'TSER':
      p.tsEcr = value;
      p.optionBits |= PrintedOption.Timestamps;
      break;
    case 'SLE':
      if (p.sackCount < 4) p.sackEdges[2 * p.sackCount] = value;
      break;
    case 'SRE':
      if (p.sackCount < 4) p.sackEdges[2 * p.sackCount++ + 1] = value;
      p.optionBits |= PrintedOption.Sack;
      break;
  }
}

/** The number between the two, or -1 where it is anything but up to ten digits. */
function digitsOf(text: string, begin: number, end: number): number {
  if (end <= begin || end - begin > 10) return -1;
  let value = 0;
  for (let at = begin; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
