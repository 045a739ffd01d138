// Hot path: allocates nothing per packet.
import type { Cursor, Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { stepOfProtocolType } from '../link/ether-type.js';

const HEADER = 8;
const OPTIONS_IN_WORDS = 0x3f;
const PROTOCOL = 2;

/** @see RFC 8926 §3.4 */
export function readGeneve(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return DecodeStatus.CutShort;
  const options = (view.getUint8(offset) & OPTIONS_IN_WORDS) << 2;
  if (!cursor.skip(HEADER + options)) return DecodeStatus.CutShort;
  return stepOfProtocolType(cursor, view.getUint16(offset + PROTOCOL));
}
