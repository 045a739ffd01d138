// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readWlanEitherOrder } from '../link/wlan.js';

const HEADER = 8;
const KIND = 0x0f;
const FRAGMENT_OFFSET = 6;

/** Of the first four bytes. */
const HEADER_WORDS = 19;
const IS_NATIVE = 0x100;
const IS_FRAGMENT = 0x080;
const IS_KEEP_ALIVE = 0x008;

/** An access point's frames on the way to its controller: as they were on the air, or as Ethernet. @see RFC 5415 §4.3, RFC 5416 */
export function readCapwap(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return DecodeStatus.CutShort;
  const kind = view.getUint8(offset) & KIND;
  if (kind !== 0) return kind === 1 ? DecodeStatus.Encrypted : DecodeStatus.NotTcp;
  const word = view.getUint32(offset);
  if (word & IS_KEEP_ALIVE) return DecodeStatus.NotTcp;
  if (word & IS_FRAGMENT && view.getUint16(offset + FRAGMENT_OFFSET) >>> 3 !== 0)
    return DecodeStatus.Fragment;
  const length = ((word >>> HEADER_WORDS) & 0x1f) << 2;
  if (length < HEADER) return DecodeStatus.NotTcp;
  if (!cursor.skip(length)) return DecodeStatus.CutShort;
  return word & IS_NATIVE ? readWlanEitherOrder(cursor) : Layer.Ethernet;
}
