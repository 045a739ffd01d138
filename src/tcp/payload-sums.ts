// Hot path: allocates nothing per packet.
import type { Segment } from '../decode/segment.js';
import { isAfter } from './sequence.js';

/** Places for segments of all connections together, 16 bytes each: about half a second of a fast link. A power of two. */
const PLACES_BITS = 16;
const WORDS = 4;
const MAX_LENGTH = 0xffff;

/**
 * Sums of the payloads that passed by last, each kept until another takes its place: enough to tell whether what is sent again
 * has the same bytes. A sum is the Internet checksum's (RFC 1071), which the decoder has at hand; sums of segments that lie
 * side by side add up to that of the whole, so that a repeat may join what was sent in pieces.
 */
export class PayloadSums {
  /** Per place: endpoint, sequence number, packet number, length and sum. */
  readonly #places = new Int32Array(WORDS << PLACES_BITS);

  remember(e: number, s: Segment): void {
    if (s.payloadSum < 0 || s.payloadLength === 0 || s.payloadLength > MAX_LENGTH) return;
    const places = this.#places;
    const at = placeOf(e, s.seq);
    places[at] = e;
    places[at + 1] = s.seq;
    places[at + 2] = s.packetNumber;
    places[at + 3] = (s.payloadLength << 16) | s.payloadSum;
  }

  /**
   * True when endpoint `e` has sent the same sequence space with other bytes since packet `firstPacket`; false also where that is
   * no longer known, was cut by the capture, or was sent in pieces that overlap the ends.
   */
  differs(e: number, s: Segment, firstPacket: number): boolean {
    if (s.payloadSum < 0 || s.payloadLength === 0) return false;
    const places = this.#places;
    const end = (s.seq + s.payloadLength) | 0;
    let seq = s.seq;
    let sum = 0;
    while (isAfter(end, seq)) {
      const at = placeOf(e, seq);
      if (places[at] !== e || places[at + 1] !== seq || places[at + 2]! >>> 0 < firstPacket) return false;
      const piece = places[at + 3]! & 0xffff;
      // From an odd place on, high and low bytes change roles.
      sum += (seq - s.seq) & 1 ? ((piece & 0xff) << 8) | (piece >>> 8) : piece;
      sum = (sum & 0xffff) + (sum >>> 16);
      const length = places[at + 3]! >>> 16;
      if (length === 0) return false;
      seq = (seq + length) | 0;
    }
    return seq === end && sum !== s.payloadSum;
  }
}

function placeOf(e: number, seq: number): number {
  return (Math.imul(Math.imul(e, 0x9e3779b1) ^ seq, 0x85ebca6b) >>> (32 - PLACES_BITS)) * WORDS;
}
