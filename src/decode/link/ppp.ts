// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readCiscoHdlc } from './hdlc.js';

/** What framing like HDLC's puts before the protocol, unless both ends agreed to leave it out. @see RFC 1662 §3.1 */
const ALL_STATIONS = 0xff03;
const CISCO_UNICAST = 0x0f00;
const CISCO_MULTICAST = 0x8f00;

const BEGIN_AND_END = 0xc0;
const MULTILINK_HEADER = 4;

/** @see RFC 1661 §2, https://www.iana.org/assignments/ppp-numbers */
export function readPpp(cursor: Cursor): Step {
  const { view, end } = cursor;
  if (end - cursor.offset < 2) return DecodeStatus.CutShort;
  if (view.getUint16(cursor.offset) === ALL_STATIONS) cursor.offset += 2;
  return readProtocol(cursor);
}

/** LINKTYPE_PPP and LINKTYPE_PPP_HDLC: serial lines, on which Cisco's framing is found too. */
export function readSerialPpp(cursor: Cursor): Step {
  if (cursor.end - cursor.offset < 2) return DecodeStatus.CutShort;
  const start = cursor.view.getUint16(cursor.offset);
  return start === CISCO_UNICAST || start === CISCO_MULTICAST ? readCiscoHdlc(cursor) : readPpp(cursor);
}

/** LINKTYPE_PPP_PPPD and LINKTYPE_PPP_WITH_DIR: a byte for the direction, in place of HDLC's address or before it. */
export function readPppWithDirection(cursor: Cursor): Step {
  if (!cursor.skip(1)) return DecodeStatus.CutShort;
  const { view, offset, end } = cursor;
  if (end - offset > 0 && view.getUint8(offset) === 0x03) cursor.offset = offset + 1;
  return readPpp(cursor);
}

/** A number of one byte is odd, of two bytes even and then odd. @see RFC 1661 §6.5 */
function readProtocol(cursor: Cursor): Step {
  const { view } = cursor;
  if (!cursor.skip(1)) return DecodeStatus.CutShort;
  let protocol = view.getUint8(cursor.offset - 1);
  if ((protocol & 1) === 0) {
    if (!cursor.skip(1)) return DecodeStatus.CutShort;
    protocol = (protocol << 8) | view.getUint8(cursor.offset - 1);
  }
  switch (protocol) {
    case 0x0021:
      return Layer.Ipv4;
    case 0x0057:
      return Layer.Ipv6;
    case 0x0281:
    case 0x0283:
      return Layer.Mpls;
    case 0x0031: // Bridged frames: flags and the kind of link, of which 1 is Ethernet. RFC 3518
      return readBridged(cursor);
    case 0x003d:
      return readMultilink(cursor);
    case 0x0053: // Encrypted, RFC 1968.
      return DecodeStatus.Encrypted;
    default: // Control protocols; compressed packets, which need all that came before.
      return DecodeStatus.NotIp;
  }
}

function readBridged(cursor: Cursor): Step {
  if (!cursor.skip(2)) return DecodeStatus.CutShort;
  return cursor.view.getUint8(cursor.offset - 1) === 1 ? Layer.Ethernet : DecodeStatus.NotIp;
}

/** One piece that is a whole packet is read; pieces of packets are not put together. @see RFC 1990 §3 */
function readMultilink(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(MULTILINK_HEADER)) return DecodeStatus.CutShort;
  const isWhole = (view.getUint8(offset) & BEGIN_AND_END) === BEGIN_AND_END;
  return isWhole ? Layer.Ppp : DecodeStatus.Fragment;
}

const PPPOE_HEADER = 6;
const PPPOE_VERSION_AND_TYPE = 0x11;
const PPPOE_SESSION_DATA = 0;
const PPPOE_LENGTH = 4;

/** @see RFC 2516 §4 */
export function readPppoeSession(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(PPPOE_HEADER)) return DecodeStatus.CutShort;
  const isData =
    view.getUint8(offset) === PPPOE_VERSION_AND_TYPE && view.getUint8(offset + 1) === PPPOE_SESSION_DATA;
  const end = cursor.offset + view.getUint16(offset + PPPOE_LENGTH);
  if (end < cursor.recordEnd) cursor.recordEnd = end;
  return isData ? Layer.Ppp : DecodeStatus.NotIp;
}
