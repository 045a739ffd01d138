import { createDecoder, type PacketDecoder } from '../../src/decode/decode-packet.js';
import type { DecodeStatus } from '../../src/decode/decode-status.js';
import { emptySegment, type Segment } from '../../src/decode/segment.js';
import { type Frame, recordOf } from './frames.js';

export interface Decoded extends Segment {
  status: DecodeStatus;
}

/** Decodes one frame: all fields of the Segment, and the status. Pass a decoder to keep fragments between frames. */
export function decoded(
  frame: Frame,
  options: { snaplen?: number; originalLength?: number; timeNs?: number; decoder?: PacketDecoder } = {},
): Decoded {
  const { timeNs = 0, decoder = createDecoder(), ...recordOptions } = options;
  const segment = { ...emptySegment(), packetNumber: 1, timeNs };
  const status = decoder.decode(recordOf(frame, recordOptions), segment);
  return { ...segment, status };
}

/** A 32-bit word of an IPv4 address, as the Segment holds it. */
export function word(address: string): number {
  return address.split('.').reduce((sum, byte) => (sum << 8) | Number(byte), 0);
}
