import { emptyStamp, readStamp, type Stamp, StampKind } from './stamp.js';
import { Char, type TextCursor } from './text-cursor.js';

/** What a line of tcpdump's text shows. */
export const LineKind = {
  /** Nothing of a packet that is known here: a payload, a banner, words of another program. */
  Foreign: 0,
  /** A segment as tcpdump 4 prints it: `A > B: Flags [S], …`. */
  Tcp: 1,
  /** A segment as tcpdump 3 and BSD's print it: `A > B: S 1:1(0) win 5840 …`. */
  FormerTcp: 2,
  /** `A > B: tcp 5` (-q). */
  Quiet: 3,
  /** `A > B: tcp`, a later fragment. */
  Fragment: 4,
  /** TCP, cut by the snapshot length or the end of the line before its header shows. */
  CutTcp: 5,
  Icmp: 6,
  /** An IP header alone; what it carries stands in the next line (-v). */
  Header: 7,
  /** Any other packet. */
  Other: 8,
} as const;
export type LineKind = (typeof LineKind)[keyof typeof LineKind];

/** What `readShape` finds out about a line; one object serves all lines. Places are offsets in the line. */
export interface LineShape {
  kind: LineKind;
  /** It begins a packet; otherwise it may continue the one before. */
  isStart: boolean;
  readonly stamp: Stamp;
  /** One blank stands before the stamp, in the place of a sign: so tcpdump prints differences of time. */
  hasSignedStamp: boolean;
  /** The packet's number (-#), or -1. */
  number: number;
  /** The line says that it is about IP. */
  isIp: boolean;
  /** Where `A > B:` begins, and what is said of the packet behind it. */
  pairAt: number;
  wordsAt: number;
}

export function emptyShape(): LineShape {
  return {
    kind: LineKind.Foreign,
    isStart: false,
    stamp: emptyStamp(),
    hasSignedStamp: false,
    number: -1,
    isIp: false,
    pairAt: -1,
    wordsAt: -1,
  };
}

/** Beyond this nothing stands that tells what a line is. */
const LOOKED_AT = 2048;

const STAMP = /\d\d:\d\d:\d\d\.\d{6}|(?<!\d)\d{9,11}\.\d{6}/;
const DATE_BEFORE = /\d{4}-\d\d-\d\d[ T]$/;
const FORMER_DELTA = /^\s*(?:(\d{1,6})\. )?(\d{6}) (?=\S+ > \S+: |IP6? )/;
const NUMBER_BEFORE = /(?:^|[\s>:|])(\d{1,10}) {2}[ -]?$/;
const SIGN_BEFORE = /(?:^|^\s*\d+ {2})([ -])$/;
const PACKET_BEHIND_STAMP = /^[^:]*\bIP6?\b| > |\bARP\b|\barp\b|, length \d/;

