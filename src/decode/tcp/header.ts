// Hot path: allocates nothing per packet.
import { checksumState } from '../checksum.js';
import type { Cursor } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { ChecksumState, type Segment } from '../segment.js';
import { readOptions } from './options.js';

export const MINIMUM_HEADER = 20;
/** A row needs the header up to and with its window: sequence numbers and flags stand before it. */
const NEEDED = 16;

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const OFFSET_AND_FLAGS = 12;
const WINDOW = 14;
const URGENT_POINTER = 18;

/** Reads the TCP header at the cursor, and what the IP length says of the payload behind it. @see RFC 9293 §3.1 */
export function readTcp(cursor: Cursor, segment: Segment): DecodeStatus {
  const { view, offset, end } = cursor;
  const length = cursor.wireEnd - offset;
  if (length < MINIMUM_HEADER) return DecodeStatus.BadTcpHeader;
  if (end - offset < NEEDED) return DecodeStatus.CutShort;

  const offsetAndFlags = view.getUint16(offset + OFFSET_AND_FLAGS);
  const headerLength = (offsetAndFlags >>> 12) << 2;
  if (headerLength < MINIMUM_HEADER || headerLength > length) return DecodeStatus.BadTcpHeader;

  segment.srcPort = view.getUint16(offset + SOURCE_PORT);
  segment.dstPort = view.getUint16(offset + DESTINATION_PORT);
  segment.seq = view.getInt32(offset + SEQUENCE);
  segment.ack = view.getInt32(offset + ACKNOWLEDGMENT);
  segment.flags = offsetAndFlags & 0xfff;
  segment.window = view.getUint16(offset + WINDOW);
  segment.urgentPointer = end - offset < MINIMUM_HEADER ? 0 : view.getUint16(offset + URGENT_POINTER);
  segment.headerLength = headerLength;
  segment.payloadLength = length - headerLength;

  const payloadOffset = offset + headerLength;
  if (cursor.isReassembled) {
    segment.payloadInRecord = segment.payloadLength;
    segment.tcpOffset = -1;
    segment.payloadOffset = -1;
    segment.payloadCaptured = 0;
  } else {
    const room = cursor.recordEnd > payloadOffset ? cursor.recordEnd - payloadOffset : 0;
    segment.payloadInRecord = room < segment.payloadLength ? room : segment.payloadLength;
    segment.tcpOffset = offset;
    segment.payloadOffset = payloadOffset < end ? payloadOffset : end;
    segment.payloadCaptured = payloadOffset < end ? end - payloadOffset : 0;
  }

  segment.payloadSum = -1;
  segment.checksum =
    end < cursor.wireEnd || cursor.hasRoutingStops
      ? ChecksumState.Unverified
      : checksumState(view, offset, length, segment);
  readOptions(view, offset + MINIMUM_HEADER, payloadOffset, end, segment);
  segment.icmpType = -1;
  return DecodeStatus.Segment;
}
