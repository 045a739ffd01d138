import type { PacketView } from '../sink.js';
import type { PayloadSegment } from './payload-stream.js';

const SYN = 0x02;
const ACK = 0x10;

/** What `PayloadStream` takes of a packet. The bytes are copied: they may have to wait. */
export function payloadSegment({ segment, record, sender }: PacketView): PayloadSegment {
  const { payloadOffset: from, payloadCaptured, payloadLength, flags } = segment;
  return {
    side: sender,
    packet: segment.packetNumber,
    timeNs: segment.timeNs,
    seq: segment.seq,
    ack: flags & ACK ? segment.ack : null,
    isSyn: (flags & SYN) !== 0,
    payloadLength,
    isFragmented: from < 0 && record.printed === null,
    bytes:
      from < 0
        ? new Uint8Array(0)
        : record.bytes.slice(from, from + Math.min(payloadCaptured, payloadLength)),
  };
}
