// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfEtherType } from './ether-type.js';
import { readRadiotap } from './wlan-capture.js';

const SLL_DEVICE_TYPE = 2;
const SLL_PROTOCOL = 14;
const SLL_HEADER = 16;

const SLL2_PROTOCOL = 0;
const SLL2_DEVICE_TYPE = 8;
const SLL2_HEADER = 20;

/** The protocol field of this device type holds a netlink family, no EtherType. */
const ARPHRD_NETLINK = 824;
/** Of these it is left empty. */
const ARPHRD_FRAD = 770;
const ARPHRD_IEEE80211_RADIOTAP = 803;

/** Linux's own numbers for what has no EtherType: 1 (802.3 without LLC) and 4 (LLC) fall where 802.3 lengths do. */
const ETH_P_PPP_MP = 8;
const ETH_P_WAN_PPP = 7;

/** @see https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html */
export function readLinuxCooked(cursor: Cursor): Step {
  return readCooked(cursor, SLL_HEADER, SLL_PROTOCOL, SLL_DEVICE_TYPE);
}

/** @see https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html */
export function readLinuxCooked2(cursor: Cursor): Step {
  return readCooked(cursor, SLL2_HEADER, SLL2_PROTOCOL, SLL2_DEVICE_TYPE);
}

function readCooked(cursor: Cursor, header: number, protocol: number, deviceType: number): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(header)) return DecodeStatus.CutShort;
  switch (view.getUint16(offset + deviceType)) {
    case ARPHRD_NETLINK:
      return DecodeStatus.NotIp;
    case ARPHRD_FRAD:
      return Layer.FrameRelay;
    case ARPHRD_IEEE80211_RADIOTAP:
      return readRadiotap(cursor);
  }
  const number = view.getUint16(offset + protocol);
  return number === ETH_P_WAN_PPP || number === ETH_P_PPP_MP ? Layer.Ppp : stepOfEtherType(cursor, number);
}
