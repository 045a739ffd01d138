// Hot path: allocates nothing per packet.
import { MAX_NAME_LENGTH } from '../../limits.js';
import type { PrintedPacket } from '../printed-packet.js';
import type { SeenText } from './seen-text.js';
import { Char, type TextCursor } from './text-cursor.js';

/**
 * Reads `10.0.0.1.39870 > 10.0.0.2.9502: ` and passes it: nearly all pairs are of this kind, and no string is made of
 * them. False, and nothing passed, where any other stands here.
 */
function readIpv4Endpoints(cursor: TextCursor, packet: PrintedPacket): boolean {
  const { bytes, at: from } = cursor;
  if (readIpv4Endpoint(cursor) && cursor.takeWord(' > ')) {
    const source = word;
    const port = cursor.value;
    if (readIpv4Endpoint(cursor) && bytes[cursor.at] === Char.Colon) {
      packet.areIpv4Words = true;
      packet.srcIpv4 = source;
      packet.dstIpv4 = word;
      packet.srcPort = port;
      packet.dstPort = cursor.value;
      cursor.at++;
      cursor.takeChar(Char.Space);
      return true;
    }
  }
  cursor.at = from;
  return false;
}

/** The address that `readIpv4Endpoint` read; the port stands in the cursor's value. */
let word = 0;

function readIpv4Endpoint(cursor: TextCursor): boolean {
  const { bytes } = cursor;
  let at = cursor.at;
  let address = 0;
  for (let part = 0; part < 4; part++) {
    let value = bytes[at]! - Char.Zero;
    if (!(value >= 0 && value <= 9)) return false;
    let char = bytes[++at]!;
    while (char >= Char.Zero && char <= Char.Zero + 9) {
      value = value * 10 + char - Char.Zero;
      if (value > 255) return false;
      char = bytes[++at]!;
    }
    if (char !== Char.Dot) return false;
    address = (address << 8) | value;
    at++;
  }
  cursor.at = at;
  if (!cursor.takeNumber() || cursor.value > 0xffff) return false;
  word = address;
  return true;
}

/**
 * Reads `10.0.0.1.39870 > ns.example.domain: ` and passes it. The last dot parts address and port, in names, IPv4 and
 * IPv6 alike. False where no such pair stands here.
 */
export function readEndpoints(cursor: TextCursor, packet: PrintedPacket, seen: SeenText): boolean {
  if (readIpv4Endpoints(cursor, packet)) return true;
  const { bytes, at: from } = cursor;
  let at = from;
  let dot = -1;
  for (let char = bytes[at]!; char > Char.Space; char = bytes[++at]!) if (char === Char.Dot) dot = at;
  if (!isEndpoint(from, dot, at) || !cursor.takeFrom(at, ' > ')) return false;
  packet.srcPort = portAt(bytes, dot + 1, at, seen);
  packet.srcAddress = seen.take(bytes, from, dot);

  const second = cursor.at;
  dot = -1;
  for (at = second; bytes[at]! > Char.Space; at++) if (bytes[at] === Char.Dot) dot = at;
  // The last character passed is the colon that ends the pair; IPv6 has some within.
  const end = at - 1;
  if (!isEndpoint(second, dot, end) || bytes[end] !== Char.Colon) return false;
  packet.dstPort = portAt(bytes, dot + 1, end, seen);
  packet.dstAddress = seen.take(bytes, second, dot);
  cursor.at = end + 1;
  cursor.takeChar(Char.Space);
  return true;
}

/** Reads `10.0.0.1 > host.example: `, addresses without ports, as ICMP and fragments have them. */
export function readAddresses(cursor: TextCursor, packet: PrintedPacket, seen: SeenText): boolean {
  const { bytes, at: from } = cursor;
  let at = from;
  while (bytes[at]! > Char.Space) at++;
  if (!isEndpoint(from, at - 1, at) || !cursor.takeFrom(at, ' > ')) return false;
  packet.srcAddress = seen.take(bytes, from, at);
  const second = cursor.at;
  for (at = second; bytes[at]! > Char.Space; ) at++;
  if (!isEndpoint(second, at - 2, at - 1) || bytes[at - 1] !== Char.Colon) return false;
  packet.dstAddress = seen.take(bytes, second, at - 1);
  cursor.at = at;
  return true;
}

function isEndpoint(from: number, dot: number, end: number): boolean {
  return dot > from && dot < end && end - from <= MAX_NAME_LENGTH;
}

/** The number, or the name of the service. */
function portAt(bytes: Uint8Array, from: number, to: number, seen: SeenText): number | string {
  let port = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - Char.Zero;
    if (digit < 0 || digit > 9 || port > 0xffff) return seen.take(bytes, from, to);
    port = port * 10 + digit;
  }
  return from < to && port <= 0xffff ? port : seen.take(bytes, from, to);
}
