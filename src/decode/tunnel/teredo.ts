// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const ORIGIN = 0x0000;
const ORIGIN_LENGTH = 8;
const AUTHENTICATION = 0x0001;
/** Type, two lengths, then client number and secret of those lengths, a nonce of 8 bytes and a confirmation. */
const AUTHENTICATION_LENGTH = 13;

/** IPv6, perhaps behind an authentication and where the sender was seen. @see RFC 4380 §5.1.1 */
export function readTeredo(cursor: Cursor): Step {
  const { view } = cursor;
  if (cursor.end - cursor.offset < 4) return DecodeStatus.CutShort;
  if (view.getUint16(cursor.offset) === AUTHENTICATION) {
    const lengths = view.getUint8(cursor.offset + 2) + view.getUint8(cursor.offset + 3);
    if (!cursor.skip(AUTHENTICATION_LENGTH + lengths)) return DecodeStatus.CutShort;
    if (cursor.end - cursor.offset < 2) return DecodeStatus.CutShort;
  }
  if (view.getUint16(cursor.offset) === ORIGIN && !cursor.skip(ORIGIN_LENGTH)) return DecodeStatus.CutShort;
  if (cursor.end - cursor.offset < 1) return DecodeStatus.CutShort;
  return view.getUint8(cursor.offset) >>> 4 === 6 ? Layer.Ipv6 : DecodeStatus.NotTcp;
}
