import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode-packet.js';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { ChecksumState } from '../../../src/decode/segment.js';
import { MAX_WAITING_DATAGRAMS } from '../../../src/limits.js';
import { decoded } from '../../support/decoded.js';
import {
  destinationOptions,
  ethernet,
  ipv4,
  ipv4Fragments,
  ipv6Fragments,
  type Packet,
  tcp,
} from '../../support/frames.js';

const payload = 100;
const segment = tcp({ seq: 42, flags: 'P.', payload, options: 'nop,nop,TS val 7 ecr 8' });
const whole = {
  status: DecodeStatus.Segment,
  seq: 42,
  payloadLength: 100,
  tsVal: 7,
  checksum: ChecksumState.Good,
};
const pieces = ipv4Fragments({}, segment, [16, 40]);
const { Fragment, Segment } = DecodeStatus;

function statuses(packets: readonly Packet[], timesNs: readonly number[] = []): DecodeStatus[] {
  const decoder = createDecoder();
  return packets.map((packet, i) => decoded(ethernet(packet), { decoder, timeNs: timesNs[i] ?? 0 }).status);
}

function lastOf(packets: readonly Packet[]) {
  const decoder = createDecoder();
  return packets.map((packet) => decoded(ethernet(packet), { decoder })).at(-1)!;
}

describe('IP fragments', () => {
  test('in order, the segment belongs to the last one', () => {
    expect(statuses(pieces)).toEqual([Fragment, Fragment, Segment]);
    expect(lastOf(pieces)).toMatchObject({ ...whole, tcpOffset: -1, payloadOffset: -1, payloadCaptured: 0 });
  });

  test('in any order, the segment belongs to the one that completes it', () => {
    const [a, b, c] = pieces as [Packet, Packet, Packet];
    for (const order of [
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ]) {
      expect(statuses(order)).toEqual([Fragment, Fragment, Segment]);
      expect(lastOf(order)).toMatchObject(whole);
    }
  });

  test('a first fragment alone is a fragment, though it holds the TCP header', () => {
    expect(statuses(pieces.slice(0, 1))).toEqual([Fragment]);
  });

  test('a repeated fragment changes nothing, before or after the datagram is whole', () => {
    const [a, b, c] = pieces as [Packet, Packet, Packet];
    expect(statuses([a, a, b, b, c, c])).toEqual([Fragment, Fragment, Fragment, Fragment, Segment, Fragment]);
  });

  test('an overlap, as in a teardrop, is resolved for the one that begins first', () => {
    const inner = ipv4({}, segment).bytes.subarray(20);
    const forged = new Uint8Array(inner.length - 24).fill(0xff);
    const overlapping = ipv4({ fragmentOffset: 24 }, { protocol: 6, bytes: () => forged });
    const first = ipv4({ moreFragments: true }, { protocol: 6, bytes: () => inner.subarray(0, 64) });
    expect(lastOf([first, overlapping])).toMatchObject({
      status: Segment,
      seq: 42,
      tsVal: 7,
      checksum: ChecksumState.Bad,
    });
  });

  test('IPv6 fragments are put together, extension headers before and after the fragment header included', () => {
    const packets = ipv6Fragments({ extensions: [destinationOptions] }, segment, [32]);
    expect(statuses(packets)).toEqual([Fragment, Segment]);
    expect(lastOf(packets)).toMatchObject({ ...whole, family: 6 });
  });

  test.each([
    ['identification', { id: 9 }],
    ['source', { src: '10.9.9.9' }],
    ['destination', { dst: '10.9.9.9' }],
    ['protocol', { protocol: 17 }],
  ])('fragments that differ in %s are not mixed', (_, fields) => {
    const others = ipv4Fragments(fields, segment, [16, 40]);
    expect(statuses([pieces[0]!, others[1]!, pieces[2]!])).toEqual([Fragment, Fragment, Fragment]);
  });

  test('fragments that wait longer than a minute are dropped', () => {
    expect(statuses(pieces, [0, 1, 61e9])).toEqual([Fragment, Fragment, Fragment]);
    expect(statuses(pieces, [0, 1, 59e9])).toEqual([Fragment, Fragment, Segment]);
    expect(statuses(pieces, [Number.NaN, Number.NaN, Number.NaN])).toEqual([Fragment, Fragment, Segment]);
  });

  test('a fragment beyond 65535 bytes is not kept', () => {
    const last = ipv4({ fragmentOffset: 65528 }, { protocol: 6, bytes: () => new Uint8Array(100) });
    expect(statuses([pieces[0]!, last])).toEqual([Fragment, Fragment]);
  });

  test('a first fragment that the snapshot length cut is read as far as it goes, as tshark does', () => {
    const [first] = ipv4Fragments({}, segment, [64]);
    expect(decoded(ethernet(first!), { snaplen: 70 })).toMatchObject({
      status: Segment,
      seq: 42,
      payloadLength: 32,
    });
    expect(decoded(ethernet(pieces[1]!), { snaplen: 50 }).status).toBe(Fragment);
  });

  test('too many datagrams in waiting push out the oldest, and that is said', () => {
    const decoder = createDecoder();
    expect(decoder.limitsReached()).toEqual([]);
    for (let id = 0; id <= MAX_WAITING_DATAGRAMS; id++) {
      decoded(ethernet(ipv4Fragments({ id }, segment, [16])[0]!), { decoder });
    }
    const completes = (id: number) =>
      decoded(ethernet(ipv4Fragments({ id }, segment, [16])[1]!), { decoder }).status;
    expect(completes(1)).toBe(Segment);
    expect(completes(0)).toBe(Fragment);
    expect(decoder.limitsReached()).toHaveLength(1);
  });

  test('too many bytes in waiting push out the oldest', () => {
    const decoder = createDecoder();
    const big = tcp({ payload: 60000 });
    const packets = Array.from({ length: 300 }, (_, id) => ipv4Fragments({ id }, big, [59992]));
    for (const [first] of packets) decoded(ethernet(first!), { decoder });
    expect(decoded(ethernet(packets[0]![1]!), { decoder }).status).toBe(Fragment);
    expect(decoded(ethernet(packets[299]![1]!), { decoder }).status).toBe(Segment);
    expect(decoder.limitsReached()[0]).toMatch(/^IP fragments of \d+ packets were given up/);
  });

  test('a datagram in very many pieces is given up', () => {
    const decoder = createDecoder();
    const tiny = ipv4(
      { fragmentOffset: 8, moreFragments: true },
      { protocol: 6, bytes: () => new Uint8Array(1) },
    );
    for (let i = 0; i < 3000; i++) expect(decoded(ethernet(tiny), { decoder }).status).toBe(Fragment);
    expect(decoder.limitsReached()).toHaveLength(1);
  });
});
