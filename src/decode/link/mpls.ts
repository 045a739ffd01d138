// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { EtherType } from './ether-type.js';

const LABEL = 4;
const BOTTOM_OF_STACK = 0x100;
const ETHERNET_HEADER = 14;
const CONTROL_WORD = 4;

/**
 * A stack of labels. What is below it nobody says but the routers that agreed on the label: IP shows by its version; a
 * pseudowire begins with a control word, whose first four bits are 0, or with the Ethernet frame itself.
 * @see RFC 3032, RFC 4928 §3, RFC 4448
 */
export function readMpls(cursor: Cursor): Step {
  const { view } = cursor;
  let entry = 0;
  do {
    if (!cursor.skip(LABEL)) return DecodeStatus.CutShort;
    entry = view.getUint32(cursor.offset - LABEL);
  } while ((entry & BOTTOM_OF_STACK) === 0);

  const { offset } = cursor;
  if (cursor.end - offset < 1) return DecodeStatus.CutShort;
  switch (view.getUint8(offset) >>> 4) {
    case 4:
      return Layer.Ipv4;
    case 6:
      return Layer.Ipv6;
    case 0:
      if (looksLikeEthernet(cursor, offset + CONTROL_WORD)) return skipped(cursor, CONTROL_WORD);
  }
  return looksLikeEthernet(cursor, offset) ? Layer.Ethernet : DecodeStatus.NotIp;
}

function skipped(cursor: Cursor, length: number): Step {
  return cursor.skip(length) ? Layer.Ethernet : DecodeStatus.CutShort;
}

/** A frame with an EtherType that may lead to IP. */
function looksLikeEthernet(cursor: Cursor, at: number): boolean {
  if (cursor.end - at < ETHERNET_HEADER) return false;
  switch (cursor.view.getUint16(at + ETHERNET_HEADER - 2)) {
    case EtherType.Ipv4:
    case EtherType.Ipv6:
    case EtherType.Vlan:
    case EtherType.ServiceVlan:
    case EtherType.Mpls:
    case EtherType.PppoeSession:
      return true;
    default:
      return false;
  }
}
