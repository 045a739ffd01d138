import { describe, expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { ChecksumState } from '../../../src/decode/segment.js';
import { decoded } from '../../support/decoded.js';
import { ethernet, ipv4, tcp, udp } from '../../support/frames.js';

describe('IPv4', () => {
  test('TTL and identification are read', () => {
    expect(decoded(ethernet(ipv4({ ttl: 37, id: 0xbeef }, tcp())))).toMatchObject({ ttl: 37, ipId: 0xbeef });
  });

  test('options are stepped over', () => {
    const options = [0x94, 4, 0, 0, 1, 1, 1, 0];
    expect(decoded(ethernet(ipv4({ options }, tcp({ payload: 'abc' }))))).toMatchObject({
      status: DecodeStatus.Segment,
      payloadLength: 3,
    });
  });

  test('padding behind the total length is no payload', () => {
    expect(decoded(ethernet(ipv4({}, tcp({ payload: 'a' })), { padTo: 60 }))).toMatchObject({
      payloadLength: 1,
      payloadCaptured: 1,
      checksum: ChecksumState.Good,
    });
  });

  test('a total length of 0, left to the network card, means all that the link layer carried', () => {
    const frame = ethernet(ipv4({ totalLength: 0 }, tcp({ payload: 3000 })));
    expect(decoded(frame)).toMatchObject({ payloadLength: 3000, payloadCaptured: 3000 });
    expect(decoded(frame, { snaplen: 96 })).toMatchObject({ payloadLength: 3000, payloadCaptured: 42 });
  });

  test('payload that the snapshot length cut off counts by the total length', () => {
    const frame = ethernet(ipv4({}, tcp({ payload: 1000 })));
    expect(decoded(frame, { snaplen: 54 })).toMatchObject({ payloadLength: 1000, payloadCaptured: 0 });
    expect(decoded(frame, { snaplen: 60 })).toMatchObject({ payloadLength: 1000, payloadCaptured: 6 });
  });

  test('a record that lost its original length still has the payload that IP states', () => {
    const frame = ethernet(ipv4({}, tcp({ payload: 1000 })));
    expect(decoded(frame, { snaplen: 96, originalLength: 96 })).toMatchObject({
      payloadLength: 1000,
      payloadInRecord: 42,
      payloadCaptured: 42,
      checksum: ChecksumState.Unverified,
    });
  });

  test.each([
    ['a version other than 4', { version: 6 }],
    ['a header length below 5 words', { headerWords: 4 }],
    ['a total length below the header', { totalLength: 19 }],
  ])('%s is a bad header', (_, fields) => {
    expect(decoded(ethernet(ipv4(fields, tcp()))).status).toBe(DecodeStatus.BadIpHeader);
  });

  test('a total length that leaves no room for TCP is a bad TCP header', () => {
    expect(decoded(ethernet(ipv4({ totalLength: 39 }, tcp()))).status).toBe(DecodeStatus.BadTcpHeader);
  });

  test('UDP is not TCP', () => {
    expect(decoded(ethernet(ipv4({}, udp()))).status).toBe(DecodeStatus.NotTcp);
  });
});
