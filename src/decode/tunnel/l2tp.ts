// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const IS_CONTROL = 0x8000;
const HAS_LENGTH = 0x4000;
const HAS_NUMBERS = 0x0800;
const HAS_OFFSET = 0x0200;
const VERSION = 0x000f;
const VERSION_2 = 2;
/** Flags, then tunnel and session. */
const MINIMUM = 6;

/** PPP over UDP. Version 3 carries what its control connection agreed on, behind a cookie of a length agreed on there too. @see RFC 2661 §3.1 */
export function readL2tp(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < MINIMUM) return DecodeStatus.CutShort;
  const flags = view.getUint16(offset);
  if (flags & IS_CONTROL || (flags & VERSION) !== VERSION_2) return DecodeStatus.NotTcp;
  let length = MINIMUM;
  if (flags & HAS_LENGTH) length += 2;
  if (flags & HAS_NUMBERS) length += 4;
  if (flags & HAS_OFFSET) {
    length += 2;
    if (cursor.end - offset < length) return DecodeStatus.CutShort;
    length += view.getUint16(offset + length - 2);
  }
  return cursor.skip(length) ? Layer.Ppp : DecodeStatus.CutShort;
}
