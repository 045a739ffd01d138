// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

// Networks on which a token goes round.

const TOKEN_RING_HEADER = 14;
const TOKEN_RING_TYPE = 1;
const TOKEN_RING_SOURCE = 8;
const FRAME_TYPE = 0xc0;
const FRAME_LLC = 0x40;
const SOURCE_ROUTED = 0x80;
const ROUTE_LENGTH = 0x1f;

/** Access and frame control, two addresses, and where the source's first bit says so a route. @see IEEE 802.5 */
export function readTokenRing(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(TOKEN_RING_HEADER)) return DecodeStatus.CutShort;
  if ((view.getUint8(offset + TOKEN_RING_TYPE) & FRAME_TYPE) !== FRAME_LLC) return DecodeStatus.NotIp;
  if ((view.getUint8(offset + TOKEN_RING_SOURCE) & SOURCE_ROUTED) === 0) return Layer.Llc;
  if (cursor.end - cursor.offset < 2) return DecodeStatus.CutShort;
  const length = view.getUint8(cursor.offset) & ROUTE_LENGTH;
  if (length < 2 || length & 1) return DecodeStatus.NotIp;
  return cursor.skip(length) ? Layer.Llc : DecodeStatus.CutShort;
}

const FDDI_HEADER = 13;
const FDDI_TYPE = 0x30;
const FDDI_LLC = 0x10;

/** Frame control and two addresses. @see RFC 1390 */
export function readFddi(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(FDDI_HEADER)) return DecodeStatus.CutShort;
  return (view.getUint8(offset) & FDDI_TYPE) === FDDI_LLC ? Layer.Llc : DecodeStatus.NotIp;
}

const ARCNET_TYPE = 2;
/** RFC 1051, whose packets are never split. */
const ARCNET_OLD_IP = 240;
const ARCNET_IP = 212;
const ARCNET_IPV6 = 196;
/** Split flag and sequence number. */
const ARCNET_SPLIT = 3;
const ARCNET_EXCEPTION = 0xff;

/** LINKTYPE_ARCNET_BSD: source, destination, type. @see RFC 1201 */
export function readArcnet(cursor: Cursor): Step {
  return readArcnetType(cursor, ARCNET_TYPE);
}

/** LINKTYPE_ARCNET_LINUX: two bytes more before the type. */
export function readArcnetLinux(cursor: Cursor): Step {
  return readArcnetType(cursor, ARCNET_TYPE + 2);
}

function readArcnetType(cursor: Cursor, header: number): Step {
  const { view } = cursor;
  if (!cursor.skip(header + 1)) return DecodeStatus.CutShort;
  const type = view.getUint8(cursor.offset - 1);
  if (type === ARCNET_OLD_IP) return Layer.Ipv4;
  if (type !== ARCNET_IP && type !== ARCNET_IPV6) return DecodeStatus.NotIp;

  if (!cursor.skip(ARCNET_SPLIT)) return DecodeStatus.CutShort;
  let flag = view.getUint8(cursor.offset - ARCNET_SPLIT);
  if (flag === ARCNET_EXCEPTION) {
    // Lengths that the hardware cannot send are reached by a longer header: type, flag and number once more.
    if (!cursor.skip(ARCNET_SPLIT + 1)) return DecodeStatus.CutShort;
    flag = view.getUint8(cursor.offset - ARCNET_SPLIT);
  }
  // 0 is a whole packet, odd ones begin one in several parts; parts are not put together.
  if (flag !== 0 && (flag & 1) === 0) return DecodeStatus.Fragment;
  return type === ARCNET_IP ? Layer.Ipv4 : Layer.Ipv6;
}
