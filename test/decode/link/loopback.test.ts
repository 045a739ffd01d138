import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { decoded } from '../../support/decoded.js';
import { ipv4, ipv6, loopback, tcp } from '../../support/frames.js';

test.each([true, false])(
  'BSD loopback families are read in either byte order (little-endian: %s)',
  (littleEndian) => {
    const four = ipv4({}, tcp());
    expect(decoded(loopback(four, { littleEndian }))).toMatchObject({
      status: DecodeStatus.Segment,
      family: 4,
    });
    for (const family of [10, 24, 28, 30]) {
      const frame = loopback(ipv6({}, tcp()), { family, littleEndian });
      expect(decoded(frame)).toMatchObject({ status: DecodeStatus.Segment, family: 6 });
    }
  },
);

test('LINKTYPE_LOOP is read like LINKTYPE_NULL', () => {
  const frame = loopback(ipv4({}, tcp()), { littleEndian: false });
  expect(decoded({ ...frame, linkType: 108 }).status).toBe(DecodeStatus.Segment);
});

test('another family is no IP', () => {
  expect(decoded(loopback(ipv4({}, tcp()), { family: 23 })).status).toBe(DecodeStatus.NotIp);
});
