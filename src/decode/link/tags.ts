// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { EtherType, stepOfEtherType } from './ether-type.js';

const ETHER_TYPE = 2;

/** A tag that stands between two EtherTypes, of which the first, `cursor.etherType`, has been read. */
export function readTag(cursor: Cursor): Step {
  switch (cursor.etherType) {
    case EtherType.BackboneService: // A service number, then the customer's frame from its addresses on.
      return cursor.skip(4) ? Layer.Ethernet : DecodeStatus.CutShort;
    case EtherType.VnTag:
    case EtherType.Hsr:
    case EtherType.Redundancy:
      return etherTypeBehind(cursor, 4);
    case EtherType.ETag:
    case EtherType.CiscoMetaData:
      return etherTypeBehind(cursor, 6);
    default:
      return readMacsec(cursor);
  }
}

function etherTypeBehind(cursor: Cursor, length: number): Step {
  if (!cursor.skip(length + ETHER_TYPE)) return DecodeStatus.CutShort;
  return stepOfEtherType(cursor, cursor.view.getUint16(cursor.offset - ETHER_TYPE));
}

const HAS_CHANNEL = 0x20;
const IS_ENCRYPTED = 0x08;
const IS_CHANGED = 0x04;

/** The SecTAG: flags, length, packet number and perhaps a channel; the data may be signed only. @see IEEE 802.1AE §9 */
function readMacsec(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < 6) return DecodeStatus.CutShort;
  const flags = view.getUint8(offset);
  if (flags & (IS_ENCRYPTED | IS_CHANGED)) return DecodeStatus.Encrypted;
  return etherTypeBehind(cursor, flags & HAS_CHANNEL ? 14 : 6);
}
