// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import type { Segment } from '../segment.js';
import { IpProtocol, stepOfIpProtocol } from './protocol.js';

const HEADER = 40;
const PAYLOAD_LENGTH = 4;
const NEXT_HEADER = 6;
const HOP_LIMIT = 7;
const SOURCE = 8;
const DESTINATION = 24;

/** @see RFC 8200 §3 */
export function readIpv6(cursor: Cursor, segment: Segment): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return DecodeStatus.CutShort;
  if (view.getUint8(offset) >>> 4 !== 6) return DecodeStatus.BadIpHeader;

  // 0 stands for a jumbogram (RFC 2675) or an offloaded one: the packet is as long as the link layer says.
  const payloadLength = view.getUint16(offset + PAYLOAD_LENGTH);
  if (payloadLength !== 0) {
    cursor.wireEnd = offset + HEADER + payloadLength;
    if (cursor.end > cursor.wireEnd) cursor.end = cursor.wireEnd;
  }

  segment.family = 6;
  segment.src0 = view.getInt32(offset + SOURCE);
  segment.src1 = view.getInt32(offset + SOURCE + 4);
  segment.src2 = view.getInt32(offset + SOURCE + 8);
  segment.src3 = view.getInt32(offset + SOURCE + 12);
  segment.dst0 = view.getInt32(offset + DESTINATION);
  segment.dst1 = view.getInt32(offset + DESTINATION + 4);
  segment.dst2 = view.getInt32(offset + DESTINATION + 8);
  segment.dst3 = view.getInt32(offset + DESTINATION + 12);
  segment.ttl = view.getUint8(offset + HOP_LIMIT);
  segment.ipId = -1;
  cursor.offset = offset + HEADER;
  return stepOfIpProtocol(cursor, view.getUint8(offset + NEXT_HEADER));
}

/** Every extension header begins with the next header and a length, and is at least this long. */
const MINIMUM_EXTENSION = 8;
const FRAGMENT = 2;
const FRAGMENT_IDENTIFICATION = 4;
const FRAGMENT_OFFSET = 0xfff8;
const MORE_FRAGMENTS = 1;
const SEGMENTS_LEFT = 3;

/** One extension header; the walk comes back for the next one. @see RFC 8200 §4, RFC 4302 §2.2 (AH) */
export function readExtension(cursor: Cursor): Step {
  const { view, offset, protocol } = cursor;
  if (cursor.wireEnd - offset < MINIMUM_EXTENSION) return DecodeStatus.BadIpHeader;
  if (cursor.end - offset < MINIMUM_EXTENSION) return DecodeStatus.CutShort;
  const nextHeader = view.getUint8(offset);

  if (protocol === IpProtocol.Fragment) {
    const fragment = view.getUint16(offset + FRAGMENT);
    cursor.offset = offset + MINIMUM_EXTENSION;
    const step = stepOfIpProtocol(cursor, nextHeader);
    // Offset 0 and nothing to follow is a whole packet (RFC 6946).
    if ((fragment & (FRAGMENT_OFFSET | MORE_FRAGMENTS)) === 0) return step;
    cursor.fragmentOffset = fragment & FRAGMENT_OFFSET;
    cursor.hasMoreFragments = (fragment & MORE_FRAGMENTS) !== 0;
    cursor.fragmentId = view.getInt32(offset + FRAGMENT_IDENTIFICATION);
    return Layer.Fragment;
  }

  if (protocol === IpProtocol.Routing && view.getUint8(offset + SEGMENTS_LEFT) !== 0) {
    cursor.hasRoutingStops = true;
  }
  const units = view.getUint8(offset + 1);
  const length = protocol === IpProtocol.Authentication ? (units + 2) << 2 : (units + 1) << 3;
  if (cursor.wireEnd - offset < length) return DecodeStatus.BadIpHeader;
  if (cursor.end - offset < length) return DecodeStatus.CutShort;
  cursor.offset = offset + length;
  return stepOfIpProtocol(cursor, nextHeader);
}
