// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';

// What a switch sends of the ports that it mirrors. @see draft-foschiano-erspan

const HEADER_2 = 8;
const HEADER_3 = 12;
const FLAGS_3 = 10;
const FRAME_TYPE = 0x7c00;
const FRAME_IP = 0x0800;
const HAS_PLATFORM_HEADER = 0x0001;
const PLATFORM_HEADER = 8;

/** Type II: a whole Ethernet frame. */
export function readErspan2(cursor: Cursor): Step {
  return cursor.skip(HEADER_2) ? Layer.Ethernet : DecodeStatus.CutShort;
}

/** Type III: Ethernet or bare IP, behind a header that may have a second part. */
export function readErspan3(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER_3)) return DecodeStatus.CutShort;
  const flags = view.getUint16(offset + FLAGS_3);
  if (flags & HAS_PLATFORM_HEADER && !cursor.skip(PLATFORM_HEADER)) return DecodeStatus.CutShort;
  return (flags & FRAME_TYPE) === FRAME_IP ? Layer.Ip : Layer.Ethernet;
}
