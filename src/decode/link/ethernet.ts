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
  return stepOfEtherType(cursor, cursor.view.getUint16(offset + ETHER_TYPE));
}

/** One tag of a VLAN stack, behind its own EtherType: priority and VLAN number, then the next EtherType. */
export function readVlan(cursor: Cursor): Step {
  const { offset } = cursor;
  if (cursor.end - offset < VLAN_TAG) return DecodeStatus.CutShort;
  cursor.offset = offset + VLAN_TAG;
  return stepOfEtherType(cursor, cursor.view.getUint16(offset + 2));
}

/** Ethernet behind so many bytes that the capturing system, or a switch, has put before it. */
export function readEthernetBehind(cursor: Cursor, length: number): Step {
  return cursor.skip(length) ? Layer.Ethernet : DecodeStatus.CutShort;
}

const ADDRESSES = 12;

/** A switch's tag of so many bytes between the addresses and the EtherType. @see https://www.tcpdump.org/linktypes.html, DSA_TAG_DSA */
export function readSwitchTag(cursor: Cursor, length: number): Step {
  if (!cursor.skip(ADDRESSES + length + 2)) return DecodeStatus.CutShort;
  return stepOfEtherType(cursor, cursor.view.getUint16(cursor.offset - 2));
}

const PREAMBLE = 0x55;
const START_OF_FRAME = 0xd5;
const LONGEST_PREAMBLE = 8;

/** LINKTYPE_ETHERNET_MPACKET: the preamble is in the capture, and ends with the start of a frame that is sent in one piece. @see IEEE 802.3br */
export function readMpacket(cursor: Cursor): Step {
  const { view, offset, end } = cursor;
  for (let at = offset; at < end && at < offset + LONGEST_PREAMBLE; at++) {
    const byte = view.getUint8(at);
    if (byte === PREAMBLE) continue;
    cursor.offset = at + 1;
    return byte === START_OF_FRAME ? Layer.Ethernet : DecodeStatus.NotIp;
  }
  return end - offset < LONGEST_PREAMBLE ? DecodeStatus.CutShort : DecodeStatus.NotIp;
}
