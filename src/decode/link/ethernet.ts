// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfEtherType } from './ether-type.js';

const ETHER_TYPE = 12;
const ETHERNET_HEADER = 14;
const VLAN_TAG = 4;

/** Ethernet II and 802.3: two addresses, then a type or a length. */
export function readEthernet(cursor: Cursor): Step {
  const { offset } = cursor;
  if (cursor.end - offset < ETHERNET_HEADER) return DecodeStatus.CutShort;
  cursor.offset = offset + ETHERNET_HEADER;
  return stepOfEtherType(cursor.view.getUint16(offset + ETHER_TYPE));
}

/** One tag of a VLAN stack, behind its own EtherType: priority and VLAN number, then the next EtherType. */
export function readVlan(cursor: Cursor): Step {
  const { offset } = cursor;
  if (cursor.end - offset < VLAN_TAG) return DecodeStatus.CutShort;
  cursor.offset = offset + VLAN_TAG;
  return stepOfEtherType(cursor.view.getUint16(offset + 2));
}

const LLC_HEADER = 3;
const SNAP_HEADER = 8;
const SAP_IP = 0x06;
const SAP_SNAP = 0xaa;
const UNNUMBERED_INFORMATION = 0x03;

/**
 * IEEE 802.2 LLC, and SNAP with an EtherType behind it.
 * @see RFC 1042
 */
export function readLlc(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < LLC_HEADER) return DecodeStatus.CutShort;
  const destinationSap = view.getUint8(offset);
  if (view.getUint8(offset + 2) !== UNNUMBERED_INFORMATION || view.getUint8(offset + 1) !== destinationSap) {
    return DecodeStatus.NotIp;
  }
  if (destinationSap === SAP_IP) {
    cursor.offset = offset + LLC_HEADER;
    return Layer.Ip;
  }
  if (destinationSap !== SAP_SNAP) return DecodeStatus.NotIp;
  if (cursor.end - offset < SNAP_HEADER) return DecodeStatus.CutShort;
  // The organization 00-00-00 says that an EtherType follows; others have protocols of their own.
  if (view.getUint16(offset + 3) !== 0 || view.getUint8(offset + 5) !== 0) return DecodeStatus.NotIp;
  cursor.offset = offset + SNAP_HEADER;
  return stepOfEtherType(view.getUint16(offset + 6));
}
