// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const BASE_HEADER = 4;
const SERVICE_PATH = 4;
const LENGTH = 1;
const LENGTH_IN_WORDS = 0x3f;
const NEXT_PROTOCOL = 3;

/** Network service header. @see RFC 8300 §2.2 */
export function readNsh(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < BASE_HEADER + SERVICE_PATH) return DecodeStatus.CutShort;
  const length = (view.getUint8(offset + LENGTH) & LENGTH_IN_WORDS) << 2;
  if (length < BASE_HEADER + SERVICE_PATH) return DecodeStatus.NotIp;
  return cursor.skip(length)
    ? readNextProtocol(view.getUint8(offset + NEXT_PROTOCOL))
    : DecodeStatus.CutShort;
}

/** The numbers that it shares with VXLAN-GPE. */
export function readNextProtocol(protocol: number): Step {
  switch (protocol) {
    case 1:
      return Layer.Ipv4;
    case 2:
      return Layer.Ipv6;
    case 3:
      return Layer.Ethernet;
    case 4:
      return Layer.Nsh;
    case 5:
      return Layer.Mpls;
    default:
      return DecodeStatus.NotIp;
  }
}
