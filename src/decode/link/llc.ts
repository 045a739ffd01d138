// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfEtherType, stepOfProtocolType } from './ether-type.js';

const LLC_HEADER = 3;
const SNAP_HEADER = 8;
const SAP_IP = 0x06;
const SAP_SNAP = 0xaa;
const SAP_ISO = 0xfe;
const UNNUMBERED_INFORMATION = 0x03;

/** An EtherType follows: by RFC 1042, and by 802.1H, which 802.11 uses for a few protocols. */
const ORGANIZATION_ETHERNET = 0x000000;
const ORGANIZATION_802_1H = 0x0000f8;
/** A frame of another link follows. @see RFC 2684 §5.2 */
const ORGANIZATION_802_1 = 0x0080c2;
const BRIDGED_ETHERNET_WITH_FCS = 1;
const BRIDGED_ETHERNET = 7;
const BRIDGED_PADDING = 2;

/**
 * IEEE 802.2 LLC, and SNAP behind it.
 * @see RFC 1042
 */
export function readLlc(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < LLC_HEADER) return DecodeStatus.CutShort;
  const destinationSap = view.getUint8(offset);
  if (view.getUint8(offset + 2) !== UNNUMBERED_INFORMATION || view.getUint8(offset + 1) !== destinationSap) {
    return DecodeStatus.NotIp;
  }
  if (destinationSap === SAP_IP || destinationSap === SAP_ISO) {
    cursor.offset = offset + LLC_HEADER;
    return destinationSap === SAP_IP ? Layer.Ip : Layer.Nlpid;
  }
  if (destinationSap !== SAP_SNAP) return DecodeStatus.NotIp;
  if (cursor.end - offset < SNAP_HEADER) return DecodeStatus.CutShort;
  cursor.offset = offset + SNAP_HEADER;
  const type = view.getUint16(offset + 6);
  switch (view.getUint32(offset + 2) & 0xffffff) {
    case ORGANIZATION_ETHERNET:
      return stepOfEtherType(cursor, type);
    case ORGANIZATION_802_1H:
      return stepOfProtocolType(cursor, type);
    case ORGANIZATION_802_1:
      if (type !== BRIDGED_ETHERNET && type !== BRIDGED_ETHERNET_WITH_FCS) return DecodeStatus.NotIp;
      return cursor.skip(BRIDGED_PADDING) ? Layer.Ethernet : DecodeStatus.CutShort;
    default: // Other organizations have protocols of their own.
      return DecodeStatus.NotIp;
  }
}
