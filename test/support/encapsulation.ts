import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode-packet.js';
import { DecodeStatus } from '../../src/decode/decode-status.js';
import { emptySegment } from '../../src/decode/segment.js';
import { decoded, word } from './decoded.js';
import { ethernet, type Frame, ipv4, ipv6, type Packet, recordOf, type Transport, tcp } from './frames.js';

/** Puts one layer, or a whole frame's header, before a packet. */
export type Wrap = (packet: Packet) => Frame;

/** 192.0.2.1.40000 > 10.0.0.2.80: Flags [P.], seq 77, length 24 */
export const INSIDE = ipv4({ src: '192.0.2.1' }, tcp({ flags: 'P.', seq: 77, payload: 24 }));
/** 2001:db8::7.40000 > 2001:db8::2.80: Flags [S], seq 78 */
export const INSIDE_IPV6 = ipv6({ src: '2001:db8::7' }, tcp({ seq: 78 }));

/** "ff 03 00 21" as bytes. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.trim().split(/\s+/).filter(Boolean), (byte) => Number.parseInt(byte, 16));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A frame of that link type: a header written out in hexadecimal, then the packet. */
export function behind(linkType: number, header: string, packet: Packet = INSIDE): Frame {
  return { linkType, bytes: joined(hex(header), packet.bytes) };
}

/** Bytes as what IP carries. */
export function carried(protocol: number, bytes: Uint8Array): Transport {
  return { protocol, bytes: () => bytes };
}

/** Ethernet and IPv4 with that protocol; behind its header, in hexadecimal, the packet. */
export function tunnelled(protocol: number, header: string, bytes: Uint8Array = INSIDE.bytes): Frame {
  return ethernet(ipv4({ src: '203.0.113.1' }, carried(protocol, joined(hex(header), bytes))));
}

/** A UDP datagram to that port: a tunnel's header, in hexadecimal, and what it carries. */
export function datagram(port: number, header: string, bytes = INSIDE.bytes, sourcePort = 50000): Transport {
  const length = 8 + hex(header).length + bytes.length;
  const udp = Uint8Array.from([sourcePort, port, length, 0].flatMap((value) => [value >>> 8, value & 255]));
  return carried(17, joined(udp, hex(header), bytes));
}

/** The same in Ethernet and IPv4. */
export function overUdp(port: number, header: string, bytes = INSIDE.bytes, sourcePort = 50000): Frame {
  return ethernet(ipv4({ src: '203.0.113.1' }, datagram(port, header, bytes, sourcePort)));
}

/** A whole Ethernet frame, to be carried within another. */
export const FRAME_INSIDE = ethernet(INSIDE).bytes;

export const statusOf = (frame: Frame) => decoded(frame).status;

/**
 * What holds for every layer before IP: the packet inside is read, every shorter capture is read or refused, every
 * shorter packet is refused, and no damage makes the decoder throw or leave the record.
 */
export function readsEach(frames: readonly (readonly [string, Frame])[]): void {
  describe.each(frames)('%s', (_, frame) => {
    test('leads to the packet inside', () => {
      const found = decoded(frame);
      expect(found.status).toBe(DecodeStatus.Segment);
      expect(found).toMatchObject(
        found.family === 4 ? { src3: word('192.0.2.1'), seq: 77, payloadLength: 24 } : { src3: 7, seq: 78 },
      );
    });

    test('every shorter capture and every shorter packet is read as far as it goes', () => {
      const whole = decoded(frame);
      for (let length = 0; length < frame.bytes.length; length++) {
        const cut = decoded(frame, { snaplen: length });
        expect(Object.values(DecodeStatus)).toContain(cut.status);
        if (cut.status === DecodeStatus.Segment) expect(cut).toMatchObject({ seq: whole.seq, dstPort: 80 });
        const shorter = decoded({ ...frame, bytes: frame.bytes.subarray(0, length) });
        expect(Object.values(DecodeStatus)).toContain(shorter.status);
      }
    });

    test('no damage makes the decoder throw or leave the record', () => {
      let random = 20240607;
      const next = (below: number) => {
        random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
        return Math.floor((random / 2 ** 32) * below);
      };
      const decoder = createDecoder();
      const segment = emptySegment();
      for (let round = 0; round < 500; round++) {
        const bytes = frame.bytes.slice();
        for (let changes = 1 + next(4); changes > 0; changes--) bytes[next(bytes.length)] = next(256);
        const record = recordOf({ ...frame, bytes });
        segment.timeNs = round;
        if (decoder.decode(record, segment) !== DecodeStatus.Segment || segment.payloadOffset < 0) continue;
        expect(segment.payloadOffset + segment.payloadCaptured).toBeLessThanOrEqual(
          record.offset + record.capturedLength,
        );
      }
    });
  });
}
