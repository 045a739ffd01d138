// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfProtocolType } from './ether-type.js';

const UNNUMBERED_INFORMATION = 0x03;
/** Some routers send an EtherType in place of control and protocol. */
const CISCO_HEADER = 2;

/** The address ends with the first byte whose lowest bit is set: two to four bytes. @see ITU-T Q.922 §3.3, RFC 2427 §3 */
export function readFrameRelay(cursor: Cursor): Step {
  const { view, offset, end } = cursor;
  let at = offset + 1;
  while (at < end && (view.getUint8(at) & 1) === 0) {
    if (++at === offset + 4) return DecodeStatus.NotIp;
  }
  if (end - at < 3) return DecodeStatus.CutShort;
  cursor.offset = at + 1;
  if (view.getUint8(cursor.offset) === UNNUMBERED_INFORMATION) {
    cursor.offset++;
    if (view.getUint8(cursor.offset) === 0) cursor.offset++;
    return Layer.Nlpid;
  }
  const etherType = view.getUint16(cursor.offset);
  cursor.offset += CISCO_HEADER;
  return stepOfProtocolType(cursor, etherType);
}

const SNAP = 5;
const ORGANIZATION_ETHERNET = 0x000000;
const ORGANIZATION_802_1 = 0x0080c2;
const BRIDGED_ETHERNET_WITH_FCS = 1;
const BRIDGED_ETHERNET = 7;

/** What one byte says of the packet behind it. @see ISO/IEC TR 9577, RFC 2427 §4, §5 */
export function readNlpid(cursor: Cursor): Step {
  if (!cursor.skip(1)) return DecodeStatus.CutShort;
  switch (cursor.view.getUint8(cursor.offset - 1)) {
    case 0xcc:
      return Layer.Ipv4;
    case 0x8e:
      return Layer.Ipv6;
    case 0xcf:
      return Layer.Ppp;
    case 0x80:
      return readSnap(cursor);
    default:
      return DecodeStatus.NotIp;
  }
}

function readSnap(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(SNAP)) return DecodeStatus.CutShort;
  const organization = (view.getUint16(offset) << 8) | view.getUint8(offset + 2);
  const type = view.getUint16(offset + 3);
  if (organization === ORGANIZATION_ETHERNET) return stepOfProtocolType(cursor, type);
  const isEthernet = type === BRIDGED_ETHERNET || type === BRIDGED_ETHERNET_WITH_FCS;
  return organization === ORGANIZATION_802_1 && isEthernet ? Layer.Ethernet : DecodeStatus.NotIp;
}
