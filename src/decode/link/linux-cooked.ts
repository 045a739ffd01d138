// Hot path: allocates nothing per packet.
import type { Cursor, Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfEtherType } from './ether-type.js';

const SLL_DEVICE_TYPE = 2;
const SLL_PROTOCOL = 14;
const SLL_HEADER = 16;

const SLL2_PROTOCOL = 0;
const SLL2_DEVICE_TYPE = 8;
const SLL2_HEADER = 20;

/** The protocol field of this device type holds a netlink family, no EtherType. */
const ARPHRD_NETLINK = 824;

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
  if (cursor.end - offset < header) return DecodeStatus.CutShort;
  if (view.getUint16(offset + deviceType) === ARPHRD_NETLINK) return DecodeStatus.NotIp;
  cursor.offset = offset + header;
  // Small protocol numbers are Linux's own (1: 802.3 without LLC, 4: LLC) and fall where 802.3 lengths do.
  return stepOfEtherType(view.getUint16(offset + protocol));
}
