// Hot path: allocates nothing per packet.
import { ChecksumState, type Segment } from './segment.js';

const TCP_CHECKSUM = 16;
const PROTOCOL_TCP = 6;

const NEVER_FILLED_IN = 0;
const LONGEST_FRAME = 9216;

/**
 * What the TCP checksum says of the `length` bytes of header and payload at `offset`, all of them captured; the
 * addresses of its pseudo-header and the header's length are those in the Segment. Leaves the payload's sum there, if it can be trusted.
 * @see RFC 9293 §3.1, RFC 1071
 */
export function checksumState(
  view: DataView,
  offset: number,
  length: number,
  segment: Segment,
): ChecksumState {
  const pseudoSum = addressSumOf(segment) + halves(length);
  const headerLength = segment.headerLength;
  const headerSum = sumOfBytes(view, offset, headerLength);
  const payloadSum = sumOfBytes(view, offset + headerLength, length - headerLength);
  const isGood = fold(pseudoSum + headerSum + payloadSum) === 0xffff;
  if (!isGood && !isOffloaded(view.getUint16(offset + TCP_CHECKSUM), length, segment))
    return ChecksumState.Bad;
  segment.payloadSum = payloadSum;
  return isGood ? ChecksumState.Good : ChecksumState.Offloaded;
}

/**
 * Linux puts the pseudo-header's sum there, not complemented, and the network card adds the rest; where the card
 * also cuts the data into segments, some drivers leave the length out. No wire carries segments longer than a jumbo frame:
 * the capturing host's card has put those together, with the checksum of one of them, or is about to take them apart.
 */
export function isOffloaded(field: number, length: number, segment: Segment): boolean {
  if (field === NEVER_FILLED_IN || length > LONGEST_FRAME) return true;
  const addressSum = addressSumOf(segment);
  return field === fold(addressSum + halves(length)) || field === fold(addressSum);
}

function addressSumOf(segment: Segment): number {
  return (
    halves(segment.src0) +
    halves(segment.src1) +
    halves(segment.src2) +
    halves(segment.src3) +
    halves(segment.dst0) +
    halves(segment.dst1) +
    halves(segment.dst2) +
    halves(segment.dst3) +
    PROTOCOL_TCP
  );
}

/**
 * Folded sum of the bytes as big-endian 16-bit numbers. Four bytes are added at a time (65536 is 1 modulo 65535, so a
 * 32-bit number counts as its halves), to two doubles that cannot overflow: 0.2 ns a byte, 0.6 with 16-bit steps.
 */
function sumOfBytes(view: DataView, offset: number, length: number): number {
  const end = offset + length;
  let at = offset;
  let even = 0;
  let odd = 0;
  for (; at + 16 <= end; at += 16) {
    even += view.getUint32(at) + view.getUint32(at + 4);
    odd += view.getUint32(at + 8) + view.getUint32(at + 12);
  }
  for (; at + 4 <= end; at += 4) even += view.getUint32(at);
  if (at + 2 <= end) {
    even += view.getUint16(at);
    at += 2;
  }
  if (at < end) even += view.getUint8(at) << 8;
  const sum = even + odd;
  const low = sum >>> 0;
  return fold(halves(low) + (sum - low) / 0x100000000);
}

function halves(word: number): number {
  return (word >>> 16) + (word & 0xffff);
}

/** Carries go back in until 16 bits are left; two rounds suffice for sums below 2³². */
function fold(sum: number): number {
  const once = halves(sum);
  return halves(once);
}
