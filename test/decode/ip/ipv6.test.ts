import { describe, expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { formatAddress } from '../../../src/decode/ip/address.js';
import { ChecksumState } from '../../../src/decode/segment.js';
import { decoded } from '../../support/decoded.js';
import {
  authentication,
  destinationOptions,
  ethernet,
  fragmentHeader,
  hopByHop,
  ipv6,
  routing,
  tcp,
  udp,
} from '../../support/frames.js';

describe('IPv6', () => {
  test('addresses and hop limit are read', () => {
    const segment = decoded(ethernet(ipv6({ src: '2001:db8::77', dst: 'fe80::1', hopLimit: 3 }, tcp())));
    expect(segment).toMatchObject({ status: DecodeStatus.Segment, family: 6, ttl: 3, ipId: -1 });
    const { src0, src1, src2, src3, dst0, dst1, dst2, dst3 } = segment;
    expect(formatAddress(6, src0, src1, src2, src3)).toBe('2001:db8::77');
    expect(formatAddress(6, dst0, dst1, dst2, dst3)).toBe('fe80::1');
  });

  test.each([
    ['hop-by-hop options', [hopByHop]],
    ['destination options', [destinationOptions]],
    ['a routing header', [routing()]],
    ['an authentication header', [authentication]],
    ['an atomic fragment', [fragmentHeader(0, false)]],
    ['all of them', [hopByHop, destinationOptions, routing(), fragmentHeader(0, false), authentication]],
  ])('%s before TCP are stepped over and are no payload', (_, extensions) => {
    expect(decoded(ethernet(ipv6({ extensions }, tcp({ payload: 'hello' }))))).toMatchObject({
      status: DecodeStatus.Segment,
      payloadLength: 5,
      checksum: ChecksumState.Good,
    });
  });

  test('a routing header with stops to go leaves the checksum unverified: it covers the last stop', () => {
    expect(decoded(ethernet(ipv6({ extensions: [routing(1)] }, tcp()))).checksum).toBe(
      ChecksumState.Unverified,
    );
  });

  test('a payload length of 0 means all that the link layer carried', () => {
    expect(decoded(ethernet(ipv6({ payloadLength: 0 }, tcp({ payload: 100 }))))).toMatchObject({
      status: DecodeStatus.Segment,
      payloadLength: 100,
    });
  });

  test('padding behind the payload length is no payload', () => {
    expect(decoded(ethernet(ipv6({}, tcp()), { padTo: 80 }))).toMatchObject({
      payloadLength: 0,
      payloadCaptured: 0,
    });
  });

  test('a chain of extension headers without end ends the walk', () => {
    const extensions = Array.from({ length: 50 }, () => destinationOptions);
    expect(decoded(ethernet(ipv6({ extensions }, tcp()))).status).toBe(DecodeStatus.NotTcp);
  });

  test('an extension header that runs past the packet is a bad header', () => {
    const extensions = [{ ...destinationOptions, rest: [200, ...destinationOptions.rest.slice(1)] }];
    expect(decoded(ethernet(ipv6({ extensions }, tcp()))).status).toBe(DecodeStatus.BadIpHeader);
  });

  test('UDP, no next header and another version are told apart', () => {
    expect(decoded(ethernet(ipv6({}, udp()))).status).toBe(DecodeStatus.NotTcp);
    expect(decoded(ethernet(ipv6({ nextHeader: 59 }, tcp()))).status).toBe(DecodeStatus.NotTcp);
    const frame = ethernet(ipv6({}, tcp()));
    frame.bytes[14] = 0x40;
    expect(decoded(frame).status).toBe(DecodeStatus.BadIpHeader);
  });
});
