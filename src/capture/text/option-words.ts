// Hot path: allocates nothing per packet.
import { PrintedOption, type PrintedPacket } from '../printed-packet.js';
import { Char, type TextCursor } from './text-cursor.js';

/**
 * Reads TCP options as tcpdump prints them, `mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7` up to the closing bracket
 * (tcpdump 4) or angle (tcpdump 3), which it passes. Says of each what it holds, and how long the header is with them.
 */
export function readOptionWords(cursor: TextCursor, packet: PrintedPacket, close: number): void {
  let length = 0;
  let nops = 0;
  for (;;) {
    const char = cursor.bytes[cursor.at]!;
    if (char === close) {
      cursor.at++;
      break;
    }
    if (char === LOWER_N && cursor.takeWord('nop')) {
      if (++nops === 4) packet.optionBits |= PrintedOption.ManyNops;
      length++;
    } else {
      nops = 0;
      length += optionLength(cursor, packet, char);
    }
    if (!skipToNext(cursor, close)) {
      packet.optionBits |= PrintedOption.Cut;
      return;
    }
  }
  packet.headerLength = 20 + Math.min(40, (length + 3) & ~3);
}

const LOWER_E = 101;
const LOWER_M = 109;
const LOWER_N = 110;
const LOWER_S = 115;
const LOWER_T = 116;
const LOWER_U = 117;
const LOWER_W = 119;
const UPPER_T = 84;

/** Reads one option and returns how many bytes it takes in the header. */
function optionLength(cursor: TextCursor, packet: PrintedPacket, char: number): number {
  switch (char) {
    case UPPER_T:
      if (cursor.takeWord('TS val ')) return timestamps(cursor, packet, ' ecr ');
      break;
    case LOWER_T:
      if (cursor.takeWord('timestamp ')) return timestamps(cursor, packet, ' ');
      if (cursor.takeWord('tfo ')) return fastOpen(cursor, packet, 2);
      break;
    case LOWER_M:
      if (cursor.takeWord('mss ')) {
        if (cursor.takeNumber()) {
          packet.mss = cursor.value;
          packet.optionBits |= PrintedOption.Mss;
        }
        return 4;
      }
      if (cursor.takeWord('mptcp ')) {
        packet.optionBits |= PrintedOption.Mptcp;
        return cursor.takeNumber() && cursor.value <= 40 ? cursor.value : 12;
      }
      if (cursor.takeWord('md5')) {
        packet.optionBits |= PrintedOption.Md5;
        return 18;
      }
      break;
    case LOWER_S:
      if (cursor.takeWord('sackOK')) {
        packet.optionBits |= PrintedOption.SackPermitted;
        return 2;
      }
      if (cursor.takeWord('sack ')) return sackBlocks(cursor, packet);
      break;
    case LOWER_W:
      if (cursor.takeWord('wscale ') && cursor.takeNumber()) {
        packet.windowScale = cursor.value;
        packet.optionBits |= PrintedOption.WindowScale;
      }
      return 3;
    case LOWER_E:
      if (cursor.takeWord('eol')) return 1;
      if (cursor.takeWord('exp-tfo ')) return fastOpen(cursor, packet, 4);
      break;
    case LOWER_U:
      if (cursor.takeWord('unknown-')) {
        packet.optionBits |= PrintedOption.Unknown;
        cursor.takeNumber();
        return cursor.takeWord(' 0x') ? 2 + ((hexDigits(cursor) + 1) >> 1) : 2;
      }
      break;
    // What goes on after a comma within an option ("csum 0x1234", "can't check") begins with a space.
    case Char.Space:
      return 0;
  }
  packet.optionBits |= PrintedOption.Unknown;
  return 2;
}

function timestamps(cursor: TextCursor, packet: PrintedPacket, between: string): number {
  if (!cursor.takeNumber()) return 10;
  packet.tsVal = cursor.value;
  if (!cursor.takeWord(between) || !cursor.takeNumber()) return 10;
  packet.tsEcr = cursor.value;
  packet.optionBits |= PrintedOption.Timestamps;
  return 10;
}

/** `cookie 0123abcd`, or `cookiereq` for the request of one. */
function fastOpen(cursor: TextCursor, packet: PrintedPacket, ownLength: number): number {
  cursor.takeChar(Char.Space);
  packet.optionBits |= PrintedOption.FastOpen;
  packet.fastOpenCookieLength = cursor.takeWord('cookie ') ? (hexDigits(cursor) + 1) >> 1 : 0;
  return ownLength + packet.fastOpenCookieLength;
}

/** `2 {1:5}{9:13}`; tcpdump 3 says "sack sack 2 ". */
function sackBlocks(cursor: TextCursor, packet: PrintedPacket): number {
  cursor.takeWord('sack ');
  cursor.takeNumber();
  cursor.takeChar(Char.Space);
  let count = 0;
  while (count < 4 && cursor.takeChar(Char.OpenBrace)) {
    if (!cursor.takeNumber()) break;
    packet.sackEdges[2 * count] = cursor.value;
    if (!cursor.takeChar(Char.Colon) || !cursor.takeNumber()) break;
    packet.sackEdges[2 * count + 1] = cursor.value;
    if (!cursor.takeChar(Char.CloseBrace)) break;
    count++;
  }
  packet.sackCount = count;
  if (count > 0) packet.optionBits |= PrintedOption.Sack;
  return 2 + 8 * count;
}

function hexDigits(cursor: TextCursor): number {
  const from = cursor.at;
  for (;;) {
    const char = cursor.bytes[cursor.at]! | 0x20;
    if (!((char >= 48 && char <= 57) || (char >= 97 && char <= 102))) return cursor.at - from;
    cursor.at++;
  }
}

/** Goes to the next option or the closing bracket; false where the print was cut, by the snapshot length (`[|tcp]`) or the line. */
function skipToNext(cursor: TextCursor, close: number): boolean {
  const bytes = cursor.bytes;
  let depth = 0;
  for (let at = cursor.at; ; at++) {
    const char = bytes[at]!;
    if (char === Char.Newline || (char === Char.OpenBracket && bytes[at + 1] === Char.Bar)) {
      cursor.at = at;
      return false;
    }
    if (depth === 0 && (char === Char.Comma || char === close)) {
      cursor.at = char === Char.Comma ? at + 1 : at;
      return true;
    }
    if (char === Char.OpenBracket) depth++;
    else if (char === Char.CloseBracket && depth > 0) depth--;
  }
}
