// Hot path: allocates nothing per packet.
import { type Cursor, Layer, type Step } from '../cursor.js';
import { DecodeStatus } from '../decode-status.js';
import { readNextProtocol } from './nsh.js';

const HEADER = 8;
const NEXT_PROTOCOL = 3;
/** Flags: the network's number is valid; the next protocol is told. */
const HAS_NUMBER = 0x08;
const HAS_PROTOCOL = 0x04;

/** @see RFC 7348 §5; draft-ietf-nvo3-vxlan-gpe where the flag says so */
export function readVxlan(cursor: Cursor): Step {
  const { view, offset } = cursor;
  if (!cursor.skip(HEADER)) return DecodeStatus.CutShort;
  if (view.getUint8(offset) & HAS_PROTOCOL) return readNextProtocol(view.getUint8(offset + NEXT_PROTOCOL));
  return Layer.Ethernet;
}

/** @see draft-ietf-nvo3-vxlan-gpe §3 */
export function readVxlanGpe(cursor: Cursor): Step {
  const { view, offset } = cursor;
  return cursor.skip(HEADER)
    ? readNextProtocol(view.getUint8(offset + NEXT_PROTOCOL))
    : DecodeStatus.CutShort;
}

/** All but one flag and the network's number are zero: on a port that is not VXLAN's alone. */
export function looksLikeVxlan(cursor: Cursor): boolean {
  const { view, offset } = cursor;
  if (cursor.end - offset < HEADER) return false;
  return view.getUint32(offset) === HAS_NUMBER << 24 && view.getUint8(offset + HEADER - 1) === 0;
}
