import { type Cursor, Layer, type Step } from './cursor.js';
import { DecodeStatus } from './decode-status.js';
import { readIpv4 } from './ip/ipv4.js';
import { readExtension, readIpv6 } from './ip/ipv6.js';
import { stepOfIpProtocol, stepOfIpVersion } from './ip/protocol.js';
import type { Segment } from './segment.js';

const TYPE = 0;
const CODE = 1;
/** Rest of the header: zero, a pointer, an address or an MTU. */
const REST = 4;
const HEADER = 8;

const UNREACHABLE = 3;
const REDIRECT = 5;
const TIME_EXCEEDED = 11;
const PARAMETER_PROBLEM = 12;
const FRAGMENTATION_NEEDED = 4;

const PACKET_TOO_BIG = 2;
const LAST_ICMPV6_ERROR = 4;

/** An ICMP error quotes at least this much of the segment: ports and sequence number. @see RFC 792 */
const MINIMUM_QUOTE = 8;
/** A quote nests a packet once; extension headers in it are few. */
const MAX_QUOTED_HEADERS = 16;

/** @see RFC 792, RFC 1191 (next-hop MTU) */
export function readIcmp(cursor: Cursor, segment: Segment): DecodeStatus {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return DecodeStatus.NotTcp;
  const type = view.getUint8(offset + TYPE);
  const code = view.getUint8(offset + CODE);
  // Between the two, 4 is source quench; RFC 1122 §3.2.2 counts redirects among the errors.
  const isError =
    (type >= UNREACHABLE && type <= REDIRECT) || type === TIME_EXCEEDED || type === PARAMETER_PROBLEM;
  if (!isError) return DecodeStatus.NotTcp;
  const hasMtu = type === UNREACHABLE && code === FRAGMENTATION_NEEDED;
  return readError(cursor, segment, type, code, hasMtu ? view.getUint16(offset + REST + 2) : 0);
}

/** @see RFC 4443 §3 */
export function readIcmpv6(cursor: Cursor, segment: Segment): DecodeStatus {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return DecodeStatus.NotTcp;
  const type = view.getUint8(offset + TYPE);
  if (type === 0 || type > LAST_ICMPV6_ERROR) return DecodeStatus.NotTcp;
  const mtu = type === PACKET_TOO_BIG ? view.getUint32(offset + REST) : 0;
  return readError(cursor, segment, type, view.getUint8(offset + CODE), mtu);
}

/** The Segment's sender becomes the ICMP sender, then the quoted packet is read over it; TTL and IP identification stay those of the ICMP packet. */
function readError(cursor: Cursor, segment: Segment, type: number, code: number, mtu: number): DecodeStatus {
  segment.icmpType = type;
  segment.icmpCode = code;
  segment.icmpMtu = mtu;
  segment.icmpFamily = segment.family;
  segment.icmpSrc0 = segment.src0;
  segment.icmpSrc1 = segment.src1;
  segment.icmpSrc2 = segment.src2;
  segment.icmpSrc3 = segment.src3;
  const { ttl, ipId } = segment;

  cursor.offset += HEADER;
  const status = readQuote(cursor, segment) ? readQuotedTcp(cursor, segment) : DecodeStatus.NotTcp;
  segment.ttl = ttl;
  segment.ipId = ipId;
  return status;
}

/** Goes to the quoted TCP header; false where there is none. */
function readQuote(cursor: Cursor, segment: Segment): boolean {
  // Some stacks quote the total length less the header: what stands in the quote counts, not that length.
  const quoteEnd = cursor.end;
  // An error about a tunnel goes to the router that sends through it, not to the hosts that speak inside.
  cursor.opensTunnels = false;
  let step: Step = stepOfIpVersion(cursor);
  for (let headers = 0; headers < MAX_QUOTED_HEADERS; headers++) {
    if (step === Layer.Ipv4) step = readIpv4(cursor, segment);
    else if (step === Layer.Ipv6) step = readIpv6(cursor, segment);
    else if (step === Layer.Extension) step = readExtension(cursor);
    else if (step === Layer.Fragment && cursor.fragmentOffset === 0) {
      step = stepOfIpProtocol(cursor, cursor.protocol);
    } else break;
    cursor.end = quoteEnd;
  }
  return step === Layer.Tcp;
}

function readQuotedTcp(cursor: Cursor, segment: Segment): DecodeStatus {
  const { view, offset } = cursor;
  const quoted = cursor.end - offset;
  if (quoted < MINIMUM_QUOTE) return DecodeStatus.NotTcp;
  const offsetAndFlags = quoted < 14 ? 0x5000 : view.getUint16(offset + 12);
  const headerLength = Math.max(20, (offsetAndFlags >>> 12) << 2);

  segment.srcPort = view.getUint16(offset);
  segment.dstPort = view.getUint16(offset + 2);
  segment.seq = view.getInt32(offset + 4);
  segment.ack = quoted < 12 ? 0 : view.getInt32(offset + 8);
  segment.flags = offsetAndFlags & 0xfff;
  segment.window = quoted < 16 ? 0 : view.getUint16(offset + 14);
  segment.urgentPointer = 0;
  segment.headerLength = headerLength;
  segment.payloadLength = Math.max(0, cursor.wireEnd - offset - headerLength);
  segment.payloadInRecord = 0;
  segment.tcpOffset = -1;
  segment.payloadOffset = -1;
  segment.payloadCaptured = 0;
  segment.payloadSum = -1;
  segment.checksum = 0;
  segment.optionBits = 0;
  segment.sackCount = 0;
  segment.unknownOptionKinds = 0;
  return DecodeStatus.IcmpError;
}
