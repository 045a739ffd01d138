// Hot path: allocates nothing per packet.
import {
  LINKTYPE_JUNIPER_ATM1,
  LINKTYPE_JUNIPER_ATM2,
  LINKTYPE_JUNIPER_CHDLC,
  LINKTYPE_JUNIPER_ETHER,
  LINKTYPE_JUNIPER_FRELAY,
  LINKTYPE_JUNIPER_PPP,
  LINKTYPE_JUNIPER_PPPOE,
  type LinkType,
} from '../../capture/link-type.js';
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readAtm } from './atm.js';
import { readCiscoHdlc } from './hdlc.js';

const MAGIC = 0x4d4743;
const HEADER = 4;
const HAS_EXTENSIONS = 0x80;
const HAS_NO_LINK = 0x02;
const PROTOCOL_FAMILY = 4;

/**
 * The header of Juniper's routers, the same for all their interfaces: "MGC", flags, extensions of which the length is told.
 * Behind it stands the interface's own frame, or IP where the router has taken that off.
 */
export function readJuniper(cursor: Cursor, linkType: LinkType): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER)) return DecodeStatus.CutShort;
  if (view.getUint32(offset) >>> 8 !== MAGIC) return DecodeStatus.NotIp;
  const flags = view.getUint8(offset + 3);
  if (flags & HAS_EXTENSIONS) {
    if (!cursor.skip(2)) return DecodeStatus.CutShort;
    if (!cursor.skip(view.getUint16(offset + HEADER))) return DecodeStatus.CutShort;
  }
  if (flags & HAS_NO_LINK) return cursor.skip(PROTOCOL_FAMILY) ? Layer.Ip : DecodeStatus.CutShort;

  switch (linkType) {
    case LINKTYPE_JUNIPER_ETHER:
    case LINKTYPE_JUNIPER_PPPOE:
      return Layer.Ethernet;
    case LINKTYPE_JUNIPER_PPP:
      return Layer.Ppp;
    case LINKTYPE_JUNIPER_FRELAY:
      return Layer.FrameRelay;
    case LINKTYPE_JUNIPER_CHDLC:
      return readCiscoHdlc(cursor);
    case LINKTYPE_JUNIPER_ATM1: // A cookie names the circuit.
      return cursor.skip(4) ? readAtm(cursor) : DecodeStatus.CutShort;
    case LINKTYPE_JUNIPER_ATM2:
      return cursor.skip(8) ? readAtm(cursor) : DecodeStatus.CutShort;
    default:
      return DecodeStatus.UnknownLinkType;
  }
}
