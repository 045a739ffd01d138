// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

const HEADER = 6;
const FRAME_TYPE = 0xc0;
const EXTENDED_HEADER = 0x01;

/** Cable modems: control, a byte that tells the length of the extended header, length, perhaps that header, checksum; a packet's frame is Ethernet. @see DOCSIS MAC and Upper Layer Protocols Interface, §6 */
export function readDocsis(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER)) return DecodeStatus.CutShort;
  const control = view.getUint8(offset);
  if ((control & FRAME_TYPE) !== 0) return DecodeStatus.NotIp;
  const extended = control & EXTENDED_HEADER ? view.getUint8(offset + 1) : 0;
  return cursor.skip(extended) ? Layer.Ethernet : DecodeStatus.CutShort;
}
