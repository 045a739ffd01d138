import { describe, expect, test } from 'vitest';
import { ChecksumState } from '../../src/decode/segment.js';
import { decoded } from '../support/decoded.js';
import { ethernet, ipv4, ipv6, type TcpFields, tcp } from '../support/frames.js';

const { Good, Bad, Offloaded, Unverified } = ChecksumState;
const overIpv4 = (fields: TcpFields) => ethernet(ipv4({ src: '255.254.253.252' }, tcp(fields)));
const overIpv6 = (fields: TcpFields) =>
  ethernet(ipv6({ src: 'ffff:fffe::ffff', dst: '8000::1' }, tcp(fields)));

describe.each([
  ['IPv4', overIpv4],
  ['IPv6', overIpv6],
])('the TCP checksum over %s', (_, build) => {
  test('is good for payloads of every small length and some large ones', () => {
    for (let payload = 0; payload < 70; payload++) expect(decoded(build({ payload })).checksum).toBe(Good);
    for (const payload of [1459, 1460, 9000, 65000]) expect(decoded(build({ payload })).checksum).toBe(Good);
    expect(decoded(build({ payload: new Uint8Array(60000).fill(255) })).checksum).toBe(Good);
    expect(decoded(build({ payload: new Uint8Array(60000) })).checksum).toBe(Good);
  });

  test('is bad when any byte of the segment changed', () => {
    const frame = build({ payload: 37 });
    for (let at = frame.bytes.length - 57; at < frame.bytes.length; at++) {
      if (at === frame.bytes.length - 57 + 12) continue; // The data offset: another header.
      frame.bytes[at]! ^= 0x10;
      expect(decoded(frame).checksum).toBe(Bad);
      frame.bytes[at]! ^= 0x10;
    }
  });

  test('is offloaded when the field holds the sum of the pseudo-header alone', () => {
    for (const payload of [0, 1, 1000]) {
      expect(decoded(build({ payload, checksum: 'offloaded' })).checksum).toBe(Offloaded);
    }
  });

  test('is not verified when a byte is missing', () => {
    const frame = build({ payload: 10 });
    expect(decoded(frame, { snaplen: frame.bytes.length - 1 }).checksum).toBe(Unverified);
  });
});

test('a pseudo-header sum without the length, as some drivers leave it, is offloaded too', () => {
  // 10.0.0.1 + 10.0.0.2 + protocol 6, folded.
  const checksum = 0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 6;
  expect(decoded(ethernet(ipv4({}, tcp({ payload: 500, checksum })))).checksum).toBe(Offloaded);
});

test('a field of zero was never filled in', () => {
  expect(decoded(overIpv4({ payload: 500, checksum: 0 })).checksum).toBe(Offloaded);
});

test('a wrong checksum over more than any frame carries is one of those that were put together', () => {
  expect(decoded(overIpv4({ payload: 20000, checksum: 0x1234 })).checksum).toBe(Offloaded);
  expect(decoded(overIpv4({ payload: 8900, checksum: 0x1234 })).checksum).toBe(Bad);
});

test('a packet whose length was left to the network card is as long as its record', () => {
  const frame = (checksum?: 'offloaded') =>
    ethernet(ipv4({ totalLength: 0 }, tcp({ payload: 5000, ...(checksum && { checksum }) })));
  expect(decoded(frame('offloaded'))).toMatchObject({ payloadLength: 5000, checksum: Offloaded });
  expect(decoded(frame())).toMatchObject({ payloadLength: 5000, checksum: Good });
});

test('over a source route that has stops to go the destination is not the last one: the sum cannot tell', () => {
  const route = (pointer: number) =>
    decoded(ethernet(ipv4({ options: [131, 7, pointer, 10, 9, 9, 9, 0] }, tcp())));
  expect(route(4).checksum).toBe(Unverified);
  expect(route(8).checksum).toBe(Good);
  const other = (options: number[]) => decoded(ethernet(ipv4({ options }, tcp()))).checksum;
  expect(other([1, 137, 3, 3])).toBe(Unverified);
  expect(other([68, 0, 131, 7])).toBe(Good);
  expect(other([0, 131, 7, 4])).toBe(Good);
});
