import { FAST_OPEN_EXPERIMENT, OptionKind } from './option-kind.js';

const NAMES: Readonly<Record<number, string>> = {
  [OptionKind.EndOfList]: 'eol',
  [OptionKind.NoOperation]: 'nop',
  [OptionKind.MaximumSegmentSize]: 'mss',
  [OptionKind.WindowScale]: 'wscale',
  [OptionKind.SackPermitted]: 'sackOK',
  [OptionKind.Sack]: 'sack',
  [OptionKind.Echo]: 'echo',
  [OptionKind.EchoReply]: 'echoreply',
  [OptionKind.Timestamps]: 'TS',
  [OptionKind.ConnectionCount]: 'cc',
  [OptionKind.ConnectionCountNew]: 'ccnew',
  [OptionKind.ConnectionCountEcho]: 'ccecho',
  [OptionKind.Md5]: 'md5',
  [OptionKind.Scps]: 'scps',
  [OptionKind.UserTimeout]: 'uto',
  [OptionKind.Authentication]: 'tcp-ao',
  [OptionKind.Mptcp]: 'mptcp',
  [OptionKind.FastOpen]: 'tfo',
  [OptionKind.Experiment1]: 'exp',
  [OptionKind.Experiment2]: 'exp',
};

const MPTCP_SUBTYPES = [
  'capable',
  'join',
  'dss',
  'add-addr',
  'rem-addr',
  'prio',
  'fail',
  'fast-close',
  'tcprst',
];

const FIXED_HEADER = 20;

/**
 * Prints the options of a TCP header as tcpdump does: "mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7". The header
 * begins at `tcpOffset` and is `headerLength` long, of which what lies before `end` was captured; options cut there
 * end in "[|tcp]", malformed ones in "[bad opt]". `sackBase` is subtracted from SACK edges: 0 prints them raw,
 * the acknowledgment number as tcpdump does without -S. Of MPTCP only the subtype is named.
 */
export function formatOptions(
  bytes: Uint8Array,
  tcpOffset: number,
  headerLength: number,
  end = bytes.length,
  sackBase = 0,
): string {
  if (tcpOffset < 0) return '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(end, bytes.length));
  const headerEnd = tcpOffset + headerLength;
  const words: string[] = [];
  let at = tcpOffset + FIXED_HEADER;
  while (at < headerEnd) {
    if (at >= view.byteLength) return [...words, '[|tcp]'].join(',');
    const kind = view.getUint8(at);
    const name = NAMES[kind] ?? `unknown-${kind}`;
    if (kind === OptionKind.EndOfList) {
      words.push(name);
      break;
    }
    if (kind === OptionKind.NoOperation) {
      words.push(name);
      at++;
      continue;
    }
    if (at + 2 > headerEnd) return [...words, '[bad opt]'].join(',');
    if (at + 2 > view.byteLength) return [...words, '[|tcp]'].join(',');
    const length = view.getUint8(at + 1);
    if (length < 2 || at + length > headerEnd) return [...words, '[bad opt]'].join(',');
    if (at + length > view.byteLength) return [...words, `${name} [|tcp]`].join(',');
    words.push(name + valueText(new DataView(view.buffer, view.byteOffset + at, length), kind, sackBase));
    at += length;
  }
  return words.join(',');
}

/** What follows an option's name; `option` spans kind, length and data. */
function valueText(option: DataView, kind: number, sackBase: number): string {
  const length = option.byteLength;
  const expected = LENGTHS[kind];
  if (expected !== undefined && length !== expected) return `[len ${length}]`;
  switch (kind) {
    case OptionKind.MaximumSegmentSize:
      return ` ${option.getUint16(2)}`;
    case OptionKind.WindowScale:
      return ` ${option.getUint8(2)}`;
    case OptionKind.SackPermitted:
      return '';
    case OptionKind.Sack:
      return sackText(option, sackBase);
    case OptionKind.Echo:
    case OptionKind.EchoReply:
    case OptionKind.ConnectionCount:
    case OptionKind.ConnectionCountNew:
    case OptionKind.ConnectionCountEcho:
      return ` ${option.getUint32(2)}`;
    case OptionKind.Timestamps:
      return ` val ${option.getUint32(2)} ecr ${option.getUint32(6)}`;
    case OptionKind.Md5:
      return ` ${hex(option, 2)}`;
    case OptionKind.Scps:
      return ` cap ${hex(option, 2).slice(0, 2)} id ${option.getUint8(3)}`;
    case OptionKind.UserTimeout:
      return userTimeoutText(option.getUint16(2));
    case OptionKind.Authentication:
      return authenticationText(option);
    case OptionKind.Mptcp:
      return length > 2 ? ` ${length} ${mptcpSubtype(option.getUint8(2) >>> 4)}` : '';
    case OptionKind.FastOpen:
      return `  ${cookieText(option, 2)}`;
    case OptionKind.Experiment1:
    case OptionKind.Experiment2:
      if (length < 4) return `[len ${length}]`;
      if (option.getUint16(2) === FAST_OPEN_EXPERIMENT) return `-tfo ${cookieText(option, 4)}`;
      return `-${hex(option, 2).slice(0, 4)}`;
    default:
      return length > 2 ? ` 0x${hex(option, 2)}` : '';
  }
}

/** Lengths of the options that have only one. */
const LENGTHS: Readonly<Record<number, number>> = {
  [OptionKind.MaximumSegmentSize]: 4,
  [OptionKind.WindowScale]: 3,
  [OptionKind.SackPermitted]: 2,
  [OptionKind.Echo]: 6,
  [OptionKind.EchoReply]: 6,
  [OptionKind.ConnectionCount]: 6,
  [OptionKind.ConnectionCountNew]: 6,
  [OptionKind.ConnectionCountEcho]: 6,
  [OptionKind.Timestamps]: 10,
  [OptionKind.Md5]: 18,
  [OptionKind.Scps]: 4,
  [OptionKind.UserTimeout]: 4,
};

function sackText(option: DataView, sackBase: number): string {
  const data = option.byteLength - 2;
  if (data % 8 !== 0) return ` malformed sack [len ${data}] `;
  let blocks = '';
  for (let at = 2; at < option.byteLength; at += 8) {
    blocks += `{${(option.getUint32(at) - sackBase) >>> 0}:${(option.getUint32(at + 4) - sackBase) >>> 0}}`;
  }
  return ` ${data / 8} ${blocks}`;
}

/** The field, and the seconds it stands for: its first bit chooses minutes. @see RFC 5482 §3 */
function userTimeoutText(field: number): string {
  const seconds = field & 0x8000 ? (field & 0x7fff) * 60 : field;
  return ` 0x${field.toString(16)} ${seconds}`;
}

/** @see RFC 5925 §2.2 */
function authenticationText(option: DataView): string {
  if (option.byteLength < 4) return `[len ${option.byteLength}]`;
  const keys = ` keyid ${option.getUint8(2)} rnextkeyid ${option.getUint8(3)}`;
  return option.byteLength > 4 ? `${keys} mac 0x${hex(option, 4)}` : keys;
}

function mptcpSubtype(subtype: number): string {
  return MPTCP_SUBTYPES[subtype] ?? 'unknown';
}

function cookieText(option: DataView, from: number): string {
  return option.byteLength > from ? `cookie ${hex(option, from)}` : 'cookiereq';
}

function hex(option: DataView, from: number): string {
  let text = '';
  for (let at = from; at < option.byteLength; at++) text += option.getUint8(at).toString(16).padStart(2, '0');
  return text;
}
