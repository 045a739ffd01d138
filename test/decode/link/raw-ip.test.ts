import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { decoded } from '../../support/decoded.js';
import { ipv4, ipv6, rawIp, tcp } from '../../support/frames.js';

test.each([12, 14, 101, 228, 229])(
  'link type %i is raw IP of the version that its first nibble names',
  (linkType) => {
    expect(decoded(rawIp(ipv4({}, tcp()), linkType))).toMatchObject({
      status: DecodeStatus.Segment,
      family: 4,
    });
    expect(decoded(rawIp(ipv6({}, tcp()), linkType))).toMatchObject({
      status: DecodeStatus.Segment,
      family: 6,
    });
    expect(decoded(rawIp(ipv4({ version: 5 }, tcp()), linkType)).status).toBe(DecodeStatus.BadIpHeader);
  },
);

test('an empty packet is cut short', () => {
  expect(decoded(rawIp(ipv4({}, tcp())), { snaplen: 0 }).status).toBe(DecodeStatus.CutShort);
});

test('a link type that is not understood is said so', () => {
  expect(decoded(rawIp(ipv4({}, tcp()), 9999)).status).toBe(DecodeStatus.UnknownLinkType);
});
