// Hot path: allocates nothing per packet.
import { PrintedNumber, type PrintedPacket } from '../printed-packet.js';
import { readOptionWords } from './option-words.js';
import { Char, type TextCursor } from './text-cursor.js';

const LOWER_A = 97;
const LOWER_C = 99;
const LOWER_L = 108;
const LOWER_N = 110;
const LOWER_O = 111;
const LOWER_S = 115;
const LOWER_U = 117;
const LOWER_W = 119;

/** FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, AE: the letter of each flag in the order of their bits. */
const FLAG_LETTERS = 'FSRP.UEWe';
export const MOST_FLAGS = FLAG_LETTERS.length;
export const FLAG_OF_CHAR = new Uint16Array(256);
for (let bit = 0; bit < FLAG_LETTERS.length; bit++) FLAG_OF_CHAR[FLAG_LETTERS.charCodeAt(bit)] = 1 << bit;
export const ACK = 16;

export const ChecksumWord = { Good: 1, Bad: 2 } as const;

/**
 * Reads what tcpdump 4 says of a segment, from `Flags [` on:
 *
 *     Flags [P.], cksum 0xfe28 (correct), seq 1:8, ack 1, win 4099, urg 3, options [nop,nop,TS val 1 ecr 2], length 7
 *
 * Whatever the line is cut before is left as missing, and words unknown are passed. False where not even the flags can be read.
 */
export function readTcpWords(cursor: TextCursor, packet: PrintedPacket): boolean {
  if (!cursor.takeWord('Flags [') || !takeFlags(cursor, packet)) return false;
  packet.isTcp = true;
  packet.isSackRelative = (packet.flags & ACK) !== 0;
  while (cursor.takeChar(Char.Comma)) {
    cursor.takeChar(Char.Space);
    const known = readItem(cursor, packet, cursor.bytes[cursor.at]!);
    if (packet.payloadLength >= 0 && known) break;
    cursor.seek(Char.Comma);
  }
  packet.hasOptions = packet.payloadLength >= 0 || packet.optionBits !== 0;
  if (packet.headerLength < 0 && packet.optionBits === 0) packet.headerLength = 20;
  if (packet.payloadLength < 0) packet.payloadLength = rangeLength;
  return true;
}

/** Bytes from a printed `seq 1:8`, for lines that are cut before the length. */
let rangeLength = 0;

function readItem(cursor: TextCursor, packet: PrintedPacket, char: number): boolean {
  switch (char) {
    case LOWER_S:
      if (!cursor.takeWord('seq ') || !cursor.takeNumber()) return false;
      packet.seq = cursor.value;
      packet.seqKind = PrintedNumber.Unclear;
      if (cursor.takeChar(Char.Colon) && cursor.takeNumber()) rangeLength = (cursor.value - packet.seq) >>> 0;
      return true;
    case LOWER_A:
      if (!cursor.takeWord('ack ') || !cursor.takeNumber()) return false;
      packet.ack = cursor.value;
      packet.ackKind = PrintedNumber.Unclear;
      return true;
    case LOWER_W:
      if (!cursor.takeWord('win ') || !cursor.takeNumber()) return false;
      packet.window = cursor.value;
      return true;
    case LOWER_O:
      if (!cursor.takeWord('options [')) return false;
      readOptionWords(cursor, packet, Char.CloseBracket);
      return true;
    case LOWER_L:
      if (!cursor.takeWord('length ') || !cursor.takeNumber()) return false;
      packet.payloadLength = cursor.value;
      return true;
    case LOWER_U:
      if (!cursor.takeWord('urg ') || !cursor.takeNumber()) return false;
      packet.urgentPointer = cursor.value;
      return true;
    case LOWER_C:
      readChecksum(cursor, packet);
      return true;
    default:
      return false;
  }
}

/** `S.], none], EWe]`: passes the bracket. */
function takeFlags(cursor: TextCursor, packet: PrintedPacket): boolean {
  const bytes = cursor.bytes;
  let at = cursor.at;
  let flags = 0;
  rangeLength = 0;
  if (bytes[at] === LOWER_N && cursor.takeWord('none')) at = cursor.at;
  else {
    for (let flag = 0; (flag = FLAG_OF_CHAR[bytes[at]!]!) !== 0; at++) flags |= flag;
  }
  if (bytes[at] !== Char.CloseBracket) return false;
  packet.flags = flags;
  cursor.at = at + 1;
  return true;
}

