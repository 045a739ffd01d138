import { expect, test } from 'vitest';
import { DecodeStatus } from '../../../src/decode/decode-status.js';
import { decoded } from '../../support/decoded.js';
import { behind, INSIDE_IPV6, readsEach, statusOf } from '../../support/encapsulation.js';
import { ipv4, ipv6, rawIp, tcp } from '../../support/frames.js';

const LLC_SNAP_IP = 'aa aa 03 00 00 00 08 00';
const MAC = '02 00 00 00 00 02 02 00 00 00 00 01';

readsEach([
  ['IPv6 in raw IP', behind(229, '', INSIDE_IPV6)],
  ['PPP over Ethernet, from its own header on', behind(51, '11 00 00 01 00 42 00 21')],
  ['C-HDLC behind a direction', behind(205, '01 0f 00 08 00')],
  ['frame relay behind a direction', behind(206, '00 18 41 03 cc')],
  ['MPLS', behind(219, '00 01 01 40')],
  ['Ethernet behind what netANALYZER tells', behind(240, `00 01 02 03 ${MAC} 08 00`)],
  ['the same with a preamble', behind(241, `00 01 02 03 55 55 55 55 55 55 55 d5 ${MAC} 08 00`)],
  ['EPON', behind(259, `55 55 d5 55 55 00 01 00 ${MAC} 08 00`)],
  ['Ethernet from its preamble on', behind(274, `55 55 55 55 55 55 55 d5 ${MAC} 08 00`)],
  ["Broadcom's tag within Ethernet", behind(281, `${MAC} 00 01 02 03 08 00`)],
  ["Broadcom's tag before Ethernet", behind(282, `00 01 02 03 ${MAC} 08 00`)],
  ['a DSA tag', behind(284, `${MAC} c0 08 00 01 08 00`)],
  ['a DSA tag with an EtherType of its own', behind(285, `${MAC} da da 00 00 c0 08 00 01 08 00`)],
  ['ATM as the kernel numbers it', behind(11, LLC_SNAP_IP)],
]);

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

test('a preamble that starts a piece of a frame is no frame', () => {
  expect(statusOf(behind(274, '55 55 55 55 55 55 61 52'))).toBe(DecodeStatus.NotIp);
  expect(statusOf(behind(274, '55 55 55 55 55 55 55 55 55'))).toBe(DecodeStatus.NotIp);
});

test('what cannot carry IP, or is not known, is named as such', () => {
  // Linux USB, SocketCAN, a private number, one that the registry does not have.
  for (const linkType of [189, 227, 147, 60000]) {
    expect(statusOf(behind(linkType, ''))).toBe(DecodeStatus.UnknownLinkType);
  }
  expect(statusOf(behind(-1, ''))).toBe(DecodeStatus.NotAPacket);
});
