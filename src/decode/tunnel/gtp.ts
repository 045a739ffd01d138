// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const HEADER = 8;
const VERSION_AND_PROTOCOL = 0xf0;
/** Version 1, and GTP rather than what charging uses. */
const GTP_1 = 0x30;
/** Extension, sequence number, N-PDU number: where one is there, all three have their place. */
const OPTIONAL = 0x07;
const HAS_EXTENSION = 0x04;
const OPTIONAL_FIELDS = 4;
const MESSAGE_TYPE = 1;
const USER_PACKET = 255;

/** A user's packet between the parts of a mobile network. @see 3GPP TS 29.281 §5 */
export function readGtp(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER)) return DecodeStatus.CutShort;
  const flags = view.getUint8(offset);
  if ((flags & VERSION_AND_PROTOCOL) !== GTP_1) return DecodeStatus.NotTcp;
  if (view.getUint8(offset + MESSAGE_TYPE) !== USER_PACKET) return DecodeStatus.NotTcp;
  if ((flags & OPTIONAL) === 0) return stepOfPacket(cursor);

  if (!cursor.skip(OPTIONAL_FIELDS)) return DecodeStatus.CutShort;
  if ((flags & HAS_EXTENSION) === 0) return stepOfPacket(cursor);
  // Each extension begins with its length in words and ends with the type of the next one, 0 for none.
  while (view.getUint8(cursor.offset - 1) !== 0) {
    if (cursor.end - cursor.offset < 1) return DecodeStatus.CutShort;
    const words = view.getUint8(cursor.offset);
    if (words === 0) return DecodeStatus.NotTcp;
    if (!cursor.skip(words << 2)) return DecodeStatus.CutShort;
  }
  return stepOfPacket(cursor);
}

/** A packet of IP, or of something else that the tunnel was set up for: only IP shows. */
function stepOfPacket(cursor: Cursor): Step {
  if (cursor.end - cursor.offset < 1) return DecodeStatus.CutShort;
  const version = cursor.view.getUint8(cursor.offset) >>> 4;
  return version === 4 ? Layer.Ipv4 : version === 6 ? Layer.Ipv6 : DecodeStatus.NotTcp;
}
