import type { PrintedPacket } from '../printed-packet.js';

const TTL = /\b(?:ttl|hlim) (\d{1,3})\b/;
const ID = /\bid (\d{1,5})\b/;
const TOTAL_LENGTH = /\b(?:length|len) (\d{1,7})\b/;
const PAYLOAD_LENGTH = /\bpayload length:? (\d{1,7})\b/;
/** What -e prints of the frame: `length 74: `, and tcpdump 3 `ip 74: ` or `0800 74: `. */
const FRAME_LENGTH = /\blength (\d{1,7}): |(?:^|\s)(?:ip6?|0800|86dd) (\d{1,7}): /;

const HEADER_BEGINNINGS = ['(tos ', '(ttl ', '(class ', '(flowlabel ', '(hlim ', '(next-header ', '(id '];
const IPV6_HEADER = 40;

/** The last IP header that the text prints in words (-v), `(tos 0x0, ttl 64, …, length 60)`, or an empty string. */
export function ipHeaderIn(text: string): string {
  const at = Math.max(...HEADER_BEGINNINGS.map((beginning) => text.lastIndexOf(beginning)));
  return at < 0 ? '' : text.slice(at);
}

/** Reads TTL and identification. */
export function readIpHeader(header: string, packet: PrintedPacket): void {
  packet.ttl = numberIn(TTL, header);
  packet.ipId = numberIn(ID, header);
}

/** Bytes of the packet on the wire: of its frame where -e tells, else of its outermost IP packet, or -1. */
export function wireLengthIn(text: string): number {
  const header = Math.min(
    ...HEADER_BEGINNINGS.map((beginning) => text.indexOf(beginning)).filter((at) => at >= 0),
  );
  const frame = FRAME_LENGTH.exec(header === Infinity ? text : text.slice(0, header));
  if (frame !== null) return Number(frame[1] ?? frame[2]);
  if (header === Infinity) return -1;
  const words = text.slice(header);
  const payload = numberIn(PAYLOAD_LENGTH, words);
  return payload >= 0 ? payload + IPV6_HEADER : numberIn(TOTAL_LENGTH, words);
}

function numberIn(pattern: RegExp, text: string): number {
  const match = pattern.exec(text);
  return match === null ? -1 : Number(match[1]);
}