/** `cksum 0xfe28 (correct)`, `(incorrect -> 0x1234)`. */
function readChecksum(cursor: TextCursor, packet: PrintedPacket): void {
  if (!cursor.takeWord('cksum 0x')) return;
  const field = takeHex(cursor);
  if (!cursor.takeWord(' (')) return;
  packet.checksumField = field;
  if (cursor.takeWord('correct')) packet.checksum = ChecksumWord.Good;
  else if (cursor.takeWord('incorrect')) packet.checksum = ChecksumWord.Bad;
}

function takeHex(cursor: TextCursor): number {
  let value = 0;
  for (;;) {
    const char = cursor.bytes[cursor.at]! | 0x20;
    const digit = char >= 97 ? char - 87 : char - Char.Zero;
    if (!(digit >= 0 && digit <= 15)) return value & 0xffff;
    value = (value << 4) | digit;
    cursor.at++;
  }
}

/**
 * Reads what tcpdump 3 says of a segment, and BSD's tcpdump to this day, from the flags on:
 *
 *     P 1:8(7) ack 1 win 4099 urg 3 <nop,nop,timestamp 255478182 255474104> (DF) (ttl 64, id 1234)
 *
 * With -S or -v, remarks in brackets stand between: `S [tcp sum ok] 1721825043:1721825043(0) win 32768`.
 */
export function readFormerTcpWords(cursor: TextCursor, packet: PrintedPacket): boolean {
  const bytes = cursor.bytes;
  let flags = 0;
  for (let flag = 0; (flag = FLAG_OF_CHAR[bytes[cursor.at]!]!) !== 0; cursor.at++) flags |= flag;
  // "." says that none of FIN, SYN, RST and PSH is set; the ACK bit shows in the word that follows.
  packet.flags = flags & ~ACK;
  packet.isTcp = true;
  packet.payloadLength = 0;
  packet.hasOptions = true;
  packet.headerLength = 20;
  while (cursor.takeChar(Char.Space)) {
    const char = bytes[cursor.at]!;
    if (char >= Char.Zero && char <= Char.Zero + 9) readRange(cursor, packet);
    else if (cursor.takeWord('ack ') && cursor.takeNumber()) {
      packet.ack = cursor.value;
      packet.ackKind = PrintedNumber.Unclear;
      packet.flags |= ACK;
      packet.isSackRelative = true;
    } else if (cursor.takeWord('win ') && cursor.takeNumber()) packet.window = cursor.value;
    else if (cursor.takeWord('urg ') && cursor.takeNumber()) {
      packet.urgentPointer = cursor.value;
      packet.flags |= 32;
    } else if (cursor.takeWord('<')) readOptionWords(cursor, packet, Char.Greater);
    else if (char === Char.OpenBracket) readRemark(cursor, packet);
    else break;
  }
  return true;
}

/** `1:8(7)`. */
function readRange(cursor: TextCursor, packet: PrintedPacket): void {
  cursor.takeNumber();
  packet.seq = cursor.value;
  packet.seqKind = PrintedNumber.Unclear;
  if (!cursor.takeChar(Char.Colon) || !cursor.takeNumber()) return;
  packet.payloadLength = (cursor.value - packet.seq) >>> 0;
  if (!cursor.takeChar(Char.OpenParenthesis) || !cursor.takeNumber()) return;
  packet.payloadLength = cursor.value;
  cursor.takeChar(Char.CloseParenthesis);
}

/** `[tcp sum ok]`, `[bad tcp cksum 1234 (->5678)!]`, `[ECN-Echo,CWR]`. */
function readRemark(cursor: TextCursor, packet: PrintedPacket): void {
  if (cursor.isAt('[tcp sum ok')) packet.checksum = ChecksumWord.Good;
  else if (cursor.isAt('[bad tcp')) packet.checksum = ChecksumWord.Bad;
  else if (cursor.isAt('[ECN-Echo')) packet.flags |= cursor.isAt('[ECN-Echo,CWR') ? 192 : 64;
  else if (cursor.isAt('[CWR')) packet.flags |= 128;
  if (cursor.seek(Char.CloseBracket)) cursor.at++;
}
