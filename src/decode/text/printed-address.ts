// Hot path: allocates nothing per packet.
import { internName } from '../ip/address.js';

/** An address as the Segment holds it; the same two objects serve all packets. */
export interface AddressWords {
  /** 4, 6, or 0 for a name, whose number stands in `w3`. */
  family: number;
  w0: number;
  w1: number;
  w2: number;
  w3: number;
}

export function emptyAddress(): AddressWords {
  return { family: 0, w0: 0, w1: 0, w2: 0, w3: 0 };
}

const DOT = 46;
const COLON = 58;
const PERCENT = 37;
const ZERO = 48;

/** Reads a printed address, IPv4 or IPv6; false where it is neither, but a name. */
export function readAddress(text: string, address: AddressWords): boolean {
  return text.includes(':') ? readIpv6(text, address) : readIpv4(text, 0, text.length, address);
}

export function takeName(text: string, address: AddressWords): void {
  address.family = 0;
  address.w0 = 0;
  address.w1 = 0;
  address.w2 = 0;
  address.w3 = internName(text);
}

function readIpv4(text: string, from: number, end: number, address: AddressWords): boolean {
  let word = 0;
  let part = 0;
  let digits = 0;
  let parts = 1;
  for (let at = from; at < end; at++) {
    const char = text.charCodeAt(at);
    if (char === DOT) {
      if (digits === 0 || ++parts > 4) return false;
      word = (word << 8) | part;
      part = 0;
      digits = 0;
      continue;
    }
    const digit = char - ZERO;
    if (digit < 0 || digit > 9 || ++digits > 3) return false;
    part = part * 10 + digit;
    if (part > 255) return false;
  }
  if (parts !== 4 || digits === 0) return false;
  address.family = 4;
  address.w0 = 0;
  address.w1 = 0;
  address.w2 = 0;
  address.w3 = (word << 8) | part;
  return true;
}

const GROUPS = 8;
const groups = new Uint16Array(GROUPS);

/** @see RFC 4291 §2.2; a zone behind a percent sign is passed over. */
function readIpv6(text: string, address: AddressWords): boolean {
  let count = 0;
  let gapAt = -1;
  let at = 0;
  const end = endOfAddress(text);
  while (at < end) {
    if (text.charCodeAt(at) === COLON) {
      // "::" once, or a single colon between two groups.
      if (text.charCodeAt(at + 1) === COLON && gapAt < 0) {
        gapAt = count;
        at += 2;
        continue;
      }
      if (count === 0 || gapAt === count) return false;
      at++;
    }
    const from = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      value = (value << 4) | digit;
    }
    if (text.charCodeAt(at) === DOT && count <= GROUPS - 2) {
      if (!readIpv4(text, from, end, address)) return false;
      groups[count++] = address.w3 >>> 16;
      groups[count++] = address.w3 & 0xffff;
      break;
    }
    if (at === from || at - from > 4 || count === GROUPS) return false;
    if (at < end && text.charCodeAt(at) !== COLON) return false;
    groups[count++] = value;
  }
  if (gapAt < 0 ? count !== GROUPS : count === GROUPS) return false;
  if (gapAt >= 0) {
    groups.copyWithin(GROUPS - (count - gapAt), gapAt, count);
    groups.fill(0, gapAt, GROUPS - (count - gapAt));
  }
  address.family = 6;
  address.w0 = (groups[0]! << 16) | groups[1]!;
  address.w1 = (groups[2]! << 16) | groups[3]!;
  address.w2 = (groups[4]! << 16) | groups[5]!;
  address.w3 = (groups[6]! << 16) | groups[7]!;
  return true;
}

function endOfAddress(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === PERCENT) return at;
  return text.length;
}

function hexDigit(char: number): number {
  if (char >= ZERO && char <= ZERO + 9) return char - ZERO;
  const letter = char | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
