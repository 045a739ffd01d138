// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const LLC_SNAP = 0xaaaa;
const LLC_ISO = 0xfefe;

/** Packets over AAL5: LLC, or where a circuit is for one protocol alone, IP itself. @see RFC 2684, RFC 2225 */
export function readAtm(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < 2) return DecodeStatus.CutShort;
  const start = view.getUint16(offset);
  if (start === LLC_SNAP || start === LLC_ISO) return Layer.Llc;
  const version = start >>> 12;
  return version === 4 || version === 6 ? Layer.Ip : DecodeStatus.NotIp;
}

const SUNATM_HEADER = 4;
const TRAFFIC_TYPE = 0x0f;
const LAN_EMULATION = 1;
const LLC_MULTIPLEXED = 2;

/** LINKTYPE_SUNATM: kind of traffic and circuit. */
export function readSunAtm(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(SUNATM_HEADER)) return DecodeStatus.CutShort;
  switch (view.getUint8(offset) & TRAFFIC_TYPE) {
    case LLC_MULTIPLEXED:
      return Layer.Llc;
    case LAN_EMULATION: // The emulated station's number, then its Ethernet frame.
      return cursor.skip(2) ? Layer.Ethernet : DecodeStatus.CutShort;
    default:
      return DecodeStatus.NotIp;
  }
}
