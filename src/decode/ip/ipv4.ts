// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import type { Segment } from '../segment.js';
import { stepOfIpProtocol } from './protocol.js';

const MINIMUM_HEADER = 20;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT = 6;
const TTL = 8;
const PROTOCOL = 9;
const SOURCE = 12;
const DESTINATION = 16;

const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

/** @see RFC 791 §3.1 */
export function readIpv4(cursor: Cursor, segment: Segment): Step {
  const { view, offset } = cursor;
  const captured = cursor.end - offset;
  if (captured < MINIMUM_HEADER) return DecodeStatus.CutShort;

  const versionAndLength = view.getUint8(offset);
  const headerLength = (versionAndLength & 15) << 2;
  if (versionAndLength >>> 4 !== 4 || headerLength < MINIMUM_HEADER) return DecodeStatus.BadIpHeader;
  if (captured < headerLength) return DecodeStatus.CutShort;

  // A total length of 0 was left to the network card (TSO): the packet is as long as the link layer says.
  const totalLength = view.getUint16(offset + TOTAL_LENGTH);
  if (totalLength !== 0) {
    if (totalLength < headerLength) return DecodeStatus.BadIpHeader;
    cursor.wireEnd = offset + totalLength;
    if (cursor.end > cursor.wireEnd) cursor.end = cursor.wireEnd;
  }

  segment.family = 4;
  segment.src0 = 0;
  segment.src1 = 0;
  segment.src2 = 0;
  segment.src3 = view.getInt32(offset + SOURCE);
  segment.dst0 = 0;
  segment.dst1 = 0;
  segment.dst2 = 0;
  segment.dst3 = view.getInt32(offset + DESTINATION);
  segment.ttl = view.getUint8(offset + TTL);
  segment.ipId = view.getUint16(offset + IDENTIFICATION);
  cursor.offset = offset + headerLength;
  if (headerLength > MINIMUM_HEADER && hasStopsToGo(view, offset + MINIMUM_HEADER, cursor.offset)) {
    cursor.hasRoutingStops = true;
  }

  const fragment = view.getUint16(offset + FRAGMENT);
  const step = stepOfIpProtocol(cursor, view.getUint8(offset + PROTOCOL));
  if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) === 0) return step;
  cursor.fragmentOffset = (fragment & FRAGMENT_OFFSET) << 3;
  cursor.hasMoreFragments = (fragment & MORE_FRAGMENTS) !== 0;
  cursor.fragmentId = segment.ipId;
  return Layer.Fragment;
}

const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
const LOOSE_ROUTE = 131;
const STRICT_ROUTE = 137;

/** A source route whose pointer has not passed its end: the destination is the next stop, not the last. @see RFC 791 §3.1 */
function hasStopsToGo(view: DataView, start: number, end: number): boolean {
  let at = start;
  while (at + 3 <= end) {
    const kind = view.getUint8(at);
    if (kind === END_OF_OPTIONS) return false;
    if (kind === NO_OPERATION) {
      at++;
      continue;
    }
    const length = view.getUint8(at + 1);
    if (length < 2) return false;
    if (kind === LOOSE_ROUTE || kind === STRICT_ROUTE) return view.getUint8(at + 2) <= length;
    at += length;
  }
  return false;
}