/** Lines without a stamp (-t) that begin a packet: quote marks, numbers of lines, the packet's number, then the packet. */
const WITHOUT_STAMP =
  /^(?:[>|] ?|\d+[:)-] ?)*(?: *(\d{1,10}) {2})?(?=IP6? |ARP, |arp |[\da-f]{1,2}(?::[\da-f]{1,2}){5} > |\S+ > \S+: (?:Flags \[|tcp \d|[SFRPWEU.]{1,8} (?:\[|\d|ack|win)))/;

const FORMER_TCP = / > \S+: (?=[SFRPWEU.]{1,8} (?:\[|\d+:\d+\(|ack \d|win \d))/;
const QUIET_TCP = / > \S+: (?=tcp(?:\s|$))/;
const CUT_TCP = / > \S+: {1,2}(?=\[\|tcp\]|truncated-tcp|\[TCP)| > \S+: (?=(?:F|Fl|Fla|Flag|Flags)$)/;
const ICMP = / > \S+: (?:\[[^\]]*\] )?(?=ICMP6?[ ,])/;
const ABOUT_IP = /\bIP6?\b|\bIPv[46]\b|\bip6? \d+:/;
const HEADER_ALONE = /\bIP6? \(|\): \(tos |length \d+: \((?:tos|class|hlim|flowlabel) /;

/** Says what the line is that begins at the cursor; `text` is the line as latin-1, without its newline. The cursor stays. */
export function readShape(cursor: TextCursor, text: string, shape: LineShape): void {
  const head = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  shape.kind = LineKind.Foreign;
  shape.number = -1;
  shape.hasSignedStamp = false;
  shape.isIp = ABOUT_IP.test(head);
  shape.stamp.kind = StampKind.None;
  shape.pairAt = -1;
  shape.wordsAt = -1;

  shape.isStart = startsWithStamp(cursor, head, shape) || startsWithout(head, shape);
  if (locate(head, shape)) return;
  if (!shape.isStart) return;
  shape.kind = HEADER_ALONE.test(head) ? LineKind.Header : LineKind.Other;
}

function startsWithStamp(cursor: TextCursor, text: string, shape: LineShape): boolean {
  const match = STAMP.exec(text);
  if (match === null) return startsWithDelta(text, shape);
  const isDated = DATE_BEFORE.test(text.slice(0, match.index));
  const from = isDated ? match.index - 11 : match.index;
  const lineAt = cursor.at;
  cursor.at = lineAt + from;
  const isRead = readStamp(cursor, shape.stamp);
  const behind = cursor.at - lineAt;
  cursor.at = lineAt;
  if (!isRead || !PACKET_BEHIND_STAMP.test(text.slice(behind))) {
    shape.stamp.kind = StampKind.None;
    return false;
  }
  const before = text.slice(0, from);
  const number = NUMBER_BEFORE.exec(before);
  if (number !== null) shape.number = Number(number[1]);
  const sign = SIGN_BEFORE.exec(before)?.[1];
  shape.hasSignedStamp = sign !== undefined;
  shape.stamp.isNegative = sign === '-';
  return true;
}

function startsWithDelta(text: string, shape: LineShape): boolean {
  const match = FORMER_DELTA.exec(text);
  if (match === null) return false;
  shape.stamp.kind = StampKind.Delta;
  shape.stamp.seconds = Number(match[1] ?? 0);
  shape.stamp.nanoseconds = Number(match[2]) * 1000;
  shape.stamp.isNegative = false;
  return true;
}

function startsWithout(text: string, shape: LineShape): boolean {
  const match = WITHOUT_STAMP.exec(text);
  if (match?.[1] !== undefined) shape.number = Number(match[1]);
  return match !== null;
}

/** Finds the innermost pair of endpoints, and which words follow it. */
function locate(text: string, shape: LineShape): boolean {
  const flags = text.indexOf(': Flags [');
  if (flags >= 0 && placePair(text, flags + 2, shape)) {
    shape.kind = LineKind.Tcp;
    return true;
  }
  if (!text.includes(' > ')) return false;
  for (const [pattern, kind] of PATTERNS) {
    const match = pattern.exec(text);
    if (match === null || !placePair(text, match.index + match[0].length, shape)) continue;
    shape.kind = kind === LineKind.Quiet ? quietKind(text, shape.wordsAt) : kind;
    return true;
  }
  return false;
}

const PATTERNS: readonly (readonly [RegExp, LineKind])[] = [
  [ICMP, LineKind.Icmp],
  [FORMER_TCP, LineKind.FormerTcp],
  [QUIET_TCP, LineKind.Quiet],
  [CUT_TCP, LineKind.CutTcp],
];

/** `tcp 5`, or `tcp` alone; `tcp 20 [bad hdr length 8 - too short, < 20]`. */
function quietKind(text: string, wordsAt: number): LineKind {
  if (text.startsWith('[bad hdr', text.indexOf('[', wordsAt))) return LineKind.CutTcp;
  return text.charCodeAt(wordsAt + 4) >= Char.Zero ? LineKind.Quiet : LineKind.Fragment;
}

/** The words begin at `wordsAt`; before them stands `A > B: `, B without blanks. */
function placePair(text: string, wordsAt: number, shape: LineShape): boolean {
  const between = text.lastIndexOf(' > ', wordsAt);
  if (between <= 0) return false;
  let end = wordsAt;
  while (text.charCodeAt(end - 1) === Char.Space) end--;
  const blank = text.indexOf(' ', between + 3);
  if (blank >= 0 && blank < end) {
    // Only remarks such as [icmp6 sum ok] may stand there.
    if (text.charCodeAt(blank + 1) !== Char.OpenBracket) return false;
  }
  let from = between;
  while (from > 0 && text.charCodeAt(from - 1) > Char.Space) from--;
  if (from === between) return false;
  shape.pairAt = from;
  shape.wordsAt = wordsAt;
  return true;
}
